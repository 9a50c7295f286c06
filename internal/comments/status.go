package comments

import (
	"fmt"
	"time"

	"board/internal/auth"
	"board/internal/storage"
)

// CommentState is what an act of the desk may change about a comment. It is kept as JSON beside the decision, so that
// undo can restore exactly this.
type CommentState struct {
	Status   Status `json:"status"`
	Revision int    `json:"revision"`
}

// TagState is the same of a tag.
type TagState struct {
	Status   Status `json:"status"`
	Revision int    `json:"revision"`
}

// place is what of a comment is needed to change its status and votes: where it stands and what is counted of it.
type place struct {
	id            ID
	site          auth.SiteID
	article       ArticleID
	root          ID
	parent        *ID
	depth         int
	author        auth.MemberID
	status        Status
	shown         bool
	shownChildren int
	revision      int
	up, down      int
	reportWeight  int
	createdAt     storage.Time
}

// SetStatusTx gives a comment another status and returns the state before. Everything that follows from it happens too:
// the comment is shown or not, and so are the tombstones above it; the counters of its parent, its root, its article and
// its author are as a recount would find them; the article's version is raised if a reader can see the difference. The
// same status again changes nothing.
func (s *Service) SetStatusTx(tx storage.Tx, id ID, to Status, now time.Time) (CommentState, error) {
	article, p, err := lockPlace(tx, id)
	if err != nil {
		return CommentState{}, err
	}
	before := CommentState{Status: p.status, Revision: p.revision}
	if err := s.moveTo(tx, article, p, to, storage.At(now)); err != nil {
		return CommentState{}, fmt.Errorf("set comment %s to %s: %w", id, to, err)
	}
	return before, nil
}

// moveTo is SetStatusTx on a comment whose article and row are locked.
func (s *Service) moveTo(tx storage.Tx, article Article, p place, to Status, now storage.Time) error {
	if p.status == to {
		return nil
	}
	c := change{
		published: one(to == Published) - one(p.status == Published),
		held:      one(to == Held) - one(p.status == Held),
	}
	shown := to == Published || p.shownChildren > 0
	if p.shown || shown {
		c.version = 1
	}
	version := article.Version + int64(c.version)
	if err := putStatus(tx, p, to, shown, version, now); err != nil {
		return err
	}
	if err := above(tx, p, c.published, one(shown)-one(p.shown), version); err != nil {
		return err
	}
	return s.count(tx, p, c, now)
}

// change is by how much an act moves the counters of an article and of a member.
type change struct {
	published, held, version int
}

// count moves the counters of the comment's article and author.
func (s *Service) count(tx storage.Tx, p place, c change, now storage.Time) error {
	if err := countArticle(tx, p, c, now); err != nil {
		return err
	}
	if c.published == 0 {
		return nil
	}
	if err := s.auth.AddCommentsPublishedTx(tx, p.author, c.published); err != nil {
		return fmt.Errorf("count the member's comments: %w", err)
	}
	return nil
}

// above tells those a comment stands under that it was published or not, and shown or not: its parent's and its root's
// counters, and every ancestor that is shown only as long as something below it is.
func above(tx storage.Tx, p place, published, shown int, version int64) error {
	if p.parent == nil || (published == 0 && shown == 0) {
		return nil
	}
	if err := countThread(tx, p.root, published, version); err != nil {
		return err
	}
	replies := published
	for at := p.parent; at != nil; replies = 0 {
		up, err := loadAncestor(tx, *at)
		if err != nil {
			return err
		}
		children := up.shownChildren + shown
		stays := up.status == Published || children > 0
		if err := putAncestor(tx, up, replies, shown, stays, version); err != nil {
			return err
		}
		if stays == up.shown {
			return nil
		}
		shown = one(stays) - one(up.shown)
		at = up.parent
	}
	return nil
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// SetTagStatusTx gives a tag another status and returns the state before, as SetStatusTx does with comments.
func (s *Service) SetTagStatusTx(tx storage.Tx, id TagID, to Status, now time.Time) (TagState, error) {
	article, t, err := lockTag(tx, id)
	if err != nil {
		return TagState{}, err
	}
	before := TagState{Status: t.Status, Revision: t.Revision}
	if t.Status == to {
		return before, nil
	}
	at := storage.At(now)
	visible := one(t.Status == Published || to == Published)
	counted := one(counts(to)) - one(counts(t.Status))
	if err := putTagStatus(tx, t, to, article.Version+int64(visible), at); err != nil {
		return TagState{}, err
	}
	return before, countTags(tx, article.ID, counted, visible, at)
}

// counts reports whether a tag of this status takes one of the article's ten places.
func counts(status Status) bool { return status == Published || status == Held }
