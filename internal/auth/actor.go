package auth

import (
	"context"

	"board/internal/fault"
)

// Role is what an actor may be.
type Role string

// The roles. A publisher is a site's own server with an API key.
const (
	RoleAnonymous Role = "anonymous"
	RoleMember    Role = "member"
	RoleModerator Role = "moderator"
	RoleAdmin     Role = "admin"
	RolePublisher Role = "publisher"
)

// Actor is who does something, as Authenticate found them a moment ago. The zero Actor is nobody in particular.
type Actor struct {
	Role Role
	// Site is the member's or the publisher's site; nil for the desk and the anonymous.
	Site *Site
	// Member is set with RoleMember alone, Account with RoleModerator and RoleAdmin, APIKey with RolePublisher.
	Member  *Member
	Account *Account
	APIKey  APIKeyID
	Session SessionID
	// Address is the client's, filled in by who received the request.
	Address string
}

var (
	// ErrSignInNeeded is returned to the anonymous where a member is needed.
	ErrSignInNeeded = fault.New(fault.Unauthenticated, "sign_in_needed", "Sign in first.")
	// ErrMembersOnly is returned to desk accounts and publishers where only members act.
	ErrMembersOnly = fault.New(fault.Forbidden, "members_only", "Only members of the site may do this.")
	// ErrWrongSite is returned when a token or key belongs to another site than the one it is used on.
	ErrWrongSite = fault.New(fault.Forbidden, "wrong_site", "The token belongs to another site.")
	// ErrRulebookNotAgreed is returned to a member who has not agreed to the site's present rules; version names them.
	ErrRulebookNotAgreed = fault.New(fault.Forbidden, "rulebook_not_agreed", "The member has not agreed to the current rules.")
)

// IsModeratorOf reports whether the actor moderates the site: as its moderator or as an administrator.
func (a Actor) IsModeratorOf(site SiteID) bool {
	return a.Account != nil && a.Account.Moderates(site)
}

// On refuses actors of another site with wrong_site. Desk accounts are of no site: what they may do is asked with
// IsModeratorOf.
func (a Actor) On(site SiteID) error {
	if a.Site != nil && a.Site.ID != site {
		return ErrWrongSite
	}
	return nil
}

// Key names the actor for idempotency and rate limits: "member:<id>", "account:<id>", "key:<id>" or "address:<ip>".
func (a Actor) Key() string {
	switch {
	case a.Member != nil:
		return "member:" + a.Member.ID.String()
	case a.Account != nil:
		return "account:" + a.Account.ID.String()
	case !a.APIKey.IsZero():
		return "key:" + a.APIKey.String()
	}
	return "address:" + a.Address
}

// MayWrite says whether the actor may comment, vote, tag and report at this moment: only members who are neither
// suspended nor ended and who have agreed to the current rules. The fault says why not.
func (s *Service) MayWrite(ctx context.Context, actor Actor) error {
	if actor.Member == nil {
		if actor.Account != nil || !actor.APIKey.IsZero() {
			return ErrMembersOnly
		}
		return ErrSignInNeeded
	}
	if err := actor.Member.Standing.MayWrite(); err != nil {
		return err
	}
	current, err := s.currentRulebook(ctx, actor.Member.SiteID)
	if err != nil {
		return err
	}
	if actor.Member.AgreedRulebook < current {
		return ErrRulebookNotAgreed.With("version", current)
	}
	return nil
}
