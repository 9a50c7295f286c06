package moderation

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"board/internal/auth"
	"board/internal/textmatch"
)

// Rules judge texts by term lists and by their form, with the settings of a new site and without a database: for trying out
// lists.
type Rules struct {
	folder   *textmatch.Folder
	matchers []*siteMatcher
	settings Settings
	now      func() time.Time
}

// NewRules makes Rules of the lists of terms given, or, where there are none, of those that a new site has.
func NewRules(folder *textmatch.Folder, now func() time.Time, lists map[string][]Term) (*Rules, error) {
	known := knownOf(lists)
	if lists == nil {
		starter, err := loadStarter()
		if err != nil {
			return nil, err
		}
		known = starter
		for _, t := range starterTerms() {
			known = append(known, knownTerm{Term: t, list: seededList})
		}
	}
	m, err := compileTerms(folder, known)
	if err != nil {
		return nil, fmt.Errorf("compile the lists: %w", err)
	}
	return &Rules{folder: folder, matchers: []*siteMatcher{m}, settings: defaultSettings(), now: now}, nil
}

// Rules are those of a site as it stands, with more lists of terms if any are given.
func (s *Screening) Rules(ctx context.Context, site auth.SiteID, lists map[string][]Term) (*Rules, error) {
	settings, err := loadSettings(s.db.Read(ctx), site)
	if err != nil {
		return nil, err
	}
	r := &Rules{folder: s.folder, settings: settings, now: s.now}
	if r.matchers, err = s.matchersFor(ctx, TagSubject, site); err != nil {
		return nil, err
	}
	if lists == nil {
		return r, nil
	}
	more, err := compileTerms(s.folder, knownOf(lists))
	if err != nil {
		return nil, fmt.Errorf("compile the lists: %w", err)
	}
	r.matchers = append(r.matchers, more)
	return r, nil
}

func knownOf(lists map[string][]Term) []knownTerm {
	var known []knownTerm
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		for _, t := range lists[name] {
			known = append(known, knownTerm{Term: t, list: name})
		}
	}
	return known
}

// Judgement is what Rules say of a text: the outcome, and the code and the whole of the finding that says most about it.
// Without a finding both are empty.
type Judgement struct {
	Outcome auth.Outcome
	Code    string
	Signal  Signal
}

// Judge looks at one text of a kind. Phases that need to know its author or its article stay silent.
func (r *Rules) Judge(kind SubjectKind, text string) Judgement {
	d := &draft{
		kind: kind, text: text, plain: text, at: r.now(), settings: r.settings, matchers: r.matchers,
		folder: r.folder, folded: r.folder.Fold(text),
	}
	v := judgeBy(d, phasesOfText())
	j := Judgement{Outcome: v.outcome}
	for _, s := range v.signals {
		if s.Action.outcome() == v.outcome && (j.Code == "" || s.says(j.Signal)) {
			j.Code, j.Signal = s.Code, s
		}
	}
	return j
}

// says tells whether a finding says more than another: by the letters themselves rather than by a view, or of a longer term.
func (s Signal) says(other Signal) bool {
	if plain := s.View == textmatch.Plain; plain != (other.View == textmatch.Plain) {
		return plain
	}
	return len(s.Term) > len(other.Term)
}

// phasesOfText are the phases that need nothing but the text.
func phasesOfText() []phase {
	var of []phase
	for _, p := range phases() {
		if p.name == PhaseTerms || p.name == PhaseFormat {
			of = append(of, p)
		}
	}
	return of
}
