package textmatch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func compile(t testing.TB, f *Folder, texts ...string) *Matcher {
	t.Helper()
	terms := make([]Term, len(texts))
	for i, text := range texts {
		terms[i] = Term{ID: i, Text: text}
	}
	m, err := Compile(f, terms)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTermsAreFoundWhereAReaderSeesThem(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct {
		name  string
		terms []string
		text  string
		want  []string // "index:the original characters of the hit"
	}{
		{"a Chinese term in running text", []string{"壞蛋"}, "你這壞蛋走開", []string{"0:壞蛋"}},
		{"a Latin term beside Chinese", []string{"spam"}, "這是Spam喔", []string{"0:Spam"}},
		{"a Latin term is not inside a word", []string{"ass"}, "class assess bass ass2 4ass", nil},
		{"but it is at the ends and beside punctuation", []string{"ass"}, "ass,\"ASS\" _ass_", []string{"0:ass", "0:ASS", "0:ass"}},
		{"a word with an accent is another word", []string{"cafe"}, "café cafe", []string{"0:cafe"}},
		{"a letter with an accent goes on with the word", []string{"caf"}, "cafe\u0301", nil},
		{"a stroke through a word hides nothing", []string{"spam"}, "s\u0336p\u0336am\u0336 spam\u0336", []string{"0:spam\u0336"}},
		{"nor does it make an end within a word", []string{"spam"}, "spam\u0336mer x\u0336spam", nil},
		{"a term with a Latin and a Chinese end", []string{"加line群"}, "快加LINE群組", []string{"0:加LINE群"}},
		{"its Latin end needs a word end", []string{"加line"}, "加liner 加line", []string{"0:加line"}},
		{"digits are whole as words are", []string{"8964"}, "18964 89641 8964年", []string{"0:8964"}},
		{"full width, hidden and upper case in the text", []string{"badword"}, "Ｂ\u200BＡ\u00ADdＷord!", []string{"0:Ｂ\u200BＡ\u00ADdＷord"}},
		{"full width and hidden in the term", []string{" Ｂad\u200Bword "}, "badword", []string{"0:badword"}},
		{"terms overlap", []string{"台灣", "灣大", "台灣大學"}, "台灣大學", []string{"0:台灣", "1:灣大", "2:台灣大學"}},
		{"a term within a term", []string{"乙丙", "甲乙丙丁", "丙"}, "甲乙丙丁", []string{"0:乙丙", "2:丙", "1:甲乙丙丁"}},
		{"a term after a beginning that led nowhere", []string{"甲甲甲乙", "甲甲丙"}, "甲甲甲丙", []string{"1:甲甲丙"}},
		{"two terms that fold to the same", []string{"壞", "壞\u200B"}, "壞", []string{"0:壞", "1:壞"}},
		{"a term of two words over a line end", []string{"buy pills"}, "buy\npills", []string{"0:buy\npills"}},
		{"one Chinese character is a term", []string{"幹"}, "樹幹", []string{"0:幹"}},
		{"emoji are terms", []string{"🖕"}, "🖕🏽x", []string{"0:🖕"}},
		{"nothing to look for", nil, "text", nil},
		{"nothing to look in", []string{"壞"}, "", nil},
	} {
		folded := f.Fold(row.text)
		original := []rune(row.text)
		var got []string
		for _, hit := range compile(t, f, row.terms...).Match(folded) {
			got = append(got, fmt.Sprintf("%d:%s", hit.Term, string(original[hit.Start:hit.End])))
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %q in %q: got %q, want %q", row.name, row.terms, row.text, got, row.want)
		}
	}
}

func TestATermThatWouldHitEverythingIsRefused(t *testing.T) {
	f := NewFolder()
	for _, text := range []string{"", " \u3000", "\u200B\uFE0F", "a", "Ｚ", " é ", strings.Repeat("長", maxTermRunes+1)} {
		_, err := Compile(f, []Term{{Text: "好詞"}, {Text: text}})
		var refused *TermError
		if !errors.As(err, &refused) || refused.Index != 1 {
			t.Errorf("%q: got %v, want a refusal of term 1", text, err)
		}
	}
}

func TestHitsOfOneTermAreBoundedAndHideNoOtherTerm(t *testing.T) {
	f := NewFolder()
	m := compile(t, f, "啊", "壞蛋")
	hits := m.Match(f.Fold(strings.Repeat("啊", 4000) + "壞蛋"))
	if len(hits) != maxHitsPerTerm+1 || hits[maxHitsPerTerm] != (Hit{Term: 1, Start: 4000, End: 4002}) {
		t.Errorf("got %d hits, the last %v", len(hits), hits[len(hits)-1])
	}
}

// naive is the definition of matching: every term at every place.
func naive(patterns []pattern, f Folded) map[Hit]bool {
	found, count := map[Hit]bool{}, map[int]int{}
	for end := 1; end <= len(f.Runes); end++ {
		for _, p := range patterns {
			start := end - len(p.runes)
			if start < 0 || !slices.Equal(f.Runes[start:end], p.runes) || count[p.id] == maxHitsPerTerm {
				continue
			}
			word := func(at, step int) bool {
				for ; at >= 0 && at < len(f.Runes); at += step {
					if !unicode.IsMark(f.Runes[at]) {
						return unicode.In(f.Runes[at], unicode.Latin, unicode.Nd)
					}
				}
				return false
			}
			first, last := p.runes[0], p.runes[len(p.runes)-1]
			if unicode.In(first, unicode.Latin, unicode.Nd) && word(start-1, -1) ||
				unicode.In(last, unicode.Latin, unicode.Nd) && word(end, 1) {
				continue
			}
			count[p.id]++
			from, to := f.Span(start, end)
			found[Hit{Term: p.id, Start: from, End: to}] = true
		}
	}
	return found
}

func FuzzMatch(f *testing.F) {
	folder := NewFolder()
	f.Add("ab|b|abab|bc", "xababc ab")
	f.Add("壞蛋|蛋|蛋白", "壞\u200B蛋白質")
	f.Add("a1|1a|11", "a1 1a11 11")
	f.Add("e\u0301x|x\u0323", "éx\u0323 e\u0301x")
	f.Fuzz(func(t *testing.T, list, text string) {
		var terms []Term
		var patterns []pattern
		for i, s := range strings.Split(list, "|") {
			if _, err := Compile(folder, []Term{{Text: s}}); err == nil {
				terms = append(terms, Term{ID: i, Text: s})
				patterns = append(patterns, pattern{id: i, runes: trimSpaces(folder.Fold(s).Runes)})
			}
		}
		m, err := Compile(folder, terms)
		if err != nil {
			t.Fatal(err)
		}
		folded := folder.Fold(text)
		want, length := naive(patterns, folded), len([]rune(text))
		got := map[Hit]bool{}
		for _, hit := range m.Match(folded) {
			if hit.Start < 0 || hit.Start >= hit.End || hit.End > length {
				t.Fatalf("hit %v in a text of %d", hit, length)
			}
			if !want[hit] {
				t.Errorf("%v in %q: hit %v is none", terms, text, hit)
			}
			got[hit] = true
		}
		if len(got) != len(want) {
			t.Errorf("%v in %q: got %v, want %v", terms, text, got, want)
		}
	})
}
