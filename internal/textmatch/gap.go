package textmatch

import "slices"

// maxGap is how many characters may stand between two letters of one word.
const maxGap = 3

// gapKind says what stands between two letters that belong to one term.
type gapKind uint8

const (
	noGap    gapKind = iota
	softGap          // signs such as . _ * - that writers put between the letters of a word
	spaceGap         // spaces
	hardGap          // punctuation that ends a phrase, or too much of anything
)

// kindOfGap looks at what stands between two letters. Marks over a letter and the rest of a syllable in Bopomofo are part
// of what they follow.
func kindOfGap(gap []rune) gapKind {
	kind, length := noGap, 0
	for _, r := range gap {
		switch {
		case isOverlay(r), isBopomofo(r):
			continue
		case r == ' ':
			kind = max(kind, spaceGap)
		case endsPhrase(r):
			kind = hardGap
		default:
			kind = max(kind, softGap)
		}
		if length++; length > maxGap {
			return hardGap
		}
	}
	return kind
}

func endsPhrase(r rune) bool {
	switch r {
	case ',', '、', '。', '!', '?', ';', ':', '(', ')', '「', '」', '『', '』', '《', '》', '〈', '〉', '"', '“', '”', '…':
		return true
	}
	return false
}

// gaps collects what stands between the letters of one hit.
type gaps struct {
	worst    gapKind // between Chinese characters, or a Chinese character and something else
	latin    gapKind // between Latin letters
	count    int     // how many there are
	regular  bool    // all of them are the same
	previous []rune
}

func (g *gaps) add(gap []rune, latin bool) {
	kind := kindOfGap(gap)
	if kind == noGap {
		return
	}
	if g.count == 0 {
		g.regular = true
	} else if !slices.Equal(gap, g.previous) {
		g.regular = false
	}
	g.count++
	g.previous = gap
	if latin {
		g.latin = max(g.latin, kind)
	} else {
		g.worst = max(g.worst, kind)
	}
}

// areOfOneWord tells whether what was found can be one word: written together, or with separators between its letters. Where
// every letter is followed by the same, even a space separates letters of a word; "this hit" is two words.
func (g *gaps) areOfOneWord(letters int) bool {
	if g.count == 0 || g.regular && g.count == letters-1 && letters > 2 {
		return true
	}
	return g.latin <= softGap && g.worst <= spaceGap
}
