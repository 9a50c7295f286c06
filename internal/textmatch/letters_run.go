package textmatch

import "unicode"

// letters finds patterns in a stream of letters.
func (r *run) letters(s *stream) {
	state := int32(0)
	trie := r.m.trie
	for i, class := range s.classes {
		state = trie.step(state, class)
		for node := trie.ending(state); node != 0; node = trie.shorter[node] {
			for k := range trie.patternsAt(node) {
				p := &trie.patterns[trie.ends[node]+int32(k)]
				if p.is(symbols) || p.view&(Pinyin|Homophone) != 0 || !r.wants(p) {
					continue
				}
				if from, to, ok := r.spelled(p, s, i+1-int(trie.depth[node]), i+1); ok && r.isWord(p, s, from, to) &&
					(!p.is(whole) || s.isAll(from, to)) {
					r.add(p, s.text, s.letters[from], s.letters[to])
				}
			}
		}
	}
}

// spelled compares what the automaton found at classes start..end with the letters of the pattern. It returns the first and
// the last letter of the stream that belong to the hit.
func (r *run) spelled(p *pattern, s *stream, start, end int) (from, to int32, ok bool) {
	term := r.m.letters[p.from : p.from+int32(p.size)]
	from, to = s.first[start], s.first[end]
	table := r.m.folder.table
	var seen spelling
	for k, at := start, 0; k < end; k++ {
		n := at + 1
		for n < len(term) && p.joins(table, term, n) {
			n++
		}
		if at >= len(term) {
			return 0, 0, false
		}
		if k == start {
			from = s.trimStart(table, k, n-at, term[at])
		}
		if k == end-1 {
			to = s.trimEnd(table, k, n-at, term[n-1])
		}
		if !seen.add(p, table, s, max(from, s.first[k]), min(to, s.first[k+1]), term[at:n]) {
			return 0, 0, false
		}
		at = n
	}
	if !seen.isPlausible(p, len(term)) {
		return 0, 0, false
	}
	to--
	return from, to, r.holdsTogether(p, s, from, to, start) && s.atWordEnds(p, from, to, term[0], term[len(term)-1])
}

// spelling counts how the letters of a hit are written.
type spelling [sign + 1]int

// add compares the letters from..to of a stream, which are of one class, with those the term has there. More of one letter
// than the term has is the same word drawn out; fewer is another word.
func (c *spelling) add(p *pattern, t *table, s *stream, from, to int32, term []rune) bool {
	if int(to-from) < len(term) || (p.is(allows|whole) || p.view == Initials) && int(to-from) != len(term) {
		return false
	}
	drawn := int(to-from) > len(term)
	at := 0
	for i := from; i < to; i++ {
		// Each letter of the text is the one after the last in the term, or, when the word is drawn out, the last again.
		left := int(to-i) - 1
		how := t.alike(s.letter(i), term[min(at, len(term)-1)])
		if drawn && at > 0 && (at == len(term) || how == different || left >= len(term)-at && s.letter(i) == s.letter(i-1)) {
			how = t.alike(s.letter(i), term[at-1])
		} else {
			at++
		}
		if how == different || how == similar && drawn {
			return false
		}
		c[how]++
	}
	return at == len(term)
}

// trimStart leaves out digits and signs before a word that only share the class of its first letter, as the 2 of 2ass does. Of
// class k at least n letters stay.
func (s *stream) trimStart(t *table, k, n int, letter rune) int32 {
	from, cut := s.first[k], s.first[k]
	for i := from; i < s.first[k+1]-int32(n) && !isLetter(s.letter(i)); i++ {
		if t.alike(s.letter(i), letter) == different {
			cut = i + 1
		}
	}
	return cut
}

// trimEnd does the same after a word, and returns the end of what stays.
func (s *stream) trimEnd(t *table, k, n int, letter rune) int32 {
	cut := s.first[k+1]
	for i := cut - 1; i >= s.first[k]+int32(n) && !isLetter(s.letter(i)); i-- {
		if t.alike(s.letter(i), letter) == different {
			cut = i
		}
	}
	return cut
}

// isPlausible tells whether a word is written so on purpose. Numbers and codes such as A55 are not words.
func (c *spelling) isPlausible(p *pattern, length int) bool {
	switch {
	case c[similar]+c[digit]+c[sign] == 0:
		return true
	case p.is(exact), c[same]+c[sign]+c[similar] == 0, p.is(whole) && c[similar] > 0:
		return false
	case length <= 3:
		return c[digit] <= 1 && (c[similar] == 0 || c[sign] > 0)
	}
	return c[similar] <= 1 || c[same] > c[similar]
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || r >= 128 }

// holdsTogether looks at what stands between the letters from..to of a hit, which begins with class start.
func (r *run) holdsTogether(p *pattern, s *stream, from, to int32, start int) bool {
	if p.masked == 0 && s.letters[to]-s.letters[from] == to-from {
		return true // Nothing stands between them.
	}
	var between gaps
	k, letter := start, 0
	for i := from; i < to; i++ {
		for s.first[k+1] <= i {
			k++
		}
		repeats := i+1 < s.first[k+1]
		if !repeats || int(i-max(from, s.first[k]))+1 < r.run(p, letter) {
			letter++
		}
		gap := s.gap(i)
		if p.masked > 0 && letter == int(p.mask) && !repeats {
			if !masks(gap, int(p.masked)) {
				return false
			}
		} else if len(gap) > 0 && !p.hasSpace(letter) {
			between.add(gap, isLatinLetter(s.letter(i)) && isLatinLetter(s.letter(i+1)))
		}
	}
	return between.areOfOneWord(int(to-from) + 1)
}

// hasSpace tells whether the term itself has a space or a sign after its first n letters.
func (p *pattern) hasSpace(n int) bool {
	return p.view == Plain && 0 < n && n <= 64 && p.marks&(1<<(n-1)) != 0
}

// run is how many letters from one on are of the same class in a pattern.
func (r *run) run(p *pattern, letter int) int {
	term := r.m.letters[p.from : p.from+int32(p.size)]
	if letter >= len(term) {
		return 0
	}
	table, first, n := r.m.folder.table, letter, letter+1
	for first > 0 && p.joins(table, term, first) {
		first--
	}
	for n < len(term) && p.joins(table, term, n) {
		n++
	}
	return n - first
}

// masks tells whether signs stand for n letters that are left out.
func masks(gap []rune, n int) bool {
	count := 0
	for _, r := range gap {
		switch {
		case isOverlay(r):
		case r == ' ', endsPhrase(r) && r != '!' && r != '?', r == '/', r == '-', r == '\'':
			return false
		default:
			count++
		}
	}
	return count == n || n == 1 && count > 0 && count <= maxGap
}

func isLatinLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || r < 128 && readings[r] != "" || r >= 128 && unicode.Is(unicode.Latin, r)
}

// atWordEnds tells whether a hit begins and ends where words do, where its pattern needs that; first and last are the letters
// that the pattern has there. Marks that didn't compose (strokes through a word, say) belong to the letter before them and
// hide no boundary. Digits end a word of letters, and letters one of digits; a capital after a small letter begins one.
func (s *stream) atWordEnds(p *pattern, from, to int32, first, last rune) bool {
	runes := s.text.Runes
	start, end := int(s.letters[from]), int(s.letters[to])
	if p.is(wordStart) {
		before := start - 1
		for before >= 0 && unicode.IsMark(runes[before]) {
			before--
		}
		if before >= 0 && goesOn(runes[before], first) && (before < start-1 || !s.text.opensWord(start)) {
			return false
		}
	}
	if p.is(wordEnd) {
		after := end + 1
		for after < len(runes) && unicode.IsMark(runes[after]) {
			after++
		}
		if after < len(runes) && goesOn(runes[after], last) && (after > end+1 || !s.text.opensWord(after)) {
			return false
		}
	}
	return true
}

// goesOn tells whether a rune goes on with the word that a term begins or ends with.
func goesOn(next, end rune) bool {
	if unicode.IsDigit(end) && unicode.IsDigit(next) || isBopomofo(end) && opensBopomofo(next) {
		return true
	}
	return 'a' <= next && next <= 'z' || next >= 128 && unicode.Is(unicode.Latin, next)
}

// symbols finds the patterns that are signs, in the folded text as it stands.
func (r *run) symbols(f *Folded) {
	state := int32(0)
	trie := r.m.trie
	for i, c := range f.Runes {
		state = trie.step(state, c)
		for node := trie.ending(state); node != 0; node = trie.shorter[node] {
			for k := range trie.patternsAt(node) {
				p := &trie.patterns[trie.ends[node]+int32(k)]
				if p.is(symbols) && r.wants(p) {
					r.add(p, f, int32(i)+1-int32(p.size), int32(i))
				}
			}
		}
	}
}
