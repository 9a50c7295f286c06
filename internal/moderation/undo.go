package moderation

import (
	"context"
	"fmt"
	"slices"

	"board/internal/auth"
	"board/internal/storage"
)

// undoing is the undoing of one decision, within a transaction.
type undoing struct {
	s    *Service
	tx   storage.Tx
	site auth.Site
	now  storage.Time
	id   DecisionID
	// members are those whose sanctions it changed.
	members map[auth.MemberID]bool
}

// Undo takes a decision back whole: every act's target gets the state back that it had before, reports are undecided
// again with the weight they had, and the case is open. Where something that the decision changed has changed since,
// nothing happens and ErrUndoSuperseded says what it is. A session that ended with a membership stays ended.
func (s *Service) Undo(
	ctx context.Context, actor auth.Actor, site auth.Site, id DecisionID, reason string,
) (Decision, error) {
	if err := moderates(actor, site.ID); err != nil {
		return Decision{}, err
	}
	if !isWritten(reason, maxReason) {
		return Decision{}, errDecisionInvalid.WithField("reason", "reason_invalid", "1 to 1,000 characters.")
	}
	now := s.moment()
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		u := &undoing{s: s, tx: tx, site: site, now: now, id: id, members: make(map[auth.MemberID]bool)}
		return u.run(actor, reason)
	})
	if err != nil {
		return Decision{}, err
	}
	return s.Decision(ctx, actor, site, id)
}

func (u *undoing) run(actor auth.Actor, reason string) error {
	rows, err := loadActs(u.tx.DB(), u.id)
	if err != nil {
		return err
	}
	if err := u.lockAll(rows); err != nil {
		return err
	}
	d, err := lockDecision(u.tx, u.site.ID, u.id)
	if err != nil {
		return err
	}
	if d.Status != Effective {
		return ErrNotEffective
	}
	for _, row := range slices.Backward(rows) {
		if err := u.undo(row); err != nil {
			return err
		}
	}
	reports, err := reopenReports(u.tx, u.id)
	if err != nil {
		return err
	}
	for _, report := range reports {
		if err := u.s.credit(u.tx, report, *report.Outcome, -1); err != nil {
			return err
		}
	}
	d.Status, d.UndoneBy, d.UndoneAt, d.UndoReason = Undone, &actor.Account.ID, &u.now, reason
	if err := closeDecision(u.tx, d); err != nil {
		return err
	}
	if err := u.notify(d, rows); err != nil {
		return err
	}
	return record(u.tx, actor, u.site.ID, "decision.undone", "decision", u.id.String(),
		map[string]string{"case": d.CaseID.String()}, u.now)
}

// lockAll locks what is to be restored in the order everybody locks: articles and comments, members, cases. The subjects
// of cases that are to be open again are among them, or somebody could open another case meanwhile.
func (u *undoing) lockAll(rows []actRow) error {
	subjects, err := u.subjects(rows)
	if err != nil {
		return err
	}
	for _, kind := range subjectKinds {
		for _, subject := range subjects {
			if subject.Kind != kind {
				continue
			}
			if _, err := u.s.subjectTx(u.tx, u.site.ID, kind, subject.ID); err != nil {
				return err
			}
		}
	}
	return u.lockSanctioned(rows)
}

// subjects are those that the acts met, and those of the cases that they closed.
func (u *undoing) subjects(rows []actRow) ([]Subject, error) {
	var subjects []Subject
	for _, row := range rows {
		subject := Subject{Kind: SubjectKind(row.TargetKind), ID: SubjectID(row.TargetID)}
		if row.Act == closeCase {
			c, err := loadCase(u.tx.DB(), u.site.ID, CaseID(row.TargetID))
			if err != nil {
				return nil, err
			}
			subject = c.subject()
		}
		if subject.Kind.IsKnown() && !slices.ContainsFunc(subjects, subject.sameAs) {
			subjects = append(subjects, subject)
		}
	}
	return subjects, nil
}

func (u *undoing) lockSanctioned(rows []actRow) error {
	for _, row := range rows {
		if row.TargetKind != sanctionTarget {
			continue
		}
		var before, after sanctionState
		if err := u.states(row, &before, &after); err != nil {
			return err
		}
		if _, err := u.s.auth.MemberTx(u.tx, u.site.ID, after.Member); err != nil {
			return fmt.Errorf("lock member %s: %w", after.Member, err)
		}
	}
	return nil
}

func (u *undoing) undo(row actRow) error {
	switch row.Act {
	case Remove, Restore, RemoveComments:
		return u.undoText(row)
	case ResetNickname, ApproveNickname:
		return u.undoNickname(row)
	case Warn, Suspend, EndMembership, LiftSanction:
		return u.undoSanction(row)
	case review:
		return u.undoReview(row)
	case closeCase:
		return u.undoCase(row)
	}
	return fmt.Errorf("there is no act %q to undo", row.Act)
}

// states reads the states before and after an act.
func (u *undoing) states(row actRow, before, after any) error {
	if err := fromJSON("the state before an act", row.Before, before); err != nil {
		return err
	}
	return fromJSON("the state after an act", row.After, after)
}

func superseded(row actRow) error {
	return ErrUndoSuperseded.With("target_kind", row.TargetKind).With("target", row.TargetID.String())
}
