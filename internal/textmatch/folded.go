package textmatch

// Folded is a text in canonical form with the way back to the original.
type Folded struct {
	// Runes is the canonical form.
	Runes []rune
	// spans holds, for each rune, the part of the original it came from.
	spans []span
	// capitals has a bit for each code point of the original that is a capital from A to Z; nil: there are none.
	capitals []uint64
}

// span is a half-open range of code points of the original.
type span struct{ start, end int32 }

// String returns the canonical form as text. Folding it again changes nothing.
func (f Folded) String() string { return string(f.Runes) }

// Span returns the half-open range of the original, in code points, that the runes from..to came from (from < to ≤
// len(Runes)). Neither end ever moves backwards as from and to grow. Where one character of the original became several
// runes, or several became one, the range covers all of them. A byte of the original that is not UTF-8 counts as one code point.
func (f Folded) Span(from, to int) (start, end int) {
	return int(f.spans[from].start), int(f.spans[to-1].end)
}

func (f *Folded) add(r rune, from span) {
	f.Runes = append(f.Runes, r)
	f.spans = append(f.spans, from)
}

func (f *Folded) markCapital(at int32, length int) {
	if f.capitals == nil {
		f.capitals = make([]uint64, length/64+1)
	}
	f.capitals[at/64] |= 1 << (at % 64)
}

// opensWord tells whether rune i came from a capital after at least two small letters, as in BigSpam. aLtErNaTiNg letters are
// one word.
func (f *Folded) opensWord(i int) bool {
	small := func(i int) bool { return i >= 0 && 'a' <= f.Runes[i] && f.Runes[i] <= 'z' && !f.isCapital(i) }
	return f.isCapital(i) && small(i-1) && small(i-2)
}

// isCapital tells whether rune i came from a capital letter.
func (f *Folded) isCapital(i int) bool {
	at := f.spans[i].start
	return f.capitals != nil && f.capitals[at/64]&(1<<(at%64)) != 0
}
