package textmatch

import (
	"strings"
)

// pinyin knows the toneless readings of Chinese characters and of pictures that are read as one.
type pinyin struct {
	syllables []string
	// first and second are, for each character of the block, one more than the index of its reading; 0: none.
	first, second [0xA000 - 0x4E00]uint16
	// pictures are emoji that are read as a character: a horse for 馬.
	pictures map[rune]rune
	// parts are the ways to write a character as its components.
	parts map[rune][][]rune
}

// digitReadings are the readings of the digits, which stand for characters that sound like them: 雞8.
var digitReadings = [10]string{"ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"}

func newPinyin(t *table) *pinyin {
	p := &pinyin{pictures: make(map[rune]rune), parts: make(map[rune][][]rune)}
	for cells := range tableLines("pinyin.tsv") {
		p.syllables = append(p.syllables, cells[0])
		for _, r := range cells[1] {
			p.first[r-0x4E00] = uint16(len(p.syllables))
		}
		for _, r := range cells[2] {
			p.second[r-0x4E00] = uint16(len(p.syllables))
		}
	}
	for cells := range tableLines("emoji.tsv") {
		p.pictures[firstRune(cells[0])] = t.append(nil, firstRune(cells[1]))[0]
	}
	for cells := range tableLines("components.tsv") {
		char := t.append(nil, firstRune(cells[0]))[0]
		for text := range strings.SplitSeq(cells[1], " ") {
			var parts []rune
			for _, r := range text {
				parts = t.append(parts, r)
			}
			if len(parts) > 1 {
				p.parts[char] = append(p.parts[char], parts)
			}
		}
	}
	return p
}

// reading returns the commonest reading of a character, digit or picture, and its second one; both may be empty.
func (p *pinyin) reading(r rune) (first, second string) {
	switch {
	case 0x4E00 <= r && r < 0xA000:
		if i := p.first[r-0x4E00]; i > 0 {
			first = p.syllables[i-1]
		}
		if i := p.second[r-0x4E00]; i > 0 {
			second = p.syllables[i-1]
		}
	case '0' <= r && r <= '9':
		first = digitReadings[r-'0']
	case r >= 0x1F000:
		if picture, known := p.pictures[r]; known {
			return p.reading(picture)
		}
	}
	return first, second
}

// bopomofoOf holds the first sign in Bopomofo of a syllable, by its beginning in pinyin; longer ones first.
var bopomofoOf = []struct {
	pinyin   string
	bopomofo rune
}{
	{"zh", 'ㄓ'},
	{"ch", 'ㄔ'},
	{"sh", 'ㄕ'},
	{"yu", 'ㄩ'},
	{"ang", 'ㄤ'},
	{"eng", 'ㄥ'},
	{"ai", 'ㄞ'},
	{"ao", 'ㄠ'},
	{"an", 'ㄢ'},
	{"ei", 'ㄟ'},
	{"en", 'ㄣ'},
	{"er", 'ㄦ'},
	{"ou", 'ㄡ'},
	{"b", 'ㄅ'},
	{"p", 'ㄆ'},
	{"m", 'ㄇ'},
	{"f", 'ㄈ'},
	{"d", 'ㄉ'},
	{"t", 'ㄊ'},
	{"n", 'ㄋ'},
	{"l", 'ㄌ'},
	{"g", 'ㄍ'},
	{"k", 'ㄎ'},
	{"h", 'ㄏ'},
	{"j", 'ㄐ'},
	{"q", 'ㄑ'},
	{"x", 'ㄒ'},
	{"r", 'ㄖ'},
	{"z", 'ㄗ'},
	{"c", 'ㄘ'},
	{"s", 'ㄙ'},
	{"y", 'ㄧ'},
	{"w", 'ㄨ'},
	{"a", 'ㄚ'},
	{"o", 'ㄛ'},
	{"e", 'ㄜ'},
}

// bopomofo returns the first sign in Bopomofo of a syllable.
func bopomofo(syllable string) rune {
	for _, row := range bopomofoOf {
		if strings.HasPrefix(syllable, row.pinyin) {
			return row.bopomofo
		}
	}
	return 0
}
