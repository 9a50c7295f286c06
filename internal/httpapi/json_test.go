package httpapi

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"board/internal/fault"
)

func TestBytesThatEncodingJSONWouldRepairAreRefusedWithTheirPlace(t *testing.T) {
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	for _, row := range []struct{ name, body, path, code string }{
		{"NUL as an escape", `{"source": "a\u0000b"}`, "source", "nul"},
		{"NUL as a byte", "{\"source\": \"a\x00b\"}", "source", "nul"},
		{"NUL between values", "{\x00}", "body", "nul"},
		{"a high surrogate alone", `{"source": "a\ud83db"}`, "source", "lone_surrogate"},
		{"a low surrogate alone", `{"source": "\ude00"}`, "source", "lone_surrogate"},
		{"two high surrogates", `{"source": "\ud83d\ud83d"}`, "source", "lone_surrogate"},
		{"a surrogate at the end", `{"source": "\ud83d"}`, "source", "lone_surrogate"},
		{"bad UTF-8", "{\"source\": \"a\xffb\"}", "source", "bad_utf8"},
		{"a surrogate in UTF-8", "{\"source\": \"a\xed\xa0\x80b\"}", "source", "bad_utf8"},
		{"an overlong slash", "{\"source\": \"a\xc0\xafb\"}", "source", "bad_utf8"},
		{"in a list of objects", `{"acts": [{}, {"member": "\u0000"}]}`, "acts[1].member", "nul"},
		{"in the name of a member", `{"a\u0000": 1}`, "body", "nul"},
		{"10,000 levels", deep, "[0][0][0][0]", "too_deep"},
		{"10,000 objects", strings.Repeat(`{"a":`, 10_000), "a.a.a.a", "too_deep"},
		{"half an object", `{"source": "a"`, "body", "malformed"},
		{"two values", `{} {}`, "body", "malformed"},
		{"not a number", `{"value": NaN}`, "body", "malformed"},
		{"a comment", `{} // a`, "body", "malformed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := checkJSON([]byte(row.body))
			if err == nil {
				t.Fatal("it passed")
			}
			p := faultProblem(asFault(t, err))
			got := (*p.Fields)[0]
			if p.Code != "malformed_json" || got.Path != row.path || got.Code != row.code {
				t.Errorf("%s at %q: %s, want %s at %q", p.Code, got.Path, got.Code, row.code, row.path)
			}
		})
	}
}

func TestWhatIsSoundPasses(t *testing.T) {
	for _, body := range []string{
		`{"source": "😀 \ud83d\ude00 \\u0000 \" \\ \n 中文 é"}`, `[]`, `"\\ud83d"`, `{"a": {"b": [1, -2.5e3, true, null]}}`,
		strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth), " {} ",
	} {
		if err := checkJSON([]byte(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func FuzzCheckedJSONHoldsTextsAsTheyWereSent(f *testing.F) {
	for _, seed := range []string{`{"a":"\ud83d\ude00"}`, `["\u0000"]`, "[\"\xff\"]", `{"a\"":["\\"]}`, `"\ud800"`, `}{`, `"\u12`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if checkJSON(body) != nil {
			return
		}
		var value any
		if err := json.Unmarshal(body, &value); err != nil {
			t.Skip() // json.Valid takes 1e999, which no float holds; the schema's turn comes later.
		}
		if !utf8.Valid(body) {
			t.Fatalf("%q is not UTF-8 and passed", body)
		}
		walkTexts(value, func(text string) {
			if strings.ContainsRune(text, 0) {
				t.Fatalf("%q holds a NUL and passed", body)
			}
			if strings.ContainsRune(text, utf8.RuneError) && !strings.Contains(string(body), "\uFFFD") &&
				!strings.Contains(strings.ToLower(string(body)), `\ufffd`) {
				t.Fatalf("%q was repaired to %q", body, text)
			}
		})
	})
}

func walkTexts(value any, visit func(string)) {
	switch value := value.(type) {
	case string:
		visit(value)
	case []any:
		for _, one := range value {
			walkTexts(one, visit)
		}
	case map[string]any:
		for name, one := range value {
			visit(name)
			walkTexts(one, visit)
		}
	}
}

func asFault(t *testing.T, err error) *fault.Fault {
	t.Helper()
	f, ok := fault.From(err)
	if !ok {
		t.Fatalf("not a fault: %v", err)
	}
	return f
}
