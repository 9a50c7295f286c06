package moderation

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"board/internal/textmatch"
)

var usualTerm = Term{Action: Hold, Kinds: []SubjectKind{CommentSubject}, Clause: "abusive"}

func TestATermListIsReadFromLinesOrFromATable(t *testing.T) {
	usual := func(text string) Term {
		term := usualTerm
		term.Text = text
		return term
	}
	full := Term{
		Text: "大壞蛋", Action: Refuse, Kinds: []SubjectKind{TagSubject, NicknameSubject}, Clause: "abusive", Note: "說明",
		Views: textmatch.Bopomofo | textmatch.Pinyin, Expiry: time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC),
	}
	for name, row := range map[string]struct {
		file string
		want []Term
	}{
		"lines":                     {"壞蛋\r\n\n# 註解\nbuy pills\n", []Term{usual("壞蛋"), usual("buy pills")}},
		"a byte order mark":         {"\uFEFF壞蛋", []Term{usual("壞蛋")}},
		"a table":                   {"term\taction\tkinds\tviews\tnote\texpiry\n大壞蛋\trefuse\ttag, nickname\tbopomofo,pinyin\t說明\t2027-01-31\n", []Term{full}},
		"columns in any order":      {"Term\tNote\n壞蛋\t\n", []Term{usual("壞蛋")}},
		"cells at the end left out": {"term\taction\tnote\n壞蛋\n", []Term{usual("壞蛋")}},
		"a list of the word itself": {"term\n", nil},
		"nothing":                   {"", nil},
	} {
		got, err := ReadTerms(strings.NewReader(row.file), usualTerm)
		if err != nil || !cmp.Equal(got, row.want) {
			t.Errorf("%s: %v %s", name, err, cmp.Diff(row.want, got))
		}
	}
}

func TestAWrongLineRefusesTheListAndIsNamed(t *testing.T) {
	for file, says := range map[string][]string{
		"term\taction\n好\thold\n壞\tban\n差\thide\n":     {"line 3", `"ban"`, "note, hold, refuse and allow", "line 4"},
		"term\tcolour\n好\tred\n":                       {"line 1", `"colour"`, "term, action, kinds, views, note, expiry"},
		"好\thold\n":                                    {"line 1", "names of its columns"},
		"term\n好\thold\n":                              {"line 2", "2 cells, but there are 1 columns"},
		"term\taction\n\thold\n":                       {"line 2", "no term"},
		"term\tkinds\n好\tpost\n":                       {"line 2", `"post"`, "comment, tag and nickname"},
		"term\tviews\n好\tloud\n":                       {"line 2", `"loud"`, "bopomofo"},
		"term\texpiry\n好\tsoon\n":                      {"line 2", `"soon"`},
		"好\n\xff\n":                                    {"line 2", "UTF-8"},
		strings.Repeat("長", maxTermText+1):             {"line 1", "at most 100"},
		"term\tviews\n" + strings.Repeat("好\tx\n", 30): {"line 21", "and 10 more lines"},
	} {
		_, err := ReadTerms(strings.NewReader(file), usualTerm)
		for _, part := range says {
			if err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("%q: want %q in %v", file, part, err)
			}
		}
	}
}

func FuzzReadTerms(f *testing.F) {
	f.Add("term\taction\tkinds\tviews\n壞蛋\thold\ttag\tall\n")
	f.Add("壞蛋\n\n#\n\xff")
	f.Fuzz(func(t *testing.T, file string) {
		terms, err := ReadTerms(strings.NewReader(file), usualTerm)
		for _, term := range terms {
			if err == nil && (term.Text == "" || !term.Action.isOfTerm()) {
				t.Errorf("%q gives %+v", file, term)
			}
		}
	})
}
