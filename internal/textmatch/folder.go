package textmatch

import (
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many runes that join what stands before them (accents, Hangul vowels) are kept of one pile. No language
// needs so many; the rest of a higher pile is dropped, so that a pile costs no more than its length.
const maxMarks = 16

// Folder folds texts: look-alikes of other alphabets and of other shapes as the letter they pass for (UTS #39), traditional
// characters as simplified ones, NFKC, full case folding, all white space as one kind of space, and nothing that can't be seen
// (default-ignorable code points, bidi and other controls). It may be shared. Building one takes some tens of milliseconds,
// so programs build one and keep it.
type Folder struct {
	table     *table
	ignorable *unicode.RangeTable
	// What only some matchers need is loaded when one first asks.
	pinyin  func() *pinyin
	lexicon func() *lexicon
}

// NewFolder builds a Folder from the Unicode tables.
func NewFolder() *Folder {
	ignorable := ignorables()
	t := newTable(ignorable)
	return &Folder{
		table: t, ignorable: ignorable,
		pinyin:  sync.OnceValue(func() *pinyin { return newPinyin(t) }),
		lexicon: sync.OnceValue(func() *lexicon { return newLexicon(t) }),
	}
}

// Fold returns the canonical form of s. It takes any string: bytes that are not UTF-8 fold to U+FFFD, one each.
func (f *Folder) Fold(s string) Folded {
	n := utf8.RuneCountInString(s)
	out := Folded{Runes: make([]rune, 0, n), spans: make([]span, 0, n)}
	at, joins := int32(0), entry(0)
	for _, r := range s {
		here := span{at, at + 1}
		at++
		e := f.table.entry(r)
		if e == 0 { // Most are so.
			out.Runes, out.spans = append(out.Runes, r), append(out.spans, here)
			continue
		}
		if 'A' <= r && r <= 'Z' {
			out.markCapital(at-1, n)
		}
		joins |= e & entryJoins
		switch {
		case e&entryDropped != 0:
		case e&entrySeveral != 0:
			for _, r := range f.table.several[e&entryValue] {
				out.add(r, here)
			}
		default:
			out.add(rune(e&entryValue), here)
		}
	}
	if joins == 0 {
		return out
	}
	return f.compose(out)
}

// compose is the full path for what a table by rune can't do: it brings piles of runes that join into one character (a
// letter and its accents, the parts of a Hangul syllable) to normal form NFC. All runes of a pile point at the whole of it.
func (f *Folder) compose(in Folded) Folded {
	out := Folded{Runes: make([]rune, 0, len(in.Runes)), spans: make([]span, 0, len(in.Runes)), capitals: in.capitals}
	for from := 0; from < len(in.Runes); {
		to := from + 1
		for to < len(in.Runes) && f.table.entry(in.Runes[to])&entryJoins != 0 {
			to++
		}
		if to == from+1 {
			out.add(in.Runes[from], in.spans[from])
		} else {
			whole := span{in.spans[from].start, in.spans[to-1].end}
			for _, r := range f.pile(in.Runes[from:min(to, from+1+maxMarks)]) {
				out.add(r, whole)
			}
		}
		from = to
	}
	return out
}

// pile folds runes that join until nothing changes any more: composing may give a rune that has a fold of its own.
func (f *Folder) pile(runes []rune) []rune {
	for range 4 {
		var next []rune
		for _, r := range norm.NFC.String(string(runes)) {
			next = f.table.append(next, r)
		}
		if slices.Equal(next, runes) {
			break
		}
		runes = next
	}
	return runes
}
