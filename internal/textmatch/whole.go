package textmatch

import "strings"

// addressed is what people put before and after a name without making another of it.
var addressed = struct{ before, after []string }{
	before: []string{"我是", "我系", "本", "小", "大", "老", "阿", "真"},
	after:  []string{"大大", "大人", "本人", "哥", "姐", "君", "酱", "桑", "tw", "hk"},
}

// isAll tells whether letters from..to are the whole text, but for digits, signs and forms of address.
func (s *stream) isAll(from, to int32) bool {
	return isOneOf(s.words(0, from), addressed.before) && isOneOf(s.words(to+1, int32(len(s.letters))), addressed.after)
}

// words are the letters from..to without digits and signs.
func (s *stream) words(from, to int32) string {
	var text strings.Builder
	for i := from; i < to; i++ {
		if r := s.letter(i); isLetter(r) {
			text.WriteRune(r)
		}
	}
	return text.String()
}

func isOneOf(text string, known []string) bool {
	for _, word := range known {
		if text == word {
			return true
		}
	}
	return text == ""
}
