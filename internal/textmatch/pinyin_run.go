package textmatch

import (
	"slices"
	"strings"
)

// spoken is a text as it is read out: the letters of the readings of its characters, and its Latin letters as they stand.
type spoken struct {
	s *stream
	// runes is what the automaton reads; source, for each of them, is the letter of the stream it belongs to, and at its place
	// within the reading of that letter, from 0.
	runes  []rune
	source []int32
	at     []uint8
}

// newSpoken keeps the letters of a text that can be read out.
func (p *pinyin) newSpoken(text *Folded) *spoken {
	s := &stream{text: text}
	for i, r := range text.Runes {
		if first, _ := p.reading(r); first != "" || 'a' <= r && r <= 'z' {
			s.letters = append(s.letters, int32(i))
		}
	}
	return &spoken{s: s}
}

// read appends the reading of letters from..to, with the second reading for the one at other.
func (o *spoken) read(p *pinyin, from, to, other int32) {
	for i := from; i < to; i++ {
		r := o.s.letter(i)
		reading, second := p.reading(r)
		if i == other {
			reading = second
		}
		if reading == "" {
			o.runes, o.source, o.at = append(o.runes, r), append(o.source, i), append(o.at, 0)
			continue
		}
		for k, letter := range reading {
			o.runes, o.source, o.at = append(o.runes, letter), append(o.source, i), append(o.at, uint8(k))
		}
	}
}

// pinyin finds patterns in a text as it is read out. Characters with a second reading are read again with it, and with what
// stands around them.
func (r *run) pinyin(f *Folded) {
	p := r.m.folder.pinyin()
	o := p.newSpoken(f)
	n := int32(len(o.s.letters))
	o.read(p, 0, n, -1)
	r.spoken(o)
	for i := range n {
		if _, second := p.reading(o.s.letter(i)); second != "" {
			o.runes, o.source, o.at = o.runes[:0], o.source[:0], o.at[:0]
			o.read(p, max(0, i-2*window), min(n, i+2*window), i)
			r.spoken(o)
		}
	}
}

// spoken runs the automaton over one reading.
func (r *run) spoken(o *spoken) {
	state := int32(0)
	trie := r.m.trie
	for i, letter := range o.runes {
		state = trie.step(state, letter)
		for node := trie.ending(state); node != 0; node = trie.shorter[node] {
			for k := range trie.patternsAt(node) {
				p := &trie.patterns[trie.ends[node]+int32(k)]
				if p.view&(Pinyin|Homophone) == 0 || !r.wants(p) {
					continue
				}
				if view := r.spokenAs(p, o, i+1-int(p.size), i+1); view != Plain && p.view&view != 0 {
					found := *p
					found.view = view
					r.add(&found, o.s.text, o.s.letters[o.source[i+1-int(p.size)]], o.s.letters[o.source[i]])
				}
			}
		}
	}
}

// spokenAs compares what the automaton found at start..end with the syllables of the pattern. It returns the view it is written
// in: Homophone for Chinese characters, Pinyin where Latin letters are among them, Plain where it is no hit, or the term itself.
func (r *run) spokenAs(p *pattern, o *spoken, start, end int) View {
	from, to := o.source[start], o.source[end-1]
	characters, letters, ok := o.syllables(p.marks, start, end)
	if !ok || end < len(o.runes) && o.source[end] == to {
		return Plain // A character's reading goes on.
	}
	var between gaps
	for i := from; i < to; i++ {
		if gap := o.s.gap(i); len(gap) > 0 {
			between.add(gap, false)
		}
	}
	edges := pattern{flags: wordStart | wordEnd}
	switch {
	case !between.areOfOneWord(int(to-from) + 1):
		return Plain
	case letters == 0 && r.soundsLike(p, o.s, from, to):
		return Homophone
	case letters == 0, characters > 0 && letters < 2, !o.s.atWordEnds(&edges, from, to, 'a', 'a'):
		return Plain
	}
	return Pinyin
}

// syllables counts the characters and the Latin letters at start..end. It is not ok where a character's reading is not just
// one of the syllables that begin at marks.
func (o *spoken) syllables(marks uint64, start, end int) (characters, letters int, ok bool) {
	for i := start; i < end; i++ {
		if r := o.s.letter(o.source[i]); 'a' <= r && r <= 'z' {
			letters++
			continue
		}
		opens := marks&(1<<(i-start)) != 0
		if (o.at[i] == 0) != opens {
			return 0, 0, false
		}
		if opens {
			characters++
		}
	}
	return characters, letters, true
}

// surnames are the commonest in Taiwan and China, simplified.
const surnames = "陈林黄张李王吴刘蔡杨许郑谢郭洪曾邱廖赖周徐苏叶庄吕江何萧罗高潘简朱钟彭游詹胡施沈余卢梁赵颜柯翁魏孙戴范方宋邓杜傅侯曹薛丁卓马阮董" +
	"唐温蓝石蒋田康邹白涂尤古姚连欧程汤黎冯龚严韩袁金童陆夏柳邵汪贾任武毛史顾龙万段雷侯孟秦于"

// soundsLike tells whether characters that sound like a term stand for it: they are not the term itself, and make no sense as
// they stand, so that cutting the text into words leaves each of them alone.
func (r *run) soundsLike(p *pattern, s *stream, from, to int32) bool {
	term := r.m.letters[p.word : p.word+int32(p.length)]
	if int(to-from)+1 != len(term) {
		return false
	}
	own := make([]bool, len(term))
	for i := range own {
		own[i] = s.letter(from+int32(i)) == term[i]
	}
	if !slices.Contains(own, false) {
		return false
	}
	text, start, end := s.around(from, to)
	if len(term) == 2 && len(s.letters) == 3 && len(text) == 3 && strings.ContainsRune(surnames, text[0]) {
		return false // It is a name: 簡建仁.
	}
	l := r.m.folder.lexicon()
	alone := l.cheapest(text[start:end], func(a, b int) bool { return b-a > 1 && slices.Contains(own[a:b], false) })
	return l.cheapest(text[:start], nil)+alone+l.cheapest(text[end:], nil) <= l.cheapest(text, nil)+0.01
}
