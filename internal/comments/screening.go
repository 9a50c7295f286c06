package comments

import (
	"context"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// SubjectKind tells apart what this package gives to be judged.
type SubjectKind string

// The kinds.
const (
	SubjectComment SubjectKind = "comment"
	SubjectTag     SubjectKind = "tag"
)

// Outcome is what screening says: publish, hold or refuse.
type Outcome = auth.Outcome

// Screener judges drafts before they are stored. Package moderation implements it.
type Screener interface {
	// Screen judges a draft. It may be asked again for the same draft when something happened meanwhile that it ought
	// to have known, so asking leaves no traces.
	Screen(ctx context.Context, draft Draft) (Verdict, error)
	// RecordTx keeps the verdict's signals with the subject they are about, and opens or updates its case when the
	// verdict is to hold. It runs in the transaction that stores the subject.
	RecordTx(tx storage.Tx, subject Subject, verdict Verdict) error
}

// Draft is a comment or tag that wants to be published, and what is known about its surroundings.
type Draft struct {
	Kind    SubjectKind
	Site    auth.Site
	Member  auth.Member
	Article Article  // zero ID when this draft would be its first
	Parent  *Comment // what it answers
	Source  string   // as written; a tag's label
	Plain   string   // what is left to read without the markup
	Links   []string
	Own     []Recent // the member's last 20 comments on the site, newest first
	Around  []Recent // the comments written or changed last on the article, at most 50, newest first
	// LastMinute and LastHour are how many comments the member wrote on the site in the minute and the hour before At,
	// whatever became of them; they count to 500.
	LastMinute, LastHour int
	Edit                 bool // a change of a comment, which is in Own and Around too and is not counted
	Subject              ID   // the comment that is changed; zero when Edit is false
	Address              string
	At                   time.Time
}

// Recent is a comment from the draft's surroundings.
type Recent struct {
	ID      ID
	Article ArticleID
	Author  auth.MemberID
	Plain   string
	Status  Status
	At      time.Time
}

// Verdict is the outcome of screening.
type Verdict struct {
	Outcome Outcome
	// Clause and Code say why a draft is held or refused: the rulebook's clause, and a stable code of the rule.
	Clause, Code string
	// RetryAfter is not zero when the same draft may be tried again later.
	RetryAfter time.Duration
	// Signals are the Screener's own, handed back to RecordTx.
	Signals any
}

// Subject is what a verdict was about, as it is stored now.
type Subject struct {
	Kind     SubjectKind
	SiteID   auth.SiteID
	ID       [16]byte
	Revision int
	Member   auth.MemberID
	Article  ArticleID
	At       time.Time
}

// What screening answers to the one who wrote. Params are clause and rule.
var (
	ErrCommentRefused = fault.New(fault.Unprocessable, "comment_refused", "Screening refused the comment.")
	ErrTagRefused     = fault.New(fault.Unprocessable, "tag_refused", "Screening refused the tag.")
	ErrTooFast        = fault.New(fault.TooMany, "too_fast", "Too many writes of one member at once.").WithRetryAfter(time.Second)
)

// refusal is what the author of a refused draft gets to know.
func (v Verdict) refusal(kind SubjectKind) error {
	f := ErrCommentRefused
	if kind == SubjectTag {
		f = ErrTagRefused
	}
	if v.RetryAfter > 0 {
		f = fault.New(fault.TooMany, f.Code, f.Text).WithRetryAfter(v.RetryAfter)
	}
	return f.With("clause", v.Clause).With("rule", v.Code)
}

// underState is the verdict with the discussion's state applied, as it stands within the transaction: whatever a Screener
// thinks, nothing gets out of a pre-moderated discussion unseen.
func (v Verdict) underState(state ArticleState) Verdict {
	if state == Premoderated && v.Outcome == auth.OutcomePublish {
		v.Outcome = auth.OutcomeHold
	}
	return v
}

// status is what the subject of the verdict starts with.
func (v Verdict) status() Status {
	if v.Outcome == auth.OutcomePublish {
		return Published
	}
	return Held
}
