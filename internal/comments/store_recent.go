package comments

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

// How much of a draft's surroundings screening sees.
const (
	ownRecent    = 20
	aroundRecent = 50
	// aroundChanged is how many of the comments that changed last are looked at to find the newest: a reply changes the
	// comments above it too.
	aroundChanged = 2 * aroundRecent
	// maxCounted is how far back the member's comments are counted.
	maxCounted = 500
)

const (
	selectRecent  = `SELECT c.id, c.article_id, c.author_id, c.body, c.status, c.created_at FROM comments c `
	recentByOwner = selectRecent + `WHERE c.author_id = ? ORDER BY c.id DESC LIMIT ?`
	recentChanged = selectRecent + `WHERE c.article_id = ? ORDER BY c.article_version DESC LIMIT ?`
	recentTimes   = `SELECT id, created_at FROM comments WHERE author_id = ? ORDER BY id DESC LIMIT ?`
	latestOf      = selectComment + `WHERE c.author_id = ? AND c.site_id = ? ORDER BY c.id DESC LIMIT ?`
)

// surround brings what the draft's author wrote last, and what was written last on its article.
func surround(db *gorm.DB, d *Draft) (err error) {
	if d.Own, err = list(db, scanRecent, recentByOwner, d.Member.ID, ownRecent); err != nil {
		return fmt.Errorf("load the member's last comments: %w", err)
	}
	if err := countRecent(db, d); err != nil || d.Article.isNew() {
		return err
	}
	around, err := list(db, scanRecent, recentChanged, d.Article.ID, aroundChanged)
	if err != nil {
		return fmt.Errorf("load the article's last comments: %w", err)
	}
	slices.SortFunc(around, func(a, b Recent) int { return slices.Compare(b.ID[:], a.ID[:]) })
	d.Around = around[:min(len(around), aroundRecent)]
	return nil
}

// countRecent counts the author's comments of the last hour. Mostly the ones at hand reach back that far.
func countRecent(db *gorm.DB, d *Draft) error {
	hourAgo := d.At.Add(-time.Hour)
	known := d.Own
	if len(known) == ownRecent && known[ownRecent-1].At.After(hourAgo) {
		var err error
		known, err = list(db, func(row scanner, r *Recent) error {
			var at storage.Time
			err := row.Scan(&r.ID, &at)
			r.At = at.Time
			return err
		}, recentTimes, d.Member.ID, maxCounted)
		if err != nil {
			return fmt.Errorf("count the member's last comments: %w", err)
		}
	}
	for _, r := range known {
		if d.Edit && r.ID == d.Subject {
			continue
		}
		d.LastMinute += one(r.At.After(d.At.Add(-time.Minute)))
		d.LastHour += one(r.At.After(hourAgo))
	}
	return nil
}

func scanRecent(row scanner, r *Recent) error {
	var stored []byte
	var at storage.Time
	if err := row.Scan(&r.ID, &r.Article, &r.Author, &stored, &r.Status, &at); err != nil {
		return err
	}
	var body Body
	if err := json.Unmarshal(stored, &body); err != nil {
		return fmt.Errorf("read the body of comment %s: %w", r.ID, err)
	}
	r.Plain, r.At = body.PlainText(), at.Time
	return nil
}

func loadLatest(db *gorm.DB, site auth.SiteID, member auth.MemberID, limit int) ([]Comment, error) {
	found, err := list(db, scanComment, latestOf, member, site, limit)
	if err != nil {
		return nil, fmt.Errorf("load the last comments of member %s: %w", member, err)
	}
	return found, addParents(db, found)
}
