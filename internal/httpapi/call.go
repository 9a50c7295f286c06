package httpapi

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"board/internal/auth"
)

// call is what is known about the request being answered. The middlewares fill it in, from the outermost to the innermost;
// handlers find it in their context.
type call struct {
	// id names the request in the log, in problems and in X-Request-Id.
	id string
	// operation is nil for what is not in the contract: assets, health and pages.
	operation *operation
	// address is the client's own, not that of a proxy we trust.
	address string
	// site is set for all operations below /sites/{site}.
	site  auth.Site
	actor auth.Actor
	// body is what was sent, as it came.
	body    []byte
	request *http.Request
	// header is the answer's.
	header http.Header
}

type callKey struct{}

// callOf is the call that a handler answers.
func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}

// begin puts a call into the request's context.
func begin(e echo.Context, c *call) {
	c.request = e.Request().WithContext(context.WithValue(e.Request().Context(), callKey{}, c))
	c.header = e.Response().Header()
	e.SetRequest(c.request)
}

// setCookie sends a cookie with the answer, whatever the answer is: a problem can delete one.
func (c *call) setCookie(cookie *http.Cookie) {
	c.header.Add("Set-Cookie", cookie.String())
}

func callIn(e echo.Context) *call {
	return callOf(e.Request().Context())
}
