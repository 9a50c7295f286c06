package comments

import (
	"context"

	"board/internal/auth"
)

// PageQuery asks for a page of the comments that answer no other.
type PageQuery struct {
	Sort   Sort   // newest when empty
	Cursor string // from the page before; empty for the first page
	Limit  int    // 1 to 100; 0 for 20
	// RepliesPerRoot is how many replies come with each: 1 to 20, 0 for 3, less than 0 for none.
	RepliesPerRoot int
}

// Page is a piece of a discussion.
type Page struct {
	Article Article
	Roots   []Root
	Next    string // empty when this is the last
}

// Root is a comment that answers no other, with the first replies of its thread.
type Root struct {
	Comment       Comment
	Replies       []Comment // in order of creation
	RepliesCursor string    // where Replies goes on; empty when these are all
}

const (
	defaultReplies = 3
	maxReplies     = 20
)

// Page is a page of an article's discussion: what is shown of it, in the order asked for, each comment with the first
// replies of its thread. An unknown article has an empty page. The article is read first, so the page is never older than
// the version it carries.
func (s *Service) Page(ctx context.Context, viewer Viewer, site auth.SiteID, key string, q PageQuery) (Page, error) {
	if err := checkKey(key); err != nil {
		return Page{}, err
	}
	if q.Sort == "" {
		q.Sort = Newest
	}
	o, ok := orders[q.Sort]
	if !ok {
		return Page{}, ErrSort
	}
	limit, err := checkLimit(q.Limit)
	if err != nil {
		return Page{}, err
	}
	db := s.db.Read(ctx)
	article, err := loadArticleByKey(db, site, key)
	if err != nil {
		return Page{}, err
	}
	from, err := parseCursor(q.Cursor, o, article.ID)
	if err != nil || article.isNew() {
		return Page{Article: article}, err
	}
	found, err := loadRoots(db, article, o, from, limit+1)
	if err != nil {
		return Page{}, err
	}
	page := Page{Article: article}
	if len(found) > limit {
		found = found[:limit]
		last := found[limit-1]
		page.Next = cursor{order: o, of: article.ID, score: scoreIn(o, last), last: last.ID}.String()
	}
	page.Roots, err = withReplies(db, viewer, found, q.RepliesPerRoot)
	return page, err
}

// scoreIn is the part of a cursor's place that only the order by votes has.
func scoreIn(o order, c Comment) float64 {
	if o == orderTop {
		return c.score
	}
	return 0
}

// Replies goes on with a thread: below a root everything that is shown in it, below a reply its direct replies, in order
// of creation.
func (s *Service) Replies(
	ctx context.Context, viewer Viewer, site auth.SiteID, id ID, after string, limit int,
) (replies []Comment, next string, err error) {
	if limit, err = checkLimit(limit); err != nil {
		return nil, "", err
	}
	from, err := parseCursor(after, orderReplies, id)
	if err != nil {
		return nil, "", err
	}
	db := s.db.Read(ctx)
	parent, err := loadComment(db, site, id)
	if err != nil {
		return nil, "", err
	}
	if !viewer.maySee(parent) {
		return nil, "", ErrNotFound
	}
	if replies, err = loadReplies(db, parent, from, limit+1); err != nil {
		return nil, "", err
	}
	if len(replies) > limit {
		replies = replies[:limit]
		next = cursor{order: orderReplies, of: id, last: replies[limit-1].ID}.String()
	}
	if err := addParents(db, replies, parent); err != nil {
		return nil, "", err
	}
	for i := range replies {
		replies[i] = replies[i].as(viewer)
	}
	return replies, next, nil
}

// Around is what a moderator needs to understand a comment, whatever its status: the comment it answers, its up to n
// neighbours before and after it (those that answer the same comment; of a root, those that are shown), itself, and up
// to n answers to it, in order of creation.
func (s *Service) Around(ctx context.Context, site auth.SiteID, id ID, n int) ([]Comment, error) {
	db := s.db.Read(ctx)
	c, err := loadComment(db, site, id)
	if err != nil {
		return nil, err
	}
	found, err := loadAround(db, c, min(max(n, 0), maxLimit))
	if err != nil {
		return nil, err
	}
	return found, addParents(db, found)
}

// Mine is what a member has done on an article, and nobody else sees on the page.
type Mine struct {
	Votes map[ID]int // 1 or -1
	// Held are the member's comments that wait for a moderator, in order of creation.
	Held []Comment
	// Taggings are the tags the member placed and did not take back.
	Taggings []TagID
	// OwnHeldTags are those of them that wait for a moderator.
	OwnHeldTags []Tag
}

// Mine is the member's own on an article; empty for an unknown article.
func (s *Service) Mine(ctx context.Context, actor auth.Actor, site auth.SiteID, key string) (Mine, error) {
	if err := checkKey(key); err != nil {
		return Mine{}, err
	}
	if err := memberOn(actor, site); err != nil {
		return Mine{}, err
	}
	db := s.db.Read(ctx)
	article, err := loadArticleByKey(db, site, key)
	if err != nil || article.isNew() {
		return Mine{Votes: map[ID]int{}}, err
	}
	mine, err := loadMine(db, article, actor.Member.ID)
	if err != nil {
		return Mine{}, err
	}
	if err := addParents(db, mine.Held); err != nil {
		return Mine{}, err
	}
	viewer := Viewer{MemberID: &actor.Member.ID}
	for i := range mine.Held {
		mine.Held[i] = mine.Held[i].as(viewer)
	}
	return mine, nil
}

// memberOn answers a fault unless the actor is a member of the site.
func memberOn(actor auth.Actor, site auth.SiteID) error {
	if actor.Member == nil {
		if actor.Role == auth.RoleAnonymous || actor.Role == "" {
			return auth.ErrSignInNeeded
		}
		return auth.ErrMembersOnly
	}
	if actor.Member.SiteID != site {
		return auth.ErrWrongSite
	}
	return nil
}

// mayWrite answers a fault unless the actor is a member of the site who may write now.
func (s *Service) mayWrite(ctx context.Context, actor auth.Actor, site auth.SiteID) error {
	if err := memberOn(actor, site); err != nil {
		return err
	}
	return s.auth.MayWrite(ctx, actor) //nolint:wrapcheck // It is for the caller as it is.
}
