package moderation

import (
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
	"board/internal/storage"
)

// CaseID is the key of a case.
type CaseID = storage.Key[Case]

// CaseStatus says whether a case waits for a decision.
type CaseStatus string

// The statuses of a case.
const (
	CaseOpen    CaseStatus = "open"
	CaseDecided CaseStatus = "decided"
)

// Origin says what opened a case.
type Origin string

// The origins.
const (
	FromScreening Origin = "screening"
	FromReport    Origin = "report"
	FromDesk      Origin = "desk" // the site's own finding
)

// AccountRef names a desk account.
type AccountRef struct {
	ID   auth.AccountID
	Name string
}

// Claim says who has a case open, and until when if it is not renewed.
type Claim struct {
	By    AccountRef
	Until time.Time
}

// CaseSummary is a case as a queue shows it.
type CaseSummary struct {
	ID CaseID
	// Subject has the revision that stands now, which a decision must name. Of a nickname with a change that waits, it is
	// the change's.
	Subject       Subject
	SubjectStatus comments.Status
	Status        CaseStatus
	Origin        Origin
	// Held says that the subject waits, unseen by others.
	Held bool
	// ReportWeight is in hundredths.
	ReportCount, ReportWeight int
	Severity, Priority        int
	// Revision is raised with every change of the case, claims apart.
	Revision int
	// Excerpt is the beginning of the text as written.
	Excerpt string
	// Member is the author, the first placer or the owner.
	Member auth.Member
	// Article is nil with nicknames.
	Article *comments.Article
	// Clauses are those that signals and reports name, the most named first.
	Clauses             []string
	Claim               *Claim
	OpenedAt, UpdatedAt time.Time
	DecidedAt           *time.Time
}

// Case is all that is known about one subject that needs a decision.
type Case struct {
	CaseSummary
	// Text is the subject's as it stands now; JudgedText that of JudgedRevision, the newest that gave cause.
	Text, JudgedText string
	JudgedRevision   int
	// Signals are of the revision that stands now, in the order of their places.
	Signals []Signal
	// Reports are the undecided ones of an open case, or those the case was decided with, oldest first.
	Reports []Report
	// Context is the comment it answers and those around it, in order of creation.
	Context []comments.Comment
	History MemberHistory
	// Placers are those of a tag, the first placer first.
	Placers []auth.Member
	// Decisions are of this case, newest first.
	Decisions []Decision
}

var (
	// ErrCaseNotFound is returned for a key no case of the site has.
	ErrCaseNotFound = fault.New(fault.NotFound, "case_not_found", "The site has no such case.")
	// ErrCaseDecided is returned when somebody decided the case meanwhile.
	ErrCaseDecided = fault.New(fault.Conflict, "case_decided", "The case has been decided.")
	// ErrCaseClaimed is returned while another moderator has the case; by and until say who and how long.
	ErrCaseClaimed = fault.New(fault.Conflict, "case_claimed", "Another moderator has the case open.")
	// ErrSubjectNotFound is returned when there is nothing to judge under a key.
	ErrSubjectNotFound = fault.New(fault.NotFound, "subject_not_found", "The site has no such comment, tag or member.")
)
