package textmatch

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Letters are compared by classes, coarsely, so that one automaton finds a term in all its spellings; alike then says
// whether what was found is a spelling of the letter that the term has. A class holds the letters that share digits or signs:
// 1 is read as i and as l, 6 as b and as g.

// likeness says how a character of a text stands for a letter of a term.
type likeness uint8

const (
	different likeness = iota
	same               // the letter itself, with or without accents
	similar            // another letter that looks like it: v for u
	digit              // a digit: 0 for o
	sign               // a sign: $ for s
)

// readings are the letters that a digit or sign is read as, the commonest first.
var readings = [128]string{
	'0': "o", '1': "il", '2': "z", '3': "e", '4': "a", '5': "s", '6': "bg", '7': "t", '8': "b", '9': "gq",
	'!': "il", '|': "il", '@': "a", '$': "s", '+': "t", '(': "c", '<': "c", '{': "c", '[': "c", '#': "h",
}

// resemble are letters that are written for each other.
var resemble = [128]rune{'u': 'v', 'v': 'u', 'i': 'l', 'l': 'i', 's': 'z', 'z': 's'}

// classes of ASCII: 0 where there is nothing to compare.
var classes = classTable()

func classTable() (class [128]rune) {
	for r := 'a'; r <= 'z'; r++ {
		class[r] = r
	}
	class['l'], class['v'], class['z'], class['g'], class['q'] = 'i', 'u', 's', 'b', 'b'
	for r, letters := range readings {
		if letters != "" {
			class[r] = class[letters[0]]
		}
	}
	return class
}

// isSign reports the signs that are read as letters.
func isSign(r rune) bool {
	return r < 128 && readings[r] != "" && (r < '0' || r > '9')
}

// class returns what a folded rune is compared by, or 0 if it is none of the letters and digits that terms are made of.
func (t *table) class(r rune) rune {
	switch {
	case r < 128:
		return classes[r]
	case 0x3400 <= r && r <= 0x9FFF, 0x20000 <= r && r <= 0x3FFFF:
		return r
	case 0x2C2 <= r && r <= 0x2DF: // tones of Bopomofo among them
		return 0
	case 0x2000 <= r && r <= 0x2BFF, 0x3000 <= r && r <= 0x303F, 0xFE00 <= r && r <= 0xFE6F, 0x1F000 <= r && r <= 0x1FFFF:
		return 0
	case unicode.IsLetter(r):
		if r = t.bare(r); r < 128 {
			return classes[r]
		}
		return r
	case unicode.IsNumber(r), unicode.Is(unicode.Mc, r):
		return r
	}
	return 0
}

// bare takes the accents off a letter.
func (t *table) bare(r rune) rune {
	if r < 0xC0 || r > 0x24FF && r < 0xA000 || r >= 0xAC00 {
		return r
	}
	first, more := rune(0), false
	for _, part := range norm.NFD.String(string(r)) {
		switch {
		case first == 0:
			first = part
		case !unicode.Is(unicode.Mn, part):
			return r
		}
		more = true
	}
	if !more || first == r {
		return r
	}
	if e := t.entry(first); e != 0 && e&(entryDropped|entrySeveral) == 0 {
		return rune(e & entryValue)
	}
	return first
}

// alike compares a rune of a text with a letter of a term; both are folded and of the same class.
func (t *table) alike(text, term rune) likeness {
	if text == term || t.bare(text) == t.bare(term) {
		return same
	}
	if text >= 128 || term >= 128 {
		return different
	}
	for _, letter := range readings[text] {
		if letter == term {
			if isSign(text) {
				return sign
			}
			return digit
		}
	}
	if resemble[text] == term {
		return similar
	}
	return different
}

// isOverlay reports marks that lie over or under letters without making others of them: accents, strokes and what is piled
// up. Vowel signs of Indian and other scripts are part of the word.
func isOverlay(r rune) bool {
	return 0x300 <= r && r <= 0x36F || 0x483 <= r && r <= 0x489 || 0x1AB0 <= r && r <= 0x1AFF ||
		0x1DC0 <= r && r <= 0x1DFF || 0x20D0 <= r && r <= 0x20FF || 0xFE20 <= r && r <= 0xFE2F
}

func isHan(r rune) bool {
	return 0x3400 <= r && r <= 0x9FFF || 0x20000 <= r && r <= 0x3FFFF
}

func isBopomofo(r rune) bool { return 0x3105 <= r && r <= 0x312F || 0x31A0 <= r && r <= 0x31BF }

// opensBopomofo reports the signs that begin a syllable, ㄅ to ㄙ.
func opensBopomofo(r rune) bool { return 0x3105 <= r && r <= 0x3119 }
