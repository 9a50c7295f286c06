package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"board/internal/fault"
	"board/internal/storage"
)

// SessionID is the key of a session.
type SessionID = storage.Key[Session]

// Session is one sign-in with all the tokens that came of it.
type Session struct {
	ID SessionID
	// Member or Account, whose session it is; the other is nil.
	Member  *MemberID
	Account *AccountID
	// ExpiresAt is fixed when somebody signs in: refreshing does not move it.
	ExpiresAt time.Time
	RevokedAt *time.Time
}

// Tokens is what somebody gets who signed in or refreshed.
type Tokens struct {
	Access         string
	AccessExpires  time.Time
	Refresh        string
	RefreshExpires time.Time
	// Member or Account, whose tokens they are; the other is nil.
	Member  *Member
	Account *Account
}

const (
	// sessionLasts is the life of a family of refresh tokens, from the sign-in on.
	sessionLasts = 30 * 24 * time.Hour
	// raceGrace is how long a used refresh token is taken for a second tab's, rather than a thief's.
	raceGrace = 10 * time.Second

	refreshBytes = 32
)

// Why sessions were revoked, for those who read the table.
const (
	revokedSignOut  = "sign_out"
	revokedReuse    = "refresh_reused"
	revokedPassword = "password_changed"
	revokedEnded    = "membership_ended"
)

var (
	// ErrSessionEnded is returned when the session is over: signed out, expired, revoked.
	ErrSessionEnded = fault.New(fault.Unauthenticated, "session_ended", "The session is over; sign in again.")
	// ErrRefreshInvalid is returned for a refresh token that was never given.
	ErrRefreshInvalid = fault.New(fault.Unauthenticated, "refresh_invalid", "This is not a refresh token this server gave.")
	// ErrRefreshReused is returned when a refresh token comes back after it was used; its whole family is revoked.
	ErrRefreshReused = fault.New(fault.Unauthenticated, "refresh_reused", "The refresh token was used before; sign in again.")
	// ErrRefreshRaced is returned to the slower of two who refreshed with one token; the faster has the new one.
	ErrRefreshRaced = fault.New(fault.Conflict, "refresh_raced", "Somebody else has just refreshed with this token.")
)

// grant is what opening or refreshing a session gave, before an access token is signed for it.
type grant struct {
	session SessionID
	refresh string
	expires time.Time
	member  *Member
	account *Account
}

// Refresh uses up a refresh token and gives the next one with a new access token. Of many who present one token at the
// same time exactly one gets it. One that is presented again later was stolen, before or after: its family is revoked.
func (s *Service) Refresh(ctx context.Context, refresh, address string) (Tokens, error) {
	hash := hashOf(refresh)
	next, nextHash, err := newRefresh()
	if err != nil {
		return Tokens{}, err
	}
	var g grant
	var refused error
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		now := s.moment()
		g, refused = grant{}, nil
		fresh, err := useRefreshTokenTx(tx, hash, now)
		if err != nil {
			return err
		}
		session, usedAt, err := sessionOfRefreshTx(tx, hash)
		if err != nil {
			return err
		}
		if !fresh {
			refused, err = s.refuseUsedTx(tx, session, usedAt, now)
			return err
		}
		g, err = s.renewTx(tx, session, nextHash, now)
		return err
	})
	if err != nil {
		return Tokens{}, err
	}
	if refused != nil {
		if errors.Is(refused, ErrRefreshReused) {
			s.log.Warn("A refresh token came back after it was used; its session is revoked.", "address", address)
		}
		return Tokens{}, refused
	}
	g.refresh = next
	return s.tokens(ctx, g)
}

// refuseUsedTx decides what a refresh token means that was used before. What it returns first is told to the caller after
// the commit: a job that fails would undo the revocation.
func (s *Service) refuseUsedTx(tx storage.Tx, session Session, usedAt *time.Time, now storage.Time) (refused, err error) {
	switch {
	case session.RevokedAt != nil:
		return ErrSessionEnded, nil
	case usedAt != nil && now.Sub(*usedAt) <= raceGrace:
		return ErrRefreshRaced, nil
	}
	return ErrRefreshReused, revokeSessionTx(tx, session.ID, revokedReuse, now)
}

// renewTx gives a session its next refresh token, when it may still have one.
func (s *Service) renewTx(tx storage.Tx, session Session, hash []byte, now storage.Time) (grant, error) {
	g := grant{session: session.ID, expires: session.ExpiresAt}
	if err := s.ownerTx(tx, session, &g); err != nil {
		return grant{}, err
	}
	if session.RevokedAt != nil || !session.ExpiresAt.After(now.Time) {
		return grant{}, ErrSessionEnded
	}
	return g, addRefreshTokenTx(tx, hash, session.ID, now)
}

// ownerTx loads whose session it is. An ended membership is told as such, so that the reader learns why.
func (s *Service) ownerTx(tx storage.Tx, session Session, g *grant) error {
	if session.Account != nil {
		account, err := enabledAccount(tx.DB(), *session.Account)
		if errors.Is(err, ErrAccountNotFound) {
			return ErrSessionEnded
		}
		g.account = &account
		return err
	}
	member, err := memberByID(tx.DB(), *session.Member, s.now())
	if err != nil {
		return err
	}
	g.member = &member
	if member.Standing.Kind == Ended {
		return member.Standing.endedFault()
	}
	return nil
}

// openSessionTx opens a session for the member or the account in g, and completes g.
func openSessionTx(tx storage.Tx, g *grant, address string, now storage.Time) error {
	refresh, hash, err := newRefresh()
	if err != nil {
		return err
	}
	g.session, g.refresh = storage.NewKey[Session](), refresh
	g.expires = now.Add(sessionLasts)
	if err := addSessionTx(tx, *g, address, now); err != nil {
		return err
	}
	return addRefreshTokenTx(tx, hash, g.session, now)
}

// tokens signs the access token that goes with a grant.
func (s *Service) tokens(ctx context.Context, g grant) (Tokens, error) {
	key, err := s.signingKey(ctx)
	if err != nil {
		return Tokens{}, err
	}
	now := s.now()
	t := Tokens{
		AccessExpires: now.Add(accessLasts), Refresh: g.refresh, RefreshExpires: g.expires,
		Member: g.member, Account: g.account,
	}
	if g.expires.Before(t.AccessExpires) {
		t.AccessExpires = g.expires
	}
	subject, role, slug := "", RoleModerator, ""
	if g.member != nil {
		site, err := siteByID(s.db.Read(ctx), g.member.SiteID)
		if err != nil {
			return Tokens{}, err
		}
		subject, role, slug = g.member.ID.String(), RoleMember, site.Slug
	} else {
		subject = g.account.ID.String()
		if g.account.Admin {
			role = RoleAdmin
		}
	}
	t.Access, err = s.signAccess(key, g.session, subject, role, slug, now, t.AccessExpires)
	return t, err
}

// SignOut ends the actor's session, and with it every token that came of it.
func (s *Service) SignOut(ctx context.Context, actor Actor) error {
	if actor.Session.IsZero() {
		return ErrSignInNeeded
	}
	return s.db.Write(ctx, func(tx storage.Tx) error {
		return revokeSessionTx(tx, actor.Session, revokedSignOut, s.moment())
	})
}

// newRefresh makes a refresh token and the hash under which it is stored. It is random enough for a plain hash.
func newRefresh() (text string, hash []byte, err error) {
	random := make([]byte, refreshBytes)
	if _, err := rand.Read(random); err != nil {
		return "", nil, fmt.Errorf("make a refresh token: %w", err)
	}
	text = base64.RawURLEncoding.EncodeToString(random)
	return text, hashOf(text), nil
}

func hashOf(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}
