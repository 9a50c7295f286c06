// Package textmatch finds words in what people write, however they write them.
//
// A Folder brings a text to a canonical form in which variants that a reader takes for the same thing are the same runes,
// and remembers for each rune which part of the original it came from. A Matcher finds many terms in a folded text at
// once, in one pass, and answers with places in the original, so that a moderator sees exactly the characters that were
// hit. Identity is the other, smaller fold: the one that makes two spellings of a nickname or tag the same name. Shingles
// measure how alike two texts are, Length counts characters as people count them.
//
// The package is pure: it knows no database, keeps no global state, and no input makes it panic or take more than linear
// time.
package textmatch
