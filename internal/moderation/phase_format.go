package moderation

import (
	"unicode"
)

const (
	// wallLength is from how many of the same character in a row on a text counts as a wall.
	wallLength = 30
	// shoutLength is from how many Latin letters on a text in capitals counts as shouting.
	shoutLength = 40
)

// lookAtFormat finds texts whose very form says little: a wall of one character, a long text in capitals, nothing but
// signs.
func lookAtFormat(d *draft) []found {
	var all []found
	if start, end, ok := wall(d.text); ok {
		all = append(all, found{Signal: Signal{Code: "wall", Clause: "meaningless", Start: &start, End: &end}})
	}
	if isShouted(d.text) {
		all = append(all, found{Signal: Signal{Code: "capitals"}})
	}
	if !hasWords(d.plain) {
		all = append(all, found{Signal: Signal{Code: "no_words", Clause: "meaningless"}})
	}
	return all
}

// wall finds the first run of at least wallLength equal characters that are no spaces.
func wall(text string) (start, end int, ok bool) {
	at, run, last := 0, 0, rune(-1)
	for _, r := range text {
		if r == last && !unicode.IsSpace(r) {
			run++
		} else {
			if run >= wallLength {
				return at - run, at, true
			}
			run, last = 1, r
		}
		at++
	}
	return at - run, at, run >= wallLength && !unicode.IsSpace(last)
}

func isShouted(text string) bool {
	upper, lower := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper >= shoutLength && lower*10 < upper
}

// hasWords reports whether there is a letter, a digit or a pictograph to read.
func hasWords(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r) {
			return true
		}
	}
	return false
}
