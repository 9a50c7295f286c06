package auth

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"board/internal/fault"
	"board/internal/storage"
	"board/internal/textmatch"
)

// Credentials are what somebody signs in with. Name is an e-mail address or a nickname on a site, a login at the desk.
type Credentials struct {
	Name, Password, Address string
}

// maxName bounds what is folded and looked up as a name.
const maxName = 254

// ErrSignInFailed is returned for a wrong password and for an unknown name alike.
var ErrSignInFailed = fault.New(fault.Unauthenticated, "sign_in_failed", "The name or the password is wrong.")

// SignIn opens a session for a member. A suspended member may sign in; one whose membership was ended is told so, but
// only with the right password.
func (s *Service) SignIn(ctx context.Context, site Site, c Credentials) (Tokens, error) {
	if utf8.RuneCountInString(c.Name) > maxName || !storable(c.Name) {
		return Tokens{}, ErrSignInFailed
	}
	nicknameKey := textmatch.Identity(s.folder, c.Name)
	a := newAttempt(site.ID.String(), nicknameKey, c.Address)
	if err := s.charge(ctx, a); err != nil {
		return Tokens{}, err
	}
	id, hash, err := memberCredentials(s.db.Read(ctx), site.ID, strings.ToLower(strings.TrimSpace(c.Name)), nicknameKey)
	if err != nil {
		return Tokens{}, err
	}
	fits, err := s.passwordFits(ctx, hash, c.Password)
	if err != nil {
		return Tokens{}, err
	}
	if !fits {
		return Tokens{}, ErrSignInFailed
	}
	return s.openMemberSession(ctx, site, id, hash, c.Address, a)
}

// openMemberSession opens a session for a member whose password, still stored as hash, was right.
func (s *Service) openMemberSession(
	ctx context.Context, site Site, id MemberID, hash, address string, a attempt,
) (Tokens, error) {
	var g grant
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		now := s.moment()
		member, err := s.MemberTx(tx, site.ID, id)
		if err != nil {
			return err
		}
		if err := memberPasswordStandsTx(tx, id, hash); err != nil {
			return err
		}
		if member.Standing.Kind == Ended {
			return member.Standing.endedFault()
		}
		if err := a.succeededTx(tx, now); err != nil {
			return err
		}
		g = grant{member: &member}
		return openSessionTx(tx, &g, address, now)
	})
	if err != nil {
		return Tokens{}, err
	}
	return s.tokens(ctx, g)
}

// SignInAccount opens a session at the desk.
func (s *Service) SignInAccount(ctx context.Context, c Credentials) (Tokens, error) {
	login := foldLogin(c.Name)
	if utf8.RuneCountInString(login) > maxName || !storable(login) {
		return Tokens{}, ErrSignInFailed
	}
	a := newAttempt(deskSlug, login, c.Address)
	if err := s.charge(ctx, a); err != nil {
		return Tokens{}, err
	}
	id, hash, err := accountCredentials(s.db.Read(ctx), login)
	if err != nil {
		return Tokens{}, err
	}
	fits, err := s.passwordFits(ctx, hash, c.Password)
	if err != nil {
		return Tokens{}, err
	}
	if !fits {
		return Tokens{}, ErrSignInFailed
	}
	var g grant
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		g, err = openAccountSessionTx(tx, id, hash, c.Address, a, s.moment())
		return err
	})
	if err != nil {
		return Tokens{}, err
	}
	return s.tokens(ctx, g)
}

func openAccountSessionTx(tx storage.Tx, id AccountID, hash, address string, a attempt, now storage.Time) (grant, error) {
	if err := accountPasswordStandsTx(tx, id, hash); err != nil {
		return grant{}, err
	}
	account, err := enabledAccount(tx.DB(), id)
	if errors.Is(err, ErrAccountNotFound) {
		return grant{}, ErrSignInFailed
	}
	if err != nil {
		return grant{}, err
	}
	if err := a.succeededTx(tx, now); err != nil {
		return grant{}, err
	}
	g := grant{account: &account}
	return g, openSessionTx(tx, &g, address, now)
}
