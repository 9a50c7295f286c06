package comments

import (
	"context"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// editWindow is how long after it was written a comment may be changed.
const editWindow = 5 * time.Minute

// EditableUntil is when its author's time for changes is over; nil for what can't be changed at all. Replies and reports
// may end it earlier.
func (c Comment) EditableUntil() *time.Time {
	if c.Status != Published && c.Status != Held {
		return nil
	}
	until := c.CreatedAt.Add(editWindow)
	return &until
}

// Why a comment can't be changed any more.
var (
	ErrRevision     = fault.New(fault.Conflict, "revision_conflict", "The comment has changed; look at it again.")
	ErrWindowOver   = fault.New(fault.Conflict, "edit_window_over", "A comment can be changed for five minutes.")
	ErrAnswered     = fault.New(fault.Conflict, "comment_answered", "The comment has replies and can't be changed any more.")
	ErrReported     = fault.New(fault.Conflict, "comment_reported", "The comment was reported and can't be changed any more.")
	ErrNotEditable  = fault.New(fault.Conflict, "comment_not_editable", "A removed or withdrawn comment can't be changed.")
	ErrNotWithdrawn = fault.New(fault.Conflict, "comment_removed", "A moderator removed the comment.")
)

// Edit writes a comment's next revision: by its author, within five minutes, while nobody answered or reported it, and
// only over the revision the author saw. It is screened as a new comment is. What was held stays held, since only a
// moderator releases it. Every revision is kept. The same source again changes nothing.
func (s *Service) Edit(
	ctx context.Context, actor auth.Actor, site auth.Site, id ID, revision int, source string,
) (Comment, error) {
	if err := s.mayWrite(ctx, actor, site.ID); err != nil {
		return Comment{}, err
	}
	body, err := s.render(source)
	if err != nil {
		return Comment{}, err
	}
	e := edit{actor: actor, site: site, id: id, revision: revision, source: source, body: body}
	unchanged, err := s.screenEdit(ctx, &e)
	if err != nil {
		return Comment{}, err
	}
	if !unchanged {
		err = s.db.Write(ctx, func(tx storage.Tx) error { return s.editTx(tx, e, s.moment()) })
		if err != nil {
			return Comment{}, err
		}
	}
	return s.Comment(ctx, Viewer{MemberID: &actor.Member.ID}, site.ID, id)
}

// edit is a change on its way.
type edit struct {
	actor    auth.Actor
	site     auth.Site
	id       ID
	revision int
	source   string
	body     Body
	verdict  Verdict
}

// screenEdit looks whether the comment may be changed, before the Screener is asked about the new text.
func (s *Service) screenEdit(ctx context.Context, e *edit) (unchanged bool, err error) {
	db := s.db.Read(ctx)
	c, err := loadComment(db, e.site.ID, e.id)
	if err != nil {
		return false, err
	}
	article, err := loadArticleByKey(db, e.site.ID, c.ArticleKey)
	if err != nil {
		return false, err
	}
	p := place{
		site: c.SiteID, author: c.AuthorID, status: c.Status, shown: c.shown, revision: c.Revision,
		reportWeight: c.ReportWeight, createdAt: storage.At(c.CreatedAt),
	}
	if err := e.allowed(article, p, s.now()); err != nil {
		return false, err
	}
	if c.Source == e.source {
		return true, nil
	}
	draft := Draft{
		Kind: SubjectComment, Site: e.site, Member: *e.actor.Member, Article: article, Source: e.source,
		Plain: e.body.PlainText(), Links: e.body.Links(), Edit: true, Subject: c.ID, Address: e.actor.Address, At: s.now(),
	}
	if c.ParentID != nil {
		parent, err := loadComment(db, e.site.ID, *c.ParentID)
		if err != nil {
			return false, err
		}
		draft.Parent = &parent
	}
	if err := s.surround(db, &draft); err != nil {
		return false, err
	}
	e.verdict, err = s.screen(ctx, draft)
	return false, err
}

// allowed answers a fault unless the change may be made, replies aside.
func (e edit) allowed(article Article, p place, now time.Time) error {
	mine := p.author == e.actor.Member.ID
	switch {
	case p.site != e.site.ID, !mine && !p.shown:
		return ErrNotFound
	case !mine:
		return ErrNotAuthor
	case p.status != Published && p.status != Held:
		return ErrNotEditable
	case p.revision != e.revision:
		return ErrRevision.With("revision", p.revision)
	case !now.Before(p.createdAt.Add(editWindow)):
		return ErrWindowOver
	case p.reportWeight > 0:
		return ErrReported
	case article.EffectiveState == Closed:
		return ErrClosed
	}
	return nil
}

func (s *Service) editTx(tx storage.Tx, e edit, now storage.Time) error {
	article, p, err := lockPlace(tx, e.id)
	if err != nil {
		return err
	}
	if err := e.allowed(article, p, now.Time); err != nil {
		return err
	}
	answered, err := isAnswered(tx, e.id)
	if err != nil {
		return err
	}
	if answered {
		return ErrAnswered
	}
	verdict := e.verdict.underState(article.EffectiveState)
	if p.status == Held {
		verdict.Outcome = auth.OutcomeHold
	}
	visible := one(p.shown)
	c := Comment{
		ID: e.id, SiteID: p.site, ArticleID: p.article, AuthorID: p.author, Revision: p.revision + 1,
		Source: e.source, Body: e.body, ArticleVersion: article.Version + int64(visible),
	}
	if err := updateText(tx, c, now); err != nil {
		return err
	}
	if p.status == verdict.status() {
		err = s.count(tx, p, change{version: visible}, now)
	} else {
		err = s.moveTo(tx, article, p, verdict.status(), now)
	}
	if err != nil {
		return err
	}
	return s.record(tx, c, verdict, now)
}

// Withdraw takes a comment back: by its author, at any time, also in a closed discussion and while suspended. Where it
// has replies it leaves a tombstone. Withdrawing twice changes nothing.
func (s *Service) Withdraw(ctx context.Context, actor auth.Actor, site auth.SiteID, id ID) error {
	if err := memberOn(actor, site); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx storage.Tx) error {
		article, p, err := lockPlace(tx, id)
		if err != nil {
			return err
		}
		mine := p.author == actor.Member.ID
		switch {
		case p.site != site, !mine && !p.shown:
			return ErrNotFound
		case !mine:
			return ErrNotAuthor
		case p.status == Removed:
			return ErrNotWithdrawn
		}
		return s.moveTo(tx, article, p, Withdrawn, s.moment())
	})
}
