package moderation

import (
	"context"
	"strings"

	"board/internal/auth"
	"board/internal/storage"
)

// plan stores a decision that waits for a second moderator. What it is going to do is kept as acts on the case; none of
// it happens, and the case stays open.
func (r *ruling) plan() error {
	row, err := r.row(AwaitingConfirmation)
	if err != nil {
		return err
	}
	if err := addDecision(r.tx, row); err != nil {
		return err
	}
	planned := make([]actRow, len(r.in.Acts))
	for i, a := range r.in.Acts {
		planned[i] = actRow{
			DecisionID: r.id, Ordinal: i + 1, SiteID: r.site.ID, Act: a.Act, TargetKind: "case",
			TargetID: storage.Key[Target](r.c.ID), Before: "{}", After: jsonText(a),
		}
	}
	if err := insert(r.tx, "decision_acts", planned...); err != nil {
		return err
	}
	r.c.ClaimedBy, r.c.ClaimedUntil, r.c.UpdatedAt = nil, nil, r.now
	r.c.Revision++
	if err := updateCase(r.tx, r.c); err != nil {
		return err
	}
	return r.record("decision.proposed")
}

// Confirm puts a decision in effect that somebody else proposed, as of now. It is refused when the subject has changed
// since it was judged.
func (s *Service) Confirm(ctx context.Context, actor auth.Actor, site auth.Site, id DecisionID) (Decision, error) {
	t, row, err := s.planned(ctx, actor, site, id)
	if err != nil {
		return Decision{}, err
	}
	if row.AccountID == actor.Account.ID {
		return Decision{}, ErrOwnDecision
	}
	err = s.db.Write(ctx, func(tx storage.Tx) error { return s.confirmTx(tx, t) })
	if err != nil {
		return Decision{}, err
	}
	return s.Decision(ctx, actor, site, id)
}

func (s *Service) confirmTx(tx storage.Tx, t task) error {
	r, err := s.open(tx, t)
	if err != nil {
		return err
	}
	row, err := lockDecision(tx, t.site.ID, t.id)
	if err != nil {
		return err
	}
	if row.Status != AwaitingConfirmation {
		return ErrNotAwaiting
	}
	if err := dropActs(tx, t.id); err != nil {
		return err
	}
	made, err := r.row(Effective)
	if err != nil {
		return err
	}
	row.Status, row.Statement, row.ConfirmedBy, row.ConfirmedAt = Effective, made.Statement, &t.actor.Account.ID, &t.now
	if err := closeDecision(tx, row); err != nil {
		return err
	}
	if err := r.run(); err != nil {
		return err
	}
	if err := r.notify(); err != nil {
		return err
	}
	return r.record("decision.confirmed")
}

// planned loads a decision that waits, and makes the task of it that it was.
func (s *Service) planned(
	ctx context.Context, actor auth.Actor, site auth.Site, id DecisionID,
) (task, decisionRow, error) {
	if err := moderates(actor, site.ID); err != nil {
		return task{}, decisionRow{}, err
	}
	db := s.db.Read(ctx)
	row, err := loadDecision(db, site.ID, id)
	if err != nil {
		return task{}, decisionRow{}, err
	}
	if row.Status != AwaitingConfirmation {
		return task{}, decisionRow{}, ErrNotAwaiting
	}
	t := task{actor: actor, site: site, caseID: row.CaseID, id: id, now: s.moment()}
	if t.in, err = s.inputOf(ctx, row); err != nil {
		return task{}, decisionRow{}, err
	}
	if row.Clause != "" {
		book, err := loadRulebook(db, site.ID, site.DefaultLanguage(), row.RulebookVersion)
		if err != nil {
			return task{}, decisionRow{}, err
		}
		t.cite.clause, _ = book.Clause(row.Clause)
		t.cite.version = book.Version
	}
	c, err := loadCase(db, site.ID, row.CaseID)
	if err != nil {
		return task{}, decisionRow{}, err
	}
	t.article, err = s.articleOf(ctx, c)
	return t, row, err
}

// inputOf is what the first moderator decided.
func (s *Service) inputOf(ctx context.Context, row decisionRow) (DecisionInput, error) {
	in := DecisionInput{
		Outcome: row.Outcome, Clause: row.Clause, Reason: row.Reason, InternalNote: row.InternalNote,
		Revision: row.SubjectRevision,
	}
	acts, err := loadActs(s.db.Read(ctx), row.ID)
	if err != nil {
		return DecisionInput{}, err
	}
	for _, planned := range acts {
		var a ActInput
		if err := fromJSON("a planned act", planned.After, &a); err != nil {
			return DecisionInput{}, err
		}
		in.Acts = append(in.Acts, a)
	}
	return in, nil
}

// Reject ends a decision that waits for confirmation without effect; the case stays open. Who proposed it may reject it
// too. The note is added to the decision's internal note.
func (s *Service) Reject(
	ctx context.Context, actor auth.Actor, site auth.Site, id DecisionID, note string,
) (Decision, error) {
	if err := moderates(actor, site.ID); err != nil {
		return Decision{}, err
	}
	if !isWithin(note, maxNote) {
		return Decision{}, errDecisionInvalid.WithField("note", "note_too_long", "At most 2,000 characters.")
	}
	now := s.moment()
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		row, err := lockDecision(tx, site.ID, id)
		if err != nil {
			return err
		}
		if row.Status != AwaitingConfirmation {
			return ErrNotAwaiting
		}
		row.Status, row.ConfirmedBy, row.ConfirmedAt = Rejected, &actor.Account.ID, &now
		row.InternalNote = strings.TrimSpace(row.InternalNote + "\n" + note)
		if err := closeDecision(tx, row); err != nil {
			return err
		}
		return record(tx, actor, site.ID, "decision.rejected", "decision", id.String(),
			map[string]string{"case": row.CaseID.String()}, now)
	})
	if err != nil {
		return Decision{}, err
	}
	return s.Decision(ctx, actor, site, id)
}
