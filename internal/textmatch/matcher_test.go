package textmatch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
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
		{"a Latin term is not inside a word", []string{"ass"}, "class assess bass assé éass", nil},
		{"digits end a word of letters", []string{"ass"}, "ass2 88ass", []string{"0:ass", "0:ass"}},
		{"so does a capital after a small letter", []string{"spam"}, "BigSpamMail bigspam SPAMmer", []string{"0:Spam"}},
		{"a star opens an end", []string{"*spam", "eggs*"}, "bigspam bigspams eggshell seggs", []string{"0:spam", "1:eggs"}},
		{"but it is at the ends and beside punctuation", []string{"ass"}, "ass,\"ASS\" _ass_", []string{"0:ass", "0:ASS", "0:ass"}},
		{"accents don't make another word", []string{"cafe"}, "café cafè", []string{"0:café", "0:cafè"}},
		{"a letter with an accent goes on with the word", []string{"caf"}, "cafe\u0301", nil},
		{"a stroke through a word hides nothing", []string{"spam"}, "s\u0336p\u0336am\u0336 spam\u0336", []string{"0:s\u0336p\u0336am\u0336", "0:spam\u0336"}},
		{"nor does it make an end within a word", []string{"spam"}, "spam\u0336mer x\u0336spam", nil},
		{"a term with a Latin and a Chinese end", []string{"加line群"}, "快加LINE群組", []string{"0:加LINE群"}},
		{"its Latin end needs a word end", []string{"加line"}, "加liner 加line", []string{"0:加line"}},
		{"digits are whole as words are", []string{"8964"}, "18964 89641 8964年", []string{"0:8964"}},
		{"full width, hidden and upper case in the text", []string{"badword"}, "Ｂ\u200BＡ\u00ADdＷord!", []string{"0:Ｂ\u200BＡ\u00ADdＷord"}},
		{"full width and hidden in the term", []string{" Ｂad\u200Bword "}, "badword", []string{"0:badword"}},
		{"terms overlap", []string{"台灣", "大學", "台灣大學"}, "台灣大學", []string{"0:台灣", "2:台灣大學", "1:大學"}},
		{"the end of a word and the beginning of the next are no term", []string{"灣大", "大學生"}, "台灣大學生", []string{"1:大學生"}},
		{"a term within a term", []string{"壞蛋", "大壞蛋了"}, "大壞蛋了", []string{"0:壞蛋", "1:大壞蛋了"}},
		{"a term after a beginning that led nowhere", []string{"上上下乙", "上下丙"}, "上上下丙", []string{"1:上上下丙"}},
		{"a letter drawn out is one letter", []string{"spam", "boob"}, "spaaammm bob booob", []string{"0:spaaammm", "1:booob"}},
		{"two terms that fold to the same", []string{"壞", "壞\u200B"}, "壞", []string{"0:壞", "1:壞"}},
		{"a term of two words over a line end", []string{"buy pills"}, "buy\npills", []string{"0:buy\npills"}},
		{"one Chinese character is a term", []string{"幹"}, "幹！", []string{"0:幹"}},
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
	hits := m.Match(f.Fold(strings.Repeat("啊。", 2000) + "壞蛋"))
	if len(hits) != maxHitsPerTerm+1 || hits[maxHitsPerTerm] != (Hit{Term: 1, Start: 4000, End: 4002}) {
		t.Errorf("got %d hits, the last %v", len(hits), hits[len(hits)-1])
	}
}

func FuzzMatch(f *testing.F) {
	folder := NewFolder()
	f.Add("ab|b|abab|bc", "xababc ab")
	f.Add("壞蛋|蛋|蛋白|幹", "壞\u200B蛋白質樹幹")
	f.Add("a1|1a|11|8964", "a1 1a11 11 89648964")
	f.Add("e\u0301x|x\u0323", "éx\u0323 e\u0301x")
	f.Add("幹你娘|王八蛋|🖕|fuck", "幹ㄋ娘 wangba蛋🖕 kcuf f*ck 1d10t 女馬")
	f.Fuzz(func(t *testing.T, list, text string) {
		var terms []Term
		for i, s := range strings.Split(list, "|") {
			if _, err := Compile(folder, []Term{{Text: s}}); err == nil && len(terms) < 20 {
				terms = append(terms, Term{ID: i, Text: s, Views: View(len(s)), Allow: i%5 == 4})
			}
		}
		m, err := Compile(folder, terms)
		if err != nil {
			t.Fatal(err)
		}
		length := utf8.RuneCountInString(text)
		for _, hit := range m.Match(folder.Fold(text)) {
			if hit.Start < 0 || hit.Start >= hit.End || hit.End > length {
				t.Fatalf("hit %v in a text of %d", hit, length)
			}
		}
		for _, term := range terms {
			alone, err := Compile(folder, []Term{{Text: term.Text}})
			if err != nil {
				t.Fatal(err)
			}
			// Separators between letters are remembered for the first 64 only.
			if len(alone.Match(folder.Fold(term.Text))) == 0 && utf8.RuneCountInString(term.Text) < 60 {
				t.Errorf("%q is not found in itself", term.Text)
			}
		}
	})
}
