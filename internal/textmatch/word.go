package textmatch

// window is how many characters around a hit decide whether it is a word of its own.
const window = longestWord

// assumed is what a term costs that the lexicon does not have, by its length: terms are words that people write, and the
// longer one is, the less likely its characters stand side by side by chance.
var assumed = [...]float32{0, unknown, 11, 10}

// isWord tells whether a hit is a word where it stands, and not the end of one word and the beginning of the next, nor, if it
// is a single character, part of a longer word. Words that contain a longer term are no excuse for it: 強姦犯 has 強姦 in it.
// Allow terms say which are.
func (r *run) isWord(p *pattern, s *stream, from, to int32) bool {
	if p.is(allows) || !p.is(chinese) {
		return true
	}
	text, start, end := s.around(from, to)
	n := int(p.size)
	l := r.m.folder.lexicon()
	own, known := l.cost(r.m.letters[p.from : p.from+int32(n)])
	if n > 1 {
		if !known {
			own = unknown
		}
		own = min(own, assumed[min(n, len(assumed)-1)])
	}
	likeliest := l.cheapest(text, func(a, b int) bool { return n > 1 && a <= start && b >= end && b-a > end-start })
	fits := func(from, to int) bool {
		return l.cheapest(text[:from], nil)+own+l.cheapest(text[to:], nil) <= likeliest+0.01
	}
	if end-start > n+1 {
		return fits(start, end) || fits(end-n, end)
	}
	// One character more than the term has may be another word's: 靠爸爸.
	return fits(start, start+n) || fits(end-n, end)
}

// around returns the Chinese characters around letters from..to, and where these stand in them.
func (s *stream) around(from, to int32) (text []rune, start, end int) {
	first, last := from, to
	for first > 0 && from-first < window && isHan(s.letter(first-1)) {
		first--
	}
	for int(last)+1 < len(s.letters) && last-to < window && isHan(s.letter(last+1)) {
		last++
	}
	for i := first; i <= last; i++ {
		text = append(text, s.letter(i))
	}
	return text, int(from - first), int(to-first) + 1
}
