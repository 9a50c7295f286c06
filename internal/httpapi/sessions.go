package httpapi

import (
	"context"
	"errors"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/httpapi/oapi"
)

// Register makes a member and signs them in.
func (h handlers) Register(ctx context.Context, r oapi.RegisterRequestObject) (oapi.RegisterResponseObject, error) {
	c := callOf(ctx)
	tokens, err := h.auth.Register(ctx, c.site, auth.Registration{
		Nickname: r.Body.Nickname, Email: given(r.Body.Email), Password: r.Body.Password,
		Rulebook: r.Body.Rulebook, Address: c.address,
	})
	session, err := h.signedIn(ctx, tokens, err, given(r.Params.Refresh) == oapi.RegisterParamsRefreshBody)
	return oapi.Register201JSONResponse{SignedInJSONResponse: session}, err
}

// SignIn opens a session with a password.
func (h handlers) SignIn(ctx context.Context, r oapi.SignInRequestObject) (oapi.SignInResponseObject, error) {
	c := callOf(ctx)
	tokens, err := h.auth.SignIn(ctx, c.site, auth.Credentials{Name: r.Body.Name, Password: r.Body.Password, Address: c.address})
	session, err := h.signedIn(ctx, tokens, err, given(r.Params.Refresh) == oapi.SignInParamsRefreshBody)
	return oapi.SignIn201JSONResponse{SignedInJSONResponse: session}, err
}

// SignInSso opens a session with the publisher's token.
func (h handlers) SignInSso(ctx context.Context, r oapi.SignInSsoRequestObject) (oapi.SignInSsoResponseObject, error) {
	c := callOf(ctx)
	tokens, err := h.auth.SignInSSO(ctx, c.site, r.Body.Token, c.address)
	session, err := h.signedIn(ctx, tokens, err, given(r.Params.Refresh) == oapi.SignInSsoParamsRefreshBody)
	return oapi.SignInSso201JSONResponse{SignedInJSONResponse: session}, err
}

// RefreshSession gives new tokens for a refresh token, which comes in the body or in the cookie. A cookie that is worth
// nothing any more is deleted.
func (h handlers) RefreshSession(ctx context.Context, r oapi.RefreshSessionRequestObject) (oapi.RefreshSessionResponseObject, error) {
	c := callOf(ctx)
	var token string
	if r.Body != nil {
		token = given(r.Body.RefreshToken)
	}
	inBody := token != "" || given(r.Params.Refresh) == oapi.RefreshSessionParamsRefreshBody
	var err error
	if token == "" {
		if token, err = c.cookieToken(memberCookieName(c.site), c.mayRefresh(h.Server)); err != nil {
			return nil, err
		}
	}
	if token == "" {
		// A page can't know whether somebody is signed in, so asking is no mistake.
		return oapi.RefreshSession204Response{}, nil
	}
	tokens, err := h.auth.Refresh(ctx, token, c.address)
	if err == nil && (tokens.Member == nil || tokens.Member.SiteID != c.site.ID) {
		err = auth.ErrRefreshInvalid
	}
	if isOver(err) {
		c.setCookie(memberCookie(c.site, "", 0))
	}
	session, err := h.signedIn(ctx, tokens, err, inBody)
	return oapi.RefreshSession201JSONResponse{SignedInJSONResponse: session}, err
}

// SignOut ends the member's session and forgets the cookie.
func (h handlers) SignOut(ctx context.Context, _ oapi.SignOutRequestObject) (oapi.SignOutResponseObject, error) {
	c := callOf(ctx)
	if err := h.auth.SignOut(ctx, c.actor); err != nil {
		return nil, err
	}
	return oapi.SignOut204Response{
		Headers: oapi.SignOut204ResponseHeaders{SetCookie: maybe(memberCookie(c.site, "", 0).String())},
	}, nil
}

// signedIn hands out tokens: the refresh token in the cookie, or in the body to who asked for it there.
func (h handlers) signedIn(ctx context.Context, t auth.Tokens, err error, inBody bool) (session oapi.SignedInJSONResponse, _ error) {
	if err != nil {
		return session, err
	}
	c := callOf(ctx)
	me, err := h.me(ctx, c.site, t.Member.ID, c.language())
	if err != nil {
		return session, err
	}
	session.Body = oapi.Session{AccessToken: t.Access, ExpiresAt: t.AccessExpires.UTC(), Member: me}
	if inBody {
		session.Body.RefreshToken = &t.Refresh
		return session, nil
	}
	session.Headers.SetCookie = maybe(memberCookie(c.site, t.Refresh, h.lasting(t)).String())
	return session, nil
}

func (s *Server) lasting(t auth.Tokens) time.Duration { return t.RefreshExpires.Sub(s.now()) }

// isOver reports whether a refresh token will never be good again.
func isOver(err error) bool {
	f, ok := fault.From(err)
	return ok && (f.Kind == fault.Unauthenticated || errors.Is(err, auth.ErrMembershipEnded))
}
