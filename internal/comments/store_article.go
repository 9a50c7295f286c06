package comments

import (
	"fmt"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

// An article's row comes with the switches of its section and its site, so that its effective state is read with it.
const (
	articleHead = `SELECT a.id, a.site_id, a.key, a.url, a.title, a.section, a.state, a.version, a.votes_tick,
		a.comment_count, a.root_count, a.held_count, a.tag_count, a.created_at,
		COALESCE((SELECT d.state FROM discussion_states d WHERE d.site_id = a.site_id AND d.section = a.section), ''),
		COALESCE((SELECT d.state FROM discussion_states d WHERE d.site_id = a.site_id AND d.section = ''), ''), `
	articleWhole = articleHead + `a.text FROM articles a `
	articleLean  = articleHead + `'' FROM articles a ` // without the publisher's text, which may be long
)

func scanArticle(row scanner, a *Article) error {
	var ofSection, ofSite ArticleState
	var created storage.Time
	err := row.Scan(&a.ID, &a.SiteID, &a.Key, &a.URL, &a.Title, &a.Section, &a.State, &a.Version, &a.VotesTick,
		&a.CommentCount, &a.RootCount, &a.HeldCount, &a.TagCount, &created, &ofSection, &ofSite, &a.Text)
	if err != nil {
		return err
	}
	a.CreatedAt = created.Time
	a.EffectiveState = Strictest(a.State, ofSection, ofSite)
	return nil
}

// loadArticleByKey is the article, or an empty one under the site's switch when nobody wrote under it yet.
func loadArticleByKey(db *gorm.DB, site auth.SiteID, key string) (Article, error) {
	return articleByKey(db, site, key, articleWhole+`WHERE a.site_id = ? AND a.key = ?`)
}

// lockArticleByKey is loadArticleByKey with the article's row locked, if there is one.
func lockArticleByKey(tx storage.Tx, site auth.SiteID, key string) (Article, error) {
	return articleByKey(tx.DB(), site, key, articleWhole+`WHERE a.site_id = ? AND a.key = ?`+forUpdate(tx))
}

func articleByKey(db *gorm.DB, site auth.SiteID, key, query string) (Article, error) {
	var a Article
	found, err := first(db, func(row scanner) error { return scanArticle(row, &a) }, query, site, key)
	if err != nil {
		return Article{}, fmt.Errorf("load article %s: %w", key, err)
	}
	if found {
		return a, nil
	}
	a = Article{SiteID: site, Key: key, State: Open}
	var ofSite ArticleState
	_, err = first(db, func(row scanner) error { return row.Scan(&ofSite) },
		`SELECT state FROM discussion_states WHERE site_id = ? AND section = ''`, site)
	if err != nil {
		return Article{}, fmt.Errorf("load the site's state: %w", err)
	}
	a.EffectiveState = Strictest(ofSite)
	return a, nil
}

// lockArticle is the article with its row locked.
func lockArticle(tx storage.Tx, id ArticleID) (Article, error) {
	var a Article
	found, err := first(tx.DB(), func(row scanner) error { return scanArticle(row, &a) },
		articleLean+`WHERE a.id = ?`+forUpdate(tx), id)
	if err != nil {
		return Article{}, fmt.Errorf("lock article %s: %w", id, err)
	}
	if !found {
		return Article{}, ErrArticleNotFound
	}
	return a, nil
}

func loadArticlesByID(db *gorm.DB, site auth.SiteID, ids []ArticleID) (map[ArticleID]Article, error) {
	articles := make(map[ArticleID]Article, len(ids))
	if len(ids) == 0 {
		return articles, nil
	}
	found, err := list(db, scanArticle, articleLean+`WHERE a.site_id = ? AND a.id IN (`+marks(len(ids))+`)`,
		values(ids, site)...)
	if err != nil {
		return nil, fmt.Errorf("load %d articles: %w", len(ids), err)
	}
	for _, a := range found {
		articles[a.ID] = a
	}
	return articles, nil
}

// lockOrCreate is the article with its row locked, made where url says when nobody wrote under it yet. Without a url an
// unknown article comes back as it is: empty.
func lockOrCreate(tx storage.Tx, site auth.SiteID, key, url, title string, now storage.Time) (Article, error) {
	a, err := lockArticleByKey(tx, site, key)
	if err != nil || !a.isNew() || url == "" {
		return a, err
	}
	return createArticle(tx, a, url, title, now)
}

// createArticle inserts an article, unless somebody else is faster, and locks it.
func createArticle(tx storage.Tx, a Article, url, title string, now storage.Time) (Article, error) {
	err := exec(tx, `INSERT INTO articles (id, site_id, key, url, title, section, text, state, version, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, '', '', ?, 1, ?, ?) ON CONFLICT (site_id, key) DO NOTHING`,
		storage.NewKey[Article](), a.SiteID, a.Key, url, title, Open, now, now)
	if err != nil {
		return Article{}, fmt.Errorf("create article %s: %w", a.Key, err)
	}
	return lockArticleByKey(tx, a.SiteID, a.Key)
}

// updateArticle writes what a publisher or moderator may change, and raises the version: it is on the page.
func updateArticle(tx storage.Tx, a Article, now storage.Time) (Article, error) {
	err := exec(tx, `UPDATE articles SET url = ?, title = ?, section = ?, text = ?, state = ?, version = version + 1,
		updated_at = ? WHERE id = ?`, a.URL, a.Title, a.Section, a.Text, a.State, now, a.ID)
	if err != nil {
		return Article{}, fmt.Errorf("update article %s: %w", a.ID, err)
	}
	return lockArticleByKey(tx, a.SiteID, a.Key)
}

// countArticle moves the counters of the article a comment stands on.
func countArticle(tx storage.Tx, p place, c change, now storage.Time) error {
	roots := 0
	if p.depth == 0 {
		roots = c.published
	}
	err := exec(tx, `UPDATE articles SET comment_count = comment_count + ?, root_count = root_count + ?,
		held_count = held_count + ?, version = version + ?, updated_at = ? WHERE id = ?`,
		c.published, roots, c.held, c.version, now, p.article)
	if err != nil {
		return fmt.Errorf("count on article %s: %w", p.article, err)
	}
	return nil
}

func putState(tx storage.Tx, site auth.SiteID, section string, state ArticleState) error {
	err := exec(tx, `INSERT INTO discussion_states (site_id, section, state) VALUES (?, ?, ?)
		ON CONFLICT (site_id, section) DO UPDATE SET state = excluded.state`, site, section, state)
	if err != nil {
		return fmt.Errorf("set the state of section %q: %w", section, err)
	}
	return nil
}

func loadStates(db *gorm.DB, site auth.SiteID) ([]SectionState, error) {
	states, err := list(db, func(row scanner, s *SectionState) error { return row.Scan(&s.Section, &s.State) },
		`SELECT section, state FROM discussion_states WHERE site_id = ? AND state <> 'open' ORDER BY section`, site)
	if err != nil {
		return nil, fmt.Errorf("load the states of sections: %w", err)
	}
	return states, nil
}

// counted are counts by key, and the state of what is not among them.
type counted struct {
	byKey   map[string]Count
	unknown ArticleState
}

func (c counted) of(key string) Count {
	if count, ok := c.byKey[key]; ok {
		return count
	}
	return Count{Key: key, State: c.unknown}
}

func loadCounts(db *gorm.DB, site auth.SiteID, keys []string) (counted, error) {
	found := counted{byKey: make(map[string]Count, len(keys)), unknown: Open}
	if len(keys) == 0 {
		return found, nil
	}
	states, err := loadStates(db, site)
	if err != nil {
		return counted{}, err
	}
	switches := make(map[string]ArticleState, len(states))
	for _, s := range states {
		switches[s.Section] = s.State
	}
	found.unknown = Strictest(switches[""])
	type row struct {
		Count
		section string
	}
	rows, err := list(db, func(r scanner, c *row) error { return r.Scan(&c.Key, &c.Comments, &c.State, &c.section) },
		`SELECT key, comment_count, state, section FROM articles WHERE site_id = ? AND key IN (`+marks(len(keys))+`)`,
		values(keys, site)...)
	if err != nil {
		return counted{}, fmt.Errorf("count the comments of %d articles: %w", len(keys), err)
	}
	for _, r := range rows {
		r.State = Strictest(r.State, switches[r.section], switches[""])
		found.byKey[r.Key] = r.Count
	}
	return found, nil
}
