package comments

import (
	"fmt"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

// isAnswered reports whether a comment has replies, whatever their status.
func isAnswered(tx storage.Tx, id ID) (bool, error) {
	found, err := first(tx.DB(), func(scanner) error { return nil }, `SELECT 1 FROM comments WHERE parent_id = ? LIMIT 1`, id)
	if err != nil {
		return false, fmt.Errorf("look for replies to comment %s: %w", id, err)
	}
	return found, nil
}

// table is where the subjects of a kind are.
func table(kind SubjectKind) string {
	if kind == SubjectTag {
		return "tags"
	}
	return "comments"
}

func putReviewed(tx storage.Tx, kind SubjectKind, id [16]byte, revision int) error {
	err := exec(tx, `UPDATE `+table(kind)+` SET reviewed = ? WHERE id = ?`, revision, ID(id))
	if err != nil {
		return fmt.Errorf("mark a %s as reviewed: %w", kind, err)
	}
	return nil
}

func addReportWeight(tx storage.Tx, kind SubjectKind, id [16]byte, weight int) error {
	err := exec(tx, `UPDATE `+table(kind)+` SET report_weight = report_weight + ? WHERE id = ?`, weight, ID(id))
	if err != nil {
		return fmt.Errorf("add to the report weight of a %s: %w", kind, err)
	}
	return nil
}

// commentsOf tells a member's comments of a period and of some statuses.
type commentsOf struct {
	site     auth.SiteID
	member   auth.MemberID
	from, to storage.Time
	statuses []Status
}

// where is the condition for them, by the index on authors. No statuses match nothing.
func (of commentsOf) where() (string, []any) {
	args := values(of.statuses, of.member, of.site, of.from, of.to)
	return ` WHERE author_id = ? AND site_id = ? AND created_at >= ? AND created_at < ? AND status IN (` +
		marks(len(of.statuses)) + `)`, args
}

// lockArticlesOf locks the articles of the comments in the order of their IDs.
func lockArticlesOf(tx storage.Tx, of commentsOf) error {
	if len(of.statuses) == 0 || tx.Dialect() == storage.SQLite {
		return nil
	}
	where, args := of.where()
	err := exec(tx, `SELECT 1 FROM articles WHERE id IN (SELECT article_id FROM comments`+where+`) ORDER BY id FOR UPDATE`, args...)
	if err != nil {
		return fmt.Errorf("lock the articles of member %s: %w", of.member, err)
	}
	return nil
}

func loadIDsOf(tx storage.Tx, of commentsOf) ([]ID, error) {
	if len(of.statuses) == 0 {
		return nil, nil
	}
	where, args := of.where()
	ids, err := list(tx.DB(), scanOne[ID], `SELECT id FROM comments`+where+` ORDER BY id`, args...)
	if err != nil {
		return nil, fmt.Errorf("load the comments of member %s: %w", of.member, err)
	}
	return ids, nil
}

func countOf(db *gorm.DB, of commentsOf) (comments, articles int, err error) {
	if len(of.statuses) == 0 {
		return 0, 0, nil
	}
	where, args := of.where()
	_, err = first(db, func(row scanner) error { return row.Scan(&comments, &articles) },
		`SELECT COUNT(*), COUNT(DISTINCT article_id) FROM comments`+where, args...)
	if err != nil {
		return 0, 0, fmt.Errorf("count the comments of member %s: %w", of.member, err)
	}
	return comments, articles, nil
}

func loadStatusCounts(db *gorm.DB, site auth.SiteID, member auth.MemberID) (map[Status]int, error) {
	type row struct {
		status Status
		n      int
	}
	rows, err := list(db, func(r scanner, c *row) error { return r.Scan(&c.status, &c.n) },
		`SELECT status, COUNT(*) FROM comments WHERE author_id = ? AND site_id = ? GROUP BY status`, member, site)
	if err != nil {
		return nil, fmt.Errorf("count the comments of member %s: %w", member, err)
	}
	counts := make(map[Status]int, len(rows))
	for _, r := range rows {
		counts[r.status] = r.n
	}
	return counts, nil
}
