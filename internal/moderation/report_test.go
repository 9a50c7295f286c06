package moderation

import (
	"strings"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

func TestThreeTrustedReportersHoldAndThreeNewOnesDoNot(t *testing.T) {
	each(t, func(w *world) {
		author := w.reader()
		a, b := w.post(author, "a", "這篇寫得真差勁"), w.post(author, "a", "那篇倒是還不錯")
		for range 3 {
			w.reported(CommentSubject, a.ID, w.newcomer())
		}
		w.equal("after three new accounts", w.comment(a.ID).Status, comments.Published)
		w.reported(CommentSubject, b.ID, w.readers(3)...)
		w.equal("after three readers of a year", w.comment(b.ID).Status, comments.Held)
		w.exact(w.moderator("林"))
	})
}

func TestReportsHoldTagsAndNicknamesToo(t *testing.T) {
	each(t, func(w *world) {
		placer, reporters, moderator := w.reader(), w.readers(3), w.moderator("林")
		tag := w.tag(placer, "a", "亂貼的標籤")
		w.reported(TagSubject, tag.ID, reporters...)
		held, err := w.comments.Tag(w.Context(), w.site.ID, tag.ID)
		w.ok(err)
		w.equal("tag", held.Status, comments.Held)
		w.reported(NicknameSubject, placer.Member.ID, reporters...)
		member := w.as(placer.Member.ID).Member
		w.equal("nickname", member.NicknameStatus, auth.NicknameHeld)
		if member.ShownNickname(w.site) == member.Nickname {
			w.Fatal("others still see a held nickname")
		}
		w.equal("cases", len(w.queue(moderator, QueueQuery{Queue: HeldCases})), 2)
	})
}

func TestANewAccountDoesNotPutWhatItLikesOnTopOfTheQueue(t *testing.T) {
	each(t, func(w *world) {
		author, newcomer := w.reader(), w.newcomer()
		harmless, insult := w.post(author, "a", "早上的公車準時到站"), w.post(author, "a", "這種人就該滾回去")
		_, err := w.Report(w.Context(), newcomer, w.site, CommentSubject, harmless.ID, ReportInput{Clause: "unlawful"})
		w.ok(err)
		w.reported(CommentSubject, insult.ID, w.readers(2)...)
		w.equal("first of the queue", w.queue(w.moderator("林"), QueueQuery{})[0].Subject.ID, SubjectID(insult.ID))
	})
}

func TestThreeReportsAtOnceHoldOnceAndOpenOneCase(t *testing.T) {
	each(t, func(w *world) {
		reporters, moderator := w.readers(3), w.moderator("林")
		c := w.post(w.reader(), "a", "這篇寫得真差勁")
		version := w.comment(c.ID).ArticleVersion
		for _, err := range atOnce(3, func(i int) error { return w.report(reporters[i], CommentSubject, c.ID) }) {
			w.ok(err)
		}
		w.equal("status", w.comment(c.ID).Status, comments.Held)
		w.equal("changes seen by readers", w.comment(c.ID).ArticleVersion, version+1)
		cases := w.queue(moderator, QueueQuery{})
		w.equal("cases", len(cases), 1)
		w.equal("reports and weight", []int{cases[0].ReportCount, cases[0].ReportWeight}, []int{3, 300})
		w.exact(moderator)
	})
}

func TestAReaderReportsASubjectOnce(t *testing.T) {
	each(t, func(w *world) {
		c, reporter := w.post(w.reader(), "a", "這篇寫得真差勁"), w.reader()
		errs := atOnce(5, func(int) error { return w.report(reporter, CommentSubject, c.ID) })
		failed := 0
		for _, err := range errs {
			if err != nil {
				w.refused(err, ErrAlreadyReported)
				failed++
			}
		}
		w.equal("refused", failed, 4)
		w.equal("weight", w.comment(c.ID).ReportWeight, 100)
	})
}

func TestARepeatedRequestGetsTheSameReceipt(t *testing.T) {
	each(t, func(w *world) {
		c, reporter := w.post(w.reader(), "a", "這篇寫得真差勁"), w.reader()
		in := ReportInput{Clause: "abusive", Idempotency: &Idempotency{
			Site: w.site.ID.String(), Actor: reporter.Key(), Operation: "report", Key: "k-12345678", Now: w.clock.Now(),
		}}
		first, err := w.Report(w.Context(), reporter, w.site, CommentSubject, c.ID, in)
		w.ok(err)
		again, err := w.Report(w.Context(), reporter, w.site, CommentSubject, c.ID, in)
		w.ok(err)
		w.equal("receipt", again, first)
	})
}

func TestNobodyReportsTheirOwn(t *testing.T) {
	each(t, func(w *world) {
		author, second := w.reader(), w.reader()
		c := w.post(author, "a", "這篇寫得真差勁")
		w.refused(w.report(author, CommentSubject, c.ID), ErrOwnSubject)
		w.refused(w.report(author, NicknameSubject, author.Member.ID), ErrOwnSubject)
		tag := w.tag(author, "a", "公車")
		w.tag(second, "a", "公車")
		w.refused(w.report(author, TagSubject, tag.ID), ErrOwnSubject)
		w.refused(w.report(second, TagSubject, tag.ID), ErrOwnSubject)
	})
}

func TestOnlyMembersInStandingReport(t *testing.T) {
	each(t, func(w *world) {
		c, moderator := w.post(w.reader(), "a", "這篇寫得真差勁"), w.moderator("林")
		w.refused(w.report(auth.Actor{}, CommentSubject, c.ID), auth.ErrSignInNeeded)
		w.refused(w.report(moderator, CommentSubject, c.ID), auth.ErrMembersOnly)
		suspended := w.reader()
		theirs := w.post(suspended, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, theirs.ID)
		w.decide(moderator, found, violation(found, ActInput{Act: Suspend, Days: 1}))
		w.refused(w.report(w.as(suspended.Member.ID), CommentSubject, c.ID), auth.ErrMemberSuspended)
		w.clock.move(24 * time.Hour)
		w.ok(w.report(w.as(suspended.Member.ID), CommentSubject, c.ID))
	})
}

func TestAReportNeedsAClauseThatHoldsForTheSubject(t *testing.T) {
	each(t, func(w *world) {
		c, reporter := w.post(w.reader(), "a", "這篇寫得真差勁"), w.reader()
		for _, in := range []ReportInput{{Clause: "nickname"}, {Clause: "no_such"}, {}} {
			_, err := w.Report(w.Context(), reporter, w.site, CommentSubject, c.ID, in)
			w.refused(err, ErrClauseUnknown)
		}
		_, err := w.Report(w.Context(), reporter, w.site, CommentSubject, c.ID,
			ReportInput{Clause: "abusive", Note: strings.Repeat("長", 501)})
		w.refused(err, errNoteTooLong)
		_, err = w.Report(w.Context(), reporter, w.site, CommentSubject, c.ID,
			ReportInput{Clause: "abusive", Note: strings.Repeat("👨‍👩‍👧‍👦", 500)})
		w.ok(err)
	})
}

func TestWhatOthersDoNotSeeCannotBeReported(t *testing.T) {
	each(t, func(w *world) {
		author, reporter, moderator := w.reader(), w.reader(), w.moderator("林")
		held := w.post(author, "a", "我們的方案穩賺不賠喔")
		w.refused(w.report(reporter, CommentSubject, held.ID), ErrSubjectNotFound)
		w.refused(w.report(reporter, CommentSubject, storage.NewKey[comments.Comment]()), ErrSubjectNotFound)
		removed := w.post(author, "a", "這篇寫得真差勁")
		c := w.caseOf(moderator, CommentSubject, removed.ID)
		w.decide(moderator, c, violation(c))
		w.refused(w.report(reporter, CommentSubject, removed.ID), ErrSubjectNotPublished)
	})
}

func TestAReviewedSubjectStaysReviewed(t *testing.T) {
	each(t, func(w *world) {
		moderator := w.moderator("林")
		c := w.post(w.reader(), "a", "這篇寫得真差勁")
		w.reported(CommentSubject, c.ID, w.readers(3)...)
		found := w.caseOf(moderator, CommentSubject, c.ID)
		w.decide(moderator, found, innocence(found))
		w.equal("after the decision", w.comment(c.ID).Status, comments.Published)
		w.reported(CommentSubject, c.ID, w.readers(4)...)
		w.equal("after four more reports", w.comment(c.ID).Status, comments.Published)
		w.equal("open cases", len(w.queue(moderator, QueueQuery{})), 0)
		w.equal("reports kept", w.count(`SELECT count(*) FROM reports`), 7)
	})
}

func TestAWithdrawnTagThatIsPlacedAnewIsReviewedNoMore(t *testing.T) {
	each(t, func(w *world) {
		moderator, placer := w.moderator("林"), w.reader()
		tag := w.tag(placer, "a", "公車")
		c := w.caseOf(moderator, TagSubject, tag.ID)
		w.decide(moderator, c, innocence(c))
		w.reported(TagSubject, tag.ID, w.readers(1)...)
		w.equal("open cases about the reviewed tag", len(w.queue(moderator, QueueQuery{})), 0)
		w.ok(w.comments.WithdrawTagging(w.Context(), placer, w.site.ID, tag.ID))
		w.tag(placer, "a", "公車")
		w.reported(TagSubject, tag.ID, w.readers(1)...)
		w.equal("open cases about the new revision", len(w.queue(moderator, QueueQuery{})), 1)
	})
}

func TestWeightFollowsAgeAndRecord(t *testing.T) {
	now := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		days, upheld, rejected, want int
	}{
		{0, 0, 0, 25}, {1, 0, 0, 60}, {7, 0, 0, 100}, {400, 0, 0, 100},
		{400, 9, 0, 181}, {400, 1000, 0, 199}, {400, 0, 9, 25}, {0, 50, 0, 49}, {0, 0, 50, 6}, {3, 3, 1, 79},
	} {
		m := auth.Member{CreatedAt: now.AddDate(0, 0, -c.days), ReportsUpheld: c.upheld, ReportsRejected: c.rejected}
		if got := weightOf(m, now); got != c.want {
			t.Errorf("%d days, %d upheld, %d rejected: got %d, want %d", c.days, c.upheld, c.rejected, got, c.want)
		}
	}
}

func TestReportedByNamesWhatStandsUnderTheArticle(t *testing.T) {
	each(t, func(w *world) {
		author, reporter := w.reader(), w.reader()
		here, there := w.post(author, "a", "這篇寫得真差勁"), w.post(author, "b", "那篇也寫得很糟糕")
		tag := w.tag(author, "a", "公車")
		w.reported(CommentSubject, here.ID, reporter)
		w.reported(CommentSubject, there.ID, reporter)
		w.reported(TagSubject, tag.ID, reporter)
		w.reported(NicknameSubject, author.Member.ID, reporter)
		got, err := w.ReportedBy(w.Context(), reporter, w.site, here.ArticleID)
		w.ok(err)
		w.equal("reported", got, Reported{
			Comments: []comments.ID{here.ID}, Tags: []comments.TagID{tag.ID}, Members: []auth.MemberID{author.Member.ID},
		})
	})
}
