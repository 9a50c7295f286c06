package moderation

import (
	"fmt"
	"slices"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
)

// Act is something a decision does.
type Act string

// The acts that a moderator may choose.
const (
	Remove          Act = "remove"
	Restore         Act = "restore"
	RemoveComments  Act = "remove_comments"
	ResetNickname   Act = "reset_nickname"
	ApproveNickname Act = "approve_nickname"
	LiftSanction    Act = "lift_sanction"
	Warn            Act = "warn"
	Suspend         Act = "suspend"
	EndMembership   Act = "end_membership"
)

// What a decision does beside: it is kept with the acts, so that undo finds it.
const (
	review    Act = "review"     // the weight of reports is cleared, a revision marked as reviewed
	closeCase Act = "close_case" // the case, or another one that the acts settle, is decided
)

// actOrder is the order in which acts are done. What locks articles and comments comes first.
var actOrder = []Act{
	Remove, Restore, RemoveComments, ResetNickname, ApproveNickname, LiftSanction, Warn, Suspend, EndMembership,
}

// isChosen reports whether a moderator chooses the act, and members are told of it.
func (a Act) isChosen() bool { return slices.Contains(actOrder, a) }

// fits reports whether the act may be part of a decision with this outcome about a subject of this kind.
func (a Act) fits(outcome Outcome, kind SubjectKind) bool {
	switch a {
	case Restore:
		return outcome == NoViolation && kind != NicknameSubject
	case Remove:
		return outcome == Violation && kind != NicknameSubject
	case ApproveNickname:
		return outcome == NoViolation || kind != NicknameSubject
	case LiftSanction:
		return true
	case RemoveComments, ResetNickname, Warn, Suspend, EndMembership:
		return outcome == Violation
	}
	return false
}

// ActInput is one act with what it needs to know. It has a form in JSON, in which it waits for a confirmation.
type ActInput struct {
	Act Act `json:"act"`
	// MemberID is whom the act meets; nil: the case's member. Of a tag it may be any of its placers.
	MemberID *auth.MemberID `json:"member,omitempty"`
	// From and To bound the comments that RemoveComments removes, To excluded; nil: from the first, until now.
	From *time.Time `json:"from,omitempty"`
	To   *time.Time `json:"to,omitempty"`
	// Days or Until say how long Suspend suspends: 1, 7 or 30 days, or a last day (2006-01-02) in the site's time zone.
	Days  int    `json:"days,omitempty"`
	Until string `json:"until,omitempty"`
	// SanctionID is what LiftSanction lifts.
	SanctionID *SanctionID `json:"sanction,omitempty"`
}

// member is whom the act meets.
func (a ActInput) member(usual auth.MemberID) auth.MemberID {
	if a.MemberID != nil {
		return *a.MemberID
	}
	return usual
}

// same reports whether two inputs ask for one thing twice.
func (a ActInput) same(b ActInput, usual auth.MemberID) bool {
	if a.Act != b.Act || a.member(usual) != b.member(usual) {
		return false
	}
	return a.Act != LiftSanction || a.SanctionID == nil || b.SanctionID == nil || *a.SanctionID == *b.SanctionID
}

const (
	maxActs = 20
	// longestSuspension keeps a mistyped year from being an end of membership that nobody had to confirm.
	longestSuspension = 5 * 366 * 24 * time.Hour
)

// checkDecision refuses what makes no sense whatever the state of the case.
func checkDecision(in DecisionInput, c caseRow, site auth.Site, now time.Time) error {
	bad := errDecisionInvalid
	complain := func(path, code, text string) { bad = bad.WithField(path, code, text) }
	switch {
	case in.Outcome == Violation:
		if !isWritten(in.Reason, maxReason) {
			complain("reason", "reason_invalid", "A violation needs a reason of 1 to 1,000 characters.")
		}
		if in.Clause == "" {
			complain("clause", "clause_missing", "A violation needs a clause.")
		}
	case in.Outcome != NoViolation:
		complain("outcome", "outcome_unknown", "no_violation or violation.")
	case in.Clause != "":
		complain("clause", "clause_unwanted", "Without a violation there is no clause.")
	case !isWithin(in.Reason, maxReason):
		complain("reason", "reason_invalid", "At most 1,000 characters.")
	}
	if !isWithin(in.InternalNote, maxNote) {
		complain("internal_note", "note_too_long", "At most 2,000 characters.")
	}
	if len(in.Acts) > maxActs {
		complain("acts", "too_many", "At most 20 acts.")
	}
	for i, a := range in.Acts {
		if f := checkAct(a, in, c, site, now); f != nil {
			complain(fmt.Sprintf("acts[%d].%s", i, f.Path), f.Code, f.Text)
		}
		if slices.ContainsFunc(in.Acts[:i], func(b ActInput) bool { return a.same(b, c.MemberID) }) {
			complain(fmt.Sprintf("acts[%d].act", i), "act_twice", "One thing is done once.")
		}
	}
	if len(bad.Fields) > 0 {
		return bad
	}
	return nil
}

func checkAct(a ActInput, in DecisionInput, c caseRow, site auth.Site, now time.Time) *fault.Field {
	if !a.Act.fits(in.Outcome, c.SubjectKind) {
		return &fault.Field{Path: "act", Code: "act_unfit", Text: "The act does not go with this outcome and kind of subject."}
	}
	if a.MemberID != nil && *a.MemberID != c.MemberID && c.SubjectKind != TagSubject {
		return &errActMember
	}
	switch a.Act {
	case Suspend:
		if _, ok := a.suspendedUntil(site, now); !ok {
			return &errActUntil
		}
	case RemoveComments:
		if a.From != nil && a.To != nil && !a.From.Before(*a.To) {
			return &fault.Field{Path: "to", Code: "period_invalid", Text: "The period ends before it begins."}
		}
	case LiftSanction:
		if a.SanctionID == nil {
			return &fault.Field{Path: "sanction", Code: "sanction_missing", Text: "Which sanction is to be lifted?"}
		}
	case Remove, Restore, ResetNickname, ApproveNickname, Warn, EndMembership:
	}
	return nil
}

var (
	errActMember = fault.Field{
		Path: "member", Code: "member_unfit", Text: "The act can only meet the case's member, or a placer of the tag.",
	}
	errActUntil = fault.Field{
		Path: "until", Code: "until_invalid",
		Text: "Either 1, 7 or 30 days, or a day from today on, at most five years off.",
	}
)

// suspendedUntil is when the suspension ends: so many times 24 hours from now, or at midnight after its last day.
func (a ActInput) suspendedUntil(site auth.Site, now time.Time) (time.Time, bool) {
	if a.Until == "" {
		return now.Add(time.Duration(a.Days) * 24 * time.Hour), slices.Contains([]int{1, 7, 30}, a.Days)
	}
	day, err := time.ParseInLocation(time.DateOnly, a.Until, site.Location())
	if err != nil || a.Days != 0 {
		return time.Time{}, false
	}
	until := time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, site.Location()).UTC()
	return until, until.After(now) && until.Sub(now) <= longestSuspension
}

// completed are the acts with those the outcome itself asks for, in the order they are done. Acts that find nothing left
// to do are left out.
func completed(acts []ActInput, outcome Outcome, st subjectState) []ActInput {
	has := func(act Act) bool {
		return slices.ContainsFunc(acts, func(a ActInput) bool { return a.Act == act && a.member(st.member) == st.member })
	}
	var implied Act
	visible := st.status == comments.Published || st.status == comments.Held
	waiting := st.status == comments.Held || st.waits
	switch {
	case outcome == Violation && st.Kind == NicknameSubject:
		implied = ResetNickname
	case outcome == Violation && visible:
		implied = Remove
	case outcome == NoViolation && st.Kind == NicknameSubject && waiting:
		implied = ApproveNickname
	case outcome == NoViolation && waiting:
		implied = Restore
	}
	all := slices.Clone(acts)
	if implied != "" && !has(implied) {
		all = append(all, ActInput{Act: implied})
	}
	all = slices.DeleteFunc(all, func(a ActInput) bool { return idle(a.Act, st) })
	slices.SortStableFunc(all, func(a, b ActInput) int {
		return slices.Index(actOrder, a.Act) - slices.Index(actOrder, b.Act)
	})
	return all
}

// idle reports whether the act would find its work done, or undone by the author.
func idle(act Act, st subjectState) bool {
	switch act {
	case Remove:
		return st.status == comments.Removed || st.status == comments.Withdrawn
	case Restore:
		return st.status == comments.Published || st.status == comments.Withdrawn
	default:
		return false
	}
}
