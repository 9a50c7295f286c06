package comments

import (
	"fmt"

	"board/internal/auth"
	"board/internal/storage"
)

// loadVote is the member's vote on a comment; 0 when there is none.
func loadVote(tx storage.Tx, id ID, member auth.MemberID) (int, error) {
	value := 0
	_, err := first(tx.DB(), func(row scanner) error { return row.Scan(&value) },
		`SELECT value FROM votes WHERE comment_id = ? AND member_id = ?`, id, member)
	if err != nil {
		return 0, fmt.Errorf("load a vote on comment %s: %w", id, err)
	}
	return value, nil
}

// putVote sets the member's vote; 0 takes it back.
func putVote(tx storage.Tx, p place, member auth.MemberID, value int, now storage.Time) error {
	var err error
	if value == 0 {
		err = exec(tx, `DELETE FROM votes WHERE comment_id = ? AND member_id = ?`, p.id, member)
	} else {
		err = exec(tx, `INSERT INTO votes (comment_id, member_id, site_id, article_id, value, voted_at)
			VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (comment_id, member_id) DO UPDATE SET value = excluded.value, voted_at = excluded.voted_at`,
			p.id, member, p.site, p.article, value, now)
	}
	if err != nil {
		return fmt.Errorf("put a vote on comment %s: %w", p.id, err)
	}
	return nil
}

// countVote writes the votes of a locked comment, and tells its article's readers that there is something to see.
func countVote(tx storage.Tx, p place, up, down int) error {
	err := exec(tx, `UPDATE comments SET up = ?, down = ?, score = ? WHERE id = ?`, up, down, wilson(up, down), p.id)
	if err != nil {
		return fmt.Errorf("count the votes of comment %s: %w", p.id, err)
	}
	if err := exec(tx, `UPDATE articles SET votes_tick = votes_tick + 1 WHERE id = ?`, p.article); err != nil {
		return fmt.Errorf("raise the tick of article %s: %w", p.article, err)
	}
	return nil
}
