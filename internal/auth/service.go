// Package auth knows who is who: sites, their members and nicknames, the accounts of the desk, API keys, and the sessions
// and tokens by which all of them are recognised.
//
// A member belongs to one site, an account to the desk. Both sign in to a session, which is one family of refresh tokens:
// each refresh uses one up and gives the next, and one that comes back used ends the family. Access tokens live for 15
// minutes, but no request rests on them alone: Authenticate looks at the session and the member each time, so that a
// suspension, a sign-out or the end of a membership bites at once.
//
// What may stand in a nickname is decided above, by a NicknamePolicy; that nobody bears another's, by a unique index.
package auth

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"board/internal/storage"
	"board/internal/textmatch"
)

// Config is what a Service needs. DB, Policy, Now and Issuer are required.
type Config struct {
	DB     *storage.DB
	Policy NicknamePolicy
	Now    func() time.Time
	// Issuer is the iss of access tokens: Board's own address.
	Issuer string
	// Logger hears of what an operator should know, such as a refresh token used twice; nil: nobody does.
	Logger *slog.Logger
	// Rulebook gives the current version of a site's rules; nil: there are none to agree to.
	Rulebook func(ctx context.Context, site SiteID) (int, error)
	// Folder folds nicknames; nil: the service builds its own. A program shares one.
	Folder *textmatch.Folder
	// OnSiteTx runs in the transaction that founds a site, to give it rules and settings; nil: nothing more to do.
	OnSiteTx func(tx storage.Tx, site Site) error
}

// Service is everything auth does. It may be used from many goroutines.
type Service struct {
	db       *storage.DB
	policy   NicknamePolicy
	now      func() time.Time
	issuer   string
	log      *slog.Logger
	rulebook func(ctx context.Context, site SiteID) (int, error)
	onSiteTx func(tx storage.Tx, site Site) error
	folder   *textmatch.Folder
	hashing  chan struct{}
	cost     phc
	// sites holds the sites by slug that were looked up (knownSite). The secret for single sign-on is not part of a Site
	// and is read anew each time.
	sites sync.Map
}

// siteMemory is how long a site that was looked up is believed to be as it was: every request asks for one, and origins
// hardly ever change.
const siteMemory = 5 * time.Second

type knownSite struct {
	site  Site
	until time.Time
}

// New makes a Service. It writes nothing: the first signing key is made when the first token is.
func New(c Config) (*Service, error) {
	if c.DB == nil || c.Policy == nil || c.Now == nil || c.Issuer == "" {
		return nil, errors.New("auth needs a database, a nickname policy, a clock and an issuer")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Folder == nil {
		c.Folder = textmatch.NewFolder()
	}
	return &Service{
		db: c.DB, policy: c.Policy, now: c.Now, issuer: c.Issuer, log: c.Logger,
		rulebook: c.Rulebook, onSiteTx: c.OnSiteTx,
		folder:  c.Folder,
		hashing: make(chan struct{}, hashesAtOnce),
		cost:    phc{memory: hashMemory, time: hashTime, threads: hashThreads},
	}, nil
}

// currentRulebook is the version members must have agreed to, 0 where there are no rules.
func (s *Service) currentRulebook(ctx context.Context, site SiteID) (int, error) {
	if s.rulebook == nil {
		return 0, nil
	}
	return s.rulebook(ctx, site)
}

// moment is the present as the database keeps it.
func (s *Service) moment() storage.Time {
	return storage.At(s.now())
}
