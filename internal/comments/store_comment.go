package comments

import (
	"encoding/json"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

const commentColumns = `c.id, c.site_id, c.article_id, (SELECT a.key FROM articles a WHERE a.id = c.article_id),
	c.root_id, c.parent_id, c.depth, c.author_id, c.status, c.shown, c.revision, c.source, c.body, c.up, c.down, c.score,
	c.shown_children, c.reply_count, c.thread_count, c.article_version, c.reviewed, c.report_weight, c.address,
	c.created_at, c.edited_at, c.status_at`

const selectComment = `SELECT ` + commentColumns + ` FROM comments c `

func scanComment(row scanner, c *Comment) error {
	var body []byte
	var created, status storage.Time
	var edited *storage.Time
	err := row.Scan(&c.ID, &c.SiteID, &c.ArticleID, &c.ArticleKey, &c.RootID, &c.ParentID, &c.Depth, &c.AuthorID, &c.Status,
		&c.shown, &c.Revision, &c.Source, &body, &c.Up, &c.Down, &c.score, &c.shownChildren, &c.ReplyCount, &c.ThreadCount,
		&c.ArticleVersion, &c.Reviewed, &c.ReportWeight, &c.Address, &created, &edited, &status)
	if err != nil {
		return err
	}
	c.CreatedAt, c.StatusAt, c.EditedAt = created.Time, status.Time, edited.Ptr()
	if err := json.Unmarshal(body, &c.Body); err != nil {
		return fmt.Errorf("read the body of comment %s: %w", c.ID, err)
	}
	return nil
}

func loadComment(db *gorm.DB, site auth.SiteID, id ID) (Comment, error) {
	var c Comment
	found, err := first(db, func(row scanner) error { return scanComment(row, &c) },
		selectComment+`WHERE c.id = ? AND c.site_id = ?`, id, site)
	if err != nil {
		return Comment{}, fmt.Errorf("load comment %s: %w", id, err)
	}
	if !found {
		return Comment{}, ErrNotFound
	}
	return c, nil
}

// loadParent is the comment that a draft on the article answers, if it can be answered.
func loadParent(db *gorm.DB, article Article, id ID) (Comment, error) {
	c, err := loadComment(db, article.SiteID, id)
	if errors.Is(err, ErrNotFound) {
		return Comment{}, ErrParentNotFound
	}
	if err != nil {
		return Comment{}, err
	}
	p := place{site: c.SiteID, article: c.ArticleID, status: c.Status}
	return c, answerable(p, article.SiteID, article.ID)
}

// insertComment adds a comment with its first revision.
func insertComment(tx storage.Tx, c Comment) error {
	body, err := json.Marshal(c.Body)
	if err != nil {
		return fmt.Errorf("write the body of a comment: %w", err)
	}
	at := storage.At(c.CreatedAt)
	err = exec(tx, `INSERT INTO comments (id, site_id, article_id, root_id, parent_id, depth, author_id, status, shown,
			revision, source, body, article_version, address, created_at, status_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.SiteID, c.ArticleID, c.RootID, c.ParentID, c.Depth, c.AuthorID, c.Status, c.shown,
		c.Revision, c.Source, string(body), c.ArticleVersion, c.Address, at, at)
	if err != nil {
		return fmt.Errorf("add a comment: %w", err)
	}
	return insertRevision(tx, c, string(body), at)
}

func insertRevision(tx storage.Tx, c Comment, body string, at storage.Time) error {
	err := exec(tx, `INSERT INTO comment_revisions (comment_id, revision, site_id, source, body, created_at)
		VALUES (?, ?, ?, ?, ?, ?)`, c.ID, c.Revision, c.SiteID, c.Source, body, at)
	if err != nil {
		return fmt.Errorf("keep revision %d of comment %s: %w", c.Revision, c.ID, err)
	}
	return nil
}

// updateText writes a comment's new revision.
func updateText(tx storage.Tx, c Comment, at storage.Time) error {
	body, err := json.Marshal(c.Body)
	if err != nil {
		return fmt.Errorf("write the body of a comment: %w", err)
	}
	err = exec(tx, `UPDATE comments SET revision = ?, source = ?, body = ?, edited_at = ?, article_version = ? WHERE id = ?`,
		c.Revision, c.Source, string(body), at, c.ArticleVersion, c.ID)
	if err != nil {
		return fmt.Errorf("write revision %d of comment %s: %w", c.Revision, c.ID, err)
	}
	return insertRevision(tx, c, string(body), at)
}

func loadRevision(db *gorm.DB, id ID, revision int) (string, error) {
	var source string
	found, err := first(db, func(row scanner) error { return row.Scan(&source) },
		`SELECT source FROM comment_revisions WHERE comment_id = ? AND revision = ?`, id, revision)
	if err != nil {
		return "", fmt.Errorf("load revision %d of comment %s: %w", revision, id, err)
	}
	if !found {
		return "", ErrRevisionNotFound
	}
	return source, nil
}

// addParents says of each reply which comment it answers. Parents that are at hand are not loaded again.
func addParents(db *gorm.DB, replies []Comment, atHand ...Comment) error {
	parents := make(map[ID]Parent, len(replies)+len(atHand))
	for _, c := range atHand {
		parents[c.ID] = Parent{ID: c.ID, AuthorID: c.AuthorID, Status: c.Status}
	}
	for _, c := range replies {
		parents[c.ID] = Parent{ID: c.ID, AuthorID: c.AuthorID, Status: c.Status}
	}
	var missing []ID
	for _, c := range replies {
		if c.ParentID == nil {
			continue
		}
		if _, ok := parents[*c.ParentID]; !ok {
			parents[*c.ParentID] = Parent{}
			missing = append(missing, *c.ParentID)
		}
	}
	if err := loadParents(db, missing, parents); err != nil {
		return err
	}
	for i, c := range replies {
		if c.ParentID != nil {
			parent := parents[*c.ParentID]
			replies[i].InReplyTo = &parent
		}
	}
	return nil
}

func loadParents(db *gorm.DB, ids []ID, into map[ID]Parent) error {
	if len(ids) == 0 {
		return nil
	}
	found, err := list(db, func(row scanner, p *Parent) error { return row.Scan(&p.ID, &p.AuthorID, &p.Status) },
		`SELECT id, author_id, status FROM comments WHERE id IN (`+marks(len(ids))+`)`, values(ids)...)
	if err != nil {
		return fmt.Errorf("load the parents of replies: %w", err)
	}
	for _, p := range found {
		into[p.ID] = p
	}
	return nil
}

// lockNewest locks a member's row and returns the ID of the newest comment they wrote, zero when they wrote none.
func lockNewest(tx storage.Tx, member auth.MemberID) (ID, error) {
	if err := tx.Lock("members", "id = ?", member); err != nil {
		return ID{}, err
	}
	var newest ID
	_, err := first(tx.DB(), func(row scanner) error { return row.Scan(&newest) },
		`SELECT id FROM comments WHERE author_id = ? ORDER BY id DESC LIMIT 1`, member)
	if err != nil {
		return ID{}, fmt.Errorf("load the newest comment of member %s: %w", member, err)
	}
	return newest, nil
}
