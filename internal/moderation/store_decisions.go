package moderation

import (
	"fmt"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

type decisionRow struct {
	ID              DecisionID
	SiteID          auth.SiteID
	CaseID          CaseID
	SubjectKind     SubjectKind
	SubjectID       SubjectID
	SubjectRevision int
	MemberID        auth.MemberID
	AccountID       auth.AccountID
	Outcome         Outcome
	Clause          string
	RulebookVersion int
	Reason          string
	InternalNote    string
	Statement       string
	Status          DecisionStatus
	MadeAt          storage.Time
	ConfirmedBy     *auth.AccountID
	ConfirmedAt     *storage.Time
	UndoneBy        *auth.AccountID
	UndoneAt        *storage.Time
	UndoReason      string
}

func (r decisionRow) subject() Subject {
	return Subject{Kind: r.SubjectKind, ID: r.SubjectID, Revision: r.SubjectRevision}
}

// actRow is one act on one target. Before and After are JSON: what undo restores, and what it must find.
type actRow struct {
	DecisionID DecisionID
	Ordinal    int
	SiteID     auth.SiteID
	Act        Act
	TargetKind string
	TargetID   storage.Key[Target]
	Before     string
	After      string
}

func addDecision(tx storage.Tx, r decisionRow) error { return insert(tx, "decisions", r) }

func loadDecision(db *gorm.DB, site auth.SiteID, id DecisionID) (decisionRow, error) {
	row, found, err := rowOf[decisionRow](db, "a decision", `SELECT * FROM decisions WHERE id = ? AND site_id = ?`, id, site)
	if err == nil && !found {
		err = ErrDecisionNotFound
	}
	return row, err
}

// lockDecision is a decision of the site, locked.
func lockDecision(tx storage.Tx, site auth.SiteID, id DecisionID) (decisionRow, error) {
	if err := tx.Lock("decisions", "id = ?", id); err != nil {
		return decisionRow{}, fmt.Errorf("lock a decision: %w", err)
	}
	return loadDecision(tx.DB(), site, id)
}

// closeDecision stores what confirming, rejecting and undoing change.
func closeDecision(tx storage.Tx, r decisionRow) error {
	_, err := exec(tx, "change a decision", `UPDATE decisions SET status = ?, statement = ?, internal_note = ?, confirmed_by = ?,
		confirmed_at = ?, undone_by = ?, undone_at = ?, undo_reason = ? WHERE id = ?`, r.Status, r.Statement, r.InternalNote,
		r.ConfirmedBy, r.ConfirmedAt, r.UndoneBy, r.UndoneAt, r.UndoReason, r.ID)
	return err
}

// awaitsConfirmation reports whether a decision on the case waits for a second moderator.
func awaitsConfirmation(tx storage.Tx, id CaseID) (bool, error) {
	n, _, err := rowOf[int](tx.DB(), "the decisions that wait",
		`SELECT count(*) FROM decisions WHERE case_id = ? AND status = ?`, id, AwaitingConfirmation)
	return n > 0, err
}

func loadDecisionsOfCase(db *gorm.DB, id CaseID) ([]decisionRow, error) {
	return rowsOf[decisionRow](db, "the case's decisions", `SELECT * FROM decisions WHERE case_id = ? ORDER BY id DESC`, id)
}

// loadDecisionsOf are the newest decisions about the member, or that sanctioned them as one of a tag's placers.
func loadDecisionsOf(db *gorm.DB, member auth.MemberID, limit int) ([]decisionRow, error) {
	return rowsOf[decisionRow](db, "the member's decisions", `SELECT * FROM decisions WHERE id IN (
			SELECT id FROM decisions WHERE member_id = ? UNION SELECT decision_id FROM sanctions WHERE member_id = ?)
		ORDER BY id DESC LIMIT ?`, member, member, limit)
}

// loadDecisions loads a page of a site's decisions, newest first, one more than asked for if there is more.
func loadDecisions(db *gorm.DB, site auth.SiteID, status DecisionStatus, before *DecisionID, limit int) ([]decisionRow, error) {
	query, args := `SELECT * FROM decisions WHERE site_id = ?`, []any{site}
	if status != "" {
		query, args = query+` AND status = ?`, append(args, status)
	}
	if status == AwaitingConfirmation {
		// Their cases are open, which keeps the search short.
		query, args = query+` AND case_id IN (SELECT id FROM cases WHERE site_id = ? AND status = 'open')`, append(args, site)
	}
	if before != nil {
		query, args = query+` AND id < ?`, append(args, *before)
	}
	return rowsOf[decisionRow](db, "decisions", query+` ORDER BY id DESC LIMIT ?`, append(args, limit+1)...)
}

func loadActs(db *gorm.DB, id DecisionID) ([]actRow, error) {
	return rowsOf[actRow](db, "the decision's acts", `SELECT * FROM decision_acts WHERE decision_id = ? ORDER BY ordinal`, id)
}

func dropActs(tx storage.Tx, id DecisionID) error {
	_, err := exec(tx, "drop planned acts", `DELETE FROM decision_acts WHERE decision_id = ?`, id)
	return err
}
