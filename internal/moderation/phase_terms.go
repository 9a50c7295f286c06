package moderation

import (
	"slices"

	"board/internal/textmatch"
)

// lookForTerms finds the terms of the site's enabled lists. Places are of the source, so that the desk can mark them. What
// is only to be found in the text as it reads, because markup stands between its characters, has no place.
func lookForTerms(d *draft) []found {
	var all []found
	seen := make(map[int]bool)
	for _, hit := range d.matcher.terms.Match(d.folded) {
		if f, ok := d.termFound(hit); ok {
			start, end := hit.Start, hit.End
			f.Start, f.End = &start, &end
			all, seen[hit.Term] = append(all, f), true
		}
	}
	if d.plain == d.text {
		return all
	}
	for _, hit := range d.matcher.terms.Match(d.folder.Fold(d.plain)) {
		if f, ok := d.termFound(hit); ok && !seen[hit.Term] {
			all, seen[hit.Term] = append(all, f), true
		}
	}
	return all
}

func (d *draft) termFound(hit textmatch.Hit) (found, bool) {
	t := d.matcher.known[hit.Term]
	if !slices.Contains(t.Kinds, d.kind) {
		return found{}, false
	}
	id := t.id
	return found{Signal: Signal{
		Code: "term", Action: t.Action, Clause: t.Clause, TermID: &id, Term: t.Text, List: t.list,
	}}, true
}
