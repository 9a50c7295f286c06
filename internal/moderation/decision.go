package moderation

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// DecisionID is the key of a decision.
type DecisionID = storage.Key[Decision]

// Outcome is what a decision found.
type Outcome string

// The outcomes.
const (
	NoViolation Outcome = "no_violation"
	Violation   Outcome = "violation"
)

// DecisionStatus says whether a decision holds.
type DecisionStatus string

// The statuses of a decision.
const (
	Effective            DecisionStatus = "effective"
	AwaitingConfirmation DecisionStatus = "awaiting_confirmation" // nothing has happened yet
	Rejected             DecisionStatus = "rejected"              // not confirmed; nothing ever happened
	Undone               DecisionStatus = "undone"
)

// DecisionInput is what a moderator decides.
type DecisionInput struct {
	Outcome Outcome
	// Clause and Reason are needed with a violation; the reason is what the member is told.
	Clause, Reason string
	InternalNote   string
	// Revision is that of the subject that was judged.
	Revision int
	// Acts are done beside what the outcome itself asks for: with a violation the subject is removed (a nickname reset),
	// with no violation it is released if it is held, whether the acts say so or not.
	Acts []ActInput
}

// Decision is who decided what about which revision, under which clause, and why.
type Decision struct {
	ID     DecisionID
	SiteID auth.SiteID
	CaseID CaseID
	// Subject has the revision that was judged.
	Subject Subject
	// Member is the author, the first placer or the owner.
	Member          auth.Member
	By              AccountRef
	Outcome         Outcome
	Clause          string
	ClauseTitle     string
	RulebookVersion int
	Reason          string
	InternalNote    string
	// Excerpt is the beginning of the text that was judged.
	Excerpt   string
	Statement Statement
	Status    DecisionStatus
	// Acts names each kind of act once, in the order they were done.
	Acts []Act
	// Targets are what the acts met, at most the first 500; only where one decision is asked for.
	Targets     []Target
	MadeAt      time.Time
	ConfirmedBy *AccountRef // also who rejected it
	ConfirmedAt *time.Time
	UndoneBy    *AccountRef
	UndoneAt    *time.Time
	UndoReason  string
}

// Target is one thing an act met.
type Target struct {
	Act  Act
	Kind string // comment, tag, nickname, sanction
	ID   [16]byte
	// Until is when a suspension ends.
	Until *time.Time
}

// Preview is what a decision would change.
type Preview struct {
	// Comments counts comments whose status would change, Articles the articles they stand under.
	Comments, Articles, Tags, Nicknames int
	// NewNickname is the neutral one that a reset would give, or the one that would be accepted.
	NewNickname string
	// NeedsConfirmation says that another moderator must confirm before anything of it happens.
	NeedsConfirmation bool
	// Members are those whose standing would change.
	Members []StandingChange
}

// StandingChange is a member's standing before and after a decision.
type StandingChange struct {
	Member        auth.Member // as before
	Before, After auth.Standing
}

// DecisionQuery asks for a site's decisions, newest first.
type DecisionQuery struct {
	Status DecisionStatus // empty: all
	Cursor string
	// Limit is between 1 and 100; 0 means 20.
	Limit int
}

var (
	// ErrDecisionNotFound is returned for a key no decision of the site has.
	ErrDecisionNotFound = fault.New(fault.NotFound, "decision_not_found", "The site has no such decision.")
	// ErrRevisionConflict is returned when the subject is no longer what was judged; revision says what it is now.
	ErrRevisionConflict = fault.New(fault.Conflict, "revision_conflict", "The text has changed. Look at it again.")
	// ErrDecisionPending is returned for a case with a decision that waits for a second moderator.
	ErrDecisionPending = fault.New(fault.Conflict, "decision_pending", "A decision on this case waits for confirmation.")
	// ErrNotAwaiting is returned for confirming or rejecting what does not wait for it.
	ErrNotAwaiting = fault.New(fault.Conflict, "decision_not_awaiting", "The decision does not wait for confirmation.")
	// ErrOwnDecision is returned to who would confirm what they decided themselves.
	ErrOwnDecision = fault.New(fault.Forbidden, "own_decision", "Another moderator has to confirm this.")
	// ErrNotEffective is returned for undoing a decision that has no effect, or none any more.
	ErrNotEffective = fault.New(fault.Conflict, "decision_not_effective", "The decision is not in effect.")
	// ErrUndoSuperseded is returned when something has happened since that undoing would overwrite. Nothing was changed;
	// target_kind and target name what it is.
	ErrUndoSuperseded = fault.New(fault.Conflict, "undo_superseded", "Something that the decision changed has changed since.")

	errDecisionInvalid = fault.New(fault.Invalid, "decision_invalid", "The decision makes no sense as it is.")
)

const (
	maxReason = 1000
	maxNote   = 2000
)

// errPreviewed ends the transaction of a preview, so that nothing of it stays.
var errPreviewed = errors.New("this was a preview")

// Preview says what a decision would change. It makes the decision and takes it back within one transaction, so what it
// says is what Decide does, unless something happens in between.
func (s *Service) Preview(
	ctx context.Context, actor auth.Actor, site auth.Site, id CaseID, in DecisionInput,
) (Preview, error) {
	t, err := s.prepare(ctx, actor, site, id, in)
	if err != nil {
		return Preview{}, err
	}
	var p Preview
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		r, err := s.open(tx, t)
		if err != nil {
			return err
		}
		needs, err := r.needsConfirmation()
		if err != nil {
			return err
		}
		if err := r.take(Effective); err != nil {
			return err
		}
		p = r.preview(needs)
		return errPreviewed
	})
	if errors.Is(err, errPreviewed) {
		err = nil
	}
	return p, err
}

// Decide decides a case. Everything takes effect at once, or, where a second moderator must confirm the end of a
// membership, nothing before they do. It is refused with ErrRevisionConflict when the subject is not of the revision that
// was judged, with ErrCaseDecided and ErrCaseClaimed when somebody else was faster or has the case.
func (s *Service) Decide(
	ctx context.Context, actor auth.Actor, site auth.Site, id CaseID, in DecisionInput, idem *Idempotency,
) (Decision, error) {
	t, err := s.prepare(ctx, actor, site, id, in)
	if err != nil {
		return Decision{}, err
	}
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		if idem != nil {
			if err := storage.Remember(tx, *idem, t.id.String()); err != nil {
				return err //nolint:wrapcheck // A Replay must come back as it is.
			}
		}
		return s.decideTx(tx, t)
	})
	var replay *storage.Replay
	if errors.As(err, &replay) {
		if t.id, err = storage.ParseKey[Decision](replay.Subject); err != nil {
			return Decision{}, fmt.Errorf("read the key of a decision: %w", err)
		}
	}
	if err != nil {
		return Decision{}, err
	}
	return s.Decision(ctx, actor, site, t.id)
}

func (s *Service) decideTx(tx storage.Tx, t task) error {
	r, err := s.open(tx, t)
	if err != nil {
		return err
	}
	if waits, err := awaitsConfirmation(tx, r.c.ID); err != nil || waits {
		return pendingOr(waits, err)
	}
	needs, err := r.needsConfirmation()
	if err != nil {
		return err
	}
	if needs {
		return r.plan()
	}
	if err := r.take(Effective); err != nil {
		return err
	}
	if err := r.notify(); err != nil {
		return err
	}
	return r.record("decision.made")
}

func pendingOr(waits bool, err error) error {
	if err == nil && waits {
		return ErrDecisionPending
	}
	return err
}

// take stores the decision and does all of it.
func (r *ruling) take(status DecisionStatus) error {
	row, err := r.row(status)
	if err != nil {
		return err
	}
	if err := addDecision(r.tx, row); err != nil {
		return err
	}
	return r.run()
}

// row is the decision as it is stored.
func (r *ruling) row(status DecisionStatus) (decisionRow, error) {
	statement, err := r.statement()
	if err != nil {
		return decisionRow{}, err
	}
	return decisionRow{
		ID: r.id, SiteID: r.site.ID, CaseID: r.c.ID, SubjectKind: r.st.Kind, SubjectID: r.st.ID,
		SubjectRevision: r.st.Revision, MemberID: r.st.member, AccountID: r.actor.Account.ID, Outcome: r.in.Outcome,
		Clause: r.in.Clause, RulebookVersion: statement.RulebookVersion, Reason: r.in.Reason,
		InternalNote: r.in.InternalNote, Statement: jsonText(statement), Status: status, MadeAt: r.now,
	}, nil
}

// record adds the decision to the audit log: what was done to how many, under which clause.
func (r *ruling) record(act string) error {
	p := r.preview(false)
	details := map[string]string{
		"case": r.c.ID.String(), "outcome": string(r.in.Outcome), "subject_kind": string(r.st.Kind),
		"subject": r.st.ID.String(), "revision": strconv.Itoa(r.st.Revision),
	}
	if r.in.Clause != "" {
		details["clause"] = r.in.Clause
	}
	for _, a := range r.acts {
		details["act."+string(a.Act)] = a.member(r.st.member).String()
	}
	if p.Comments > 0 {
		details["comments"] = strconv.Itoa(p.Comments)
	}
	return record(r.tx, r.actor, r.site.ID, act, "decision", r.id.String(), details, r.now)
}
