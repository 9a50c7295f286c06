package textmatch

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Term is something to look for.
type Term struct {
	// ID is what a Hit names. Several terms may have the same one.
	ID int
	// Text is the term as a person wrote it; it is folded as the texts are. A Latin end is found only where a word ends;
	// a * at that end says that it is found within words too. A term that begins with = is found only where it is the whole
	// text, but for digits and what is said to people, such as 小 or 大人.
	Text string
	// Views are the ways of writing it in which it counts beside its letters.
	Views View
	// Allow makes it a term that covers others: nothing is found within a place where it stands.
	Allow bool
	// Scope is a set of bits. A text is matched against the terms that share one with it; 0 is all of them.
	Scope uint8
}

// TermError says which of the terms given to Compile can't be looked for, and why.
type TermError struct {
	Index  int // in the terms given, from 0
	Text   string
	Reason string
}

func (e *TermError) Error() string {
	return fmt.Sprintf("term %d (%q) %s", e.Index, e.Text, e.Reason)
}

// maxTermRunes bounds a term after folding, and with it the work that one rune of a text can cause.
const maxTermRunes = 200

// flags say how a pattern is looked for.
type flags uint16

const (
	wordStart flags = 1 << iota // its first letter begins a word
	wordEnd                     // its last letter ends one
	exact                       // its letters stand for nothing but themselves
	allows                      // it covers others
	whole                       // there is nothing else in the text
	symbols                     // it is made of signs, and looked for in the folded text as it stands
	latin                       // it has Latin letters
	chinese                     // all of it is Chinese
)

// pattern is one spelling of a term, ready to be found.
type pattern struct {
	id int32
	// from and size are its letters in Matcher.letters, word and length those of the term itself.
	from, word   int32
	size, length uint8
	view         View
	scope        uint8
	flags        flags
	mask, masked uint8
	// marks are the letters at which a syllable begins, in a spelling in pinyin, and after which there is a space or a sign, in
	// others.
	marks uint64
	// joined are the letters that are, for the automaton, the one before them drawn out.
	joined uint64
}

func (p *pattern) is(f flags) bool { return p.flags&f != 0 }

// joins tells whether letter i of a pattern is, for the automaton, the one before it drawn out.
func (p *pattern) joins(t *table, letters []rune, i int) bool {
	if i < 64 {
		return p.joined&(1<<i) != 0
	}
	return t.class(letters[i-1]) == t.class(letters[i])
}

// foldedTerm is a term cut into what matching needs.
type foldedTerm struct {
	letters []rune
	// spaces are the letters after which there is something else, joined those that a text which has them so draws out.
	spaces, joined uint64
	flags          flags
}

// cut folds the text of a term. It returns why the term can't be looked for, if it can't.
func (f *Folder) cut(text string) (foldedTerm, string) {
	text, alone := strings.CutPrefix(strings.TrimSpace(text), "=")
	inner, openStart, openEnd := openEnds(text)
	folded := f.Fold(inner)
	runes := trimSpaces(folded.Runes)
	switch {
	case len(runes) == 0:
		return foldedTerm{}, "has nothing visible in it"
	case len(runes) == 1 && unicode.Is(unicode.Latin, runes[0]):
		return foldedTerm{}, "is a single Latin letter"
	case len(runes) > maxTermRunes:
		return foldedTerm{}, fmt.Sprintf("is longer than %d characters", maxTermRunes)
	}
	term := f.lettersOf(folded)
	if alone {
		term.flags |= whole
	}
	if term.flags&symbols != 0 {
		return term, ""
	}
	if !openStart && inLatinWord(term.letters[0]) {
		term.flags |= wordStart
	}
	if !openEnd && inLatinWord(term.letters[len(term.letters)-1]) {
		term.flags |= wordEnd
	}
	return term, ""
}

// openEnds takes the stars off a term.
func openEnds(text string) (inner string, start, end bool) {
	text = strings.TrimSpace(text)
	inner = strings.Trim(text, "*")
	if inner == "" {
		return text, false, false
	}
	return inner, inner[0] != text[0], inner[len(inner)-1] != text[len(text)-1]
}

// lettersOf keeps the letters of a term. A term that is mostly signs is looked for as it stands.
func (f *Folder) lettersOf(text Folded) foldedTerm {
	s := f.table.newStream(&text, false)
	term := foldedTerm{spaces: s.divided(), joined: s.joined()}
	words := false
	for i := range int32(len(s.letters)) {
		term.letters = append(term.letters, s.letter(i))
		words = words || isLetter(s.letter(i))
	}
	signs := 0
	for _, r := range text.Runes {
		if r != ' ' && f.table.class(r) == 0 {
			signs++
		}
	}
	if signs >= len(term.letters) || !words && slices.ContainsFunc(text.Runes, isSign) {
		return foldedTerm{letters: trimSpaces(text.Runes), flags: symbols}
	}
	for i, r := range term.letters {
		if isSign(r) && words {
			term.letters[i] = rune(readings[r][0])
		}
	}
	term.flags = scripts(term.letters)
	return term
}

// divided are the letters after which something else stands, of the first 64.
func (s *stream) divided() (set uint64) {
	for i := range min(64, len(s.letters)-1) {
		if len(s.gap(int32(i))) > 0 {
			set |= 1 << i
		}
	}
	return set
}

// joined are the letters that draw out the one before them, of the first 64.
func (s *stream) joined() (set uint64) {
	for k, first := range s.first[:len(s.classes)] {
		for i := first + 1; i < min(64, s.first[k+1]); i++ {
			set |= 1 << i
		}
	}
	return set
}

// scripts says what letters a term is made of.
func scripts(letters []rune) flags {
	f := chinese
	for _, r := range letters {
		if inLatinWord(r) {
			f |= latin
		}
		if !isHan(r) {
			f &^= chinese
		}
	}
	return f
}

func inLatinWord(r rune) bool {
	return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r >= 128 && (unicode.Is(unicode.Latin, r) || unicode.IsDigit(r))
}

// inWord reports what words with ends are made of: Latin letters, digits, and signs of Bopomofo.
func inWord(r rune) bool { return inLatinWord(r) || isBopomofo(r) }

// trimSpaces cuts the spaces at both ends.
func trimSpaces(runes []rune) []rune {
	for len(runes) > 0 && runes[0] == ' ' {
		runes = runes[1:]
	}
	for len(runes) > 0 && runes[len(runes)-1] == ' ' {
		runes = runes[:len(runes)-1]
	}
	return runes
}
