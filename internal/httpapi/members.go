package httpapi

import (
	"context"

	"board/internal/auth"
	"board/internal/httpapi/oapi"
)

// ListMembers searches members by the beginning of nickname or e-mail.
func (h handlers) ListMembers(ctx context.Context, r oapi.ListMembersRequestObject) (oapi.ListMembersResponseObject, error) {
	members, next, err := h.auth.Members(ctx, callOf(ctx).site.ID, auth.MemberQuery{
		Prefix: given(r.Params.Q), Cursor: given(r.Params.Cursor), Limit: given(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	return oapi.ListMembers200JSONResponse{Members: each(members, memberOnWire), Next: maybe(next)}, nil
}

// GetMember is one member with their history.
func (h handlers) GetMember(ctx context.Context, r oapi.GetMemberRequestObject) (oapi.GetMemberResponseObject, error) {
	c := callOf(ctx)
	history, err := h.moderation.History(ctx, c.actor, c.site, auth.MemberID(r.Member))
	if err != nil {
		return nil, err
	}
	n, err := h.namesIn(ctx, c.site, history.RecentComments)
	if err != nil {
		return nil, err
	}
	return oapi.GetMember200JSONResponse(h.historyOnWire(n, history)), nil
}

// SetMember puts a member under pre-moderation, or releases them.
func (h handlers) SetMember(ctx context.Context, r oapi.SetMemberRequestObject) (oapi.SetMemberResponseObject, error) {
	c := callOf(ctx)
	member, err := h.moderation.SetPremoderated(ctx, c.actor, c.site, auth.MemberID(r.Member), r.Body.Premoderated)
	if err != nil {
		return nil, err
	}
	return oapi.SetMember200JSONResponse(memberOnWire(member)), nil
}
