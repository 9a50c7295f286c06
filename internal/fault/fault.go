// Package fault holds the kinds of error that a caller of Board may see.
//
// Everything that goes wrong is either a Fault, which has a stable code that clients may rely on and a sentence for the
// developer who reads it, or something the caller has no business with, which becomes a 500 with its cause in the log.
// Each package declares its faults as variables beside the rules that raise them; one place in httpapi turns them into
// problem documents (RFC 9457).
package fault

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"
)

// Kind says what sort of thing went wrong, and thereby which HTTP status tells of it.
type Kind uint8

// The kinds, each with its HTTP status.
const (
	Invalid         Kind = iota + 1 // 400: the request makes no sense
	Unauthenticated                 // 401: who is asking?
	Forbidden                       // 403: known, and not allowed
	NotFound                        // 404: no such thing, or none the caller may know of
	Conflict                        // 409: the world has moved on; look again
	Gone                            // 410: it was there once
	TooLarge                        // 413: more than may be sent
	Unprocessable                   // 422: well-formed, and against a rule
	TooMany                         // 429: too often; see RetryAfter
	Unavailable                     // 503: not now; see RetryAfter
	StorageFull                     // 507: the disk is full
)

// status lists the name and the HTTP status of every kind.
var status = [...]struct {
	name string
	code int
}{
	Invalid:         {"invalid", http.StatusBadRequest},
	Unauthenticated: {"unauthenticated", http.StatusUnauthorized},
	Forbidden:       {"forbidden", http.StatusForbidden},
	NotFound:        {"not_found", http.StatusNotFound},
	Conflict:        {"conflict", http.StatusConflict},
	Gone:            {"gone", http.StatusGone},
	TooLarge:        {"too_large", http.StatusRequestEntityTooLarge},
	Unprocessable:   {"unprocessable", http.StatusUnprocessableEntity},
	TooMany:         {"too_many", http.StatusTooManyRequests},
	Unavailable:     {"unavailable", http.StatusServiceUnavailable},
	StorageFull:     {"storage_full", http.StatusInsufficientStorage},
}

// String names the kind in snake_case; a number that is no kind is "unknown".
func (k Kind) String() string {
	if k == 0 || int(k) >= len(status) {
		return "unknown"
	}
	return status[k].name
}

// Status is the HTTP status of the kind; a number that is no kind gives 500.
func (k Kind) Status() int {
	if k == 0 || int(k) >= len(status) {
		return http.StatusInternalServerError
	}
	return status[k].code
}

// Fault is an error that a caller may see. Faults are values: With and its kin return copies, so that a fault declared
// once can be raised from many goroutines. Two faults are the same to errors.Is when their codes are equal.
type Fault struct {
	Kind Kind
	// Code is stable and in snake_case; clients choose what to do by it.
	Code string
	// Text is an English sentence for developers, never for readers: clients have their own words for each code.
	Text string
	// Fields says which parts of the request are wrong.
	Fields []Field
	// RetryAfter is how long to wait before asking again; zero when waiting does not help or nobody knows.
	RetryAfter time.Duration
	// Params are further members of the problem document, such as until or clause.
	Params map[string]any
}

// Field is one wrong part of a request.
type Field struct {
	// Path leads to the part: dotted, with indexes, as in "acts.0.days".
	Path string
	Code string
	Text string
}

// New makes a fault of this kind, code and text.
func New(kind Kind, code, text string) *Fault {
	return &Fault{Kind: kind, Code: code, Text: text}
}

// Error is the code and the text, for logs.
func (f *Fault) Error() string {
	return f.Code + ": " + f.Text
}

// Is reports whether target is a fault with the same code.
func (f *Fault) Is(target error) bool {
	other, ok := target.(*Fault)
	return ok && other.Code == f.Code
}

// With returns a copy with one more member for the problem document.
func (f *Fault) With(param string, value any) *Fault {
	c := *f
	c.Params = maps.Clone(f.Params)
	if c.Params == nil {
		c.Params = make(map[string]any, 1)
	}
	c.Params[param] = value
	return &c
}

// WithField returns a copy that also complains about the part of the request at path.
func (f *Fault) WithField(path, code, text string) *Fault {
	c := *f
	c.Fields = append(slices.Clip(f.Fields), Field{Path: path, Code: code, Text: text})
	return &c
}

// WithRetryAfter returns a copy that tells the caller to wait for d.
func (f *Fault) WithRetryAfter(d time.Duration) *Fault {
	c := *f
	c.RetryAfter = d
	return &c
}

// From finds the fault in err or in what err wraps.
func From(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}
