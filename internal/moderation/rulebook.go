package moderation

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
	"board/internal/textmatch"
)

// Clause is one numbered point of a rulebook. Decisions, reports, terms and signals cite it by Code, which is the same in
// all languages and versions.
type Clause struct {
	Code string
	// Ordinal is the clause's number, from 1.
	Ordinal int
	Title   string
	Text    string
	// Kinds are the kinds of subject the clause holds for.
	Kinds []SubjectKind
}

// HoldsFor reports whether the clause speaks about subjects of this kind.
func (c Clause) HoldsFor(kind SubjectKind) bool { return slices.Contains(c.Kinds, kind) }

// Rulebook is one version of a site's posting rules in one language.
type Rulebook struct {
	Version     int
	Language    string
	PublishedAt time.Time
	Clauses     []Clause
}

// Clause finds a clause by its code.
func (r Rulebook) Clause(code string) (Clause, bool) {
	at := slices.IndexFunc(r.Clauses, func(c Clause) bool { return c.Code == code })
	if at < 0 {
		return Clause{}, false
	}
	return r.Clauses[at], true
}

var (
	// ErrRulebookNotFound is returned for a version or a site that has no rules.
	ErrRulebookNotFound = fault.New(fault.NotFound, "rulebook_not_found", "The site has no such version of its rules.")
	// ErrClauseUnknown is returned for a clause that is not in the current rules or does not hold for the subject.
	ErrClauseUnknown = fault.New(fault.Unprocessable, "clause_unknown",
		"The current rules have no such clause for this kind of subject.")
	errRulebookInvalid = fault.New(fault.Invalid, "rulebook_invalid", "The rules are not usable.")
)

var clauseCode = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

const (
	maxClauses     = 50
	maxClauseTitle = 100
	maxClauseText  = 2000
)

// Rulebook is a version of the site's rules, the current one with version 0, in the language asked for or, where the
// rules are not written in it, in one that they are.
func (s *Service) Rulebook(ctx context.Context, site auth.SiteID, language string, version int) (Rulebook, error) {
	return loadRulebook(s.db.Read(ctx), site, language, version)
}

// PublishRulebook makes the next version of the rules out of one list of clauses for each of the site's languages; all
// lists have the same codes. Members have to agree to it before they write again. Only administrators may.
func (s *Service) PublishRulebook(
	ctx context.Context, actor auth.Actor, site auth.Site, texts map[string][]Clause,
) (Rulebook, error) {
	if err := administers(actor, site.ID); err != nil {
		return Rulebook{}, err
	}
	if err := checkRulebook(site, texts); err != nil {
		return Rulebook{}, err
	}
	now, version := s.moment(), 0
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		var err error
		if version, err = addRulebook(tx, site.ID, texts, now); err != nil {
			return err
		}
		return record(tx, actor, site.ID, "rulebook.published", "rulebook", fmt.Sprint(version), nil, now)
	})
	if err != nil {
		return Rulebook{}, err
	}
	return s.Rulebook(ctx, site.ID, site.DefaultLanguage(), version)
}

// checkRulebook wants every language of the site, and the same clauses for the same kinds in each.
func checkRulebook(site auth.Site, texts map[string][]Clause) error {
	first := texts[site.DefaultLanguage()]
	for _, language := range site.Languages {
		clauses, ok := texts[language]
		if !ok {
			return errRulebookInvalid.WithField("languages", "language_missing", "The rules are missing in "+language+".")
		}
		if len(clauses) == 0 || len(clauses) > maxClauses || len(clauses) != len(first) {
			return errRulebookInvalid.WithField("languages", "clauses_count", "1 to 50 clauses, as many in each language.")
		}
		for i, c := range clauses {
			if c.Code != first[i].Code || !slices.Equal(c.Kinds, first[i].Kinds) {
				return errRulebookInvalid.WithField("languages", "clauses_differ",
					"The clauses are the same, in the same order and for the same kinds, in each language.")
			}
			if err := checkClause(c, clauses[:i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkClause(c Clause, before []Clause) error {
	twice := slices.ContainsFunc(before, func(b Clause) bool { return b.Code == c.Code })
	switch {
	case !clauseCode.MatchString(c.Code) || twice:
		return errRulebookInvalid.WithField("code", "clause_code", "a to z, 0 to 9 and _, each code once.")
	case !isWritten(c.Title, maxClauseTitle) || !isWritten(c.Text, maxClauseText):
		return errRulebookInvalid.WithField("text", "clause_text", "A title of up to 100, a text of up to 2,000 characters.")
	case len(c.Kinds) == 0 || slices.ContainsFunc(c.Kinds, func(k SubjectKind) bool { return !k.IsKnown() }):
		return errRulebookInvalid.WithField("kinds", "clause_kinds", "At least one of comment, tag and nickname.")
	}
	return nil
}

// isWritten reports whether text has something to read in it and at most limit characters as people count them.
func isWritten(text string, limit int) bool {
	return strings.TrimSpace(text) != "" && isWithin(text, limit)
}

// maxCharacterBytes is more than any character that means something takes; it spares counting what is far too long.
const maxCharacterBytes = 64

// isWithin reports whether text has at most limit characters and can be stored: PostgreSQL takes neither NUL nor bytes
// that are no UTF-8.
func isWithin(text string, limit int) bool {
	return len(text) <= limit*maxCharacterBytes && utf8.ValidString(text) && !strings.ContainsRune(text, 0) &&
		textmatch.Length(text) <= limit
}

// RulebookVersion is the current version of the site's rules, 0 where it has none.
func (s *Screening) RulebookVersion(ctx context.Context, site auth.SiteID) (int, error) {
	return loadRulebookVersion(s.db.Read(ctx), site)
}

// clauseFor is the clause of the site's current rules, if it holds for the kind of subject.
func (s *Service) clauseFor(ctx context.Context, site auth.Site, kind SubjectKind, code string) (citation, error) {
	book, err := loadRulebook(s.db.Read(ctx), site.ID, site.DefaultLanguage(), 0)
	if err != nil {
		return citation{}, err
	}
	clause, ok := book.Clause(code)
	if !ok || !clause.HoldsFor(kind) {
		return citation{}, ErrClauseUnknown.WithField("clause", ErrClauseUnknown.Code, ErrClauseUnknown.Text)
	}
	return citation{clause: clause, version: book.Version}, nil
}

// citation is a clause with the version of the rules it stands in.
type citation struct {
	clause  Clause
	version int
}
