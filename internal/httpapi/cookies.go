package httpapi

import (
	"net/http"
	"time"

	"board/internal/auth"
	"board/internal/fault"
)

// errOriginForeign answers who sends a refresh cookie from a page that is neither the site's nor Board's: the browser
// added the cookie by itself, and nobody knows whether its owner wants this.
var errOriginForeign = fault.New(fault.Forbidden, "origin_foreign", "The refresh cookie is taken from the site's own pages only.")

// memberCookie carries a member's refresh token. The widget lives on the publisher's page, so the cookie is a third
// party's: Partitioned (CHIPS) gives each embedding site its own jar.
func memberCookie(site auth.Site, token string, lasts time.Duration) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // SameSite=None is what makes it reach Board from the publisher's page.
		Name: memberCookieName(site), Value: token, Path: apiBase + "/sites/" + site.Slug + "/sessions/refresh",
		MaxAge: cookieAge(lasts), HttpOnly: true, Secure: true, SameSite: http.SameSiteNoneMode, Partitioned: true,
	}
}

func memberCookieName(site auth.Site) string { return "board_refresh_" + site.Slug }

const deskCookieName = "board_desk"

// deskCookie carries an account's refresh token; the desk is always Board's own page.
func deskCookie(token string, lasts time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: deskCookieName, Value: token, Path: apiBase + "/desk/sessions/refresh",
		MaxAge: cookieAge(lasts), HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode,
	}
}

// cookieAge is Max-Age in seconds; what has no life left is deleted.
func cookieAge(lasts time.Duration) int {
	if lasts <= 0 {
		return -1
	}
	return seconds(lasts)
}

// cookieToken is the refresh token in a cookie, for a request from a page that may use it; empty where there is no cookie.
func (c *call) cookieToken(name string, isAllowed func(origin string) bool) (string, error) {
	cookie, err := c.request.Cookie(name)
	if err != nil || cookie.Value == "" {
		return "", nil
	}
	if !isAllowed(c.request.Header.Get("Origin")) {
		return "", errOriginForeign
	}
	return cookie.Value, nil
}

// mayRefresh says from which pages a member's cookie is taken: the site's, and Board's own.
func (c *call) mayRefresh(s *Server) func(origin string) bool {
	return func(origin string) bool { return c.site.HasOrigin(origin) || s.isOwn(c.request, origin) }
}
