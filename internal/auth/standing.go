package auth

import (
	"time"

	"board/internal/fault"
)

// StandingKind is how a member stands with the site.
type StandingKind string

// The kinds of standing, from best to worst.
const (
	Good      StandingKind = "good"
	Warned    StandingKind = "warned"
	Suspended StandingKind = "suspended"
	Ended     StandingKind = "ended"
)

// warningLasts is how long a warning shows in the standing.
const warningLasts = 90 * 24 * time.Hour

// Standing is a member's state at one moment. It follows from the clock, so a suspension ends with no job's help.
type Standing struct {
	Kind StandingKind
	// Until is when a suspension is over; nil with every other kind.
	Until *time.Time
	// Decision is the key of the decision behind it in its 36 characters; empty when in good standing.
	Decision string
}

// StandingColumns is what moderation derives from a member's sanctions and auth keeps beside the member.
type StandingColumns struct {
	WarnedAt, SuspendedUntil, EndedAt *time.Time
	DecisionID                        *[16]byte
}

// ErrMemberSuspended is returned to a suspended member who tries to write.
var ErrMemberSuspended = fault.New(fault.Forbidden, "member_suspended", "This member is suspended and may only read.")

// ErrMembershipEnded is returned to somebody whose membership was ended; they can't sign in by any way.
var ErrMembershipEnded = fault.New(fault.Forbidden, "membership_ended", "This membership was ended.")

// standingAt derives the standing at now. decision is the key's text, empty when there is none.
func standingAt(now time.Time, c StandingColumns, decision string) Standing {
	switch {
	case c.EndedAt != nil:
		return Standing{Kind: Ended, Decision: decision}
	case c.SuspendedUntil != nil && c.SuspendedUntil.After(now):
		return Standing{Kind: Suspended, Until: c.SuspendedUntil, Decision: decision}
	case c.WarnedAt != nil && now.Sub(*c.WarnedAt) < warningLasts:
		return Standing{Kind: Warned, Decision: decision}
	}
	return Standing{Kind: Good}
}

// MayWrite refuses suspended and ended members, with the decision that says why.
func (s Standing) MayWrite() error {
	switch s.Kind {
	case Suspended:
		return ErrMemberSuspended.With("until", *s.Until).With("decision", s.Decision)
	case Ended:
		return s.endedFault()
	case Good, Warned:
	}
	return nil
}

// endedFault names the decision, so that the member can read why.
func (s Standing) endedFault() error {
	return ErrMembershipEnded.With("decision", s.Decision)
}
