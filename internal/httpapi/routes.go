package httpapi

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"board/internal/httpapi/oapi"
)

// apiBase is where the contract's paths begin.
const apiBase = "/api/v1"

// routes is everything Board answers. The operations themselves are listed in openapi.yaml, and who may call each in
// access.go.
func (s *Server) routes() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = s.answerError
	e.Use(
		s.trace,        // request id, log, panics
		s.headers,      // security
		s.crossOrigin,  // CORS
		s.limitAddress, // how often, from one place
		s.findSite,     // {site}
		s.authenticate, // who asks
		s.limitActor,   // how often they do
		s.authorise,    // whether they may
		s.validate,     // what they ask, against the contract
		s.revalidate,   // ETag of what is the same for everyone
	)

	oapi.RegisterHandlersWithBaseURL(e, oapi.NewStrictHandler(handlers{s}, nil), apiBase)

	get := []string{http.MethodGet, http.MethodHead}
	e.Match(get, "/", s.home)
	e.Match(get, "/livez", s.alive)
	e.Match(get, "/readyz", s.isReady)
	e.Match(get, "/api/openapi.yaml", s.docs.contract)
	e.Match(get, "/api/docs", s.docs.page)
	e.Match(get, "/api/docs.css", s.docs.style)
	e.Match(get, "/board.js", s.files.loader)
	e.Match(get, "/assets/*", s.files.asset)
	e.Match(get, "/desk", s.files.desk)
	e.Match(get, "/desk/*", s.files.desk)
	if s.demo != nil {
		e.Any("/demo", echo.WrapHandler(s.demo))
		e.Any("/demo/*", echo.WrapHandler(s.demo))
	}
	return e
}

// home leads a person who typed Board's address to what there is to see.
func (s *Server) home(c echo.Context) error {
	if s.demo != nil {
		return c.Redirect(http.StatusFound, "/demo")
	}
	return c.Redirect(http.StatusFound, "/desk")
}

// handlers serve the contract's operations: one method each, in the file named by its noun.
type handlers struct{ *Server }
