package textmatch

import (
	"slices"
	"unicode"
)

// Shingles returns the sorted set of hashes of all runs of three and of four runes of a text. Spaces, punctuation and
// symbols don't count, because they are what is varied first in pasted texts; a text that has nothing else is taken as it
// stands. A text shorter than three runes is one shingle. Only an empty text has none.
func Shingles(f Folded) []uint64 {
	runes := make([]rune, 0, len(f.Runes))
	for _, r := range f.Runes {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			runes = append(runes, r)
		}
	}
	if len(runes) == 0 {
		runes = f.Runes
	}
	if len(runes) == 0 {
		return nil
	}
	if len(runes) < 3 {
		return []uint64{hashRunes(runes)}
	}
	hashes := make([]uint64, 0, 2*len(runes))
	for i := 0; i+3 <= len(runes); i++ {
		hashes = append(hashes, hashRunes(runes[i:i+3]))
		if i+4 <= len(runes) {
			hashes = append(hashes, hashRunes(runes[i:i+4]))
		}
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// Similarity is the share of shingles that two texts have in common of all they have (Jaccard): 1 for the same text, 0 for
// texts with nothing in common or with nothing in them. Both arguments are sorted sets, as Shingles returns them.
func Similarity(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// hashRunes is 64-bit FNV-1a over the four bytes of each rune. It is the same on every machine and in every run, so
// hashes may be stored.
func hashRunes(runes []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range runes {
		for shift := 0; shift < 32; shift += 8 {
			h = (h ^ uint64(byte(r>>shift))) * 1099511628211
		}
	}
	return h
}
