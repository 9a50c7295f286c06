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
	// maxCounted is how far back the member's comments are counted.
	maxCounted = 500
)

const (
	selectRecent  = `SELECT c.id, c.article_id, c.author_id, c.revision, c.status, c.created_at FROM comments c `
	recentByOwner = selectRecent + `WHERE c.author_id = ? ORDER BY c.id DESC LIMIT ?`
	recentChanged = selectRecent + `WHERE c.article_id = ? ORDER BY c.article_version DESC LIMIT ?`
	recentTimes   = `SELECT id, created_at FROM comments WHERE author_id = ? ORDER BY id DESC LIMIT ?`
	latestOf      = selectComment + `WHERE c.author_id = ? AND c.site_id = ? ORDER BY c.id DESC LIMIT ?`
)

// recent is a comment whose text is yet to be found.
type recent struct {
	Recent
	revision int
}

// surround brings what the draft's author wrote last, and the comments that were written or changed last on its article.
func (s *Service) surround(db *gorm.DB, d *Draft) error {
	own, err := list(db, scanRecent, recentByOwner, d.Member.ID, ownRecent)
	if err != nil {
		return fmt.Errorf("load the member's last comments: %w", err)
	}
	var around []recent
	if !d.Article.isNew() {
		around, err = list(db, scanRecent, recentChanged, d.Article.ID, aroundRecent)
		if err != nil {
			return fmt.Errorf("load the article's last comments: %w", err)
		}
		slices.SortFunc(around, func(a, b recent) int { return slices.Compare(b.ID[:], a.ID[:]) })
	}
	texts, err := s.textsOf(db, own, around)
	if err != nil {
		return err
	}
	d.Own, d.Around = withText(own, texts), withText(around, texts)
	return countRecent(db, d)
}

// textsOf finds what is to be read in the comments, as far as it is remembered without asking the database.
func (s *Service) textsOf(db *gorm.DB, lists ...[]recent) (map[ID]string, error) {
	texts := make(map[ID]string)
	var missing []ID
	for _, r := range slices.Concat(lists...) {
		if _, ok := texts[r.ID]; ok {
			continue
		}
		text, ok := s.plains.get(plainKey{r.ID, r.revision})
		if texts[r.ID] = text; !ok {
			missing = append(missing, r.ID)
		}
	}
	if len(missing) == 0 {
		return texts, nil
	}
	type stored struct {
		key  plainKey
		body []byte
	}
	found, err := list(db, func(row scanner, s *stored) error { return row.Scan(&s.key.id, &s.key.revision, &s.body) },
		`SELECT id, revision, body FROM comments WHERE id IN (`+marks(len(missing))+`)`, values(missing)...)
	if err != nil {
		return nil, fmt.Errorf("load the texts of %d comments: %w", len(missing), err)
	}
	for _, f := range found {
		var body Body
		if err := json.Unmarshal(f.body, &body); err != nil {
			return nil, fmt.Errorf("read the body of comment %s: %w", f.key.id, err)
		}
		texts[f.key.id] = body.PlainText()
		s.plains.put(f.key, texts[f.key.id])
	}
	return texts, nil
}

func withText(found []recent, texts map[ID]string) []Recent {
	list := make([]Recent, len(found))
	for i, r := range found {
		list[i] = r.Recent
		list[i].Plain = texts[r.ID]
	}
	return list
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

func scanRecent(row scanner, r *recent) error {
	var at storage.Time
	err := row.Scan(&r.ID, &r.Article, &r.Author, &r.revision, &r.Status, &at)
	r.At = at.Time
	return err
}

func loadLatest(db *gorm.DB, site auth.SiteID, member auth.MemberID, limit int) ([]Comment, error) {
	found, err := list(db, scanComment, latestOf, member, site, limit)
	if err != nil {
		return nil, fmt.Errorf("load the last comments of member %s: %w", member, err)
	}
	return found, addParents(db, found)
}
