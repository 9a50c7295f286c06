package httpapi

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/labstack/echo/v4"
)

// trace gives the request its id, sends errors to answerError, survives panics, and logs the request once it is answered.
// The log holds neither query strings nor headers nor bodies: they carry tokens and what people write.
func (s *Server) trace(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := s.now()
		known := &call{id: newRequestID(), address: s.clientAddress(c.Request())}
		known.operation = s.contract.operationOf(c.Request().Method, c.Path())
		begin(c, known)
		c.Response().Header().Set("X-Request-Id", known.id)
		if err := recovered(next)(c); err != nil {
			c.Error(err)
		}
		s.log.LogAttrs(c.Request().Context(), slog.LevelInfo, "request",
			slog.String("id", known.id),
			slog.String("method", c.Request().Method),
			slog.String("path", c.Request().URL.Path),
			slog.Int("status", c.Response().Status),
			slog.Int64("bytes", c.Response().Size),
			slog.Float64("took_ms", float64(s.now().Sub(began).Microseconds())/1000),
			slog.String("address", known.address),
		)
		return nil
	}
}

// recovered turns a panic into an error with its stack, which becomes a 500.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			}
		}()
		return next(c)
	}
}

func newRequestID() string {
	var id [12]byte
	_, _ = rand.Read(id[:]) // It never fails: crypto/rand ends the program instead.
	return hex.EncodeToString(id[:])
}
