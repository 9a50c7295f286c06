package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"board/internal/fault"
)

// readyWithin is how long a question for readiness may take: whoever asks has a timeout of their own.
const readyWithin = 2 * time.Second

var errNotReady = fault.New(fault.Unavailable, "not_ready", "Board can't serve requests at the moment.").
	WithRetryAfter(time.Second)

// alive answers as long as the process can.
func (s *Server) alive(c echo.Context) error {
	return c.String(http.StatusOK, "alive\n")
}

// isReady answers 200 when requests can be served, and 503 when not; the cause is in the log.
func (s *Server) isReady(c echo.Context) error {
	if s.ready == nil {
		return c.String(http.StatusOK, "ready\n")
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyWithin)
	defer cancel()
	if err := s.ready(ctx); err != nil {
		s.log.WarnContext(ctx, "not ready", "error", err)
		return errNotReady
	}
	return c.String(http.StatusOK, "ready\n")
}
