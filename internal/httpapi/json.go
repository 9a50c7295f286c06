package httpapi

import (
	"encoding/json"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"board/internal/fault"
)

// maxDepth is how deep JSON may nest; nothing in the contract comes near it.
const maxDepth = 32

// checkJSON checks a body's bytes for what encoding/json repairs in silence or takes too long over: bad UTF-8, lone
// surrogates, NUL, endless nesting. What is left of RFC 8259 it leaves to encoding/json.
func checkJSON(body []byte) error {
	w := walker{text: body}
	if bad := w.walk(); bad != nil {
		return bad
	}
	if !json.Valid(body) {
		return errMalformed.WithField("body", "malformed", "Not JSON.")
	}
	return nil
}

// walker walks over a JSON text and knows where in the document it is.
type walker struct {
	text []byte
	at   int
	// levels are the objects and arrays around the place.
	levels []level
}

// level is an object, with the name of the member at hand, or an array, with the index of the element.
type level struct {
	isArray bool
	index   int
	name    string
	// hasName is false in an object where a name comes next.
	hasName bool
}

func (w *walker) walk() *fault.Fault {
	for ; w.at < len(w.text); w.at++ {
		switch c := w.text[w.at]; {
		case c == '"':
			if bad := w.walkString(); bad != nil {
				return bad
			}
		case c == '{' || c == '[':
			if len(w.levels) == maxDepth {
				return w.complain("too_deep", "Nested more than 32 levels deep.")
			}
			w.levels = append(w.levels, level{isArray: c == '['})
		case c == '}' || c == ']':
			w.levels = w.levels[:max(0, len(w.levels)-1)]
		case c == ',' && len(w.levels) > 0:
			top := &w.levels[len(w.levels)-1]
			top.index, top.hasName = top.index+1, false
		case c == 0:
			return w.complain("nul", "There is a NUL in it.")
		case c >= utf8.RuneSelf:
			if r, size := utf8.DecodeRune(w.text[w.at:]); r == utf8.RuneError && size <= 1 {
				return w.complain("bad_utf8", "Not UTF-8.")
			}
		}
	}
	return nil
}

// walkString walks from a quote to the one that ends the string, which it stays on.
func (w *walker) walkString() *fault.Fault {
	begin := w.at
	for w.at++; w.at < len(w.text); w.at++ {
		switch c := w.text[w.at]; {
		case c == '"':
			w.named(w.text[begin : w.at+1])
			return nil
		case c == 0:
			return w.complain("nul", "There is a NUL in it.")
		case c == '\\':
			if bad := w.walkEscape(); bad != nil {
				return bad
			}
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(w.text[w.at:])
			if r == utf8.RuneError && size <= 1 {
				return w.complain("bad_utf8", "Not UTF-8.")
			}
			w.at += size - 1
		}
	}
	return nil
}

// walkEscape walks from a backslash to the end of the escape, or of the pair of escapes that make one character.
func (w *walker) walkEscape() *fault.Fault {
	r, ok := w.escapeAt(w.at)
	if !ok {
		w.at++
		return nil
	}
	switch {
	case r == 0:
		return w.complain("nul", "There is a NUL in it.")
	case utf16.IsSurrogate(r):
		second, _ := w.escapeAt(w.at + 6)
		if utf16.DecodeRune(r, second) == utf8.RuneError {
			return w.complain("lone_surrogate", "Half of a surrogate pair stands alone.")
		}
		w.at += 6
	}
	w.at += 5
	return nil
}

// escapeAt reads an escape as in \u00e9.
func (w *walker) escapeAt(at int) (rune, bool) {
	if at+6 > len(w.text) || w.text[at] != '\\' || w.text[at+1] != 'u' {
		return 0, false
	}
	r, err := strconv.ParseUint(string(w.text[at+2:at+6]), 16, 16)
	return rune(r), err == nil
}

// named keeps a string that is the name of a member.
func (w *walker) named(quoted []byte) {
	if len(w.levels) == 0 {
		return
	}
	top := &w.levels[len(w.levels)-1]
	if top.isArray || top.hasName {
		return
	}
	top.hasName = true
	if json.Unmarshal(quoted, &top.name) != nil {
		top.name = ""
	}
}

// complain says what is wrong, and with which field.
func (w *walker) complain(code, text string) *fault.Fault {
	var path []string
	for _, l := range w.levels {
		switch {
		case l.isArray:
			path = append(path, strconv.Itoa(l.index))
		case l.hasName && l.name != "":
			path = append(path, l.name)
		}
	}
	const deepest = 4 // What nests deeper than anything of ours needs no path of 32 steps.
	if len(path) > deepest {
		path = path[:deepest]
	}
	return errMalformed.WithField(place("", path), code, text)
}
