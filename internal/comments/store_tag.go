package comments

import (
	"fmt"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
	"board/internal/textmatch"
)

const selectTag = `SELECT t.id, t.site_id, t.article_id, (SELECT a.key FROM articles a WHERE a.id = t.article_id),
	t.label, t.status, t.revision, t.tagging_count, t.first_placer_id, t.reviewed, t.report_weight, t.created_at, t.status_at
	FROM tags t `

func scanTag(row scanner, t *Tag) error {
	var created, status storage.Time
	err := row.Scan(&t.ID, &t.SiteID, &t.ArticleID, &t.ArticleKey, &t.Label, &t.Status, &t.Revision, &t.Count,
		&t.FirstPlacer, &t.Reviewed, &t.ReportWeight, &created, &status)
	t.CreatedAt, t.StatusAt = created.Time, status.Time
	return err
}

func loadTag(db *gorm.DB, site auth.SiteID, id TagID) (Tag, error) {
	var t Tag
	found, err := first(db, func(row scanner) error { return scanTag(row, &t) },
		selectTag+`WHERE t.id = ? AND t.site_id = ?`, id, site)
	if err != nil {
		return Tag{}, fmt.Errorf("load tag %s: %w", id, err)
	}
	if !found {
		return Tag{}, ErrTagNotFound
	}
	return t, nil
}

// loadTagByLabel is the article's tag of this label, with a zero ID when there is none.
func loadTagByLabel(db *gorm.DB, article ArticleID, l label) (Tag, error) {
	var t Tag
	_, err := first(db, func(row scanner) error { return scanTag(row, &t) },
		selectTag+`WHERE t.article_id = ? AND t.key_version = ? AND t.label_key = ?`,
		article, textmatch.IdentityVersion, l.key)
	if err != nil {
		return Tag{}, fmt.Errorf("load a tag by its label: %w", err)
	}
	return t, nil
}

// lockTag locks a tag's article and loads the tag: whoever changes a tag locks the article, so that is enough.
func lockTag(tx storage.Tx, id TagID) (Article, Tag, error) {
	var of ArticleID
	var site auth.SiteID
	found, err := first(tx.DB(), func(row scanner) error { return row.Scan(&of, &site) },
		`SELECT article_id, site_id FROM tags WHERE id = ?`, id)
	if err != nil {
		return Article{}, Tag{}, fmt.Errorf("find tag %s: %w", id, err)
	}
	if !found {
		return Article{}, Tag{}, ErrTagNotFound
	}
	article, err := lockArticle(tx, of)
	if err != nil {
		return Article{}, Tag{}, err
	}
	t, err := loadTag(tx.DB(), site, id)
	return article, t, err
}

// The queries of an article's tags, all by the index on its labels.
const (
	tagsOf    = selectTag + `WHERE t.article_id = ? AND t.status = 'published' ORDER BY t.tagging_count DESC, t.id`
	allTagsOf = selectTag + `WHERE t.article_id = ? AND t.status IN ('published', 'held') ORDER BY t.tagging_count DESC, t.id`
	heldTags  = selectTag + `JOIN taggings g ON g.tag_id = t.id AND g.withdrawn_at IS NULL
		WHERE g.article_id = ? AND g.member_id = ? AND t.status = 'held' ORDER BY t.id`
)

func loadTags(db *gorm.DB, article Article, withHeld bool) ([]Tag, error) {
	query := tagsOf
	if withHeld {
		query = allTagsOf
	}
	tags, err := list(db, scanTag, query, article.ID)
	if err != nil {
		return nil, fmt.Errorf("load the tags of article %s: %w", article.ID, err)
	}
	return tags, nil
}

func loadHeldTagsOf(db *gorm.DB, article Article, member auth.MemberID) ([]Tag, error) {
	tags, err := list(db, scanTag, heldTags, article.ID, member)
	if err != nil {
		return nil, fmt.Errorf("load the member's held tags: %w", err)
	}
	return tags, nil
}

// maxPlacers bounds how many placers of a tag a decision names.
const maxPlacers = 100

func loadPlacers(db *gorm.DB, id TagID) ([]auth.MemberID, error) {
	placers, err := list(db, scanOne[auth.MemberID],
		`SELECT member_id FROM taggings WHERE tag_id = ? AND withdrawn_at IS NULL ORDER BY placed_at, member_id LIMIT ?`,
		id, maxPlacers)
	if err != nil {
		return nil, fmt.Errorf("load the placers of tag %s: %w", id, err)
	}
	return placers, nil
}

func insertTag(tx storage.Tx, t Tag, l label, version int64) error {
	at := storage.At(t.CreatedAt)
	err := exec(tx, `INSERT INTO tags (id, site_id, article_id, label, label_key, key_version, status, revision,
			first_placer_id, article_version, created_at, status_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.ID, t.SiteID, t.ArticleID, t.Label, l.key, textmatch.IdentityVersion, t.Status, t.Revision,
		t.FirstPlacer, version, at, at)
	if err != nil {
		return fmt.Errorf("add a tag: %w", err)
	}
	return nil
}

// reviveTag writes a withdrawn tag's next revision.
func reviveTag(tx storage.Tx, t Tag, version int64) error {
	err := exec(tx, `UPDATE tags SET label = ?, status = ?, revision = ?, first_placer_id = ?, article_version = ?,
		status_at = ? WHERE id = ?`, t.Label, t.Status, t.Revision, t.FirstPlacer, version, storage.At(t.StatusAt), t.ID)
	if err != nil {
		return fmt.Errorf("place tag %s anew: %w", t.ID, err)
	}
	return nil
}

func putTagStatus(tx storage.Tx, t Tag, to Status, version int64, now storage.Time) error {
	err := exec(tx, `UPDATE tags SET status = ?, article_version = ?, status_at = ? WHERE id = ?`, to, version, now, t.ID)
	if err != nil {
		return fmt.Errorf("set the status of tag %s: %w", t.ID, err)
	}
	return nil
}

// countTaggings moves the number of a tag's taggings.
func countTaggings(tx storage.Tx, t Tag, by int, version int64) error {
	err := exec(tx, `UPDATE tags SET tagging_count = tagging_count + ?, article_version = ? WHERE id = ?`, by, version, t.ID)
	if err != nil {
		return fmt.Errorf("count the taggings of tag %s: %w", t.ID, err)
	}
	return nil
}

// countTags moves the number of an article's tags, and its version.
func countTags(tx storage.Tx, article ArticleID, by, visible int, now storage.Time) error {
	if by == 0 && visible == 0 {
		return nil
	}
	err := exec(tx, `UPDATE articles SET tag_count = tag_count + ?, version = version + ?, updated_at = ? WHERE id = ?`,
		by, visible, now, article)
	if err != nil {
		return fmt.Errorf("count the tags of article %s: %w", article, err)
	}
	return nil
}

// hasTagging reports whether the member's tagging stands.
func hasTagging(tx storage.Tx, tag TagID, member auth.MemberID) (bool, error) {
	found, err := first(tx.DB(), func(scanner) error { return nil },
		`SELECT 1 FROM taggings WHERE tag_id = ? AND member_id = ? AND withdrawn_at IS NULL`, tag, member)
	if err != nil {
		return false, fmt.Errorf("look for a tagging of tag %s: %w", tag, err)
	}
	return found, nil
}

// countTaggingsOf is how many of the article's standing tags the member placed.
func countTaggingsOf(tx storage.Tx, article ArticleID, member auth.MemberID) (int, error) {
	n := 0
	_, err := first(tx.DB(), func(row scanner) error { return row.Scan(&n) },
		`SELECT COUNT(*) FROM taggings g JOIN tags t ON t.id = g.tag_id
		WHERE g.article_id = ? AND g.member_id = ? AND g.withdrawn_at IS NULL AND t.status IN ('published', 'held')`,
		article, member)
	if err != nil {
		return 0, fmt.Errorf("count the member's taggings: %w", err)
	}
	return n, nil
}

func putTagging(tx storage.Tx, t Tag, member auth.MemberID, now storage.Time) error {
	err := exec(tx, `INSERT INTO taggings (tag_id, member_id, site_id, article_id, placed_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (tag_id, member_id) DO UPDATE SET placed_at = excluded.placed_at, withdrawn_at = NULL`,
		t.ID, member, t.SiteID, t.ArticleID, now)
	if err != nil {
		return fmt.Errorf("place tag %s: %w", t.ID, err)
	}
	return nil
}

func withdrawTagging(tx storage.Tx, t Tag, member auth.MemberID, now storage.Time) error {
	err := exec(tx, `UPDATE taggings SET withdrawn_at = ? WHERE tag_id = ? AND member_id = ?`, now, t.ID, member)
	if err != nil {
		return fmt.Errorf("take back a tagging of tag %s: %w", t.ID, err)
	}
	return nil
}
