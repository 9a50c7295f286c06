package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"board/internal/fault"
	"board/internal/storage"
)

const (
	// accessLasts is the life of an access token, and what a retired key must still verify.
	accessLasts = 15 * time.Minute
	// clockLeeway forgives clocks that differ a little.
	clockLeeway = 30 * time.Second
	// maxTokenBytes bounds what is looked at; Board's own tokens have about 500 bytes.
	maxTokenBytes = 8 << 10

	audiencePrefix = "board:"
	// deskSlug is in the audience of desk tokens where members' have their site's slug. No site may have it.
	deskSlug = "desk"
)

var (
	// ErrTokenInvalid is returned for what is no access token of ours: malformed, forged, of another audience.
	ErrTokenInvalid = fault.New(fault.Unauthenticated, "token_invalid", "This is not a token this server gave.")
	// ErrTokenExpired is returned for an access token whose time is over; a refresh gives a new one.
	ErrTokenExpired = fault.New(fault.Unauthenticated, "token_expired", "The access token has expired; refresh it.")
)

// accessClaims are what an access token says.
type accessClaims struct {
	jwt.RegisteredClaims
	Session storage.Key[Session] `json:"sid"`
	Role    Role                 `json:"role"`
	Site    string               `json:"site,omitempty"`
}

// signAccess makes an access token for a session of a site, or of the desk when slug is empty.
func (s *Service) signAccess(
	key signingKey, session SessionID, subject string, role Role, slug string, at, until time.Time,
) (string, error) {
	audience := slug
	if slug == "" {
		audience = deskSlug
	}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, accessClaims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: s.issuer, Subject: subject, Audience: jwt.ClaimStrings{audiencePrefix + audience},
			IssuedAt: jwt.NewNumericDate(at), ExpiresAt: jwt.NewNumericDate(until),
		},
		Session: session, Role: role, Site: slug,
	})
	token.Header["kid"] = key.kid
	text, err := token.SignedString(key.secret)
	if err != nil {
		return "", fmt.Errorf("sign an access token: %w", err)
	}
	return text, nil
}

// parseAccess verifies an access token. It says nothing about the session, which may be over.
func (s *Service) parseAccess(ctx context.Context, text string) (accessClaims, error) {
	if len(text) > maxTokenBytes {
		return accessClaims{}, ErrTokenInvalid
	}
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithIssuer(s.issuer), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithLeeway(clockLeeway), jwt.WithTimeFunc(s.now), jwt.WithStrictDecoding(),
	)
	var claims accessClaims
	var lookup error
	_, err := parser.ParseWithClaims(text, &claims, func(token *jwt.Token) (any, error) {
		var key signingKey
		kid, _ := token.Header["kid"].(string)
		key, lookup = s.verifyingKey(ctx, kid)
		return key.secret, lookup
	})
	switch {
	case lookup != nil:
		return accessClaims{}, lookup
	case errors.Is(err, jwt.ErrTokenExpired):
		return accessClaims{}, ErrTokenExpired
	case err != nil || !claims.forOne():
		return accessClaims{}, ErrTokenInvalid
	}
	return claims, nil
}

// forOne reports whether the audience is the one that fits the role: the desk or one site.
func (c accessClaims) forOne() bool {
	want := c.Site
	switch c.Role {
	case RoleMember:
		if c.Site == "" || c.Site == deskSlug {
			return false
		}
	case RoleModerator, RoleAdmin:
		if c.Site != "" {
			return false
		}
		want = deskSlug
	case RoleAnonymous, RolePublisher:
		return false
	default:
		return false
	}
	return len(c.Audience) == 1 && c.Audience[0] == audiencePrefix+want
}
