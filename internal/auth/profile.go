package auth

import (
	"context"

	"board/internal/fault"
	"board/internal/storage"
)

var (
	// ErrPasswordWrong is returned when the old password does not fit.
	ErrPasswordWrong = fault.New(fault.Forbidden, "password_wrong", "The present password is wrong.")
	// ErrNoPassword is returned to members who sign in at the publisher only.
	ErrNoPassword = fault.New(fault.Conflict, "no_password", "This member signs in at the publisher and has no password.")
	// ErrRulebookChanged is returned to somebody who agrees to a version that is not the current one; version is.
	ErrRulebookChanged = fault.New(fault.Conflict, "rulebook_changed", "The rules have another version now.")
)

// ChangePassword gives the actor a new password and ends all their other sessions. Guesses at the old one count as failed
// sign-ins do, so that a stolen access token opens no way around the throttle.
func (s *Service) ChangePassword(ctx context.Context, actor Actor, old, next string) error {
	if actor.Session.IsZero() {
		return ErrSignInNeeded
	}
	normal, err := normalPassword(next)
	if err != nil {
		return errNewPasswordInvalid
	}
	a := newAttempt("password", actor.Key(), actor.Address)
	if err := s.charge(ctx, a); err != nil {
		return err
	}
	stored, err := passwordOf(s.db.Read(ctx), actor)
	if err != nil {
		return err
	}
	if stored == "" {
		return ErrNoPassword
	}
	fits, err := s.passwordFits(ctx, stored, old)
	if err != nil {
		return err
	}
	if !fits {
		return ErrPasswordWrong
	}
	hash, err := s.hashPassword(ctx, normal)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx storage.Tx) error {
		now := s.moment()
		if err := replacePasswordTx(tx, actor, stored, hash); err != nil {
			return err
		}
		if err := revokeOthersTx(tx, actor, now); err != nil {
			return err
		}
		return a.succeededTx(tx, now)
	})
}

// AgreeRulebook records that the member agreed to the current version of the rules.
func (s *Service) AgreeRulebook(ctx context.Context, actor Actor, version int) (Member, error) {
	if actor.Member == nil {
		return Member{}, ErrSignInNeeded
	}
	current, err := s.currentRulebook(ctx, actor.Member.SiteID)
	if err != nil {
		return Member{}, err
	}
	if version != current {
		return Member{}, ErrRulebookChanged.With("version", current)
	}
	var member Member
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		if err := agreeRulebookTx(tx, actor.Member.ID, version); err != nil {
			return err
		}
		member, err = s.fullMemberTx(tx, actor.Member.SiteID, actor.Member.ID)
		return err
	})
	return member, err
}
