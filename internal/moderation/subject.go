package moderation

import (
	"slices"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

// SubjectKind tells apart what may be judged.
type SubjectKind string

// The kinds of subject.
const (
	CommentSubject  SubjectKind = "comment"
	TagSubject      SubjectKind = "tag"
	NicknameSubject SubjectKind = "nickname"
)

var subjectKinds = []SubjectKind{CommentSubject, TagSubject, NicknameSubject}

// IsKnown reports whether there is such a kind.
func (k SubjectKind) IsKnown() bool { return slices.Contains(subjectKinds, k) }

// SubjectID is the key of a comment or a tag, or of the member whose nickname it is.
type SubjectID = storage.Key[Subject]

// Subject is one text that may be judged, at one revision.
type Subject struct {
	Kind     SubjectKind
	ID       SubjectID
	Revision int
}

// sameAs reports whether both are one subject, at whichever revision.
func (s Subject) sameAs(t Subject) bool { return s.Kind == t.Kind && s.ID == t.ID }

func (s Subject) commentID() comments.ID  { return comments.ID(s.ID) }
func (s Subject) tagID() comments.TagID   { return comments.TagID(s.ID) }
func (s Subject) memberID() auth.MemberID { return auth.MemberID(s.ID) }
