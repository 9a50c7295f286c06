package moderation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
	"board/internal/textmatch"
)

// TermListID is the key of a term list.
type TermListID = storage.Key[TermList]

// TermID is the key of a term.
type TermID = storage.Key[Term]

// Term is something screening looks for.
type Term struct {
	Text   string
	Action Action // note, hold or refuse; allow where it is to cover others
	// Kinds are the kinds of subject it is looked for in.
	Kinds []SubjectKind
	// Clause is the clause of the rulebook that a hit speaks of.
	Clause string
	Note   string
	// Views are the ways of writing it in which it counts beside its letters. What is found in one of them is held at most.
	Views textmatch.View
	// Expiry is when it ends to count; zero: never.
	Expiry time.Time
}

// TermListSummary is a term list without its terms.
type TermListSummary struct {
	ID        TermListID
	Name      string
	Enabled   bool
	Revision  int
	TermCount int
	UpdatedAt time.Time
}

// TermList is a named list of terms, which is on or off as a whole.
type TermList struct {
	TermListSummary
	Terms []Term
}

// TermListInput is a term list as it shall be.
type TermListInput struct {
	Name    string
	Enabled bool
	Terms   []Term
	// Revision is the one that was changed; 0 on a new list.
	Revision int
}

var (
	// ErrTermListNotFound is returned for a key no term list of the site has.
	ErrTermListNotFound = fault.New(fault.NotFound, "term_list_not_found", "The site has no such term list.")
	// ErrTermListTaken is returned when another list of the site has the name.
	ErrTermListTaken = fault.New(fault.Conflict, "term_list_taken", "Another term list has this name.")

	errTermListInvalid = fault.New(fault.Invalid, "term_list_invalid", "The term list is not usable.")
)

const (
	maxTerms        = 20000
	maxTermText     = 100
	maxTermListName = 100
	maxTermNote     = 500
)

// TermLists are the site's lists without their terms, oldest first.
func (s *Service) TermLists(ctx context.Context, actor auth.Actor, site auth.SiteID) ([]TermListSummary, error) {
	if err := moderates(actor, site); err != nil {
		return nil, err
	}
	return loadTermLists(s.db.Read(ctx), site)
}

// TermList is one list with its terms.
func (s *Service) TermList(ctx context.Context, actor auth.Actor, site auth.SiteID, id TermListID) (TermList, error) {
	if err := moderates(actor, site); err != nil {
		return TermList{}, err
	}
	return loadTermList(s.db.Read(ctx), site, id)
}

// CreateTermList adds a list.
func (s *Service) CreateTermList(ctx context.Context, actor auth.Actor, site auth.Site, in TermListInput) (TermList, error) {
	if err := s.checkTermList(ctx, actor, site, in); err != nil {
		return TermList{}, err
	}
	id, now := storage.NewKey[TermList](), s.moment()
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		if taken, err := addTermList(tx, site.ID, id, in, now); err != nil || taken {
			return takenOr(taken, err)
		}
		return recordTermList(tx, actor, site.ID, "term_list.created", id, len(in.Terms), now)
	})
	if err != nil {
		return TermList{}, err
	}
	return loadTermList(s.db.Read(ctx), site.ID, id)
}

// SaveTermList replaces a list if it still is of the revision given.
func (s *Service) SaveTermList(
	ctx context.Context, actor auth.Actor, site auth.Site, id TermListID, in TermListInput,
) (TermList, error) {
	if err := s.checkTermList(ctx, actor, site, in); err != nil {
		return TermList{}, err
	}
	now := s.moment()
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		before, err := lockTermList(tx, site.ID, id)
		if err != nil {
			return err
		}
		if before.Revision != in.Revision {
			return ErrRevisionConflict.With("revision", before.Revision)
		}
		if taken, err := termListNameTaken(tx, site.ID, id, in.Name); err != nil || taken {
			return takenOr(taken, err)
		}
		if err := replaceTermList(tx, site.ID, id, in, now); err != nil {
			return err
		}
		return recordTermList(tx, actor, site.ID, "term_list.saved", id, len(in.Terms), now)
	})
	if err != nil {
		return TermList{}, err
	}
	return loadTermList(s.db.Read(ctx), site.ID, id)
}

// DeleteTermList drops a list. Signals keep what they found with it.
func (s *Service) DeleteTermList(ctx context.Context, actor auth.Actor, site auth.Site, id TermListID) error {
	if err := moderates(actor, site.ID); err != nil {
		return err
	}
	now := s.moment()
	return s.db.Write(ctx, func(tx storage.Tx) error {
		if _, err := lockTermList(tx, site.ID, id); err != nil {
			return err
		}
		if err := dropTermList(tx, site.ID, id); err != nil {
			return err
		}
		return recordTermList(tx, actor, site.ID, "term_list.deleted", id, 0, now)
	})
}

func takenOr(taken bool, err error) error {
	if err == nil && taken {
		return ErrTermListTaken.WithField("name", ErrTermListTaken.Code, ErrTermListTaken.Text)
	}
	return err
}

func recordTermList(tx storage.Tx, actor auth.Actor, site auth.SiteID, act string, id TermListID, terms int, at storage.Time) error {
	return record(tx, actor, site, act, "term_list", id.String(), map[string]string{"terms": fmt.Sprint(terms)}, at)
}

// checkTermList refuses whoever is no moderator, and lists that can't be matched.
func (s *Service) checkTermList(ctx context.Context, actor auth.Actor, site auth.Site, in TermListInput) error {
	if err := moderates(actor, site.ID); err != nil {
		return err
	}
	if !isWritten(in.Name, maxTermListName) {
		return errTermListInvalid.WithField("name", "name_invalid", "1 to 100 characters.")
	}
	if len(in.Terms) > maxTerms {
		return errTermListInvalid.WithField("terms", "too_many", "At most 20,000 terms.")
	}
	book, err := loadRulebook(s.db.Read(ctx), site.ID, site.DefaultLanguage(), 0)
	if err != nil {
		return err
	}
	for i, t := range in.Terms {
		if f := checkTerm(t, book); f != nil {
			return errTermListInvalid.WithField(fmt.Sprintf("terms[%d].%s", i, f.Path), f.Code, f.Text)
		}
	}
	return s.matchable(in.Terms)
}

func checkTerm(t Term, book Rulebook) *fault.Field {
	switch _, known := book.Clause(t.Clause); {
	case !isWritten(t.Text, maxTermText):
		return &fault.Field{Path: "text", Code: "text_invalid", Text: "1 to 100 characters."}
	case t.Action != Note && t.Action != Hold && t.Action != Refuse:
		return &fault.Field{Path: "action", Code: "action_unknown", Text: "note, hold or refuse."}
	case len(t.Kinds) == 0 || slices.ContainsFunc(t.Kinds, func(k SubjectKind) bool { return !k.IsKnown() }):
		return &fault.Field{Path: "kinds", Code: "kinds_invalid", Text: "At least one of comment, tag and nickname."}
	case !known:
		return &fault.Field{Path: "clause", Code: ErrClauseUnknown.Code, Text: ErrClauseUnknown.Text}
	case !isWithin(t.Note, maxTermNote):
		return &fault.Field{Path: "note", Code: "note_too_long", Text: "At most 500 characters."}
	}
	return nil
}

// matchable compiles the terms once, so that a term that can't be looked for is refused here and not found out later.
func (s *Service) matchable(terms []Term) error {
	known := make([]knownTerm, len(terms))
	for i, t := range terms {
		known[i] = knownTerm{Term: t}
	}
	_, err := compileTerms(s.screening.folder, known)
	var bad *textmatch.TermError
	if errors.As(err, &bad) {
		return errTermListInvalid.WithField(fmt.Sprintf("terms[%d].text", bad.Index), "text_invalid", "The term "+bad.Reason+".")
	}
	return err
}
