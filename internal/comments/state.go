package comments

import (
	"context"
	"fmt"
	"slices"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// ArticleState says who may write under an article.
type ArticleState string

// The states, from the mildest to the strictest.
const (
	Open         ArticleState = "open"
	Slow         ArticleState = "slow"         // a member waits between two comments
	Premoderated ArticleState = "premoderated" // everything is held until a moderator has seen it
	Closed       ArticleState = "closed"       // reading only
)

var strictness = []ArticleState{Open, Slow, Premoderated, Closed}

// ErrUnknownState is returned for a state that there is not, or not for a site or section.
var ErrUnknownState = fault.New(fault.Invalid, "state_unknown", "There is no such state of a discussion.").
	WithField("state", "state_unknown", "There is no such state here.")

// Strictest is the strictest of the states; none given, or empty ones, are open.
func Strictest(states ...ArticleState) ArticleState {
	strictest := 0
	for _, state := range states {
		strictest = max(strictest, slices.Index(strictness, state))
	}
	return strictness[strictest]
}

// SectionState is the switch of one section, or of the whole site where Section is empty.
type SectionState struct {
	Section string
	State   ArticleState
}

// SetState turns the switch of a section, or of the whole site where section is empty: open, premoderated or closed.
func (s *Service) SetState(ctx context.Context, site auth.SiteID, section string, state ArticleState) error {
	return s.db.Write(ctx, func(tx storage.Tx) error {
		return s.SetStateTx(tx, site, section, state)
	})
}

// SetStateTx is SetState within tx. The articles under the switch are told apart by their effective state alone; their
// versions stay, because what stands under them does.
func (s *Service) SetStateTx(tx storage.Tx, site auth.SiteID, section string, state ArticleState) error {
	if state != Open && state != Premoderated && state != Closed {
		return ErrUnknownState
	}
	if err := checkSection(section); err != nil {
		return err
	}
	return putState(tx, site, section, state)
}

// States are the switches of a site that are not open, the whole site's first, then by section.
func (s *Service) States(ctx context.Context, site auth.SiteID) ([]SectionState, error) {
	return loadStates(s.db.Read(ctx), site)
}

// SetArticleState sets the state of one article, which must exist.
func (s *Service) SetArticleState(ctx context.Context, site auth.SiteID, key string, state ArticleState) (Article, error) {
	var a Article
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		var err error
		a, _, err = s.SetArticleStateTx(tx, site, key, state, s.now())
		return err
	})
	return a, err
}

// SetArticleStateTx is SetArticleState within tx; it also returns the state before.
func (s *Service) SetArticleStateTx(
	tx storage.Tx, site auth.SiteID, key string, state ArticleState, now time.Time,
) (after Article, before ArticleState, err error) {
	if !slices.Contains(strictness, state) {
		return Article{}, "", ErrUnknownState
	}
	a, err := lockArticleByKey(tx, site, key)
	if err != nil {
		return Article{}, "", err
	}
	if a.isNew() {
		return Article{}, "", ErrArticleNotFound
	}
	before, a.State = a.State, state
	if a, err = updateArticle(tx, a, storage.At(now)); err != nil {
		return Article{}, "", fmt.Errorf("set the state of article %s: %w", a.ID, err)
	}
	return a, before, nil
}
