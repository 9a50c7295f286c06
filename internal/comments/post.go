package comments

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
	"board/internal/textmatch"
)

// PostInput is a comment to be.
type PostInput struct {
	ArticleKey string
	// ArticleURL and ArticleTitle are where the reader writes; an unknown article comes into being there.
	ArticleURL, ArticleTitle string
	ParentID                 *ID
	Source                   string
	// Idempotency, when it is not nil, makes a repetition answer with the comment that is there already.
	Idempotency *storage.IdempotencyScope
}

// Limits of a comment.
const (
	maxComment      = 5000 // user-perceived characters
	maxCommentBytes = 64 << 10
)

// What may be wrong with a comment that is to be written.
var (
	ErrEmpty = fault.New(fault.Unprocessable, "comment_empty", "There is nothing to read in the comment.").
			WithField("source", "comment_empty", "Nothing to read.")
	ErrTooLong = fault.New(fault.Unprocessable, "comment_too_long", "A comment has at most 5,000 characters and 64 KB.").
			WithField("source", "comment_too_long", "At most 5,000 characters and 64 KB.")
	ErrText = fault.New(fault.Invalid, "text_invalid", "The text is not UTF-8, or has a NUL in it.").
		WithField("source", "text_invalid", "Not UTF-8, or a NUL in it.")
	ErrClosed = fault.New(fault.Conflict, "discussion_closed", "The discussion is closed.")
)

// errStale says that what a verdict was based on has changed before it could be stored.
var errStale = errors.New("the member wrote something else meanwhile")

// attempts is how often a draft is screened anew because its author's other writes overtook it.
const attempts = 8

// post is a comment on its way: what was asked for, and what screening needs and found.
type post struct {
	actor   auth.Actor
	site    auth.Site
	in      PostInput
	body    Body
	draft   Draft
	verdict Verdict
}

// Post adds a comment. It is published or held, as its status says; a refused one is ErrCommentRefused. It returns the
// comment as its author sees it, and the article's version that has it.
//
// The verdict is about the member's earlier writes too (how many, how alike), so the comment is stored only if the member
// wrote nothing else while it was screened; otherwise it is screened again.
func (s *Service) Post(ctx context.Context, actor auth.Actor, site auth.Site, in PostInput) (Comment, int64, error) {
	if err := s.mayWrite(ctx, actor, site.ID); err != nil {
		return Comment{}, 0, err
	}
	if err := checkPlace(site, in.ArticleKey, in.ArticleURL, in.ArticleTitle); err != nil {
		return Comment{}, 0, err
	}
	body, err := s.render(in.Source)
	if err != nil {
		return Comment{}, 0, err
	}
	p := post{actor: actor, site: site, in: in, body: body}
	for range attempts {
		c, version, err := s.postOnce(ctx, p)
		if !errors.Is(err, errStale) {
			return c, version, err
		}
	}
	return Comment{}, 0, ErrTooFast
}

// checkPlace checks what a reader says about the article.
func checkPlace(site auth.Site, key, url, title string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if url != "" {
		if err := checkURL(site, url, "article_url"); err != nil {
			return err
		}
	}
	return checkTitle(title, "article_title")
}

// render checks a source and renders it, once: the result is stored beside it.
func (s *Service) render(source string) (Body, error) {
	if !isText(source) {
		return nil, ErrText
	}
	if len(source) > maxCommentBytes || textmatch.Length(source) > maxComment {
		return nil, ErrTooLong
	}
	body, err := Render(source)
	if err != nil {
		return nil, err
	}
	if textmatch.Identity(s.folder, strings.TrimSpace(body.PlainText())) == "" {
		return nil, ErrEmpty
	}
	return body, nil
}

// isText reports whether both databases can keep s: PostgreSQL takes neither bad UTF-8 nor NUL.
func isText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsRune(s, 0)
}

// postOnce screens the comment and stores it, or says that its author's other writes overtook it. A repetition is looked
// for before screening, since screening would find the comment to repeat itself, and again where screening refuses,
// since the first one may have come in meanwhile.
func (s *Service) postOnce(ctx context.Context, p post) (Comment, int64, error) {
	if c, ok, err := s.recallComment(ctx, p); ok || err != nil {
		return c, c.ArticleVersion, err
	}
	if err := s.screenPost(ctx, &p); err != nil {
		if c, ok, _ := s.recallComment(ctx, p); ok {
			return c, c.ArticleVersion, nil
		}
		return Comment{}, 0, err
	}
	var made Comment
	var version int64
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		var err error
		made, version, err = s.postTx(tx, p, s.moment())
		return err
	})
	if id, ok, err := replayed[Comment](err); ok || err != nil {
		if err != nil {
			return Comment{}, 0, err
		}
		c, err := s.own(ctx, p, id)
		return c, c.ArticleVersion, err
	}
	if err == nil {
		s.plains.put(plainKey{made.ID, made.Revision}, p.draft.Plain)
	}
	return made, version, err
}

// screenPost brings together what the Screener needs, and asks it.
func (s *Service) screenPost(ctx context.Context, p *post) error {
	db := s.db.Read(ctx)
	article, err := loadArticleByKey(db, p.site.ID, p.in.ArticleKey)
	if err != nil {
		return err
	}
	if article.isNew() {
		article.URL, article.Title = p.in.ArticleURL, p.in.ArticleTitle
	}
	if err := mayAdd(article, "article_url"); err != nil {
		return err
	}
	p.draft = Draft{
		Kind: SubjectComment, Site: p.site, Member: *p.actor.Member, Article: article,
		Source: p.in.Source, Plain: p.body.PlainText(), Links: p.body.Links(), Address: p.actor.Address, At: s.now(),
	}
	if p.in.ParentID != nil {
		parent, err := loadParent(db, article, *p.in.ParentID)
		if err != nil {
			return err
		}
		p.draft.Parent = &parent
	}
	if err := s.surround(db, &p.draft); err != nil {
		return err
	}
	p.verdict, err = s.screen(ctx, p.draft)
	return err
}

// mayAdd answers a fault when nothing can be added under the article.
func mayAdd(a Article, path string) error {
	if a.EffectiveState == Closed {
		return ErrClosed
	}
	if a.isNew() && a.URL == "" {
		return ErrArticleURLNeeded.WithField(path, ErrArticleURLNeeded.Code, ErrArticleURLNeeded.Text)
	}
	return nil
}

// screen asks the Screener; a refusal is an error.
func (s *Service) screen(ctx context.Context, d Draft) (Verdict, error) {
	v, err := s.screener.Screen(ctx, d)
	if err != nil {
		return Verdict{}, err
	}
	if v.Outcome == auth.OutcomeRefuse {
		return v, v.refusal(d.Kind)
	}
	return v, nil
}

// postTx stores a comment that screening did not refuse.
func (s *Service) postTx(tx storage.Tx, p post, now storage.Time) (Comment, int64, error) {
	id := storage.NewKey[Comment]()
	if err := remember(tx, p.in.Idempotency, id.String()); err != nil {
		return Comment{}, 0, err
	}
	article, err := lockOrCreate(tx, p.site.ID, p.in.ArticleKey, p.in.ArticleURL, p.in.ArticleTitle, now)
	if err != nil {
		return Comment{}, 0, err
	}
	if err := mayAdd(article, "article_url"); err != nil {
		return Comment{}, 0, err
	}
	c := Comment{
		ID: id, SiteID: p.site.ID, ArticleID: article.ID, ArticleKey: article.Key, RootID: id, ParentID: p.in.ParentID,
		AuthorID: p.actor.Member.ID, Revision: 1, Source: p.in.Source, Body: p.body, Address: p.actor.Address,
		CreatedAt: now.Time, StatusAt: now.Time,
	}
	if err := c.under(tx, article); err != nil {
		return Comment{}, 0, err
	}
	if err := notOvertaken(tx, p); err != nil {
		return Comment{}, 0, err
	}
	verdict := p.verdict.underState(article.EffectiveState)
	c.Status = verdict.status()
	version, err := s.add(tx, article, &c, now)
	if err != nil {
		return Comment{}, 0, err
	}
	if err := s.record(tx, c, verdict, now); err != nil {
		return Comment{}, 0, err
	}
	return c.as(Viewer{MemberID: &c.AuthorID}), version, nil
}

// under puts a reply under the comment it answers, if that can be answered.
func (c *Comment) under(tx storage.Tx, article Article) error {
	if c.ParentID == nil {
		return nil
	}
	parent, err := lockComment(tx, *c.ParentID)
	if err != nil {
		return err
	}
	if err := answerable(parent, article.SiteID, article.ID); err != nil {
		return err
	}
	c.RootID, c.Depth = parent.root, parent.depth+1
	c.InReplyTo = &Parent{ID: parent.id, AuthorID: parent.author, Status: parent.status}
	return nil
}

// answerable answers a fault unless the comment stands on the article and is published.
func answerable(parent place, site auth.SiteID, article ArticleID) error {
	switch {
	case parent.site != site:
		return ErrParentNotFound
	case parent.article != article:
		return ErrParentElsewhere
	case parent.status != Published:
		return ErrParentNotPublished
	}
	return nil
}

// add inserts a comment and counts it; it returns the article's version after it.
func (s *Service) add(tx storage.Tx, article Article, c *Comment, now storage.Time) (int64, error) {
	published := one(c.Status == Published)
	c.shown = published == 1
	c.ArticleVersion = article.Version + int64(published)
	if err := insertComment(tx, *c); err != nil {
		return 0, err
	}
	p := place{id: c.ID, article: article.ID, root: c.RootID, parent: c.ParentID, depth: c.Depth, author: c.AuthorID}
	if err := above(tx, p, published, published, c.ArticleVersion); err != nil {
		return 0, err
	}
	counted := change{published: published, held: 1 - published, version: published}
	return c.ArticleVersion, s.count(tx, p, counted, now)
}

// record hands the verdict back to the Screener, in the transaction of what it was about.
func (s *Service) record(tx storage.Tx, c Comment, v Verdict, now storage.Time) error {
	return s.screener.RecordTx(tx, Subject{
		Kind: SubjectComment, SiteID: c.SiteID, ID: c.ID, Revision: c.Revision,
		Member: c.AuthorID, Article: c.ArticleID, At: now.Time,
	}, v)
}

// notOvertaken locks the member and answers errStale when they wrote something that the verdict does not know of.
func notOvertaken(tx storage.Tx, p post) error {
	newest, err := lockNewest(tx, p.actor.Member.ID)
	if err != nil {
		return err
	}
	if (len(p.draft.Own) == 0) != newest.IsZero() || (len(p.draft.Own) > 0 && p.draft.Own[0].ID != newest) {
		return errStale
	}
	return nil
}

// own is the comment that a repeated request made the first time, as its author sees it.
func (s *Service) own(ctx context.Context, p post, id ID) (Comment, error) {
	return s.Comment(ctx, Viewer{MemberID: &p.actor.Member.ID}, p.site.ID, id)
}

// recallComment looks for the comment that the request made the first time.
func (s *Service) recallComment(ctx context.Context, p post) (Comment, bool, error) {
	id, ok, err := recall[Comment](ctx, s.db, p.in.Idempotency)
	if err != nil || !ok {
		return Comment{}, false, err
	}
	c, err := s.own(ctx, p, id)
	return c, err == nil, err
}
