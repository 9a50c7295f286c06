package auth

import (
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"board/internal/fault"
	"board/internal/storage"
)

// MemberID is the key of a member.
type MemberID = storage.Key[Member]

// Member is a person with a membership of one site.
type Member struct {
	ID     MemberID
	SiteID SiteID
	// Nickname is the one the member bears; others see ShownNickname.
	Nickname         string
	NicknameStatus   NicknameStatus
	NicknameRevision int
	// NicknameChangedAt is when the member last changed it themselves; nil: never.
	NicknameChangedAt *time.Time
	// NicknameReviewed is the revision a decision found in order, 0 for none; NicknameReportWeight the weight of
	// undecided reports, in hundredths.
	NicknameReviewed     int
	NicknameReportWeight int
	// HeldNickname is a change that waits for a moderator. It is loaded where one member is asked for, not in lists.
	HeldNickname *Nickname
	// Email leaves the service only towards the member and moderators.
	Email        string
	Avatar       string
	Premoderated bool
	Standing     Standing
	// CommentsPublished, ReportsUpheld and ReportsRejected are the member's record.
	CommentsPublished, ReportsUpheld, ReportsRejected int
	// AgreedRulebook is the version of the rules the member agreed to; 0: none yet.
	AgreedRulebook int
	CreatedAt      time.Time
	// HasPassword is false for members who sign in at the publisher only.
	HasPassword bool
}

// MemberQuery asks for members whose nickname, or e-mail address when Prefix holds an @, begins with Prefix.
type MemberQuery struct {
	Prefix string
	Cursor string
	// Limit is between 1 and 100; 0 means 20.
	Limit int
}

// ErrMemberNotFound is returned for a key no member of the site has.
var ErrMemberNotFound = fault.New(fault.NotFound, "member_not_found", "The site has no such member.")

// ErrEmailTaken is returned when another member of the site registered with the address.
var ErrEmailTaken = fault.New(fault.Conflict, "email_taken", "Another member of the site has this e-mail address.")

// ShownNickname is what others see: the nickname, or the neutral one while a moderator has yet to look at it.
func (m Member) ShownNickname(site Site) string {
	if m.NicknameStatus == NicknameHeld {
		return NeutralNickname(site, m.ID, 0)
	}
	return m.Nickname
}

// emailKey checks that text is a plain address (RFC 5322 addr-spec, no display name) and returns the form under which it
// is unique.
func emailKey(text string) (string, bool) {
	if utf8.RuneCountInString(text) > 254 || !storable(text) {
		return "", false
	}
	address, err := mail.ParseAddress(text)
	if err != nil || address.Name != "" || address.Address != text {
		return "", false
	}
	return strings.ToLower(text), true
}
