package moderation

import (
	"context"
	"fmt"

	"board/internal/auth"
	"board/internal/textmatch"
)

// siteMatcher finds the terms of a site's enabled lists as they stood at mark.
type siteMatcher struct {
	mark  string
	known []knownTerm
	terms *textmatch.Matcher
}

// matcher is the site's matcher. Whether a list has changed is asked with every draft, so that a saved list counts at
// once, on every instance; the terms are loaded and compiled only when one has.
func (s *Screening) matcher(ctx context.Context, site auth.SiteID) (*siteMatcher, error) {
	db := s.db.Read(ctx)
	mark, err := termListsMark(db, site)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	m := s.matchers[site]
	s.mu.Unlock()
	if m != nil && m.mark == mark {
		return m, nil
	}
	known, err := loadKnownTerms(db, site)
	if err != nil {
		return nil, err
	}
	if m, err = s.compile(known); err != nil {
		return nil, fmt.Errorf("compile the terms of site %s: %w", site, err)
	}
	m.mark = mark
	s.mu.Lock()
	s.matchers[site] = m
	s.mu.Unlock()
	return m, nil
}

// compile makes a matcher whose hits are indexes of known.
func (s *Screening) compile(known []knownTerm) (*siteMatcher, error) {
	terms := make([]textmatch.Term, len(known))
	for i, t := range known {
		terms[i] = textmatch.Term{ID: i, Text: t.Text}
	}
	matcher, err := textmatch.Compile(s.folder, terms)
	if err != nil {
		return nil, err //nolint:wrapcheck // Named by the caller.
	}
	return &siteMatcher{known: known, terms: matcher}, nil
}
