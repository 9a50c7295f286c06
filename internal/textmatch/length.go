package textmatch

import "github.com/rivo/uniseg"

// Length counts the characters of s as people do: extended grapheme clusters (UAX #29), so that a family emoji or a letter
// with three accents is one.
func Length(s string) int { return uniseg.GraphemeClusterCount(s) }
