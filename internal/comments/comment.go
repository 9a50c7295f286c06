package comments

import (
	"context"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// ID identifies a comment. It grows with time, and lists are in its order.
type ID = storage.Key[Comment]

// Status says who sees a comment or tag.
type Status string

// The statuses.
const (
	Published Status = "published"
	Held      Status = "held"      // waits for a moderator, visible to its author alone
	Removed   Status = "removed"   // by the desk
	Withdrawn Status = "withdrawn" // by its author
)

// Comment is a text on an article, or under another comment.
type Comment struct {
	ID         ID
	SiteID     auth.SiteID
	ArticleID  ArticleID
	ArticleKey string
	RootID     ID  // its own on a root
	ParentID   *ID // nil on a root
	Depth      int // 0 on a root
	AuthorID   auth.MemberID
	Status     Status
	Revision   int
	Source     string // Markdown, as its author wrote it
	Body       Body
	Up, Down   int
	ReplyCount int // published direct replies
	// ThreadCount is, on a root, the published comments below it.
	ThreadCount    int
	ArticleVersion int64 // the article's version at which this comment last changed
	Reviewed       int   // the revision that a decision found in order; 0: none
	ReportWeight   int   // of undecided reports, in hundredths
	Address        string
	CreatedAt      time.Time
	EditedAt       *time.Time
	StatusAt       time.Time
	InReplyTo      *Parent // nil on a root

	shown         bool
	shownChildren int
	score         float64
}

// Parent is what a reply says about the comment it answers. Its author is zero while the comment is not published.
type Parent struct {
	ID       ID
	AuthorID auth.MemberID
	Status   Status
}

// IsTombstone reports whether only the place of the comment is shown: its status, its time and its replies.
func (c Comment) IsTombstone() bool { return c.Status != Published && c.AuthorID.IsZero() }

// Viewer is who looks: nobody in particular, a member, or a moderator of the site.
type Viewer struct {
	MemberID  *auth.MemberID
	Moderator bool
}

func (v Viewer) wrote(c Comment) bool { return v.MemberID != nil && *v.MemberID == c.AuthorID }

// maySee reports whether the comment is there at all for the viewer.
func (v Viewer) maySee(c Comment) bool { return c.shown || v.Moderator || v.wrote(c) }

// as is the comment with what the viewer may know of it: what is not published is a tombstone to others, and the source
// is its author's and the moderators' business, the address the moderators' alone.
func (c Comment) as(v Viewer) Comment {
	if v.Moderator {
		return c
	}
	c.Address = ""
	if c.InReplyTo != nil && c.InReplyTo.Status != Published {
		c.InReplyTo = &Parent{ID: c.InReplyTo.ID, Status: c.InReplyTo.Status}
	}
	if v.wrote(c) {
		return c
	}
	c.Source = ""
	if c.Status != Published {
		c.AuthorID, c.Body, c.Up, c.Down, c.EditedAt = auth.MemberID{}, nil, 0, 0, nil
	}
	return c
}

// What may be wrong about a comment that is asked for or answered.
var (
	ErrNotFound       = fault.New(fault.NotFound, "comment_not_found", "There is no such comment to see.")
	ErrNotAuthor      = fault.New(fault.Forbidden, "not_author", "Only its author may do that.")
	ErrParentNotFound = fault.New(fault.Unprocessable, "parent_not_found", "The comment to answer does not exist.").
				WithField("parent_id", "parent_not_found", "No such comment.")
	ErrParentElsewhere = fault.New(fault.Unprocessable, "parent_elsewhere", "The comment to answer is on another article.").
				WithField("parent_id", "parent_elsewhere", "On another article.")
	ErrParentNotPublished = fault.New(fault.Conflict, "parent_not_published", "The comment to answer is not published.")
	ErrNotPublished       = fault.New(fault.Conflict, "comment_not_published", "The comment is not published.")
)

// Comment is one comment as the viewer may see it. One that is not published and not a tombstone over replies is there
// for its author and for moderators only; to others it is ErrNotFound.
func (s *Service) Comment(ctx context.Context, viewer Viewer, site auth.SiteID, id ID) (Comment, error) {
	db := s.db.Read(ctx)
	c, err := loadComment(db, site, id)
	if err != nil {
		return Comment{}, err
	}
	if !viewer.maySee(c) {
		return Comment{}, ErrNotFound
	}
	found := []Comment{c}
	if err := addParents(db, found); err != nil {
		return Comment{}, err
	}
	return found[0].as(viewer), nil
}
