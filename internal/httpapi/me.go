package httpapi

import (
	"context"

	"github.com/google/uuid"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

// GetMine is what of an article is the reader's own.
func (h handlers) GetMine(ctx context.Context, r oapi.GetMineRequestObject) (oapi.GetMineResponseObject, error) {
	c := callOf(ctx)
	article, err := h.comments.Article(ctx, c.site.ID, r.Article)
	if err != nil {
		return nil, err
	}
	mine, err := h.comments.Mine(ctx, c.actor, c.site.ID, r.Article)
	if err != nil {
		return nil, err
	}
	n, err := h.namesIn(ctx, c.site, mine.Held)
	if err != nil {
		return nil, err
	}
	var reported moderation.Reported
	if !article.ID.IsZero() {
		if reported, err = h.moderation.ReportedBy(ctx, c.actor, c.site, article.ID); err != nil {
			return nil, err
		}
	}
	return oapi.GetMine200JSONResponse(mineOnWire(n, c.actor, mine, reported)), nil
}

func mineOnWire(n names, actor auth.Actor, mine comments.Mine, reported moderation.Reported) oapi.Mine {
	wire := oapi.Mine{
		Held:     each(mine.Held, func(c comments.Comment) oapi.Comment { return n.own(c, actor) }),
		Tags:     each(mine.Taggings, func(id comments.TagID) uuid.UUID { return uuid.UUID(id) }),
		HeldTags: each(mine.OwnHeldTags, tagOnWire),
	}
	wire.Votes = make([]ownVote, 0, len(mine.Votes))
	for id, value := range mine.Votes {
		wire.Votes = append(wire.Votes, ownVote{uuid.UUID(id), value})
	}
	wire.Reported.Comments = each(reported.Comments, func(id comments.ID) uuid.UUID { return uuid.UUID(id) })
	wire.Reported.Tags = each(reported.Tags, func(id comments.TagID) uuid.UUID { return uuid.UUID(id) })
	wire.Reported.Members = each(reported.Members, func(id auth.MemberID) uuid.UUID { return uuid.UUID(id) })
	return wire
}

// ownVote is what the generated code has no name for.
type ownVote = struct {
	Comment uuid.UUID `json:"comment"`
	Value   int       `json:"value"`
}

// GetMe is the member who asks.
func (h handlers) GetMe(ctx context.Context, _ oapi.GetMeRequestObject) (oapi.GetMeResponseObject, error) {
	me, err := h.whoAsks(ctx)
	return oapi.GetMe200JSONResponse(me), err
}

func (h handlers) whoAsks(ctx context.Context) (oapi.Me, error) {
	c := callOf(ctx)
	return h.me(ctx, c.site, c.actor.Member.ID, c.language())
}

// ChangeNickname changes one's nickname, or has the change held.
func (h handlers) ChangeNickname(ctx context.Context, r oapi.ChangeNicknameRequestObject) (oapi.ChangeNicknameResponseObject, error) {
	if _, err := h.auth.ChangeNickname(ctx, callOf(ctx).actor, r.Body.Nickname); err != nil {
		return nil, err
	}
	me, err := h.whoAsks(ctx)
	return oapi.ChangeNickname200JSONResponse(me), err
}

// ChangePassword changes one's password.
func (h handlers) ChangePassword(ctx context.Context, r oapi.ChangePasswordRequestObject) (oapi.ChangePasswordResponseObject, error) {
	err := h.auth.ChangePassword(ctx, callOf(ctx).actor, r.Body.Old, r.Body.New)
	return oapi.ChangePassword204Response{}, err
}

// AgreeRulebook agrees to the current rules.
func (h handlers) AgreeRulebook(ctx context.Context, r oapi.AgreeRulebookRequestObject) (oapi.AgreeRulebookResponseObject, error) {
	if _, err := h.auth.AgreeRulebook(ctx, callOf(ctx).actor, r.Body.Version); err != nil {
		return nil, err
	}
	me, err := h.whoAsks(ctx)
	return oapi.AgreeRulebook200JSONResponse(me), err
}

// ListNotices are the member's notices, newest first.
func (h handlers) ListNotices(ctx context.Context, r oapi.ListNoticesRequestObject) (oapi.ListNoticesResponseObject, error) {
	notices, unread, next, err := h.moderation.Notices(ctx, callOf(ctx).actor, given(r.Params.Cursor), given(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return oapi.ListNotices200JSONResponse{Notices: each(notices, noticeOnWire), Unread: unread, Next: maybe(next)}, nil
}

// ReadNotices marks notices as read.
func (h handlers) ReadNotices(ctx context.Context, r oapi.ReadNoticesRequestObject) (oapi.ReadNoticesResponseObject, error) {
	err := h.moderation.MarkNoticesRead(ctx, callOf(ctx).actor, moderation.NoticeID(r.Body.UpTo))
	return oapi.ReadNotices204Response{}, err
}
