package comments

import (
	"context"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
	"board/internal/textmatch"
)

// ArticleID identifies an article within Board; publishers know it by its key.
type ArticleID = storage.Key[Article]

// Article is the page a discussion belongs to.
type Article struct {
	ID      ArticleID // zero while nobody wrote under it and the publisher did not announce it
	SiteID  auth.SiteID
	Key     string
	URL     string
	Title   string
	Section string
	Text    string // what screening may compare with; empty when the publisher sent none
	// State is the article's own; EffectiveState the strictest of its own, its section's and the site's.
	State, EffectiveState ArticleState
	// Version is raised with every visible change under the article, votes apart, which raise VotesTick.
	Version, VotesTick int64
	CommentCount       int // published comments
	RootCount          int // published comments that answer no other
	HeldCount          int
	TagCount           int // published and held tags: what the limit counts
	CreatedAt          time.Time
}

func (a Article) isNew() bool { return a.ID.IsZero() }

// ArticleInput is what a publisher says about an article; nil leaves a part as it stands.
type ArticleInput struct {
	URL, Title, Section, Text *string
	State                     *ArticleState
}

// Limits of an article's parts, in bytes where nothing else is said.
const (
	maxURL     = 2000
	maxTitle   = 300 // user-perceived characters
	maxSection = 64  // user-perceived characters
	maxText    = 64 << 10
)

// What may be wrong with an article.
var (
	ErrArticleKey = fault.New(fault.Invalid, "article_key_invalid", "An article's key is 1 to 128 of A-Z a-z 0-9 . _ : -").
			WithField("article", "article_key_invalid", "1 to 128 of A-Z a-z 0-9 . _ : -")
	ErrArticleNotFound = fault.New(fault.NotFound, "article_not_found", "Nobody wrote under this article yet.")
	ErrArticleURL      = fault.New(fault.Unprocessable, "article_url_invalid",
		"An article's URL is an absolute http or https URL of at most 2000 bytes.")
	ErrArticleURLForeign = fault.New(fault.Unprocessable, "article_url_foreign",
		"The article's URL is not on one of the site's origins.")
	ErrArticleURLNeeded = fault.New(fault.Unprocessable, "article_url_needed",
		"The first comment or tag of an article says where it is.")
	ErrArticleTitle = fault.New(fault.Unprocessable, "article_title_invalid",
		"A title is one line of at most 300 characters.")
	ErrArticleSection = fault.New(fault.Unprocessable, "section_invalid",
		"A section is one line of at most 64 characters.").
		WithField("section", "section_invalid", "One line of at most 64 characters.")
	ErrArticleText = fault.New(fault.Unprocessable, "article_text_invalid",
		"An article's text is at most 64 KB of UTF-8.").WithField("text", "article_text_invalid", "At most 64 KB of UTF-8.")
	ErrTooManyKeys = fault.New(fault.Invalid, "too_many_articles", "At most 100 articles are counted at once.").
			WithField("article", "too_many_articles", "At most 100.")
)

var keyPattern = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,128}$`)

// checkKey answers ErrArticleKey for what can't be the key of an article.
func checkKey(key string) error {
	if !keyPattern.MatchString(key) {
		return ErrArticleKey
	}
	return nil
}

// checkURL answers a fault about the field at path unless raw is an address on one of the site's origins.
func checkURL(site auth.Site, raw, path string) error {
	invalid := ErrArticleURL.WithField(path, ErrArticleURL.Code, ErrArticleURL.Text)
	if len(raw) > maxURL || !utf8.ValidString(raw) || strings.ContainsFunc(raw, unicode.IsControl) {
		return invalid
	}
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
		return invalid
	}
	if !site.HasOrigin(originOf(u)) {
		return ErrArticleURLForeign.WithField(path, ErrArticleURLForeign.Code, ErrArticleURLForeign.Text)
	}
	return nil
}

// originOf is the origin as browsers write it (RFC 6454, section 6.2): lower case, without the scheme's own port.
func originOf(u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if port == "" || (u.Scheme == "http" && port == "80") || (u.Scheme == "https" && port == "443") {
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		return u.Scheme + "://" + host
	}
	return u.Scheme + "://" + net.JoinHostPort(host, port)
}

func checkTitle(title, path string) error {
	if !isLine(title, maxTitle) {
		return ErrArticleTitle.WithField(path, ErrArticleTitle.Code, ErrArticleTitle.Text)
	}
	return nil
}

func checkSection(section string) error {
	if !isLine(section, maxSection) {
		return ErrArticleSection
	}
	return nil
}

// isLine reports whether text is at most limit user-perceived characters without line breaks and other controls. The
// bytes are looked at first, because characters are costly to count.
func isLine(text string, limit int) bool {
	return len(text) <= limit*maxCharacterBytes && utf8.ValidString(text) &&
		!strings.ContainsFunc(text, isBreak) && textmatch.Length(text) <= limit
}

// maxCharacterBytes is more than any user-perceived character that means something takes: a family emoji takes 25.
const maxCharacterBytes = 64

// isBreak reports whether r ends a line or steers a terminal.
func isBreak(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// Article is the article with this key, its effective state applied. One that nobody wrote under reads as an empty
// article: its ID is zero and its version 0.
func (s *Service) Article(ctx context.Context, site auth.SiteID, key string) (Article, error) {
	if err := checkKey(key); err != nil {
		return Article{}, err
	}
	return loadArticleByKey(s.db.Read(ctx), site, key)
}

// ArticleByID is the article with this ID, or ErrArticleNotFound.
func (s *Service) ArticleByID(ctx context.Context, site auth.SiteID, id ArticleID) (Article, error) {
	articles, err := s.ArticlesByID(ctx, site, []ArticleID{id})
	if err != nil {
		return Article{}, err
	}
	a, ok := articles[id]
	if !ok {
		return Article{}, ErrArticleNotFound
	}
	return a, nil
}

// ArticlesByID are those of the articles that exist on the site.
func (s *Service) ArticlesByID(ctx context.Context, site auth.SiteID, ids []ArticleID) (map[ArticleID]Article, error) {
	return loadArticlesByID(s.db.Read(ctx), site, ids)
}

// PutArticle announces an article or changes what is known about it. A new one needs its URL.
func (s *Service) PutArticle(ctx context.Context, site auth.Site, key string, in ArticleInput) (Article, error) {
	if err := checkArticle(site, key, in); err != nil {
		return Article{}, err
	}
	var a Article
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		var err error
		a, err = putArticle(tx, site, key, in, s.moment())
		return err
	})
	return a, err
}

func checkArticle(site auth.Site, key string, in ArticleInput) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if in.URL != nil {
		if err := checkURL(site, *in.URL, "url"); err != nil {
			return err
		}
	}
	if in.Title != nil {
		if err := checkTitle(*in.Title, "title"); err != nil {
			return err
		}
	}
	if in.Section != nil {
		if err := checkSection(*in.Section); err != nil {
			return err
		}
	}
	if in.Text != nil && (len(*in.Text) > maxText || !isText(*in.Text)) {
		return ErrArticleText
	}
	if in.State != nil && Strictest(*in.State) != *in.State {
		return ErrUnknownState
	}
	return nil
}

// putArticle writes a checked input over what stands, or makes the article.
func putArticle(tx storage.Tx, site auth.Site, key string, in ArticleInput, now storage.Time) (Article, error) {
	a, err := lockArticleByKey(tx, site.ID, key)
	if err != nil {
		return Article{}, err
	}
	fresh := a.isNew()
	if fresh {
		if in.URL == nil {
			return Article{}, ErrArticleURLNeeded.WithField("url", ErrArticleURLNeeded.Code, ErrArticleURLNeeded.Text)
		}
		if a, err = createArticle(tx, a, *in.URL, "", now); err != nil {
			return Article{}, err
		}
	}
	was := a
	set(&a.URL, in.URL)
	set(&a.Title, in.Title)
	set(&a.Section, in.Section)
	set(&a.Text, in.Text)
	set(&a.State, in.State)
	if a == was {
		return a, nil
	}
	return updateArticle(tx, a, now)
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// Count is how many published comments an article has, and whether one can be added.
type Count struct {
	Key      string
	Comments int
	State    ArticleState // effective
}

const maxCounts = 100

// Counts answers for up to 100 articles at once, in the order they were asked for; unknown ones have no comments.
func (s *Service) Counts(ctx context.Context, site auth.SiteID, keys []string) ([]Count, error) {
	if len(keys) > maxCounts {
		return nil, ErrTooManyKeys
	}
	for _, key := range keys {
		if err := checkKey(key); err != nil {
			return nil, err
		}
	}
	found, err := loadCounts(s.db.Read(ctx), site, keys)
	if err != nil {
		return nil, err
	}
	counts := make([]Count, len(keys))
	for i, key := range keys {
		counts[i] = found.of(key)
	}
	return counts, nil
}
