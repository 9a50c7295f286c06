package moderation

import (
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// SanctionID is the key of a sanction.
type SanctionID = storage.Key[Sanction]

// SanctionKind is how hard a sanction is.
type SanctionKind string

// The kinds of sanction.
const (
	Warning         SanctionKind = "warning"
	Suspension      SanctionKind = "suspension"
	EndOfMembership SanctionKind = "end"
)

// Sanction follows from a decision and stands until it is lifted.
type Sanction struct {
	ID         SanctionID
	Member     auth.MemberID
	DecisionID DecisionID
	Kind       SanctionKind
	From       time.Time
	// Until is set on suspensions.
	Until *time.Time
	// LiftedAt is set once another decision lifted it (LiftedBy) or its own was undone (LiftedBy is nil).
	LiftedAt *time.Time
	LiftedBy *DecisionID
}

// InForce reports whether the sanction still has effect at now. A warning has while it is not lifted.
func (s Sanction) InForce(now time.Time) bool {
	return s.LiftedAt == nil && (s.Until == nil || s.Until.After(now))
}

var (
	// ErrSanctionNotFound is returned for a key no sanction of the site has.
	ErrSanctionNotFound = fault.New(fault.NotFound, "sanction_not_found", "The site has no such sanction.")
	// ErrSanctionLifted is returned for lifting what was lifted before.
	ErrSanctionLifted = fault.New(fault.Conflict, "sanction_lifted", "The sanction was lifted before.")
	// ErrMemberEnded is returned for sanctions on somebody whose membership was ended.
	ErrMemberEnded = fault.New(fault.Conflict, "member_ended", "The membership was ended before.")
)
