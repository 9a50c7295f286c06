package httpapi

import (
	"strings"

	"github.com/labstack/echo/v4"
)

// Policies by what is asked for. The desk and the API's page are whole pages; everything else is data, and as a page it
// may do nothing.
const (
	dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
	docsPolicy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
	deskPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: https:; " +
		"font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; " +
		"require-trusted-types-for 'script'; trusted-types 'none'"

	// hstsPolicy is two years, sent where Board's own origin is https.
	hstsPolicy = "max-age=63072000"
)

// headers sets what protects the answer in a browser. The demonstration is somebody else's page and sets its own policy.
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	secure := strings.HasPrefix(s.origin, "https://")
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		if secure {
			header.Set("Strict-Transport-Security", hstsPolicy)
		}
		path := c.Request().URL.Path
		if policy := policyOf(path); policy != "" {
			header.Set("Content-Security-Policy", policy)
			header.Set("Cross-Origin-Opener-Policy", "same-origin")
			header.Set("Cross-Origin-Resource-Policy", "same-origin")
			header.Set("X-Frame-Options", "DENY")
		}
		if strings.HasPrefix(path, apiBase+"/") {
			header.Set("Cache-Control", "no-store")
		}
		return next(c)
	}
}

func policyOf(path string) string {
	switch {
	case path == "/desk" || strings.HasPrefix(path, "/desk/"):
		return deskPolicy
	case path == "/api/docs":
		return docsPolicy
	case path == "/demo" || strings.HasPrefix(path, "/demo/"):
		return ""
	}
	return dataPolicy
}
