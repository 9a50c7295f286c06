package moderation

import (
	"context"
	"fmt"
	"slices"

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
	if m, err = compileTerms(s.folder, known); err != nil {
		return nil, fmt.Errorf("compile the terms of site %s: %w", site, err)
	}
	m.mark = mark
	s.mu.Lock()
	s.matchers[site] = m
	s.mu.Unlock()
	return m, nil
}

// matchersFor are the site's own lists and those every site starts with. Comments are looked at with the site's own alone:
// what is no nickname may well be said.
func (s *Screening) matchersFor(ctx context.Context, kind SubjectKind, site auth.SiteID) ([]*siteMatcher, error) {
	own, err := s.matcher(ctx, site)
	if err != nil || kind == CommentSubject {
		return []*siteMatcher{own}, err
	}
	starter, err := s.starter()
	return []*siteMatcher{own, starter}, err
}

// compileTerms makes a matcher whose hits are indexes of known.
func compileTerms(folder *textmatch.Folder, known []knownTerm) (*siteMatcher, error) {
	terms := make([]textmatch.Term, len(known))
	for i, t := range known {
		terms[i] = textmatch.Term{ID: i, Text: t.Text, Views: t.Views, Allow: t.Action == Allow, Scope: scopeOf(t.Kinds)}
	}
	matcher, err := textmatch.Compile(folder, terms)
	if err != nil {
		return nil, err //nolint:wrapcheck // Named by the caller.
	}
	return &siteMatcher{known: known, terms: matcher}, nil
}

// scopeOf is the set of kinds as the bits by which matching tells terms apart.
func scopeOf(kinds []SubjectKind) uint8 {
	var scope uint8
	for i, kind := range subjectKinds {
		if slices.Contains(kinds, kind) {
			scope |= 1 << i
		}
	}
	return scope
}
