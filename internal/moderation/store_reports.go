package moderation

import (
	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

type reportRow struct {
	ID              ReportID
	SiteID          auth.SiteID
	CaseID          *CaseID
	SubjectKind     SubjectKind
	SubjectID       SubjectID
	SubjectRevision int
	ReporterID      auth.MemberID
	Clause          string
	Note            string
	Weight          int
	Outcome         *ReportOutcome
	DecisionID      *DecisionID
	CreatedAt       storage.Time
}

func (r reportRow) report(reporter auth.Member) Report {
	report := Report{
		ID: r.ID, Subject: Subject{Kind: r.SubjectKind, ID: r.SubjectID, Revision: r.SubjectRevision}, Reporter: reporter,
		Clause: r.Clause, Note: r.Note, Weight: r.Weight, CreatedAt: r.CreatedAt.Time,
	}
	if r.Outcome != nil {
		report.Outcome = *r.Outcome
	}
	return report
}

// addReport stores a report; known is true when the reader has reported the subject before.
func addReport(tx storage.Tx, r reportRow) (known bool, err error) {
	n, err := exec(tx, "add a report", `INSERT INTO reports (id, site_id, case_id, subject_kind, subject_id, subject_revision,
		reporter_id, clause, note, weight, outcome, decision_id, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?)
		ON CONFLICT (subject_kind, subject_id, reporter_id) DO NOTHING`, r.ID, r.SiteID, r.CaseID, r.SubjectKind, r.SubjectID,
		r.SubjectRevision, r.ReporterID, r.Clause, r.Note, r.Weight, r.CreatedAt)
	return n == 0, err
}

// wasReported reports whether anybody ever reported the subject, whatever became of it.
func wasReported(db *gorm.DB, subject Subject) (bool, error) {
	_, found, err := rowOf[int](db, "a report of the subject",
		`SELECT 1 FROM reports WHERE subject_kind = ? AND subject_id = ? LIMIT 1`, subject.Kind, subject.ID)
	return found, err
}

func loadReport(db *gorm.DB, site auth.SiteID, id ReportID) (reportRow, bool, error) {
	return rowOf[reportRow](db, "a report", `SELECT * FROM reports WHERE id = ? AND site_id = ?`, id, site)
}

func loadReportsOfCase(db *gorm.DB, id CaseID) ([]reportRow, error) {
	return rowsOf[reportRow](db, "the case's reports", `SELECT * FROM reports WHERE case_id = ? ORDER BY id`, id)
}

// resolveReports gives the undecided reports of a case their outcome and returns them, by reporter.
func resolveReports(tx storage.Tx, id CaseID, outcome ReportOutcome, decision DecisionID) ([]reportRow, error) {
	rows, err := rowsOf[reportRow](tx.DB(), "the undecided reports",
		`SELECT * FROM reports WHERE case_id = ? AND outcome IS NULL ORDER BY reporter_id`, id)
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	_, err = exec(tx, "resolve reports", `UPDATE reports SET outcome = ?, decision_id = ? WHERE case_id = ? AND outcome IS NULL`,
		outcome, decision, id)
	return rows, err
}

// reopenReports takes the outcome from the reports a decision resolved, and returns them as they were, by reporter.
func reopenReports(tx storage.Tx, decision DecisionID) ([]reportRow, error) {
	rows, err := rowsOf[reportRow](tx.DB(), "the decision's reports",
		`SELECT * FROM reports WHERE decision_id = ? ORDER BY reporter_id`, decision)
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	_, err = exec(tx, "reopen reports", `UPDATE reports SET outcome = NULL, decision_id = NULL WHERE decision_id = ?`, decision)
	return rows, err
}

// loadReported are the subjects of a member's reports, as far as they stand under the article or under none. Reports
// without a case are few, and are given whatever they are about.
func loadReported(db *gorm.DB, member auth.MemberID, article comments.ArticleID) ([]Subject, error) {
	type row struct {
		SubjectKind SubjectKind
		SubjectID   SubjectID
	}
	rows, err := rowsOf[row](db, "the member's reports", `SELECT r.subject_kind, r.subject_id FROM reports r
		LEFT JOIN cases c ON c.id = r.case_id
		WHERE r.reporter_id = ? AND (c.article_id IS NULL OR c.article_id = ?) ORDER BY r.id DESC LIMIT 500`, member, article)
	if err != nil {
		return nil, err
	}
	subjects := make([]Subject, len(rows))
	for i, r := range rows {
		subjects[i] = Subject{Kind: r.SubjectKind, ID: r.SubjectID}
	}
	return subjects, nil
}

func countReportsMade(db *gorm.DB, member auth.MemberID) (int, error) {
	n, _, err := rowOf[int](db, "the member's reports", `SELECT count(*) FROM reports WHERE reporter_id = ?`, member)
	return n, err
}

// loadClausesNamed are the clauses that signals about the cases' subjects and reports name, the most named first.
func loadClausesNamed(db *gorm.DB, cases []caseRow) (map[CaseID][]string, error) {
	if len(cases) == 0 {
		return map[CaseID][]string{}, nil
	}
	type row struct {
		CaseID CaseID
		Clause string
		N      int
	}
	ids := make([]CaseID, len(cases))
	for i, c := range cases {
		ids[i] = c.ID
	}
	rows, err := rowsOf[row](db, "the clauses that are named", `SELECT case_id, clause, sum(n) AS n FROM (
		SELECT case_id, clause, count(*) AS n FROM reports WHERE case_id IN ? GROUP BY case_id, clause
		UNION ALL
		SELECT c.id AS case_id, s.clause, count(*) AS n FROM cases c JOIN signals s ON s.subject_kind = c.subject_kind
			AND s.subject_id = c.subject_id AND s.subject_revision = c.subject_revision
		WHERE c.id IN ? AND s.clause <> '' GROUP BY c.id, s.clause) named
		GROUP BY case_id, clause ORDER BY n DESC, clause`, ids, ids)
	if err != nil {
		return nil, err
	}
	named := make(map[CaseID][]string, len(cases))
	for _, r := range rows {
		named[r.CaseID] = append(named[r.CaseID], r.Clause)
	}
	return named, nil
}
