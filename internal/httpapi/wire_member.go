package httpapi

import (
	"context"

	"github.com/google/uuid"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

// me is a member as they see themselves.
func (s *Server) me(ctx context.Context, site auth.Site, id auth.MemberID, language string) (oapi.Me, error) {
	m, err := s.auth.Member(ctx, site.ID, id)
	if err != nil {
		return oapi.Me{}, err
	}
	unread, err := s.moderation.UnreadNotices(ctx, id)
	if err != nil {
		return oapi.Me{}, err
	}
	reason, err := s.moderation.StandingReason(ctx, site, m.Standing, language)
	if err != nil {
		return oapi.Me{}, err
	}
	standing := standingOnWire(m.Standing)
	standing.Clause, standing.ClauseTitle, standing.Reason = maybe(reason.Clause), maybe(reason.ClauseTitle), maybe(reason.Reason)
	return oapi.Me{
		ID: uuid.UUID(m.ID), Nickname: m.Nickname, NicknameStatus: oapi.MeNicknameStatus(m.NicknameStatus),
		HeldNickname: heldOnWire(m.HeldNickname), NicknameChangeableAt: m.NicknameChangeableAt(s.now()),
		Email: maybe(m.Email), Avatar: maybe(m.Avatar), Standing: standing, HasPassword: m.HasPassword,
		UnreadNotices: unread, RulebookAgreed: m.AgreedRulebook, CreatedAt: m.CreatedAt,
	}, nil
}

func standingOnWire(s auth.Standing) oapi.Standing {
	wire := oapi.Standing{Kind: oapi.StandingKind(s.Kind), Until: s.Until}
	if id, err := uuid.Parse(s.Decision); err == nil {
		wire.Decision = &id
	}
	return wire
}

func heldOnWire(n *auth.Nickname) *oapi.HeldNickname {
	if n == nil {
		return nil
	}
	return &oapi.HeldNickname{Nickname: n.Text, Revision: n.Revision}
}

// memberOnWire is a member as moderators see them.
func memberOnWire(m auth.Member) oapi.Member {
	return oapi.Member{
		ID: uuid.UUID(m.ID), Nickname: m.Nickname, NicknameStatus: oapi.MemberNicknameStatus(m.NicknameStatus),
		NicknameRevision: m.NicknameRevision, HeldNickname: heldOnWire(m.HeldNickname), Email: maybe(m.Email),
		Standing: standingOnWire(m.Standing), Premoderated: m.Premoderated, CreatedAt: m.CreatedAt,
		CommentsPublished: m.CommentsPublished, ReportsUpheld: m.ReportsUpheld, ReportsRejected: m.ReportsRejected,
	}
}

func nicknameOnWire(n auth.NicknameRevision) oapi.NicknameRevision {
	return oapi.NicknameRevision{
		Nickname: n.Nickname, Revision: n.Revision, Status: oapi.NicknameRevisionStatus(n.Status),
		SetBy: oapi.NicknameRevisionSetBy(n.SetBy), SetAt: n.SetAt, EndedAt: n.EndedAt,
	}
}

func (s *Server) sanctionOnWire(sanction moderation.Sanction) oapi.Sanction {
	return oapi.Sanction{
		ID: uuid.UUID(sanction.ID), Kind: oapi.SanctionKind(sanction.Kind), Decision: uuid.UUID(sanction.DecisionID),
		From: sanction.From, Until: sanction.Until, LiftedAt: sanction.LiftedAt, InForce: sanction.InForce(s.now()),
	}
}

func (s *Server) historyOnWire(n names, h moderation.MemberHistory) oapi.MemberHistory {
	wire := oapi.MemberHistory{
		Member:         memberOnWire(h.Member),
		Nicknames:      each(h.Nicknames, nicknameOnWire),
		Sanctions:      each(h.Sanctions, s.sanctionOnWire),
		Decisions:      each(h.Decisions, decisionSummary),
		RecentComments: n.comments(h.RecentComments),
	}
	wire.Comments.Published = h.Comments[comments.Published]
	wire.Comments.Held = h.Comments[comments.Held]
	wire.Comments.Removed = h.Comments[comments.Removed]
	wire.Comments.Withdrawn = h.Comments[comments.Withdrawn]
	return wire
}

func noticeOnWire(n moderation.Notice) oapi.Notice {
	wire := oapi.Notice{
		ID: uuid.UUID(n.ID), Kind: oapi.NoticeKind(n.Kind), CreatedAt: n.CreatedAt, Read: n.Read,
		Clause: maybe(n.Clause), ClauseTitle: maybe(n.ClauseTitle), Reason: maybe(n.Reason), Until: n.Until,
		SubjectKind: maybe(oapi.SubjectKind(n.SubjectKind)), Excerpt: maybe(n.Excerpt),
		Article: maybe(n.ArticleKey), ArticleURL: maybe(n.ArticleURL), ArticleTitle: maybe(n.ArticleTitle),
		Comments: maybe(n.Comments),
	}
	if n.Decision != nil {
		wire.Decision = maybe(uuid.UUID(*n.Decision))
	}
	if n.Statement != nil {
		statement := statementOnWire(*n.Statement)
		wire.Statement = &statement
	}
	return wire
}
