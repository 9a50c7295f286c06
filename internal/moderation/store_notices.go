package moderation

import (
	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

type noticeRow struct {
	ID         NoticeID
	SiteID     auth.SiteID
	MemberID   auth.MemberID
	Kind       NoticeKind
	DecisionID *DecisionID
	Params     string
	CreatedAt  storage.Time
	ReadAt     *storage.Time
}

type noticeStatementRow struct {
	Notice    noticeRow `gorm:"embedded"`
	Statement *string
}

func (row noticeStatementRow) notice() (Notice, error) {
	r := row.Notice
	n := Notice{ID: r.ID, Kind: r.Kind, Decision: r.DecisionID, CreatedAt: r.CreatedAt.Time, Read: r.ReadAt != nil}
	if err := fromJSON("a notice", r.Params, &n.NoticeParams); err != nil {
		return Notice{}, err
	}
	if row.Statement == nil || r.Kind == ReportUpheld || r.Kind == ReportDismissed {
		return n, nil
	}
	n.Statement = new(Statement)
	return n, fromJSON("a statement", *row.Statement, n.Statement)
}

func addNotices(tx storage.Tx, rows []noticeRow) error { return insert(tx, "notices", rows...) }

// loadNotices loads a page of a member's notices, newest first, one more than asked for if there is more.
func loadNotices(db *gorm.DB, member auth.MemberID, before *NoticeID, limit int) ([]Notice, error) {
	query, args := `SELECT n.*, d.statement FROM notices n LEFT JOIN decisions d ON d.id = n.decision_id
		WHERE n.member_id = ?`, []any{member}
	if before != nil {
		query, args = query+` AND n.id < ?`, append(args, *before)
	}
	rows, err := rowsOf[noticeStatementRow](db, "notices", query+` ORDER BY n.id DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, err
	}
	notices := make([]Notice, len(rows))
	for i, r := range rows {
		if notices[i], err = r.notice(); err != nil {
			return nil, err
		}
	}
	return notices, nil
}

func countUnread(db *gorm.DB, member auth.MemberID) (int, error) {
	n, _, err := rowOf[int](db, "the unread notices",
		`SELECT count(*) FROM notices WHERE member_id = ? AND read_at IS NULL`, member)
	return n, err
}

// markRead marks the member's notices as read up to one of them; known is false when it is none of theirs.
func markRead(tx storage.Tx, member auth.MemberID, upTo NoticeID, now storage.Time) (known bool, err error) {
	n, _, err := rowOf[int](tx.DB(), "a notice", `SELECT count(*) FROM notices WHERE id = ? AND member_id = ?`, upTo, member)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = exec(tx, "mark notices as read",
		`UPDATE notices SET read_at = ? WHERE member_id = ? AND id <= ? AND read_at IS NULL`, now, member, upTo)
	return true, err
}
