package httpapi

import (
	"context"

	"github.com/google/uuid"

	"board/internal/auth"
	"board/internal/httpapi/oapi"
)

// DeskSignIn opens a session at the desk.
func (h handlers) DeskSignIn(ctx context.Context, r oapi.DeskSignInRequestObject) (oapi.DeskSignInResponseObject, error) {
	tokens, err := h.auth.SignInAccount(ctx, auth.Credentials{
		Name: r.Body.Login, Password: r.Body.Password, Address: callOf(ctx).address,
	})
	session, err := h.atDesk(ctx, tokens, err)
	return oapi.DeskSignIn201JSONResponse{DeskSignedInJSONResponse: session}, err
}

// DeskRefresh gives new tokens for the desk's cookie, which is taken from Board's own pages only.
func (h handlers) DeskRefresh(ctx context.Context, _ oapi.DeskRefreshRequestObject) (oapi.DeskRefreshResponseObject, error) {
	c := callOf(ctx)
	token, err := c.cookieToken(deskCookieName, func(origin string) bool { return h.isOwn(c.request, origin) })
	if err != nil {
		return nil, err
	}
	if token == "" {
		return oapi.DeskRefresh204Response{}, nil
	}
	tokens, err := h.auth.Refresh(ctx, token, c.address)
	if err == nil && tokens.Account == nil {
		err = auth.ErrRefreshInvalid
	}
	if isOver(err) {
		c.setCookie(deskCookie("", 0))
	}
	session, err := h.atDesk(ctx, tokens, err)
	return oapi.DeskRefresh201JSONResponse{DeskSignedInJSONResponse: session}, err
}

// DeskSignOut ends the account's session and forgets the cookie.
func (h handlers) DeskSignOut(ctx context.Context, _ oapi.DeskSignOutRequestObject) (oapi.DeskSignOutResponseObject, error) {
	c := callOf(ctx)
	if err := h.auth.SignOut(ctx, c.actor); err != nil {
		return nil, err
	}
	c.setCookie(deskCookie("", 0))
	return oapi.DeskSignOut204Response{}, nil
}

// GetDeskMe is the account that asks.
func (h handlers) GetDeskMe(ctx context.Context, _ oapi.GetDeskMeRequestObject) (oapi.GetDeskMeResponseObject, error) {
	me, err := h.deskMe(ctx, *callOf(ctx).actor.Account)
	return oapi.GetDeskMe200JSONResponse(me), err
}

// ChangeDeskPassword changes the account's password.
func (h handlers) ChangeDeskPassword(
	ctx context.Context, r oapi.ChangeDeskPasswordRequestObject,
) (oapi.ChangeDeskPasswordResponseObject, error) {
	err := h.auth.ChangePassword(ctx, callOf(ctx).actor, r.Body.Old, r.Body.New)
	return oapi.ChangeDeskPassword204Response{}, err
}

// atDesk hands out the tokens of an account.
func (h handlers) atDesk(ctx context.Context, t auth.Tokens, err error) (session oapi.DeskSignedInJSONResponse, _ error) {
	if err != nil {
		return session, err
	}
	me, err := h.deskMe(ctx, *t.Account)
	if err != nil {
		return session, err
	}
	session.Body = oapi.DeskSession{AccessToken: t.Access, ExpiresAt: t.AccessExpires.UTC(), Account: me}
	session.Headers.SetCookie = maybe(deskCookie(t.Refresh, h.lasting(t)).String())
	return session, nil
}

// deskMe is an account with the sites it moderates.
func (h handlers) deskMe(ctx context.Context, a auth.Account) (oapi.DeskMe, error) {
	sites, err := h.auth.Sites(ctx)
	if err != nil {
		return oapi.DeskMe{}, err
	}
	role := oapi.DeskSiteRoleModerator
	if a.Admin {
		role = oapi.DeskSiteRoleAdmin
	}
	wire := oapi.DeskMe{ID: uuid.UUID(a.ID), Login: a.Login, Name: a.Name, Admin: a.Admin, Sites: []oapi.DeskSite{}}
	for _, site := range sites {
		if a.Moderates(site.ID) {
			wire.Sites = append(wire.Sites, oapi.DeskSite{
				Slug: site.Slug, Name: site.Name, Role: role, Languages: append([]string{}, site.Languages...), TimeZone: site.TimeZone,
			})
		}
	}
	return wire, nil
}
