package textmatch

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/rangetable"
)

// entry says what becomes of one rune. Zero: it stays as it is. Otherwise the low 21 bits are the rune it becomes, or, with
// entrySeveral, an index into table.several.
type entry uint32

const (
	entryValue   entry = 1<<21 - 1
	entryDropped entry = 1 << 21
	entrySeveral entry = 1 << 22
	// entryJoins marks a rune whose fold may combine with what stands before it, so that the table alone isn't enough.
	entryJoins entry = 1 << 23
)

// table holds the fold of every single rune, in pages of 256 of which most don't exist because nothing in them changes.
type table struct {
	pages   [(unicode.MaxRune + 1) >> 8]*[256]entry
	several [][]rune
}

func newTable(ignorable *unicode.RangeTable) *table {
	t := &table{}
	d := definition{fold: cases.Fold(), ignorable: ignorable, like: lookalikes()}
	for r := range d.like {
		t.set(r, t.entryFor(r, d.foldOne(r)))
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if next, skip := foldsToItself(r); skip {
			r = next
			continue
		}
		if unicode.Is(ignorable, r) || unicode.IsControl(r) && !unicode.IsSpace(r) {
			t.set(r, entryDropped)
			continue
		}
		t.set(r, t.entryFor(r, d.foldOne(r)))
	}
	return t
}

// foldsToItself knows the large ranges in which nothing folds but look-alikes, and returns their last rune.
func foldsToItself(r rune) (last rune, known bool) {
	for _, block := range [...][2]rune{
		{0x3400, 0x4DBF},   // CJK unified ideographs, extension A
		{0x4E00, 0x9FFF},   // CJK unified ideographs
		{0xAC00, 0xD7A3},   // Hangul syllables
		{0xD800, 0xF8FF},   // surrogates and private use
		{0x17000, 0x18CFF}, // Tangut, Khitan
		{0x20000, 0x2F7FF}, // CJK unified ideographs, extensions B to F
		{0x30000, 0xDFFFF}, // further extensions, and unassigned planes
		{0xE1000, unicode.MaxRune},
	} {
		if block[0] <= r && r <= block[1] {
			return block[1], true
		}
	}
	return 0, false
}

// definition is what folding one rune means. The table is made from it.
type definition struct {
	fold      cases.Caser
	ignorable *unicode.RangeTable
	like      map[rune][]rune
}

// foldOne is the fold by definition, on one rune: what it looks like, then R5 of the Unicode Standard, section 3.13
// (NFKC_Casefold), with white space unified. Both are applied until nothing changes, which makes folding idempotent.
func (d definition) foldOne(r rune) string {
	if unicode.IsSpace(r) {
		return " "
	}
	s := string(r)
	for range 8 {
		next := d.look(s)
		next = norm.NFKC.String(d.fold.String(norm.NFKC.String(next)))
		next = strings.Map(func(r rune) rune {
			if unicode.Is(d.ignorable, r) {
				return -1
			}
			return r
		}, next)
		if next == s {
			break
		}
		s = next
	}
	return s
}

// look replaces each rune by the one it is read as.
func (d definition) look(s string) string {
	var out strings.Builder
	for _, r := range s {
		if like, known := d.like[r]; known {
			out.WriteString(string(like))
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

func (t *table) entryFor(r rune, folded string) entry {
	runes := []rune(folded)
	var joins entry
	for i := range runes {
		if !norm.NFC.PropertiesString(string(runes[i])).BoundaryBefore() {
			joins = entryJoins
		}
	}
	switch {
	case len(runes) == 0:
		return entryDropped
	case len(runes) > 1:
		t.several = append(t.several, runes)
		return entrySeveral | joins | entry(len(t.several)-1)
	case runes[0] == r && joins == 0:
		return 0
	}
	return entry(runes[0]) | joins
}

func (t *table) set(r rune, e entry) {
	if e == 0 {
		return
	}
	page := &t.pages[r>>8]
	if *page == nil {
		*page = new([256]entry)
	}
	(*page)[r&0xFF] = e
}

func (t *table) entry(r rune) entry {
	if page := t.pages[r>>8]; page != nil {
		return page[r&0xFF]
	}
	return 0
}

// append adds the fold of r to runes.
func (t *table) append(runes []rune, r rune) []rune {
	switch e := t.entry(r); {
	case e == 0:
		return append(runes, r)
	case e&entryDropped != 0:
		return runes
	case e&entrySeveral != 0:
		return append(runes, t.several[e&entryValue]...)
	default:
		return append(runes, rune(e&entryValue))
	}
}

// ignorables are the code points that show nothing: Default_Ignorable_Code_Point as DerivedCoreProperties.txt derives it,
// and the other invisible format controls with them.
func ignorables() *unicode.RangeTable {
	return rangetable.Merge(unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Cf)
}
