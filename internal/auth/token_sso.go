package auth

import (
	"errors"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"

	"board/internal/fault"
)

// ssoAhead is how far in the future a publisher's token may expire.
const ssoAhead = 10 * time.Minute

const (
	maxSSOSubject = 128
	maxAvatar     = 2048
)

// What can be wrong with a publisher's token. Each has its own code, for the publisher's developer who has ten minutes.
var (
	ErrSSODisabled  = fault.New(fault.Forbidden, "sso_disabled", "The site has no secret for single sign-on.")
	ErrSSOMalformed = fault.New(fault.Unauthenticated, "sso_malformed", "The token is not a JWT with claims of the right types.")
	ErrSSOAlgorithm = fault.New(fault.Unauthenticated, "sso_algorithm", "The token must be signed with HS256.")
	ErrSSOSignature = fault.New(fault.Unauthenticated, "sso_signature", "The token's signature does not fit the site's secret.")
	ErrSSOAudience  = fault.New(fault.Unauthenticated, "sso_audience", "The token's aud must be the site's slug.")
	ErrSSOExpired   = fault.New(fault.Unauthenticated, "sso_expired", "The token has expired.")
	ErrSSOLifetime  = fault.New(fault.Unauthenticated, "sso_lifetime", "The token needs an exp at most 10 minutes ahead.")
	ErrSSONotYet    = fault.New(fault.Unauthenticated, "sso_not_yet", "The token's iat or nbf lies in the future.")
	ErrSSOSubject   = fault.New(fault.Unauthenticated, "sso_subject", "The token's sub must have 1 to 128 characters.")
)

// ssoIdentity is who a publisher says somebody is. Empty fields were missing or not usable.
type ssoIdentity struct {
	subject, nickname, email, avatar string
}

type ssoClaims struct {
	jwt.RegisteredClaims
	Nickname string `json:"nickname"`
	Email    string `json:"email"`
	Avatar   string `json:"avatar"`
}

// parseSSO verifies a publisher's token for the site. The key is the text of the secret, as JWT libraries take it.
func (s *Service) parseSSO(slug, secret, text string) (ssoIdentity, error) {
	if secret == "" {
		return ssoIdentity{}, ErrSSODisabled
	}
	claims, err := s.verifySSO(slug, secret, text)
	if err != nil {
		return ssoIdentity{}, err
	}
	if claims.ExpiresAt.Sub(s.now()) > ssoAhead+clockLeeway {
		return ssoIdentity{}, ErrSSOLifetime
	}
	subject := claims.Subject
	if n := utf8.RuneCountInString(subject); n < 1 || n > maxSSOSubject || strings.ContainsFunc(subject, unprintable) {
		return ssoIdentity{}, ErrSSOSubject
	}
	return ssoIdentity{
		subject: subject, nickname: claims.Nickname,
		email: usableEmail(claims.Email), avatar: usableAvatar(claims.Avatar),
	}, nil
}

func (s *Service) verifySSO(slug, secret, text string) (ssoClaims, error) {
	if len(text) > maxTokenBytes {
		return ssoClaims{}, ErrSSOMalformed
	}
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithAudience(slug), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithLeeway(clockLeeway), jwt.WithTimeFunc(s.now), jwt.WithStrictDecoding(),
	)
	// The header is read before the signature only to say that the algorithm is wrong; the parser refuses it by itself.
	unverified, _, err := parser.ParseUnverified(text, &ssoClaims{})
	if err != nil && !errors.Is(err, jwt.ErrTokenUnverifiable) {
		return ssoClaims{}, ErrSSOMalformed
	}
	if err != nil || unverified.Method != jwt.SigningMethodHS256 {
		return ssoClaims{}, ErrSSOAlgorithm
	}
	var claims ssoClaims
	_, err = parser.ParseWithClaims(text, &claims, func(*jwt.Token) (any, error) { return []byte(secret), nil })
	return claims, ssoFault(err, claims)
}

// ssoFault picks the fault for what the parser complained about, which may be several things at once.
func ssoFault(err error, claims ssoClaims) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jwt.ErrTokenMalformed):
		return ErrSSOMalformed
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return ErrSSOSignature
	case errors.Is(err, jwt.ErrTokenInvalidAudience), len(claims.Audience) == 0:
		return ErrSSOAudience
	case errors.Is(err, jwt.ErrTokenExpired):
		return ErrSSOExpired
	case errors.Is(err, jwt.ErrTokenUsedBeforeIssued), errors.Is(err, jwt.ErrTokenNotValidYet):
		return ErrSSONotYet
	case errors.Is(err, jwt.ErrTokenRequiredClaimMissing):
		return ErrSSOLifetime
	}
	return ErrSSOMalformed
}

// usableEmail drops an address that is none: the reader can do nothing about what their publisher keeps.
func usableEmail(text string) string {
	if _, ok := emailKey(text); !ok {
		return ""
	}
	return text
}

// usableAvatar drops what is not the address of a picture that pages over https may show.
func usableAvatar(text string) string {
	u, err := url.Parse(text)
	if err != nil || len(text) > maxAvatar || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}
