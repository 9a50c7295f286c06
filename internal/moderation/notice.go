package moderation

import (
	"context"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// NoticeID is the key of a notice.
type NoticeID = storage.Key[Notice]

// NoticeKind says what a notice tells.
type NoticeKind string

// The kinds of notice.
const (
	CommentRemoved  NoticeKind = "comment_removed"
	CommentRestored NoticeKind = "comment_restored"
	TagRemoved      NoticeKind = "tag_removed"
	TagRestored     NoticeKind = "tag_restored"
	NicknameReset   NoticeKind = "nickname_reset"
	NicknameOK      NoticeKind = "nickname_approved"
	Warned          NoticeKind = "warning"
	Suspended       NoticeKind = "suspension"
	MembershipEnded NoticeKind = "membership_ended"
	SanctionLifted  NoticeKind = "sanction_lifted"
	ReportUpheld    NoticeKind = "report_upheld"
	ReportDismissed NoticeKind = "report_rejected"
	DecisionUndone  NoticeKind = "decision_undone"
)

// Notice tells a member what became of something of theirs, or of a report they made.
type Notice struct {
	ID        NoticeID
	Kind      NoticeKind
	Decision  *DecisionID
	CreatedAt time.Time
	Read      bool
	NoticeParams
	// Statement is the decision's statement of reasons; nil on what reporters are told.
	Statement *Statement
}

// NoticeParams are the particulars of a notice.
type NoticeParams struct {
	Clause      string      `json:"clause,omitempty"`
	ClauseTitle string      `json:"clause_title,omitempty"`
	Reason      string      `json:"reason,omitempty"`
	Until       *time.Time  `json:"until,omitempty"`
	SubjectKind SubjectKind `json:"subject_kind,omitempty"`
	// Excerpt is the beginning of the text it is about, to its author; reporters get none.
	Excerpt      string `json:"excerpt,omitempty"`
	ArticleKey   string `json:"article_key,omitempty"`
	ArticleURL   string `json:"article_url,omitempty"`
	ArticleTitle string `json:"article_title,omitempty"`
	// Comments is the number of comments that were removed with the decision.
	Comments int `json:"comments,omitempty"`
}

// ErrNoticeNotFound is returned for a key none of the member's notices has.
var ErrNoticeNotFound = fault.New(fault.NotFound, "notice_not_found", "The member has no such notice.")

// Notices are the member's own, newest first, with the number of those they have not read.
func (s *Service) Notices(
	ctx context.Context, actor auth.Actor, after string, limit int,
) (notices []Notice, unread int, next string, err error) {
	if actor.Member == nil {
		return nil, 0, "", auth.ErrMembersOnly
	}
	if limit, err = limitOr(limit); err != nil {
		return nil, 0, "", err
	}
	member := actor.Member.ID
	list := "notices " + member.String()
	place, ok, err := decodeCursor(after, list)
	if err != nil {
		return nil, 0, "", err
	}
	var before *NoticeID
	if ok {
		before = (*NoticeID)(&place.id)
	}
	db := s.db.Read(ctx)
	if notices, err = loadNotices(db, member, before, limit); err != nil {
		return nil, 0, "", err
	}
	if len(notices) > limit {
		notices = notices[:limit]
		next = cursor{id: notices[limit-1].ID}.encode(list)
	}
	unread, err = countUnread(db, member)
	return notices, unread, next, err
}

// UnreadNotices is the number of notices the member has not read.
func (s *Service) UnreadNotices(ctx context.Context, member auth.MemberID) (int, error) {
	return countUnread(s.db.Read(ctx), member)
}

// MarkNoticesRead marks the member's notices as read up to one of them.
func (s *Service) MarkNoticesRead(ctx context.Context, actor auth.Actor, upTo NoticeID) error {
	if actor.Member == nil {
		return auth.ErrMembersOnly
	}
	now := s.moment()
	return s.db.Write(ctx, func(tx storage.Tx) error {
		known, err := markRead(tx, actor.Member.ID, upTo, now)
		if err == nil && !known {
			err = ErrNoticeNotFound
		}
		return err
	})
}
