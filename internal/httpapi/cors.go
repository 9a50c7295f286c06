package httpapi

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
)

// What pages of a site may send and read across origins.
const (
	corsMethods = "GET, POST, PUT, PATCH, DELETE"
	corsHeaders = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Accept-Language"
	corsExposed = "ETag, Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id"
	corsMaxAge  = "600"
)

// crossOrigin lets the pages of a site, and Board's own, read answers about that site (Fetch standard, CORS protocol).
// The desk's own routes are for Board's pages alone and say nothing.
func (s *Server) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		slug, ok := siteInPath(e.Request().URL.Path)
		if !ok {
			return next(e)
		}
		header := e.Response().Header()
		header.Add("Vary", "Origin")
		r := e.Request()
		isPreflight := r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
		origin := r.Header.Get("Origin")
		if origin == "" || !s.mayRead(r, slug, origin) {
			return next(e)
		}
		header.Set("Access-Control-Allow-Origin", origin)
		header.Set("Access-Control-Allow-Credentials", "true")
		if !isPreflight {
			header.Set("Access-Control-Expose-Headers", corsExposed)
			return next(e)
		}
		header.Set("Access-Control-Allow-Methods", corsMethods)
		header.Set("Access-Control-Allow-Headers", corsHeaders)
		header.Set("Access-Control-Max-Age", corsMaxAge)
		return e.NoContent(http.StatusNoContent)
	}
}

// mayRead reports whether pages of the origin may read about the site.
func (s *Server) mayRead(r *http.Request, slug, origin string) bool {
	if s.isOwn(r, origin) {
		return true
	}
	if !slugs.MatchString(slug) {
		return false
	}
	site, err := s.auth.Site(r.Context(), slug)
	return err == nil && site.HasOrigin(origin)
}

// isOwn reports whether origin is Board's own: the configured one, or the one that this very request went to, which is
// how localhost reaches a Board that calls itself 127.0.0.1.
func (s *Server) isOwn(r *http.Request, origin string) bool {
	origin = strings.ToLower(origin)
	if origin == s.origin {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

// siteInPath is the slug of an address below /api/v1/sites/.
func siteInPath(path string) (string, bool) {
	rest, ok := strings.CutPrefix(path, apiBase+"/sites/")
	if !ok {
		return "", false
	}
	slug, _, _ := strings.Cut(rest, "/")
	return slug, true
}
