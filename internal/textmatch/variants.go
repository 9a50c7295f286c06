package textmatch

import (
	"slices"
	"strings"
	"unicode"
)

const (
	// maxChanged is up to how many characters all combinations of changed ones are looked for; of longer terms only those
	// where one of them, or all, are changed.
	maxChanged = 4
	// minInitials is how many initials a term needs to be found by nothing else.
	minInitials = 3
	// minLatin is how many letters a Latin term needs to be found reversed or masked.
	minLatin = 4
)

// variant is a spelling of a term in one view.
type variant struct {
	view    View
	letters []rune
	// syllables marks letters of pinyin at which a syllable begins.
	syllables uint64
	// masked is how many letters are left out before the letter at mask.
	mask, masked uint8
	// whole says that nothing else may be in the text, because the spelling is too short to say much.
	whole bool
}

// variants returns the spellings of a term in the views asked for.
func (p *pinyin) variants(letters []rune, views View) []variant {
	var all []variant
	chinese := !slices.ContainsFunc(letters, func(r rune) bool { return !isHan(r) })
	if chinese && len(letters) > 1 {
		if views&Bopomofo != 0 {
			all = append(all, p.inBopomofo(letters)...)
		}
		if views&Initials != 0 {
			all = append(all, p.inInitials(letters)...)
		}
		if views&Split != 0 {
			all = append(all, p.inParts(letters)...)
		}
		if views&(Pinyin|Homophone) != 0 {
			all = append(all, p.inPinyin(letters)...)
		}
	}
	if views&Reversed != 0 && (chinese && len(letters) > 1 || len(letters) >= minLatin) {
		reversed := slices.Clone(letters)
		slices.Reverse(reversed)
		if !slices.Equal(reversed, letters) {
			all = append(all, variant{view: Reversed, letters: reversed, whole: len(letters) == 2})
		}
		if turned := turn(reversed); !chinese && !slices.Equal(turned, reversed) {
			all = append(all, variant{view: Reversed, letters: turned})
		}
	}
	if views&Masked != 0 {
		all = append(all, inMasks(letters, chinese)...)
	}
	return all
}

// turn writes letters upside down, as far as that makes other letters of them; those that have signs of their own for it are
// folded back already.
func turn(letters []rune) []rune {
	turned := slices.Clone(letters)
	for i, r := range turned {
		const up, down = "unpdbqmw", "nudpqbwm"
		if at := strings.IndexRune(up, r); at >= 0 {
			turned[i] = rune(down[at])
		}
	}
	return turned
}

// changed calls use with every choice of characters to change: all combinations in short terms, one or all in longer ones.
func changed(n int, use func(chosen func(i int) bool)) {
	if n > maxChanged {
		for only := range n {
			use(func(i int) bool { return i == only })
		}
		use(func(int) bool { return true })
		return
	}
	for set := 1; set < 1<<n; set++ {
		use(func(i int) bool { return set&(1<<i) != 0 })
	}
}

func (p *pinyin) inBopomofo(letters []rune) []variant {
	signs := make([]rune, len(letters))
	for i, r := range letters {
		reading, _ := p.reading(r)
		if signs[i] = bopomofo(reading); signs[i] == 0 {
			return nil
		}
	}
	var all []variant
	changed(len(letters), func(chosen func(int) bool) {
		spelling := slices.Clone(letters)
		for i := range spelling {
			if chosen(i) {
				spelling[i] = signs[i]
			}
		}
		short := len(letters) == 2 && isBopomofo(spelling[0]) && isBopomofo(spelling[1])
		all = append(all, variant{view: Bopomofo, letters: spelling, whole: short})
	})
	return all
}

func (p *pinyin) inInitials(letters []rune) []variant {
	initials := make([]rune, len(letters))
	for i, r := range letters {
		reading, _ := p.reading(r)
		if reading == "" {
			return nil
		}
		initials[i] = rune(reading[0])
	}
	var all []variant
	for i := range letters {
		spelling := slices.Clone(letters)
		spelling[i] = initials[i]
		all = append(all, variant{view: Initials, letters: spelling})
	}
	if len(letters) >= minInitials {
		all = append(all, variant{view: Initials, letters: initials})
	}
	return all
}

func (p *pinyin) inParts(letters []rune) []variant {
	var all []variant
	changed(len(letters), func(chosen func(int) bool) {
		spellings := [][]rune{nil}
		for i, r := range letters {
			ways := [][]rune{{r}}
			if chosen(i) {
				if ways = p.parts[r]; ways == nil {
					return
				}
			}
			spellings = combine(spellings, ways)
		}
		for _, spelling := range spellings {
			all = append(all, variant{view: Split, letters: spelling})
		}
	})
	return all
}

// combine appends each way to each spelling, up to a number no term needs.
func combine(spellings, ways [][]rune) [][]rune {
	var next [][]rune
	for _, spelling := range spellings {
		for _, way := range ways {
			if len(next) < 16 {
				next = append(next, slices.Concat(spelling, way))
			}
		}
	}
	return next
}

// inPinyin returns the commonest reading of a term and, of terms long enough not to be read out of anything, those where one
// character has its second.
func (p *pinyin) inPinyin(letters []rune) []variant {
	var all []variant
	for other := -1; other < len(letters) && (other < 0 || len(letters) > 2); other++ {
		v := variant{view: Pinyin | Homophone}
		complete := true
		for i, r := range letters {
			reading, second := p.reading(r)
			if i == other {
				reading = second
			}
			if reading == "" || len(v.letters) >= 64 {
				complete = false
				break
			}
			v.syllables |= 1 << len(v.letters)
			v.letters = append(v.letters, []rune(reading)...)
		}
		if complete {
			all = append(all, v)
		}
	}
	return all
}

// inMasks leaves out one or two letters between the first and the last one.
func inMasks(letters []rune, chinese bool) []variant {
	if least := minLatin; len(letters) < least && (!chinese || len(letters) < least-1) {
		return nil
	}
	var all []variant
	for n := 1; n <= 2 && len(letters)-n >= 2; n++ {
		for at := 1; at+n < len(letters); at++ {
			if unicode.IsDigit(letters[at]) {
				continue
			}
			rest := slices.Concat(letters[:at], letters[at+n:])
			all = append(all, variant{view: Masked, letters: rest, mask: uint8(at), masked: uint8(n)})
			if chinese && n == 1 {
				for _, r := range "xo某" {
					all = append(all, variant{view: Masked, letters: slices.Concat(letters[:at], []rune{r}, letters[at+1:])})
				}
			}
		}
	}
	return all
}
