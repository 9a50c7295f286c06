package moderation

import (
	"fmt"
	"strings"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

type caseRow struct {
	ID              CaseID
	SiteID          auth.SiteID
	SubjectKind     SubjectKind
	SubjectID       SubjectID
	SubjectRevision int
	MemberID        auth.MemberID
	ArticleID       *comments.ArticleID
	Origin          Origin
	Status          CaseStatus
	Held            bool
	ReportCount     int
	ReportWeight    int
	Severity        int
	Priority        int
	Revision        int
	ClaimedBy       *auth.AccountID
	ClaimedUntil    *storage.Time
	OpenedAt        storage.Time
	UpdatedAt       storage.Time
	DecidedAt       *storage.Time
}

const caseColumns = `id, site_id, subject_kind, subject_id, subject_revision, member_id, article_id, origin, status, held,
	report_count, report_weight, severity, priority, revision, claimed_by, claimed_until, opened_at, updated_at, decided_at`

// subject is what the case is about, at the newest revision that gave cause.
func (r caseRow) subject() Subject {
	return Subject{Kind: r.SubjectKind, ID: r.SubjectID, Revision: r.SubjectRevision}
}

// claimedByOther reports whether the case is somebody else's at that moment.
func (r caseRow) claimedByOther(account auth.AccountID, now storage.Time) bool {
	return r.ClaimedBy != nil && *r.ClaimedBy != account && r.ClaimedUntil != nil && r.ClaimedUntil.After(now.Time)
}

// cause is what opens a case, or adds to the one that is open.
type cause struct {
	subject  Subject
	site     auth.SiteID
	member   auth.MemberID
	article  *comments.ArticleID
	origin   Origin
	held     bool
	reports  int
	weight   int
	severity int
	exposure int
	at       storage.Time
}

func (c cause) fresh() caseRow {
	return caseRow{
		ID: storage.NewKey[Case](), SiteID: c.site, SubjectKind: c.subject.Kind, SubjectID: c.subject.ID,
		SubjectRevision: c.subject.Revision, MemberID: c.member, ArticleID: c.article, Origin: c.origin, Status: CaseOpen,
		Held: c.held, ReportCount: c.reports, ReportWeight: c.weight, Severity: c.severity,
		Priority: priorityOf(c.severity, c.weight, c.exposure, c.held), Revision: 1, OpenedAt: c.at, UpdatedAt: c.at,
	}
}

// addTo is the open case with the cause in it.
func (c cause) addTo(r caseRow) caseRow {
	r.SubjectRevision = max(r.SubjectRevision, c.subject.Revision)
	r.Held = r.Held || c.held
	r.ReportCount += c.reports
	r.ReportWeight += c.weight
	r.Severity = max(r.Severity, c.severity)
	r.Priority = priorityOf(r.Severity, r.ReportWeight, c.exposure, r.Held)
	r.Revision++
	r.UpdatedAt = c.at
	return r
}

// openCase opens the subject's case, or adds the cause to the one that is open. The unique index decides which: of two
// causes at once one opens the case, and the other, once the first has committed, adds to it.
func openCase(tx storage.Tx, c cause) (caseRow, error) {
	for range 3 {
		row := c.fresh()
		n, err := exec(tx, "open a case", `INSERT INTO cases (`+caseColumns+`)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, NULL)
			ON CONFLICT (subject_kind, subject_id) WHERE status = 'open' DO NOTHING`,
			row.ID, row.SiteID, row.SubjectKind, row.SubjectID, row.SubjectRevision, row.MemberID, row.ArticleID, row.Origin,
			row.Status, row.Held, row.ReportCount, row.ReportWeight, row.Severity, row.Priority, row.Revision,
			row.OpenedAt, row.UpdatedAt)
		if err != nil || n == 1 {
			return row, err
		}
		standing, found, err := lockOpenCase(tx, c.subject)
		if err != nil {
			return caseRow{}, err
		}
		if found {
			row = c.addTo(standing)
			return row, updateCase(tx, row)
		}
	}
	return caseRow{}, fmt.Errorf("open a case about %s %s: it keeps changing hands", c.subject.Kind, c.subject.ID)
}

// lockOpenCase is the subject's open case, locked, if there is one.
func lockOpenCase(tx storage.Tx, subject Subject) (caseRow, bool, error) {
	where := `subject_kind = ? AND subject_id = ? AND status = 'open'`
	if err := tx.Lock("cases", where, subject.Kind, subject.ID); err != nil {
		return caseRow{}, false, fmt.Errorf("lock a case: %w", err)
	}
	return rowOf[caseRow](tx.DB(), "an open case", `SELECT `+caseColumns+` FROM cases WHERE `+where, subject.Kind, subject.ID)
}

// lockCase is a case of the site, locked.
func lockCase(tx storage.Tx, site auth.SiteID, id CaseID) (caseRow, error) {
	if err := tx.Lock("cases", "id = ?", id); err != nil {
		return caseRow{}, fmt.Errorf("lock a case: %w", err)
	}
	return loadCase(tx.DB(), site, id)
}

func loadCase(db *gorm.DB, site auth.SiteID, id CaseID) (caseRow, error) {
	row, found, err := rowOf[caseRow](db, "a case", `SELECT `+caseColumns+` FROM cases WHERE id = ? AND site_id = ?`, id, site)
	if err == nil && !found {
		err = ErrCaseNotFound
	}
	return row, err
}

// updateCase stores what may change about a case.
func updateCase(tx storage.Tx, r caseRow) error {
	_, err := exec(tx, "change a case", `UPDATE cases SET subject_revision = ?, status = ?, held = ?, report_count = ?,
		report_weight = ?, severity = ?, priority = ?, revision = ?, claimed_by = ?, claimed_until = ?, updated_at = ?,
		decided_at = ? WHERE id = ?`, r.SubjectRevision, r.Status, r.Held, r.ReportCount, r.ReportWeight, r.Severity,
		r.Priority, r.Revision, r.ClaimedBy, r.ClaimedUntil, r.UpdatedAt, r.DecidedAt, r.ID)
	return err
}

// openCasesOf are the open cases about the member's comments, by comment, locked in order.
func openCasesOf(tx storage.Tx, member auth.MemberID) (map[SubjectID]caseRow, error) {
	where := `member_id = ? AND subject_kind = 'comment' AND status = 'open' ORDER BY id`
	if err := tx.Lock("cases", where, member); err != nil {
		return nil, fmt.Errorf("lock a member's cases: %w", err)
	}
	rows, err := rowsOf[caseRow](tx.DB(), "a member's open cases", `SELECT `+caseColumns+` FROM cases WHERE `+where, member)
	if err != nil {
		return nil, err
	}
	cases := make(map[SubjectID]caseRow, len(rows))
	for _, r := range rows {
		cases[r.SubjectID] = r
	}
	return cases, nil
}

// claimCase gives the case to the account until then, unless somebody else has it or it is decided; ok is false then.
func claimCase(tx storage.Tx, site auth.SiteID, id CaseID, account auth.AccountID, now, until storage.Time) (ok bool, err error) {
	n, err := exec(tx, "claim a case", `UPDATE cases SET claimed_by = ?, claimed_until = ?
		WHERE id = ? AND site_id = ? AND status = 'open' AND (claimed_by IS NULL OR claimed_by = ? OR claimed_until <= ?)`,
		account, until, id, site, account, now)
	return n == 1, err
}

func unclaimCase(tx storage.Tx, site auth.SiteID, id CaseID, account auth.AccountID) error {
	_, err := exec(tx, "let go of a case", `UPDATE cases SET claimed_by = NULL, claimed_until = NULL
		WHERE id = ? AND site_id = ? AND claimed_by = ?`, id, site, account)
	return err
}

// queuePlace is the last case of the page before: its rank in the queue's order, and its key.
type queuePlace struct {
	rank int64
	id   CaseID
}

// loadQueue loads a page of a queue, one more than asked for if there is more.
func loadQueue(db *gorm.DB, site auth.SiteID, q QueueQuery, after *queuePlace, limit int) ([]caseRow, error) {
	// The status stands in the text, or SQLite would not use the indexes that are for one status only.
	query, args := `SELECT `+caseColumns+` FROM cases WHERE site_id = ? AND status = 'open'`, []any{site}
	if q.Status == CaseDecided {
		query = strings.Replace(query, `'open'`, `'decided'`, 1)
	}
	if q.Kind != "" {
		query, args = query+` AND subject_kind = ?`, append(args, q.Kind)
	}
	switch q.Queue {
	case HeldCases:
		query, args = query+` AND held = ?`, append(args, true)
	case ReportedCases:
		query += ` AND report_count > 0`
	case AllCases:
	}
	if q.Status == CaseDecided {
		if after != nil {
			at := storage.At(microTime(after.rank))
			query, args = query+` AND (decided_at < ? OR decided_at = ? AND id < ?)`, append(args, at, at, after.id)
		}
		query += ` ORDER BY decided_at DESC, id DESC LIMIT ?`
	} else {
		if after != nil {
			query += ` AND (priority < ? OR priority = ? AND id > ?)`
			args = append(args, after.rank, after.rank, after.id)
		}
		query += ` ORDER BY priority DESC, id LIMIT ?`
	}
	return rowsOf[caseRow](db, "a queue", query, append(args, limit+1)...)
}

// countQueues counts a site's open cases.
func countQueues(db *gorm.DB, site auth.SiteID) (QueueCounts, error) {
	type row struct {
		SubjectKind SubjectKind
		Held        bool
		Reported    bool
		N           int
	}
	rows, err := rowsOf[row](db, "the queues' counts", `SELECT subject_kind, held, reported, count(*) AS n FROM (
		SELECT subject_kind, held, CASE WHEN report_count > 0 THEN 1 ELSE 0 END AS reported FROM cases
		WHERE site_id = ? AND status = 'open') open GROUP BY subject_kind, held, reported`, site)
	if err != nil {
		return QueueCounts{}, err
	}
	var c QueueCounts
	for _, r := range rows {
		c.All += r.N
		if r.Held {
			c.Held += r.N
		}
		if r.Reported {
			c.Reported += r.N
		}
		switch r.SubjectKind {
		case CommentSubject:
			c.Comments += r.N
		case TagSubject:
			c.Tags += r.N
		case NicknameSubject:
			c.Nicknames += r.N
		}
	}
	c.AwaitingConfirmation, _, err = rowOf[int](db, "the decisions that wait", `SELECT count(*) FROM decisions
		WHERE status = ? AND case_id IN (SELECT id FROM cases WHERE site_id = ? AND status = 'open')`, AwaitingConfirmation, site)
	return c, err
}
