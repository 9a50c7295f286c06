package textmatch

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// lexicon knows common Chinese words and how common they are. With it a term is told from characters that only stand side
// by side: 幹 from 幹部, 操你 from 曹操你好. Words are kept as hashes: a collision would make one rare sequence of characters a
// word, no more.
type lexicon struct {
	hashes []uint64
	costs  []float32 // -log of the frequency, same order
}

const (
	// longestWord is the length of the longest words the table has.
	longestWord = 4
	// corpus is the logarithm of the number of words that the frequencies were counted in.
	corpus = 18
	// unknown is what a character costs that the table doesn't have.
	unknown = corpus
)

// newLexicon loads the table. It takes some ten milliseconds, so it is done when a matcher first asks.
func newLexicon(t *table) *lexicon {
	type word struct {
		hash uint64
		cost float32
	}
	words := make([]word, 0, 1<<17)
	var runes []rune
	for cells := range tableLines("words.tsv.gz") {
		level, err := strconv.Atoi(cells[0])
		if err != nil {
			panic("textmatch: words.tsv.gz: " + err.Error())
		}
		cost := float32(corpus - float64(level)/2*math.Ln2)
		for text := range strings.SplitSeq(cells[1], " ") {
			runes = runes[:0]
			for _, r := range text {
				runes = t.append(runes, r)
			}
			words = append(words, word{hashRunes(runes), cost})
		}
	}
	slices.SortFunc(words, func(a, b word) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.cost, b.cost)) })
	words = slices.CompactFunc(words, func(a, b word) bool { return a.hash == b.hash })
	l := &lexicon{hashes: make([]uint64, len(words)), costs: make([]float32, len(words))}
	for i, w := range words {
		l.hashes[i], l.costs[i] = w.hash, w.cost
	}
	return l
}

// cost returns what a word costs; ok is false for what is no word. A single character always is one.
func (l *lexicon) cost(word []rune) (cost float32, ok bool) {
	if i, found := slices.BinarySearch(l.hashes, hashRunes(word)); found {
		return l.costs[i], true
	}
	return unknown, len(word) == 1
}

// cheapest returns the cost of the likeliest way to cut text into words, leaving out those for which skip answers true. A word
// is given by the range it stands at.
func (l *lexicon) cheapest(text []rune, skip func(from, to int) bool) float32 {
	var few [64]float32
	costs := append(few[:0], 0)
	for to := 1; to <= len(text); to++ {
		best := float32(math.Inf(1))
		for from := max(0, to-longestWord); from < to; from++ {
			if skip != nil && skip(from, to) {
				continue
			}
			if cost, ok := l.cost(text[from:to]); ok {
				best = min(best, costs[from]+cost)
			}
		}
		costs = append(costs, best)
	}
	return costs[len(text)]
}
