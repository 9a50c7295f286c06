package textmatch

// stream is a folded text as terms are looked for in it: only letters and digits, by their classes, repeated ones as one.
type stream struct {
	text *Folded
	// classes is what the automaton reads.
	classes []rune
	// first is, for each class, the index in letters of the first letter it stands for; one more than there are classes.
	first []int32
	// letters are the indexes in text.Runes of the letters that were kept.
	letters []int32
	// signs tells that signs were read as letters, so that the text also has to be looked at with them as separators.
	signs bool
}

// newStream reads a text. With apart, signs that could be letters are taken for separators.
func (t *table) newStream(text *Folded, apart bool) *stream {
	n := len(text.Runes)
	backing := make([]int32, 0, 2*n+1)
	s := &stream{text: text, classes: make([]rune, 0, n), letters: backing[:0:n], first: backing[n:n]}
	syllable, last := false, rune(0)
	for i, r := range text.Runes {
		if 0x3400 <= r && r <= 0x9FFF && r != last { // Most runes of Chinese text are such.
			s.classes = append(s.classes, r)
			s.first = append(s.first, int32(len(s.letters)))
			s.letters = append(s.letters, int32(i))
			syllable, last = false, r
			continue
		}
		within := syllable && isBopomofo(r) && !opensBopomofo(r) // Of a syllable in Bopomofo its first sign counts.
		syllable = isBopomofo(r)
		class := t.class(r)
		if within || class == 0 {
			continue
		}
		if isSign(r) {
			if apart {
				continue
			}
			s.signs = true
		}
		if last != class || !s.goesOn(i) {
			s.classes = append(s.classes, class)
			s.first = append(s.first, int32(len(s.letters)))
			last = class
		}
		s.letters = append(s.letters, int32(i))
	}
	s.first = append(s.first, int32(len(s.letters)))
	return s
}

// goesOn tells whether rune i, of the same class as the last letter, is that letter repeated: in the same phrase, and no
// capital that begins another word.
func (s *stream) goesOn(i int) bool {
	last := int(s.letters[len(s.letters)-1])
	if i == last+1 {
		return !s.text.opensWord(i)
	}
	switch kindOfGap(s.text.Runes[last+1 : i]) {
	case noGap:
		return true
	case hardGap:
		return false
	}
	return !isLatinLetter(s.text.Runes[i]) || s.isAlone(last) && s.isAlone(i)
}

// isAlone tells whether a letter has no letter beside it.
func (s *stream) isAlone(i int) bool {
	runes := s.text.Runes
	return (i == 0 || !inLatinWord(runes[i-1])) && (i+1 == len(runes) || !inLatinWord(runes[i+1]))
}

// letter is the folded rune of a letter that was kept.
func (s *stream) letter(i int32) rune { return s.text.Runes[s.letters[i]] }

// gap returns what stands between a letter and the next.
func (s *stream) gap(i int32) []rune {
	return s.text.Runes[s.letters[i]+1 : s.letters[i+1]]
}
