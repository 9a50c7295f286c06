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

// Judgement is what Rules say of a text: the outcome, the rule that decided, and the finding it rests on. Without a finding
// Signal is empty.
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
	j := Judgement{Outcome: v.outcome, Code: v.code}
	for _, s := range v.signals {
		if s.Code == v.code && s.Action.outcome() == v.outcome || j.Signal.Code == "" && v.code == "" {
			j.Signal = s
			break
		}
	}
	return j
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
