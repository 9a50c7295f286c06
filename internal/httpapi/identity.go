package httpapi

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"board/internal/auth"
)

// slugs is what the contract says of a site's slug; what isn't one is refused before anybody looks for it.
var slugs = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$`)

// findSite looks up the site in the path.
func (s *Server) findSite(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		c := callIn(e)
		if c.operation == nil || !strings.HasPrefix(c.operation.route.Path, "/sites/") {
			return next(e)
		}
		slug := pathParam(e, "site")
		if !slugs.MatchString(slug) {
			return errInvalid.WithField("path.site", "pattern", "A site's slug is made of a-z, 0-9 and hyphens.")
		}
		var err error
		if c.site, err = s.auth.Site(e.Request().Context(), slug); err != nil {
			return err
		}
		return next(e)
	}
}

// authenticate finds who asks. A request without a token is anonymous; one with a token that is not good is refused, even
// where no token is needed, so that nobody takes a stranger's view for their own.
func (s *Server) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		c := callIn(e)
		if c.operation == nil {
			return next(e)
		}
		c.actor = auth.Actor{Role: auth.RoleAnonymous}
		if headers := e.Request().Header.Values("Authorization"); len(headers) > 0 && c.operation.rule.who != toAll {
			scheme, token, _ := strings.Cut(headers[0], " ")
			if len(headers) > 1 || !strings.EqualFold(scheme, "Bearer") {
				return auth.ErrTokenInvalid
			}
			var err error
			if c.actor, err = s.auth.Authenticate(e.Request().Context(), strings.TrimSpace(token)); err != nil {
				return err
			}
		}
		c.actor.Address = c.address
		return next(e)
	}
}

// pathParam is a path's parameter as it was meant, whichever way it was escaped.
func pathParam(e echo.Context, name string) string {
	value := e.Param(name)
	if e.Request().URL.RawPath == "" {
		return value
	}
	plain, err := url.PathUnescape(value)
	if err != nil {
		return value
	}
	return plain
}
