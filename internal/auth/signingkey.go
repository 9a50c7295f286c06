package auth

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"board/internal/storage"
)

// signingKeyBytes is the length of the secret that access tokens are signed with.
const signingKeyBytes = 32

// firstKey is the number of the first signing key. Numbers make two instances that create or rotate at once meet in the
// primary key, so that only one of them does.
const firstKey = 1

// signingKey is a key for access tokens. Its kid is "k" and a number that rises with each rotation.
type signingKey struct {
	kid       string
	secret    []byte
	retiredAt *time.Time
}

// RotateSigningKey makes new access tokens be signed with a new key. Tokens the old one signed stay good until they
// expire by themselves.
func (s *Service) RotateSigningKey(ctx context.Context) error {
	secret, err := newSecret()
	if err != nil {
		return err
	}
	if _, err := s.signingKey(ctx); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx storage.Tx) error {
		kid, err := rotateSigningKeyTx(tx, secret, s.moment())
		if err != nil || kid == "" {
			return err
		}
		return s.auditTx(tx, SiteID{}, "signing_key.rotated", "signing_key", kid, nil)
	})
}

// signingKey is the key that signs now. The first call of all makes it.
func (s *Service) signingKey(ctx context.Context) (signingKey, error) {
	key, err := currentSigningKey(s.db.Read(ctx))
	if !errors.Is(err, errNoKey) {
		return key, err
	}
	secret, err := newSecret()
	if err != nil {
		return signingKey{}, err
	}
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		if err := addSigningKeyTx(tx, firstKey, secret, s.moment()); err != nil {
			return err
		}
		key, err = currentSigningKey(tx.DB())
		return err
	})
	return key, err
}

// verifyingKey is the key with this kid, as long as a token it signed may still be alive.
func (s *Service) verifyingKey(ctx context.Context, kid string) (signingKey, error) {
	key, err := signingKeyByID(s.db.Read(ctx), kid)
	if errors.Is(err, errNoKey) {
		return signingKey{}, ErrTokenInvalid
	}
	if err != nil {
		return signingKey{}, err
	}
	if key.retiredAt != nil && s.now().After(key.retiredAt.Add(accessLasts+clockLeeway)) {
		return signingKey{}, ErrTokenInvalid
	}
	return key, nil
}

func newSecret() ([]byte, error) {
	secret := make([]byte, signingKeyBytes)
	if _, err := rand.Read(secret); err != nil {
		return nil, fmt.Errorf("make a secret: %w", err)
	}
	return secret, nil
}
