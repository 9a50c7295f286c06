package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"board/internal/fault"
	"board/internal/httpapi/oapi"
)

// refusal is an error that only HTTP knows: a path or method there is none of, a kind of content that isn't read.
type refusal struct {
	status     int
	code, text string
}

func (r *refusal) Error() string { return r.code + ": " + r.text }

// refused says what a status that echo or the middlewares raise means.
func refused(status int) *refusal {
	switch status {
	case http.StatusNotFound:
		return &refusal{status, "not_found", "There is nothing at this address."}
	case http.StatusMethodNotAllowed:
		return &refusal{status, "method_not_allowed", "This address does not know the method; see Allow."}
	case http.StatusUnsupportedMediaType:
		return &refusal{status, "unsupported_media_type", "Send application/json."}
	}
	return &refusal{http.StatusBadRequest, "invalid_request", "The request makes no sense."}
}

// answerError is the one place that turns an error into a problem document (RFC 9457).
func (s *Server) answerError(err error, c echo.Context) {
	if c.Response().Committed {
		s.log.WarnContext(c.Request().Context(), "an answer broke off", "error", err)
		return
	}
	p, after := s.problemOf(c.Request().Context(), err)
	if known := callIn(c); known != nil {
		p.RequestID = &known.id
	}
	if c.Request().Method == http.MethodGet {
		inQuery(p.Fields)
	}
	header := c.Response().Header()
	header.Del("ETag")
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Type", "application/problem+json")
	if after > 0 {
		header.Set("Retry-After", strconv.Itoa(seconds(after)))
	}
	if p.Status == http.StatusUnauthorized {
		header.Set("WWW-Authenticate", "Bearer")
	}
	c.Response().WriteHeader(p.Status)
	if c.Request().Method == http.MethodHead {
		return
	}
	if err := json.NewEncoder(c.Response()).Encode(p); err != nil {
		s.log.DebugContext(c.Request().Context(), "a problem did not reach its reader", "error", err)
	}
}

// problemOf says what the caller may know of err, and after how long asking again may help.
func (s *Server) problemOf(ctx context.Context, err error) (oapi.Problem, time.Duration) {
	if f, ok := fault.From(err); ok {
		return faultProblem(f), f.RetryAfter
	}
	var mine *refusal
	if errors.As(err, &mine) {
		return problem(mine.status, mine.code, mine.text), 0
	}
	var echos *echo.HTTPError
	if errors.As(err, &echos) && echos.Code < http.StatusInternalServerError {
		return decodingProblem(echos), 0
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return problem(http.StatusServiceUnavailable, "cancelled", "The caller went away."), 0
	}
	s.log.ErrorContext(ctx, "a request failed", slog.String("error", err.Error()), slog.String("request_id", idOf(ctx)))
	return problem(http.StatusInternalServerError, "internal", "Something went wrong; the log knows the request_id."), 0
}

func problem(status int, code, text string) oapi.Problem {
	return oapi.Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: &text}
}

func faultProblem(f *fault.Fault) oapi.Problem {
	p := problem(f.Kind.Status(), f.Code, f.Text)
	if len(f.Fields) > 0 {
		fields := make([]oapi.ProblemField, len(f.Fields))
		for i, field := range f.Fields {
			fields[i] = oapi.ProblemField{Path: indexed(field.Path), Code: field.Code, Detail: field.Text}
		}
		p.Fields = &fields
	}
	if len(f.Params) > 0 {
		p.Params = &f.Params
	}
	return p
}

// decodingProblem is for what echo and the generated code refuse: what the contract's schema lets pass and Go does not,
// such as 1e2 for an integer.
func decodingProblem(err *echo.HTTPError) oapi.Problem {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return faultProblem(errInvalid.WithField(wrong.Field, "type", "A value of another type is needed."))
	}
	r := refused(err.Code)
	return problem(r.status, r.code, r.text)
}

// indexed turns the paths of faults, as in acts.0.until, into those of the wire: acts[0].until.
func indexed(path string) string {
	return indexInPath.ReplaceAllString(path, "[$1]")
}

var indexInPath = regexp.MustCompile(`\.(\d+)`)

// inQuery says where the fields are that the domain complains about: what is read has no body.
func inQuery(fields *[]oapi.ProblemField) {
	for i, field := range given(fields) {
		if !strings.Contains(field.Path, ".") {
			(*fields)[i].Path = "query." + field.Path
		}
	}
}

func seconds(d time.Duration) int {
	return max(1, int(math.Ceil(d.Seconds())))
}

func idOf(ctx context.Context) string {
	if c := callOf(ctx); c != nil {
		return c.id
	}
	return ""
}
