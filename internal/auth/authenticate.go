package auth

import (
	"context"
	"strings"
	"time"
)

// Authenticate finds who presents a bearer token: a member or a desk account with an access token, a publisher with an
// API key. It asks the database each time, so what happened to the session, the member or the key counts at once. A
// suspended member is let in, to read; what they may not do is refused by MayWrite.
func (s *Service) Authenticate(ctx context.Context, bearer string) (Actor, error) {
	if strings.HasPrefix(bearer, apiKeyPrefix) {
		return s.authenticateKey(ctx, bearer)
	}
	claims, err := s.parseAccess(ctx, bearer)
	if err != nil {
		return Actor{}, err
	}
	if claims.Role == RoleMember {
		return s.authenticateMember(ctx, claims)
	}
	return s.authenticateAccount(ctx, claims)
}

func (s *Service) authenticateMember(ctx context.Context, claims accessClaims) (Actor, error) {
	now := s.now()
	session, member, err := memberOfSession(s.db.Read(ctx), claims.Session, now)
	if err != nil {
		return Actor{}, err
	}
	if !session.standsAt(now) || member.Standing.Kind == Ended {
		return Actor{}, ErrSessionEnded
	}
	site, err := s.Site(ctx, claims.Site)
	if err != nil {
		return Actor{}, err
	}
	if site.ID != member.SiteID || claims.Subject != member.ID.String() {
		return Actor{}, ErrTokenInvalid
	}
	return Actor{Role: RoleMember, Site: &site, Member: &member, Session: claims.Session}, nil
}

func (s *Service) authenticateAccount(ctx context.Context, claims accessClaims) (Actor, error) {
	session, account, err := accountOfSession(s.db.Read(ctx), claims.Session)
	if err != nil {
		return Actor{}, err
	}
	if !session.standsAt(s.now()) {
		return Actor{}, ErrSessionEnded
	}
	if claims.Subject != account.ID.String() {
		return Actor{}, ErrTokenInvalid
	}
	return Actor{Role: account.Role(), Account: &account, Session: claims.Session}, nil
}

func (s *Service) authenticateKey(ctx context.Context, bearer string) (Actor, error) {
	id, site, err := siteOfAPIKey(s.db.Read(ctx), hashOf(bearer))
	if err != nil {
		return Actor{}, err
	}
	return Actor{Role: RolePublisher, Site: &site, APIKey: id}, nil
}

// standsAt reports whether the session is neither revoked nor expired.
func (s Session) standsAt(now time.Time) bool {
	return s.RevokedAt == nil && s.ExpiresAt.After(now)
}
