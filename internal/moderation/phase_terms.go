package moderation

import (
	"slices"

	"board/internal/textmatch"
)

// lookForTerms finds the terms of the site's enabled lists and of the starter lists. Places are of the source, so that the
// desk can mark them. What is only to be found in the text as it reads, because markup stands between its characters, has no
// place.
func lookForTerms(d *draft) []found {
	var all []found
	for _, m := range d.matchers {
		all = append(all, m.lookFor(d)...)
	}
	return all
}

func (m *siteMatcher) lookFor(d *draft) []found {
	var all []found
	seen := make(map[int]bool)
	scope := scopeOf([]SubjectKind{d.kind})
	for _, hit := range m.terms.MatchIn(d.folded, scope) {
		if f, ok := m.termFound(d, hit); ok {
			start, end := hit.Start, hit.End
			f.Start, f.End = &start, &end
			all, seen[hit.Term] = append(all, f), true
		}
	}
	if d.plain == d.text {
		return all
	}
	for _, hit := range m.terms.MatchIn(d.folder.Fold(d.plain), scope) {
		if f, ok := m.termFound(d, hit); ok && !seen[hit.Term] {
			all, seen[hit.Term] = append(all, f), true
		}
	}
	return all
}

// termFound is what a hit means. A way of writing that only may be the term makes a text doubtful, never clear.
func (m *siteMatcher) termFound(d *draft, hit textmatch.Hit) (found, bool) {
	t := m.known[hit.Term]
	if !slices.Contains(t.Kinds, d.kind) || !t.Expiry.IsZero() && !d.at.Before(t.Expiry) {
		return found{}, false
	}
	f := found{Signal: Signal{
		Code: "term", Action: t.Action, Clause: t.Clause, Term: t.Text, List: t.list, View: hit.View,
	}}
	if hit.View != textmatch.Plain && f.Action == Refuse {
		f.Action = Hold
	}
	if id := t.id; id != (TermID{}) {
		f.TermID = &id
	}
	return f, true
}
