package moderation

import (
	"fmt"

	"board/internal/storage"
)

// reviewState is what of a subject settling its case changes: the weight of undecided reports, the revision found in
// order.
type reviewState struct {
	Weight   int `json:"weight"`
	Reviewed int `json:"reviewed"`
}

// caseState is what of a case settling changes.
type caseState struct {
	Status CaseStatus `json:"status"`
	Held   bool       `json:"held"`
}

// settle ends the ruling's own case: its reports are upheld or rejected, the subject is reviewed.
func (r *ruling) settle(c caseRow, outcome ReportOutcome) error {
	st, err := r.s.subjectTx(r.tx, r.site.ID, r.st.Kind, r.st.ID)
	if err != nil {
		return err
	}
	return r.settleOther(c, st, outcome)
}

// settleOther ends a case about a subject that the acts have dealt with.
func (r *ruling) settleOther(c caseRow, st subjectState, outcome ReportOutcome) error {
	if err := r.review(st, outcome); err != nil {
		return err
	}
	reports, err := resolveReports(r.tx, c.ID, outcome, r.id)
	if err != nil {
		return err
	}
	for _, report := range reports {
		if err := r.s.credit(r.tx, report, outcome, 1); err != nil {
			return err
		}
	}
	r.settled = append(r.settled, reports...)
	before := caseState{Status: c.Status, Held: c.Held}
	c.Status, c.Held, c.DecidedAt, c.UpdatedAt = CaseDecided, false, &r.now, r.now
	c.ClaimedBy, c.ClaimedUntil = nil, nil
	c.Revision++
	r.keep(closeCase, "case", c.ID, before, caseState{Status: c.Status})
	return updateCase(r.tx, c)
}

// review clears the weight of the subject's reports and, without a violation, marks the revision as found in order.
func (r *ruling) review(st subjectState, outcome ReportOutcome) error {
	before := reviewState{Weight: st.weight, Reviewed: st.reviewed}
	after := reviewState{Reviewed: st.reviewed}
	if outcome == ReportRejected {
		after.Reviewed = st.shown
	}
	if before == after {
		return nil
	}
	if err := r.s.clearWeight(r.tx, st.Subject); err != nil {
		return err
	}
	if after.Reviewed != before.Reviewed {
		if err := r.s.markReviewed(r.tx, st.Subject, after.Reviewed); err != nil {
			return err
		}
	}
	r.keep(review, string(st.Kind), st.ID, before, after)
	return nil
}

// credit adds a report to its reporter's record, or with n = -1 takes it off again.
func (s *Service) credit(tx storage.Tx, report reportRow, outcome ReportOutcome, n int) error {
	upheld, rejected := n, 0
	if outcome == ReportRejected {
		upheld, rejected = 0, n
	}
	if err := s.auth.AddReportRecordTx(tx, report.ReporterID, upheld, rejected); err != nil {
		return fmt.Errorf("add to the record of member %s: %w", report.ReporterID, err)
	}
	return nil
}

// undoReview gives the reports of a subject their weight back, and takes the mark off.
func (u *undoing) undoReview(row actRow) error {
	var before, after reviewState
	if err := u.states(row, &before, &after); err != nil {
		return err
	}
	st, err := u.s.subjectTx(u.tx, u.site.ID, SubjectKind(row.TargetKind), SubjectID(row.TargetID))
	if err != nil {
		return err
	}
	if st.weight != after.Weight || st.reviewed != after.Reviewed {
		return superseded(row)
	}
	if before.Weight != 0 {
		if _, err := u.s.addWeight(u.tx, st.Subject, before.Weight); err != nil {
			return err
		}
	}
	if before.Reviewed == after.Reviewed {
		return nil
	}
	return u.s.markReviewed(u.tx, st.Subject, before.Reviewed)
}

// undoCase opens a case again, unless the subject has a new one.
func (u *undoing) undoCase(row actRow) error {
	var before, after caseState
	if err := u.states(row, &before, &after); err != nil {
		return err
	}
	c, err := lockCase(u.tx, u.site.ID, CaseID(row.TargetID))
	if err != nil {
		return err
	}
	_, another, err := lockOpenCase(u.tx, c.subject())
	if err != nil {
		return err
	}
	if another || c.Status != after.Status {
		return superseded(row)
	}
	c.Status, c.Held, c.DecidedAt, c.UpdatedAt = before.Status, before.Held, nil, u.now
	c.Revision++
	return updateCase(u.tx, c)
}
