package textmatch

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestWhatReadsTheSameFoldsTheSame(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct{ name, text, want string }{
		{"case", "HeLLo", "hello"},
		{"sharp s", "Straße", "strasse"},
		{"look-alikes of other alphabets", "Ѕраⅿ ѕраm ꓢꓑꓮꓟ", "spam spam spam"},
		{"small capitals", "ꜱᴘᴀᴍ", "spam"},
		{"letters in boxes and flags", "🅂🅟🅰🄼 🇸🇵🇦🇲", "spam spam"},
		{"letters in parentheses", "⒮⒫⒜⒨㈠", "spam一"},
		{"full width", "Ｓｐａｍ　１２", "spam 12"},
		{"half width kana with its voicing mark", "ｶﾞｷﾞ", "ガギ"},
		{"letters in circles", "Ⓢⓟⓐⓜ", "spam"},
		{"mathematical letters", "𝐬𝓹𝖆𝚖", "spam"},
		{"ligature", "ﬁne", "fine"},
		{"compatibility ideograph", "\uF9D1", "六"},
		{"Kangxi radical", "⼿", "手"},
		{"squared word", "㍑", "リットル"},
		{"zero-width characters", "壞\u200B蛋\u200D\uFEFF\u2060", "坏蛋"},
		{"soft hyphen", "sp\u00ADam", "spam"},
		{"variation selectors", "手\uFE0F機\U000E0101", "手机"},
		{"tag characters", "a\U000E0061b", "ab"},
		{"bidi controls", "\u202Emaps\u202C \u2067x\u2069\u200F", "maps x"},
		{"controls", "s\x00p\x1Ba\u0085m\x7F", "spa m"},
		{"Hangul fillers", "a\u3164b\uFFA0c\u115F", "abc"},
		{"kinds of white space", "a\u00A0b\u3000c\nd\te\u2028f", "a b c d e f"},
		{"a composed accent", "cafe\u0301", "café"},
		{"an accent behind an invisible joiner", "cafe\u034F\u0301", "café"},
		{"order of marks", "a\u0323\u0302 a\u0302\u0323", "ậ ậ"},
		{"Hangul from its parts", "\u1112\u1161\u11AB", "한"},
		{"a pile of marks is cut", "z" + strings.Repeat("\u0316", 400) + "a", "z" + strings.Repeat("\u0316", maxMarks) + "a"},
		{"traditional and simplified", "国國 幹干乾", "国国 干干干"},
		{"bytes that are no text", "a\xFF\xC0b", "a\uFFFD\uFFFDb"},
		{"nothing", "", ""},
	} {
		if got := f.Fold(row.text).String(); got != row.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", row.name, row.text, got, row.want)
		}
	}
}

func TestEveryRuneFoldsToWhatStaysAsItIs(t *testing.T) {
	f := NewFolder()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		once := f.Fold(string(r))
		if twice := f.Fold(once.String()); !slices.Equal(once.Runes, twice.Runes) {
			t.Fatalf("%U folds to %q and that to %q", r, once.String(), twice.String())
		}
	}
}

// The ranges that the table skips are skipped for speed alone.
func TestSkippedRangesHoldNothingToFold(t *testing.T) {
	ignorable, like := ignorables(), lookalikes()
	folder := NewFolder()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if _, skipped := foldsToItself(r); skipped && utf8.ValidRune(r) {
			if unicode.Is(ignorable, r) || unicode.IsSpace(r) || unicode.SimpleFold(r) != r {
				t.Fatalf("%U is skipped", r)
			}
			if _, like := like[r]; !like && folder.Fold(string(r)).String() != string(r) {
				t.Fatalf("%U does not fold to itself", r)
			}
		}
	}
}

func TestOffsetsLeadBackToTheOriginal(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct{ name, text, part, want string }{
		{"a letter among Chinese ones", "我愛SPAM喔", "spam", "SPAM"},
		{"hidden characters inside the part", "一S\u200BP\u200BA\u200BM二", "spam", "S\u200BP\u200BA\u200BM"},
		{"hidden characters outside it are left out", "\u200Bspam\u200B", "spam", "spam"},
		{"a part of what one character became", "10㎏重", "g", "㎏"},
		{"a composed pile", "xe\u0301\u0323y", "ẹ́", "e\u0301\u0323"},
		{"after bytes that are no text", "\xFF\xFEspam", "spam", "spam"},
		{"characters beyond the basic plane", "😀𝐬𝐩𝐚𝐦😀", "spam", "𝐬𝐩𝐚𝐦"},
	} {
		folded := f.Fold(row.text)
		at := strings.Index(folded.String(), row.part)
		if at < 0 {
			t.Errorf("%s: %q not in %q", row.name, row.part, folded.String())
			continue
		}
		from := utf8.RuneCountInString(folded.String()[:at])
		start, end := folded.Span(from, from+utf8.RuneCountInString(row.part))
		if got := string([]rune(row.text)[start:end]); got != row.want {
			t.Errorf("%s: %q is %q in the original, want %q", row.name, row.part, got, row.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	folder := NewFolder()
	for _, seed := range []string{
		"", "Ｈello　世界", "e\u0301\u200D\u0302", "\xF0\x28", "한글ㅠㅠㅠ", "\u202Eabc\u2069", "㍿ﷺß",
		strings.Repeat("\u0300", 40), "\u1100\u1161\u11A8\u11A8", "ᾳͅ\u0345",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := folder.Fold(s)
		if twice := folder.Fold(once.String()); !slices.Equal(once.Runes, twice.Runes) {
			t.Errorf("folds to %q and that to %q", once.String(), twice.String())
		}
		length, lastStart, lastEnd := utf8.RuneCountInString(s), 0, 0
		for i := range once.Runes {
			start, end := once.Span(i, i+1)
			if start < lastStart || end < lastEnd || start >= end || end > length {
				t.Fatalf("rune %d of %q is %d to %d after %d to %d of %d", i, once.String(), start, end, lastStart, lastEnd, length)
			}
			lastStart, lastEnd = start, end
		}
		identity := Identity(folder, s)
		if again := Identity(folder, identity); again != identity {
			t.Errorf("identity %q becomes %q", identity, again)
		}
	})
}
