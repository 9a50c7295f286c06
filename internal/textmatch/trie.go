package textmatch

import (
	"slices"
)

// trie is an Aho–Corasick automaton over runes (Aho and Corasick, "Efficient string matching", CACM 18/6, 1975).
//
// Nodes are numbered breadth first and children stand in the order of their labels, so the children of node n are the nodes
// first[n] to first[n+1], and no edges need storing. Node 0 is the root, which is why 0 can mean "none" below.
type trie struct {
	patterns []pattern     // in the order of their classes
	label    []rune        // the rune on the way from the parent
	first    []int32       // the first child; one more than there are nodes
	fail     []int32       // the node of the longest proper suffix
	shorter  []int32       // the nearest node by fail at which a pattern ends
	ends     []int32       // the first of the patterns that end here
	count    []int32       // and how many they are
	depth    []uint8       // how many runes lead here
	root     []*[256]int32 // children of the root by rune: most steps begin there
}

// key is a pattern on its way into the trie: what the automaton reads, and what it then finds.
type key struct {
	classes []rune
	pattern pattern
}

// newTrie takes over keys, none of which is empty.
func newTrie(keys []key) *trie {
	slices.SortStableFunc(keys, func(a, b key) int { return slices.Compare(a.classes, b.classes) })
	t := &trie{patterns: make([]pattern, len(keys))}
	for i := range keys {
		t.patterns[i] = keys[i].pattern
	}
	t.grow(keys)
	t.indexRoot()
	t.link()
	return t
}

// grow makes the nodes, level by level. Each node owns the range of patterns that begin with its path; those that end at
// the node come first in the range, because a prefix sorts before what it begins.
func (t *trie) grow(keys []key) {
	type owned struct{ from, to int32 }
	ranges := []owned{{0, int32(len(keys))}}
	t.label = []rune{0}
	for node, depth, levelEnd := 0, 0, 1; node < len(ranges); node++ {
		if node == levelEnd {
			depth, levelEnd = depth+1, len(ranges)
		}
		t.depth = append(t.depth, uint8(depth))
		at, to := ranges[node].from, ranges[node].to
		t.ends = append(t.ends, at)
		for at < to && len(keys[at].classes) == depth {
			at++
		}
		t.count = append(t.count, at-t.ends[node])
		t.first = append(t.first, int32(len(ranges)))
		for at < to {
			r, from := keys[at].classes[depth], at
			for at < to && keys[at].classes[depth] == r {
				at++
			}
			ranges = append(ranges, owned{from, at})
			t.label = append(t.label, r)
		}
	}
	t.first = append(t.first, int32(len(ranges)))
}

func (t *trie) indexRoot() {
	if t.first[0] == t.first[1] {
		return
	}
	t.root = make([]*[256]int32, t.label[t.first[1]-1]>>8+1)
	for node := t.first[0]; node < t.first[1]; node++ {
		page := &t.root[t.label[node]>>8]
		if *page == nil {
			*page = new([256]int32)
		}
		(*page)[t.label[node]&0xFF] = node
	}
}

// link finds where to go on when no child fits. Nodes are visited breadth first, so the way up is always linked already.
func (t *trie) link() {
	t.fail = make([]int32, len(t.label))
	t.shorter = make([]int32, len(t.label))
	for parent := int32(0); parent < int32(len(t.label)); parent++ {
		for node := t.first[parent]; node < t.first[parent+1]; node++ {
			if parent != 0 {
				t.fail[node] = t.step(t.fail[parent], t.label[node])
			}
			t.shorter[node] = t.ending(t.fail[node])
		}
	}
}

// step returns the node of the longest suffix of the path to node, followed by r, that is in the trie.
func (t *trie) step(node int32, r rune) int32 {
	for node != 0 {
		if child := t.child(node, r); child != 0 {
			return child
		}
		node = t.fail[node]
	}
	if page := int(r >> 8); page < len(t.root) && t.root[page] != nil {
		return t.root[page][r&0xFF]
	}
	return 0
}

func (t *trie) child(node int32, r rune) int32 {
	from, to := t.first[node], t.first[node+1]
	i, found := slices.BinarySearch(t.label[from:to], r)
	if !found {
		return 0
	}
	return from + int32(i)
}

// ending returns the node itself if a pattern ends there, or else the nearest by fail at which one does, or 0.
func (t *trie) ending(node int32) int32 {
	if t.count[node] > 0 {
		return node
	}
	return t.shorter[node]
}

// patternsAt returns the patterns that end at node: several if terms are the same when folded.
func (t *trie) patternsAt(node int32) []pattern {
	return t.patterns[t.ends[node]:][:t.count[node]]
}
