package moderation

import (
	"testing"
	"time"

	"board/internal/auth"
)

func TestASuspensionLastsItsTimeAndNotLonger(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		in := violation(found, ActInput{Act: Suspend, Days: 7})
		p, err := w.Preview(w.Context(), moderator, w.site, found.ID, in)
		w.ok(err)
		d := w.decide(moderator, found, in)
		until := w.clock.Now().Add(7 * 24 * time.Hour)
		w.equal("previewed standing", []any{len(p.Members), p.Members[0].After.Kind, *p.Members[0].After.Until}, []any{1, auth.Suspended, until})
		w.equal("standing before", p.Members[0].Before.Kind, auth.Good)
		standing := w.as(author.Member.ID).Member.Standing
		w.equal("standing", []any{standing.Kind, *standing.Until, standing.Decision}, []any{auth.Suspended, until, d.ID.String()})
		_, err = w.tryPost(w.as(author.Member.ID), "a", "我又來了")
		w.refused(err, auth.ErrMemberSuspended)
		reason, err := w.StandingReason(w.Context(), w.site, standing, "en")
		w.ok(err)
		w.equal("reason", reason, StandingReason{Clause: "abusive", ClauseTitle: "Abuse", Reason: "內容有人身攻擊"})

		w.clock.move(7*24*time.Hour - time.Second)
		w.equal("a second before", w.as(author.Member.ID).Member.Standing.Kind, auth.Suspended)
		w.clock.move(time.Second)
		w.equal("when it is over", w.as(author.Member.ID).Member.Standing.Kind, auth.Good)
		w.post(w.as(author.Member.ID), "a", "我學乖了，之後會好好說話")
	})
}

func TestADayEndsAtMidnightInTheSitesTimeZone(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		w.decide(moderator, found, violation(found, ActInput{Act: Suspend, Until: "2026-11-30"}))
		want := time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC) // Midnight in Taipei, eight hours ahead.
		w.equal("until", *w.as(author.Member.ID).Member.Standing.Until, want)
	})
}

func TestOfTwoSuspensionsTheLongerStands(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		long := w.clock.Now().Add(30 * 24 * time.Hour)
		var decisions []Decision
		for i, days := range []int{30, 1} {
			c := w.post(author, "a", []string{"你們都是笨蛋", "你也是個大笨蛋"}[i])
			if i == 0 {
				w.post(author, "a", "先多寫一則留言放著")
			}
			found := w.caseOf(moderator, CommentSubject, c.ID)
			decisions = append(decisions, w.decide(moderator, found, violation(found, ActInput{Act: Suspend, Days: days})))
			w.equal("until", *w.as(author.Member.ID).Member.Standing.Until, long)
			w.write(`UPDATE members SET suspended_until = NULL WHERE id = ?`, author.Member.ID) // So that they can write again.
		}
		_, err := w.Undo(w.Context(), moderator, w.site, decisions[0].ID, "太重")
		w.ok(err)
		w.equal("the shorter one is left", *w.as(author.Member.ID).Member.Standing.Until, w.clock.Now().Add(24*time.Hour))
	})
}

func TestALiftedSanctionIsWithoutEffect(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		other := w.post(author, "a", "這篇寫得真差勁")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		w.decide(moderator, found, violation(found, ActInput{Act: Warn}, ActInput{Act: Suspend, Days: 30}))
		var suspension SanctionID
		for _, s := range w.sanctions(author.Member.ID) {
			if s.Kind == Suspension {
				suspension = s.ID
			}
		}
		found = w.caseOf(moderator, CommentSubject, other.ID)
		lift := innocence(found, ActInput{Act: LiftSanction, SanctionID: &suspension})
		d := w.decide(moderator, found, lift)
		w.equal("the warning is left", w.as(author.Member.ID).Member.Standing.Kind, auth.Warned)
		w.equal("notice", w.notices(author.Member.ID)[0].Kind, SanctionLifted)
		again := w.caseOf(moderator, CommentSubject, other.ID)
		_, err := w.Decide(w.Context(), moderator, w.site, again.ID, lift, nil)
		w.refused(err, ErrSanctionLifted)
		before := w.sanctions(author.Member.ID)
		w.decide(moderator, again, innocence(again))
		_, err = w.Undo(w.Context(), moderator, w.site, d.ID, "還是要停權")
		w.ok(err)
		w.equal("in force again", w.as(author.Member.ID).Member.Standing.Kind, auth.Suspended)
		w.equal("sanctions", len(w.sanctions(author.Member.ID)), len(before))
	})
}

func TestAWarningShowsForNinetyDays(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		w.decide(moderator, found, violation(found, ActInput{Act: Warn}))
		w.equal("now", w.as(author.Member.ID).Member.Standing.Kind, auth.Warned)
		w.post(w.as(author.Member.ID), "a", "被警告的人還是可以留言")
		w.clock.move(90 * 24 * time.Hour)
		w.equal("after ninety days", w.as(author.Member.ID).Member.Standing.Kind, auth.Good)
	})
}

func TestStandingComesFromSanctionsThatWereNotLifted(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	ptr := func(at time.Time) *time.Time { return &at }
	lifted := Sanction{Kind: EndOfMembership, From: day(9), LiftedAt: ptr(day(10)), DecisionID: DecisionID{9}}
	warning := Sanction{Kind: Warning, From: day(3), DecisionID: DecisionID{3}}
	short := Sanction{Kind: Suspension, From: day(1), Until: ptr(day(2)), DecisionID: DecisionID{1}}
	long := Sanction{Kind: Suspension, From: day(1), Until: ptr(day(8)), DecisionID: DecisionID{2}}
	end := Sanction{Kind: EndOfMembership, From: day(7), DecisionID: DecisionID{7}}
	for name, c := range map[string]struct {
		sanctions []Sanction
		decision  byte
		until     *time.Time
	}{
		"none":                            {nil, 0, nil},
		"lifted":                          {[]Sanction{lifted}, 0, nil},
		"a warning":                       {[]Sanction{warning, lifted}, 3, nil},
		"a warning after a suspension":    {[]Sanction{warning, short}, 3, short.Until},
		"a warning within a suspension":   {[]Sanction{warning, long, short}, 2, long.Until},
		"an end after everything":         {[]Sanction{end, warning, long}, 7, long.Until},
		"the longer suspension, in turns": {[]Sanction{short, long}, 2, long.Until},
	} {
		got := standingFrom(c.sanctions)
		if (c.decision == 0) != (got.DecisionID == nil) || got.DecisionID != nil && got.DecisionID[0] != c.decision {
			t.Errorf("%s: decision %v, want %d", name, got.DecisionID, c.decision)
		}
		if (c.until == nil) != (got.SuspendedUntil == nil) || c.until != nil && !c.until.Equal(*got.SuspendedUntil) {
			t.Errorf("%s: until %v, want %v", name, got.SuspendedUntil, c.until)
		}
	}
}

func TestEndingAMembershipTakesTwoWhereThereAreTwo(t *testing.T) {
	each(t, func(w *world) {
		author, one, two := w.reader(), w.moderator("林"), w.moderator("陳")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(one, CommentSubject, c.ID)
		in := violation(found, ActInput{Act: EndMembership}, ActInput{Act: RemoveComments})
		p, err := w.Preview(w.Context(), one, w.site, found.ID, in)
		w.ok(err)
		w.equal("needs confirmation", p.NeedsConfirmation, true)
		before := w.dump()
		d := w.decide(one, found, in)
		w.equal("status", d.Status, AwaitingConfirmation)
		w.same(before, w.dump())
		w.equal("notices", len(w.notices(author.Member.ID)), 0)
		counts, err := w.QueueCounts(w.Context(), one, w.site)
		w.ok(err)
		w.equal("counts", []int{counts.All, counts.AwaitingConfirmation}, []int{1, 1})
		w.equal("the case shows it", w.caseOf(two, CommentSubject, c.ID).Decisions[0].Status, AwaitingConfirmation)

		_, err = w.Confirm(w.Context(), one, w.site, d.ID)
		w.refused(err, ErrOwnDecision)
		_, err = w.Decide(w.Context(), two, w.site, found.ID, violation(found), nil)
		w.refused(err, ErrDecisionPending)
		_, err = w.Undo(w.Context(), two, w.site, d.ID, "不必")
		w.refused(err, ErrNotEffective)

		confirmed, err := w.Confirm(w.Context(), two, w.site, d.ID)
		w.ok(err)
		w.equal("confirmed", []any{confirmed.Status, confirmed.By.Name, confirmed.ConfirmedBy.Name}, []any{Effective, "林", "陳"})
		w.equal("acts", confirmed.Acts, []Act{Remove, RemoveComments, EndMembership})
		w.equal("standing", w.as(author.Member.ID).Member.Standing.Kind, auth.Ended)
		w.equal("notice", w.notices(author.Member.ID)[0].Kind, MembershipEnded)
		_, err = w.tryPost(w.as(author.Member.ID), "a", "我又來了")
		w.refused(err, auth.ErrMembershipEnded)
		_, err = w.Confirm(w.Context(), two, w.site, d.ID)
		w.refused(err, ErrNotAwaiting)
		_, err = w.Undo(w.Context(), two, w.site, d.ID, "判斷錯誤")
		w.ok(err)
		w.same(before, w.dump())
		w.exact(one)
	})
}

func TestARejectedEndHasNoEffectAndTheCaseStaysOpen(t *testing.T) {
	each(t, func(w *world) {
		author, one, two := w.reader(), w.moderator("林"), w.moderator("陳")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(one, CommentSubject, c.ID)
		d := w.decide(one, found, violation(found, ActInput{Act: EndMembership}))
		rejected, err := w.Reject(w.Context(), two, w.site, d.ID, "先停權就好")
		w.ok(err)
		w.equal("rejected", []any{rejected.Status, rejected.InternalNote}, []any{Rejected, "同樣手法第二次\n先停權就好"})
		_, err = w.Confirm(w.Context(), two, w.site, d.ID)
		w.refused(err, ErrNotAwaiting)
		w.equal("standing", w.as(author.Member.ID).Member.Standing.Kind, auth.Good)
		again := w.caseOf(two, CommentSubject, c.ID)
		w.equal("case", again.ID, found.ID)
		w.decide(two, again, violation(again, ActInput{Act: Suspend, Days: 30}))
	})
}

func TestAConfirmationOfWhatHasChangedIsRefused(t *testing.T) {
	each(t, func(w *world) {
		author, one, two := w.reader(), w.moderator("林"), w.moderator("陳")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(one, CommentSubject, c.ID)
		d := w.decide(one, found, violation(found, ActInput{Act: EndMembership}))
		_, err := w.comments.Edit(w.Context(), author, w.site, c.ID, 1, "對不起，我收回")
		w.ok(err)
		_, err = w.Confirm(w.Context(), two, w.site, d.ID)
		w.refused(err, ErrRevisionConflict)
		w.equal("standing", w.as(author.Member.ID).Member.Standing.Kind, auth.Good)
	})
}

func TestASoleModeratorEndsAMembershipAlone(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		first, second := w.post(author, "a", "你們都是笨蛋"), w.post(author, "a", "這篇寫得真差勁")
		found := w.caseOf(moderator, CommentSubject, first.ID)
		d := w.decide(moderator, found, violation(found, ActInput{Act: EndMembership}))
		w.equal("status", d.Status, Effective)
		w.equal("standing", w.as(author.Member.ID).Member.Standing.Kind, auth.Ended)
		found = w.caseOf(moderator, CommentSubject, second.ID)
		_, err := w.Decide(w.Context(), moderator, w.site, found.ID, violation(found, ActInput{Act: Warn}), nil)
		w.refused(err, ErrMemberEnded)
	})
}
