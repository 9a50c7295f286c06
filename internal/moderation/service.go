// Package moderation holds what readers write to a site's posting rules.
//
// Comments, tags and nicknames are its subjects, and all three go one road. Screening looks at a text before it is
// stored: every phase runs, every signal is kept, and the strictest decides whether the text is published, held or
// refused. Readers report what they see; enough weight holds it. A subject that needs a decision has a case, and at most
// one that is open. A moderator claims the case and decides it under a clause of the rulebook; the decision's acts take
// effect whole, each is kept with the state before and after, and the decision can be undone whole. Warnings,
// suspensions and ends of membership are sanctions, and a member's standing is derived from those that were not lifted.
// The member and the reporters are told by notices, the audit log by rows without personal text.
//
// The package stands above auth and comments: it implements auth.NicknamePolicy and comments.Screener, and changes their
// rows only through their Tx methods.
package moderation

import (
	"log/slog"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
	"board/internal/storage"
)

// Service is the desk, the rulebook, the reports and the notices.
type Service struct {
	db        *storage.DB
	auth      *auth.Service
	comments  *comments.Service
	screening *Screening
	now       func() time.Time
	log       *slog.Logger
}

// Config is what a Service is made of; every part is needed.
type Config struct {
	DB        *storage.DB
	Auth      *auth.Service
	Comments  *comments.Service
	Screening *Screening
	Now       func() time.Time
	Logger    *slog.Logger
}

// New makes a Service.
func New(c Config) *Service {
	return &Service{
		db: c.DB, auth: c.Auth, comments: c.Comments, screening: c.Screening, now: c.Now, log: c.Logger,
	}
}

var (
	// ErrModeratorsOnly is returned to whoever does not moderate the site.
	ErrModeratorsOnly = fault.New(fault.Forbidden, "moderators_only", "Only moderators of the site may do this.")
	// ErrAdminsOnly is returned to moderators where an administrator is needed.
	ErrAdminsOnly = fault.New(fault.Forbidden, "admins_only", "Only administrators may do this.")
)

// moment is the clock's time as the database will give it back.
func (s *Service) moment() storage.Time {
	return storage.At(s.now())
}

func moderates(actor auth.Actor, site auth.SiteID) error {
	if actor.Account == nil && actor.Member == nil && actor.APIKey.IsZero() {
		return auth.ErrSignInNeeded
	}
	if !actor.IsModeratorOf(site) {
		return ErrModeratorsOnly
	}
	return nil
}

func administers(actor auth.Actor, site auth.SiteID) error {
	if err := moderates(actor, site); err != nil {
		return err
	}
	if !actor.Account.Admin {
		return ErrAdminsOnly
	}
	return nil
}
