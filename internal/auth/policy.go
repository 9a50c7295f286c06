package auth

import (
	"context"

	"board/internal/storage"
)

// Outcome is what screening says of a text.
type Outcome string

// The outcomes, from mildest to strictest.
const (
	OutcomePublish Outcome = "publish"
	OutcomeHold    Outcome = "hold"
	OutcomeRefuse  Outcome = "refuse"
)

// NicknameVerdict is the policy's answer about one nickname.
type NicknameVerdict struct {
	Outcome Outcome
	// Clause is the clause of the rulebook a refusal or hold speaks of, Code the rule that found it.
	Clause, Code string
	// Signals belong to the policy: it gets them back when the verdict is recorded.
	Signals any
}

// NicknamePolicy judges nicknames and remembers what it found. Moderation implements it.
type NicknamePolicy interface {
	// JudgeNickname looks at a nickname; member is nil when somebody registers.
	JudgeNickname(ctx context.Context, site Site, member *MemberID, nickname string) (NicknameVerdict, error)
	// RecordNicknameTx keeps the signals of a nickname that was taken on, and opens a case when it is held.
	RecordNicknameTx(tx storage.Tx, site SiteID, member MemberID, revision int, v NicknameVerdict) error
}
