package textmatch

import (
	"cmp"
	"slices"
)

// maxHitsPerTerm bounds the hits of one term in one text; a text made of nothing but the term says no more by a thousand.
const maxHitsPerTerm = 20

// Hit is a place where a term was found.
type Hit struct {
	// Term is the ID of the term.
	Term int
	// View is the way of writing it was found in; Plain for its letters.
	View View
	// Start and End are the half-open range in the original text, in code points.
	Start, End int
}

// Matcher finds a fixed set of terms. It may be shared.
type Matcher struct {
	folder  *Folder
	trie    *trie
	letters []rune
	// views are those that any term asks for, symbols tells that some terms are signs.
	views   View
	symbols bool
}

// Compile prepares terms for matching. An end of a term that is a Latin letter or a digit is found only where a word ends
// there too, so that "ass" is not in "class", unless it is marked with a star; Chinese ends are found anywhere but within a
// word: 幹 is not in 幹部, 操你 not in 曹操你好. A term that folds to nothing, to one Latin letter, or to more than 200 runes is
// refused with a *TermError. No terms at all are fine.
func Compile(f *Folder, terms []Term) (*Matcher, error) {
	c := compiler{m: &Matcher{folder: f}, keys: make([]key, 0, len(terms))}
	for i, term := range terms {
		cut, reason := f.cut(term.Text)
		if reason != "" {
			return nil, &TermError{Index: i, Text: term.Text, Reason: reason}
		}
		c.add(term, cut)
	}
	c.m.trie = newTrie(c.keys)
	c.m.letters = slices.Clip(c.m.letters)
	return c.m, nil
}

// compiler collects the spellings of terms.
type compiler struct {
	m    *Matcher
	keys []key
	// classes is a block that keys are cut from, so that many terms cost few allocations.
	classes []rune
}

func (c *compiler) add(term Term, cut foldedTerm) {
	p := pattern{
		id: int32(term.ID), scope: term.Scope, flags: cut.flags, marks: cut.spaces,
		word: int32(len(c.m.letters)), length: uint8(len(cut.letters)),
	}
	if p.scope == 0 {
		p.scope = 0xFF
	}
	if term.Allow {
		p.flags |= allows | exact
	}
	if p.joined = c.together(p, cut.letters); p.joined != cut.joined {
		// The same letter before and after a space, as in "great tit", is two letters there, and one drawn out without it.
		spaced := p
		spaced.joined = cut.joined
		c.put(spaced, cut.letters)
	}
	if c.put(p, cut.letters); p.is(symbols) || term.Views == 0 || term.Allow {
		return
	}
	c.m.views |= term.Views
	for _, v := range c.m.folder.pinyin().variants(cut.letters, term.Views) {
		spelling := p
		spelling.view, spelling.mask, spelling.masked, spelling.marks = v.view&term.Views, v.mask, v.masked, v.syllables
		spelling.flags = v.flags(p.flags)
		spelling.joined = c.together(spelling, v.letters)
		c.put(spelling, v.letters)
	}
}

// flags are those of a spelling of a term that has the flags given.
func (v variant) flags(term flags) flags {
	var f flags
	if v.view != Reversed {
		f |= exact
	}
	if v.view == Reversed || v.view == Split {
		f |= term & chinese
	}
	if v.whole {
		f |= whole
	}
	if term&latin != 0 {
		return f | term&(wordStart|wordEnd)
	}
	if inWord(v.letters[0]) {
		f |= wordStart
	}
	if inWord(v.letters[len(v.letters)-1]) {
		f |= wordEnd
	}
	return f
}

// together are the letters of a pattern that are drawn out when nothing stands between any of them.
func (c *compiler) together(p pattern, letters []rune) uint64 {
	var joined uint64
	for i := 1; i < len(letters) && i < 64; i++ {
		if !p.is(symbols) && p.view&(Pinyin|Homophone) == 0 && (p.masked == 0 || i != int(p.mask)) &&
			c.m.folder.table.class(letters[i-1]) == c.m.folder.table.class(letters[i]) {
			joined |= 1 << i
		}
	}
	return joined
}

// put adds one spelling.
func (c *compiler) put(p pattern, letters []rune) {
	p.from, p.size = int32(len(c.m.letters)), uint8(len(letters))
	c.m.letters = append(c.m.letters, letters...)
	if cap(c.classes)-len(c.classes) < len(letters) {
		c.classes = make([]rune, 0, 1<<14)
	}
	start := len(c.classes)
	for i, r := range letters {
		class := r
		if !p.is(symbols) && p.view&(Pinyin|Homophone) == 0 {
			if class = c.m.folder.table.class(r); i > 0 && p.joins(c.m.folder.table, letters, i) {
				continue
			}
		}
		c.classes = append(c.classes, class)
	}
	c.m.symbols = c.m.symbols || p.is(symbols)
	c.keys = append(c.keys, key{classes: c.classes[start:len(c.classes):len(c.classes)], pattern: p})
}

// Match returns every place where a term stands that no allow term covers, also where places overlap, in the order of their
// ends. Of one term ID at most 20 places are returned for each reading of the text, the first ones. The time is linear in the
// length of the text.
func (m *Matcher) Match(f Folded) []Hit { return m.MatchIn(f, 0xFF) }

// MatchIn is Match for the terms that share a bit with scope.
func (m *Matcher) MatchIn(f Folded, scope uint8) []Hit {
	if len(m.trie.patterns) == 0 || len(f.Runes) == 0 {
		return nil
	}
	r := run{m: m, scope: scope}
	s := m.folder.table.newStream(&f, false)
	r.letters(s)
	if s.signs {
		r.letters(m.folder.table.newStream(&f, true))
	}
	if m.symbols {
		r.symbols(&f)
	}
	if m.views&(Pinyin|Homophone) != 0 {
		r.pinyin(&f)
	}
	return r.hits()
}

// run is the matching of one text.
type run struct {
	m     *Matcher
	scope uint8
	found []Hit
	cover []Hit
	count map[int32]int
}

// add notes a hit.
func (r *run) add(p *pattern, f *Folded, from, to int32) {
	start, end := f.Span(int(from), int(to)+1)
	hit := Hit{Term: int(p.id), View: p.view, Start: start, End: end}
	if p.is(allows) {
		r.cover = append(r.cover, hit)
		return
	}
	if r.count == nil {
		r.count = make(map[int32]int)
	}
	r.count[p.id]++
	r.found = append(r.found, hit)
}

// wants tells whether a pattern counts here at all.
func (r *run) wants(p *pattern) bool {
	return p.scope&r.scope != 0 && (p.is(allows) && len(r.cover) < 1000 || r.count[p.id] < maxHitsPerTerm)
}

// hits are those found, without those that are covered, and without those of a view where the letters themselves stand.
func (r *run) hits() []Hit {
	if len(r.found) == 0 {
		return nil
	}
	r.uncover()
	plain := make(map[int]bool)
	for _, hit := range r.found {
		if hit.View == Plain {
			plain[hit.Term] = true
		}
	}
	r.found = slices.DeleteFunc(r.found, func(h Hit) bool { return h.View != Plain && plain[h.Term] })
	slices.SortFunc(r.found, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.End, b.End), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Term, b.Term), cmp.Compare(a.View, b.View))
	})
	r.found = slices.CompactFunc(r.found, func(a, b Hit) bool { return a.Term == b.Term && a.Start == b.Start && a.End == b.End })
	if len(r.found) == 0 {
		return nil
	}
	return r.found
}

// uncover drops the hits that lie within a place where an allow term stands.
func (r *run) uncover() {
	if len(r.cover) == 0 {
		return
	}
	slices.SortFunc(r.cover, func(a, b Hit) int { return cmp.Compare(a.Start, b.Start) })
	for i := 1; i < len(r.cover); i++ { // From here on End is how far all up to this one reach.
		r.cover[i].End = max(r.cover[i].End, r.cover[i-1].End)
	}
	r.found = slices.DeleteFunc(r.found, func(h Hit) bool {
		i, _ := slices.BinarySearchFunc(r.cover, h.Start+1, func(c Hit, start int) int { return cmp.Compare(c.Start, start) })
		return i > 0 && r.cover[i-1].End >= h.End
	})
}
