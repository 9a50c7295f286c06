package moderation

import (
	"time"

	"board/internal/comments"
	"board/internal/textmatch"
)

const (
	// repeatLength is how many characters a text needs before saying it again is more than agreeing.
	repeatLength = 12
	// pasteLength is how many it needs before two people saying the same is no chance.
	pasteLength = 30
	// repeatReach is how far back a member's own text counts.
	repeatReach = 24 * time.Hour
)

// lookForRepeats compares a comment with the member's own of the last day and with those around it. Somebody else's text
// is copied only where it is the same: quoting and agreeing are no offence, pasting from several accounts is.
func lookForRepeats(d *draft) []found {
	length := textmatch.Length(d.plain)
	if length < repeatLength {
		return nil
	}
	mine := textmatch.Shingles(d.folder.Fold(d.plain))
	var all []found
	if d.resembles(mine, d.comment.Own, d.settings.Similarity, func(r comments.Recent) bool {
		return d.at.Sub(r.At) < repeatReach
	}) {
		all = append(all, found{Signal: Signal{Code: "repeats_own", Clause: "advertising"}})
	}
	if length >= pasteLength && d.resembles(mine, d.comment.Around, 1, func(r comments.Recent) bool {
		return r.Author != d.member.ID
	}) {
		all = append(all, found{Signal: Signal{Code: "repeats_others", Clause: "advertising"}})
	}
	return all
}

// resembles reports whether one of the recent comments that count is at least as like as from. An edited comment is not
// compared with itself.
func (d *draft) resembles(
	mine []uint64, recent []comments.Recent, from float64, counts func(comments.Recent) bool,
) bool {
	for _, r := range recent {
		if d.comment.Edit && r.ID == d.comment.Subject || !counts(r) {
			continue
		}
		if textmatch.Similarity(mine, textmatch.Shingles(d.folder.Fold(r.Plain))) >= from {
			return true
		}
	}
	return false
}
