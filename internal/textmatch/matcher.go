package textmatch

import (
	"fmt"
	"slices"
	"unicode"
)

const (
	// maxTermRunes bounds a term after folding, and with it the work that one rune of a text can cause.
	maxTermRunes = 200
	// maxHitsPerTerm bounds the hits of one term in one text; a text made of nothing but the term says no more by a thousand.
	maxHitsPerTerm = 20
)

// Term is something to look for.
type Term struct {
	// ID is what a Hit names. Several terms may have the same one.
	ID int
	// Text is the term as a person wrote it; it is folded as the texts are.
	Text string
}

// Hit is a place where a term was found.
type Hit struct {
	// Term is the ID of the term.
	Term int
	// Start and End are the half-open range in the original text, in code points.
	Start, End int
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

// pattern is a term made ready.
type pattern struct {
	runes []rune
	id    int
	// wordStart and wordEnd say that a hit must begin or end where a word does.
	wordStart, wordEnd bool
}

// Matcher finds a fixed set of terms. It is immutable and may be shared.
type Matcher struct {
	trie *trie
}

// Compile prepares terms for matching. An end of a term that is a Latin letter or a digit is found only where a word ends
// there too, so that "ass" is not in "class"; all other ends, Chinese ones above all, are found anywhere. A term that folds
// to nothing, to one Latin letter, or to more than 200 runes is refused with a *TermError. No terms at all are fine.
func Compile(f *Folder, terms []Term) (*Matcher, error) {
	patterns := make([]pattern, len(terms))
	for i, term := range terms {
		runes := trimSpaces(f.Fold(term.Text).Runes)
		if reason := refusal(runes); reason != "" {
			return nil, &TermError{Index: i, Text: term.Text, Reason: reason}
		}
		patterns[i] = pattern{
			runes: runes, id: term.ID,
			wordStart: inLatinWord(runes[0]), wordEnd: inLatinWord(runes[len(runes)-1]),
		}
	}
	return &Matcher{trie: newTrie(patterns)}, nil
}

func refusal(runes []rune) string {
	switch {
	case len(runes) == 0:
		return "has nothing visible in it"
	case len(runes) == 1 && unicode.Is(unicode.Latin, runes[0]):
		return "is a single Latin letter"
	case len(runes) > maxTermRunes:
		return fmt.Sprintf("is longer than %d characters", maxTermRunes)
	}
	return ""
}

// Match returns every place where a term stands, also where places overlap, in the order of their ends. Of one term ID at
// most 20 places are returned, the first ones. The time is linear in the length of the text.
func (m *Matcher) Match(f Folded) []Hit {
	var hits []Hit
	var count map[int]int
	state := int32(0)
	for i, r := range f.Runes {
		state = m.trie.step(state, r)
		for node := m.trie.ending(state); node != 0; node = m.trie.shorter[node] {
			for _, p := range m.trie.patternsAt(node) {
				start := i + 1 - len(p.runes)
				if count[p.id] == maxHitsPerTerm || !p.fits(f.Runes, start, i+1) {
					continue
				}
				if count == nil {
					count = make(map[int]int)
				}
				count[p.id]++
				from, to := f.Span(start, i+1)
				hits = append(hits, Hit{Term: p.id, Start: from, End: to})
			}
		}
	}
	return hits
}

// fits tells whether a pattern that stands at start..end stands at word boundaries where it needs them. Marks that didn't
// compose (strokes through a word, say) belong to the letter before them and hide no boundary.
func (p *pattern) fits(text []rune, start, end int) bool {
	if p.wordStart {
		before := start - 1
		for before >= 0 && unicode.IsMark(text[before]) {
			before--
		}
		if before >= 0 && inLatinWord(text[before]) {
			return false
		}
	}
	if p.wordEnd {
		for end < len(text) && unicode.IsMark(text[end]) {
			end++
		}
		return end == len(text) || !inLatinWord(text[end])
	}
	return true
}

func inLatinWord(r rune) bool {
	return 'a' <= r && r <= 'z' || unicode.Is(unicode.Latin, r) || unicode.IsDigit(r)
}

func trimSpaces(runes []rune) []rune {
	visible := func(r rune) bool { return r != ' ' }
	from := slices.IndexFunc(runes, visible)
	if from < 0 {
		return nil
	}
	to := len(runes)
	for runes[to-1] == ' ' {
		to--
	}
	return runes[from:to]
}
