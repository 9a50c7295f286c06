package textmatch

import (
	"strings"
	"testing"
)

func TestNamesThatReadTheSameAreOneName(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct{ name, text, want string }{
		{"as it stands", "小明", "小明"},
		{"case", "MING", "ming"},
		{"full width", "Ｍｉｎｇ９", "ming9"},
		{"spaces around and within", " \u3000a \u00A0\t b\n", "a b"},
		{"hidden characters", "\u200B小\u200D明\uFEFF\u202E", "小明"},
		{"a hidden character between spaces", "a \u200B b", "a b"},
		{"controls", "a\x00b\u009Fc", "abc"},
		{"composed and not", "e\u0301", "é"},
		{"look-alikes of another alphabet are another name", "а", "а"},
		{"simplified is another name", "国", "国"},
		{"nothing visible", " \u200B\u3164 \u2800", ""},
	} {
		if got := Identity(f, row.text); got != row.want {
			t.Errorf("%s: Identity(%q) = %q, want %q", row.name, row.text, got, row.want)
		}
	}
}

func TestLengthIsWhatPeopleCount(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "留言板": 3, "e\u0301": 1, "👨‍👩‍👧‍👦": 1, "🇹🇼🇯🇵": 2, "👍🏽": 1, "한글": 2, "a\r\nb": 3,
		"z" + strings.Repeat("\u0316", 50): 1,
	} {
		if got := Length(text); got != want {
			t.Errorf("Length(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestCopiesOfATextAreAlikeAndOtherTextsAreNot(t *testing.T) {
	f := NewFolder()
	const text = "這家店的老闆態度非常差，大家千萬不要去，去了一定會後悔！我上次去等了兩個小時。"
	for _, row := range []struct {
		name, other string
		least, most float64
	}{
		{"the same", text, 1, 1},
		{"other punctuation, spaces and emoji", strings.NewReplacer("，", " 😡 ", "！", "～～", "。", "").Replace(text), 1, 1},
		{"a few words more", "朋友們，" + text + "真的。", 0.75, 0.95},
		{"one word changed", strings.ReplaceAll(text, "非常", "超級"), 0.6, 0.95},
		{"something else", "今天天氣很好，我和家人去爬山，看到很多漂亮的花，明天還想再去一次。", 0, 0.05},
		{"nothing", "", 0, 0},
	} {
		got := Similarity(Shingles(f.Fold(text)), Shingles(f.Fold(row.other)))
		if got < row.least || got > row.most {
			t.Errorf("%s: %.2f, want %.2f to %.2f", row.name, got, row.least, row.most)
		}
	}
}

func TestShortTextsAreComparedWhole(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct {
		a, b string
		want float64
	}{
		{"推", "推", 1}, {"推", "噓", 0}, {"好啊", "好 啊！", 1}, {"！！！", "！！！", 1}, {"😀", "😀", 1}, {"", "", 0},
	} {
		if got := Similarity(Shingles(f.Fold(row.a)), Shingles(f.Fold(row.b))); got != row.want {
			t.Errorf("%q and %q: %v, want %v", row.a, row.b, got, row.want)
		}
	}
}
