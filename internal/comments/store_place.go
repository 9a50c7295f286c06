package comments

import (
	"fmt"

	"board/internal/storage"
)

const selectPlace = `SELECT id, site_id, article_id, root_id, parent_id, depth, author_id, status, shown, shown_children,
	revision, up, down, report_weight, created_at FROM comments WHERE id = ?`

func scanPlace(row scanner, p *place) error {
	return row.Scan(&p.id, &p.site, &p.article, &p.root, &p.parent, &p.depth, &p.author, &p.status, &p.shown,
		&p.shownChildren, &p.revision, &p.up, &p.down, &p.reportWeight, &p.createdAt)
}

// lockPlace locks a comment, its article first.
func lockPlace(tx storage.Tx, id ID) (Article, place, error) {
	var of ArticleID
	found, err := first(tx.DB(), func(row scanner) error { return row.Scan(&of) },
		`SELECT article_id FROM comments WHERE id = ?`, id)
	if err != nil {
		return Article{}, place{}, fmt.Errorf("find comment %s: %w", id, err)
	}
	if !found {
		return Article{}, place{}, ErrNotFound
	}
	article, err := lockArticle(tx, of)
	if err != nil {
		return Article{}, place{}, err
	}
	p, err := lockComment(tx, id)
	return article, p, err
}

// lockComment locks a comment whose article is locked.
func lockComment(tx storage.Tx, id ID) (place, error) {
	var p place
	found, err := first(tx.DB(), func(row scanner) error { return scanPlace(row, &p) }, selectPlace+forUpdate(tx), id)
	if err != nil {
		return place{}, fmt.Errorf("lock comment %s: %w", id, err)
	}
	if !found {
		return place{}, ErrNotFound
	}
	return p, nil
}

func putStatus(tx storage.Tx, p place, to Status, shown bool, version int64, now storage.Time) error {
	err := exec(tx, `UPDATE comments SET status = ?, shown = ?, article_version = ?, status_at = ? WHERE id = ?`,
		to, shown, version, now, p.id)
	if err != nil {
		return fmt.Errorf("set the status of comment %s: %w", p.id, err)
	}
	return nil
}

// ancestor is what of a comment changes with what stands below it.
type ancestor struct {
	id            ID
	parent        *ID
	status        Status
	shown         bool
	shownChildren int
}

func loadAncestor(tx storage.Tx, id ID) (ancestor, error) {
	a := ancestor{id: id}
	found, err := first(tx.DB(), func(row scanner) error {
		return row.Scan(&a.parent, &a.status, &a.shown, &a.shownChildren)
	}, `SELECT parent_id, status, shown, shown_children FROM comments WHERE id = ?`, id)
	if err != nil {
		return ancestor{}, fmt.Errorf("load the comment above, %s: %w", id, err)
	}
	if !found {
		return ancestor{}, fmt.Errorf("load the comment above, %s: %w", id, ErrNotFound)
	}
	return a, nil
}

func putAncestor(tx storage.Tx, a ancestor, replies, children int, shown bool, version int64) error {
	err := exec(tx, `UPDATE comments SET reply_count = reply_count + ?, shown_children = shown_children + ?, shown = ?,
		article_version = ? WHERE id = ?`, replies, children, shown, version, a.id)
	if err != nil {
		return fmt.Errorf("count below comment %s: %w", a.id, err)
	}
	return nil
}

func countThread(tx storage.Tx, root ID, published int, version int64) error {
	if published == 0 {
		return nil
	}
	err := exec(tx, `UPDATE comments SET thread_count = thread_count + ?, article_version = ? WHERE id = ?`,
		published, version, root)
	if err != nil {
		return fmt.Errorf("count in thread %s: %w", root, err)
	}
	return nil
}
