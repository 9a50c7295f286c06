package httpapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"board/internal/fault"
)

// How much may be sent.
const (
	maxBody      = 64 << 10
	maxLargeBody = 1 << 20
)

var (
	errInvalid   = fault.New(fault.Invalid, "invalid_request", "The request is not what the contract asks for; see fields.")
	errMalformed = fault.New(fault.Invalid, "malformed_json", "The body is not JSON (RFC 8259).")
	errTooLarge  = fault.New(fault.TooLarge, "body_too_large", "The body is larger than may be sent.")
)

// validate checks what was sent against the contract: the raw bytes first, since encoding/json repairs what it should
// refuse, then parameters and body by their schemas.
func (s *Server) validate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		c := callIn(e)
		if c.operation == nil {
			return next(e)
		}
		if err := c.readBody(e); err != nil {
			return err
		}
		if err := checkQuery(e); err != nil {
			return err
		}
		if err := c.checkContract(e); err != nil {
			return err
		}
		return next(e)
	}
}

// readBody reads what was sent, where the operation takes a body, and checks its bytes.
func (c *call) readBody(e echo.Context) error {
	r := e.Request()
	if c.operation.route.Operation.RequestBody == nil {
		r.Body, r.ContentLength = http.NoBody, 0
		return nil
	}
	limit := int64(maxBody)
	if c.operation.rule.large {
		limit = maxLargeBody
	}
	var err error
	if c.body, err = io.ReadAll(http.MaxBytesReader(e.Response(), r.Body, limit)); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return errTooLarge.With("limit", limit)
		}
		return errMalformed.WithField("body", "broken_off", "The body broke off.")
	}
	if len(c.body) > 0 {
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			return refused(http.StatusUnsupportedMediaType)
		}
		if err := checkJSON(c.body); err != nil {
			return err
		}
	}
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(string(c.body))), int64(len(c.body))
	r.GetBody = nil
	return nil
}

// checkQuery refuses what no text of ours may hold; the schemas don't speak of it.
func checkQuery(e echo.Context) error {
	for name, values := range e.QueryParams() {
		for _, value := range values {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				return errInvalid.WithField("query."+strings.ToValidUTF8(name, "?"), "bad_text", "Not UTF-8, or with a NUL in it.")
			}
		}
	}
	return nil
}

func (c *call) checkContract(e echo.Context) error {
	params := make(map[string]string, len(e.ParamNames()))
	for _, name := range e.ParamNames() {
		params[name] = pathParam(e, name)
	}
	err := openapi3filter.ValidateRequest(e.Request().Context(), &openapi3filter.RequestValidationInput{
		Request: e.Request(), PathParams: params, QueryParams: e.QueryParams(), Route: c.operation.route,
		Options: &openapi3filter.Options{
			MultiError: true, SkipSettingDefaults: true, KeepValidatedValue: true,
			AuthenticationFunc:      openapi3filter.NoopAuthenticationFunc,
			SchemaValidationOptions: formats(),
		},
	})
	if err == nil {
		return nil
	}
	found := complaints(errInvalid, "", err)
	if len(found.Fields) == 0 {
		return fmt.Errorf("validate a request of %s: %w", c.operation.id, err)
	}
	return found
}

// formats are stricter than the library's: a key is 36 characters and not zero, a time is one that Go can read.
func formats() []openapi3.SchemaValidationOption {
	return []openapi3.SchemaValidationOption{
		openapi3.WithStringFormatValidator("uuid", openapi3.NewCallbackValidator(func(text string) error {
			if id, err := uuid.Parse(text); err != nil || len(text) != 36 || id == uuid.Nil {
				return errors.New("not a UUID in its usual 36 characters")
			}
			return nil
		})),
		openapi3.WithStringFormatValidator("date-time", openapi3.NewCallbackValidator(func(text string) error {
			_, err := time.Parse(time.RFC3339, text)
			return err
		})),
		openapi3.WithStringFormatValidator("date", openapi3.NewCallbackValidator(func(text string) error {
			_, err := time.Parse(time.DateOnly, text)
			return err
		})),
	}
}

// mostComplaints bounds a problem's fields: a list of 20,000 wrong terms needs no 20,000 words.
const mostComplaints = 50

// complaints turns the validator's tree of errors into one fault with a field for each leaf. base is where in the request
// the errors beneath are.
func complaints(so *fault.Fault, base string, err error) *fault.Fault {
	if len(so.Fields) >= mostComplaints {
		return so
	}
	switch err := err.(type) { //nolint:errorlint // A tree is walked node by node; errors.As would skip over its branches.
	case openapi3.MultiError:
		for _, one := range err {
			so = complaints(so, base, one)
		}
		return so
	case *openapi3filter.RequestError:
		return requestComplaint(so, err)
	case *openapi3.SchemaError:
		return schemaComplaint(so, base, err)
	}
	return so.WithField(place(base, nil), "invalid", "Not what the contract asks for.")
}

func requestComplaint(so *fault.Fault, err *openapi3filter.RequestError) *fault.Fault {
	base := ""
	if err.Parameter != nil {
		base = err.Parameter.In + "." + err.Parameter.Name
	}
	switch {
	case errors.Is(err.Err, openapi3filter.ErrInvalidRequired):
		return so.WithField(place(base, nil), "required", "It is missing.")
	case errors.Is(err.Err, openapi3filter.ErrInvalidEmptyValue):
		return so.WithField(place(base, nil), "required", "It is empty.")
	}
	var unread *openapi3filter.ParseError
	if errors.As(err.Err, &unread) {
		return so.WithField(place(base, nil), "type", "A value of another type is needed.")
	}
	return complaints(so, base, err.Err)
}

func schemaComplaint(so *fault.Fault, base string, err *openapi3.SchemaError) *fault.Fault {
	path := err.JSONPointer()
	if err.SchemaField == "properties" {
		if name, ok := unknownProperty(err); ok {
			path = append(path, name)
		}
	}
	return so.WithField(place(base, path), codeOf(err.SchemaField), reasonOf(err))
}

// unknownProperty is the name in `property "x" is unsupported`: the library says it nowhere else.
func unknownProperty(err *openapi3.SchemaError) (string, bool) {
	quoted, ok := strings.CutPrefix(strings.TrimSuffix(err.Reason, " is unsupported"), "property ")
	if !ok {
		return "", false
	}
	var name string
	if json.Unmarshal([]byte(quoted), &name) != nil {
		return strings.Trim(quoted, `"`), true
	}
	return name, true
}

// codeOf names what a keyword of JSON Schema asks for.
func codeOf(keyword string) string {
	switch keyword {
	case "properties":
		return "unknown_field"
	case "minLength", "minItems":
		return "too_short"
	case "maxLength", "maxItems":
		return "too_long"
	case "minimum":
		return "too_small"
	case "maximum":
		return "too_large"
	case "nullable":
		return "type"
	case "required", "type", "pattern", "enum", "format":
		return keyword
	}
	return "invalid"
}

func reasonOf(err *openapi3.SchemaError) string {
	if err.SchemaField == "properties" {
		return "There is no such field."
	}
	reason := strings.TrimSpace(err.Reason)
	if reason == "" {
		return "Not what the contract asks for."
	}
	return strings.ToUpper(reason[:1]) + reason[1:] + "."
}

// place is the path on the wire: query.limit, acts[0].until, and body for the body as a whole.
func place(base string, path []string) string {
	var text strings.Builder
	text.WriteString(base)
	for _, step := range path {
		step = clipped(step)
		if isIndex(step) {
			text.WriteString("[" + step + "]")
			continue
		}
		if text.Len() > 0 {
			text.WriteByte('.')
		}
		text.WriteString(step)
	}
	if text.Len() == 0 {
		return "body"
	}
	return text.String()
}

// clipped keeps the name of an unknown field, which may be anything, to a length worth reading.
func clipped(name string) string {
	const most = 64
	runes := []rune(name)
	return string(runes[:min(len(runes), most)])
}

func isIndex(step string) bool {
	return step != "" && strings.Trim(step, "0123456789") == ""
}
