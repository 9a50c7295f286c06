package moderation

import (
	"errors"
	"strings"
	"testing"
	"time"

	"board/internal/audit"
	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
)

func TestAViolationRemovesTheSubjectTellsTheMemberAndTheReporters(t *testing.T) {
	each(t, func(w *world) {
		author, reporter, moderator := w.reader(), w.reader(), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		w.reported(CommentSubject, c.ID, reporter)
		found := w.caseOf(moderator, CommentSubject, c.ID)
		d := w.decide(moderator, found, violation(found))

		w.equal("comment", w.comment(c.ID).Status, comments.Removed)
		w.equal("acts", d.Acts, []Act{Remove})
		w.equal("decider", d.By.Name, "林")
		w.equal("record of the reporter", w.as(reporter.Member.ID).Member.ReportsUpheld, 1)
		notices := w.notices(author.Member.ID)
		w.equal("notices to the author", w.kinds(notices), []NoticeKind{CommentRemoved})
		n := notices[0]
		w.equal("clause, reason, excerpt, article", []string{n.Clause, n.ClauseTitle, n.Reason, n.Excerpt, n.ArticleKey, n.ArticleURL},
			[]string{"abusive", "辱罵與騷擾", "內容有人身攻擊", "你們都是笨蛋", "a", pageURL})
		s := n.Statement
		if s == nil || s.Facts != "內容有人身攻擊" || s.FoundBy != FromReport || s.AutomatedDetection || s.AutomatedDecision ||
			s.RulebookVersion != 1 || !strings.Contains(s.Appeal, d.ID.String()) {
			w.Fatalf("statement: %+v", s)
		}
		told := w.notices(reporter.Member.ID)
		w.equal("notices to the reporter", w.kinds(told), []NoticeKind{ReportUpheld})
		if told[0].Reason != "" || told[0].Statement != nil {
			w.Fatalf("the reporter is told what only the author should read: %+v", told[0])
		}
		w.exact(moderator)
	})
}

func TestNoViolationReleasesWhatWasHeld(t *testing.T) {
	each(t, func(w *world) {
		author, reporters, moderator := w.reader(), w.readers(3), w.moderator("林")
		c := w.post(author, "a", "這篇寫得真差勁")
		w.reported(CommentSubject, c.ID, reporters...)
		found := w.caseOf(moderator, CommentSubject, c.ID)
		w.equal("held", found.Held, true)
		w.decide(moderator, found, innocence(found))
		after := w.comment(c.ID)
		w.equal("status, weight, reviewed", []any{after.Status, after.ReportWeight, after.Reviewed}, []any{comments.Published, 0, 1})
		w.equal("to the author", w.kinds(w.notices(author.Member.ID)), []NoticeKind{CommentRestored})
		for _, r := range reporters {
			w.equal("to a reporter", w.kinds(w.notices(r.Member.ID)), []NoticeKind{ReportDismissed})
			w.equal("record", w.as(r.Member.ID).Member.ReportsRejected, 1)
		}
		w.exact(moderator)
	})
}

func TestTagsAndNicknamesAreDecidedAsCommentsAre(t *testing.T) {
	each(t, func(w *world) {
		placer, second, moderator := w.reader(), w.reader(), w.moderator("林")
		tag := w.tag(placer, "a", "線上娛樂城")
		w.equal("screening holds the tag", tag.Status, comments.Held)
		w.ok(nil)
		found := w.caseOf(moderator, TagSubject, tag.ID)
		w.equal("origin, signals, placers", []any{found.Origin, len(found.Signals), len(found.Placers)}, []any{FromScreening, 1, 1})
		d := w.decide(moderator, found, violation(found, ActInput{Act: Warn}))
		w.equal("acts", d.Acts, []Act{Remove, Warn})
		w.equal("machine involved", d.Statement.AutomatedDetection, true)
		w.equal("to the placer", w.kinds(w.notices(placer.Member.ID)), []NoticeKind{Warned, TagRemoved})
		_, err := w.comments.PlaceTag(w.Context(), second, w.site, "a", pageURL, "", "線上娛樂城", nil)
		w.refused(err, comments.ErrTagRemoved)

		named := w.join("線上娛樂城本人")
		w.equal("screening holds the nickname", named.Member.NicknameStatus, auth.NicknameHeld)
		found = w.caseOf(moderator, NicknameSubject, named.Member.ID)
		w.equal("text and place", []any{found.Text, *found.Signals[0].Start, *found.Signals[0].End}, []any{"線上娛樂城本人", 0, 5})
		p, err := w.Preview(w.Context(), moderator, w.site, found.ID, violation(found))
		w.ok(err)
		w.decide(moderator, found, violation(found))
		after := w.as(named.Member.ID).Member
		w.equal("new nickname as previewed", after.Nickname, p.NewNickname)
		w.equal("status", after.NicknameStatus, auth.NicknamePublished)
		notices := w.notices(named.Member.ID)
		w.equal("to the owner", w.kinds(notices), []NoticeKind{NicknameReset})
		w.equal("excerpt", notices[0].Excerpt, "線上娛樂城本人")
		w.exact(moderator)
	})
}

func TestAHeldNicknameIsApproved(t *testing.T) {
	each(t, func(w *world) {
		moderator, named := w.moderator("林"), w.join("線上娛樂城本人")
		found := w.caseOf(moderator, NicknameSubject, named.Member.ID)
		w.decide(moderator, found, innocence(found))
		after := w.as(named.Member.ID).Member
		w.equal("nickname", []any{after.Nickname, after.NicknameStatus}, []any{"線上娛樂城本人", auth.NicknamePublished})
		w.equal("notice", w.kinds(w.notices(named.Member.ID)), []NoticeKind{NicknameOK})
	})
}

func TestAHeldChangeOfNicknameIsAcceptedOrRefused(t *testing.T) {
	each(t, func(w *world) {
		moderator, one, two := w.moderator("林"), w.reader(), w.reader()
		for _, who := range []auth.Actor{one, two} {
			m, err := w.auth.ChangeNickname(w.Context(), who, "去死吧"+who.Member.Nickname)
			w.ok(err)
			w.equal("shown while the change waits", m.Nickname, who.Member.Nickname)
		}
		good, bad := w.caseOf(moderator, NicknameSubject, one.Member.ID), w.caseOf(moderator, NicknameSubject, two.Member.ID)
		w.equal("text", good.Text, "去死吧"+one.Member.Nickname)
		w.decide(moderator, good, innocence(good))
		w.equal("accepted", w.as(one.Member.ID).Member.Nickname, "去死吧"+one.Member.Nickname)
		w.decide(moderator, bad, violation(bad))
		after := w.as(two.Member.ID).Member
		w.equal("refused, and the old one stays", []any{after.Nickname, after.HeldNickname == nil}, []any{two.Member.Nickname, true})
		w.equal("notice", w.notices(two.Member.ID)[0].Excerpt, "去死吧"+two.Member.Nickname)
	})
}

func TestADecisionNeedsTheRevisionThatStands(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "這篇寫得真差勁")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		_, err := w.comments.Edit(w.Context(), author, w.site, c.ID, 1, "這篇寫得很好")
		w.ok(err)
		_, err = w.Decide(w.Context(), moderator, w.site, found.ID, violation(found), nil)
		w.refused(err, ErrRevisionConflict)
		f, _ := fault.From(err)
		w.equal("revision told", f.Params["revision"], 2)
		w.equal("nothing happened", w.comment(c.ID).Status, comments.Published)
		again := w.caseOf(moderator, CommentSubject, c.ID)
		w.equal("text and the one that gave cause", []string{again.Text, again.JudgedText}, []string{"這篇寫得很好", "這篇寫得真差勁"})
		w.decide(moderator, again, violation(again))
	})
}

func TestOfTwoModeratorsAtOnceOneDecides(t *testing.T) {
	each(t, func(w *world) {
		moderators := []auth.Actor{w.moderator("林"), w.moderator("陳")}
		c := w.post(w.reader(), "a", "你們都是笨蛋")
		found := w.caseOf(moderators[0], CommentSubject, c.ID)
		errs := atOnce(2, func(i int) error {
			_, err := w.Decide(w.Context(), moderators[i], w.site, found.ID, violation(found, ActInput{Act: Suspend, Days: 7}), nil)
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			w.Fatalf("got %v and %v, want one decision", errs[0], errs[1])
		}
		w.refused(errors.Join(errs...), ErrCaseDecided)
		w.equal("decisions", w.count(`SELECT count(*) FROM decisions`), 1)
		w.equal("sanctions", w.count(`SELECT count(*) FROM sanctions`), 1)
		w.exact(moderators[0])
	})
}

func TestARepeatedDecisionIsTheSameDecision(t *testing.T) {
	each(t, func(w *world) {
		moderator := w.moderator("林")
		c := w.post(w.reader(), "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		key := &Idempotency{
			Site: w.site.ID.String(), Actor: moderator.Key(), Operation: "decide", Key: "d-12345678", Now: w.clock.Now(),
		}
		first, err := w.Decide(w.Context(), moderator, w.site, found.ID, violation(found), key)
		w.ok(err)
		again, err := w.Decide(w.Context(), moderator, w.site, found.ID, violation(found), key)
		w.ok(err)
		w.equal("decision", again.ID, first.ID)
	})
}

func TestDecisionsAreForModeratorsOfTheSite(t *testing.T) {
	each(t, func(w *world) {
		author, moderator, admin := w.reader(), w.moderator("林"), w.admin()
		other, _ := w.newSite("other")
		stranger := w.moderator("外")
		stranger.Account.Sites = []auth.SiteID{other.ID}
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		for _, actor := range []auth.Actor{author, stranger} {
			_, err := w.Decide(w.Context(), actor, w.site, found.ID, violation(found), nil)
			w.refused(err, ErrModeratorsOnly)
			_, err = w.Preview(w.Context(), actor, w.site, found.ID, violation(found))
			w.refused(err, ErrModeratorsOnly)
			_, err = w.Claim(w.Context(), actor, w.site, found.ID)
			w.refused(err, ErrModeratorsOnly)
			_, err = w.Case(w.Context(), actor, w.site, found.ID)
			w.refused(err, ErrModeratorsOnly)
			_, _, err = w.Queue(w.Context(), actor, w.site, QueueQuery{})
			w.refused(err, ErrModeratorsOnly)
		}
		_, err := w.Decide(w.Context(), auth.Actor{}, w.site, found.ID, violation(found), nil)
		w.refused(err, auth.ErrSignInNeeded)
		_, err = w.Case(w.Context(), admin, other, found.ID)
		w.refused(err, ErrCaseNotFound)
		d := w.decide(admin, found, violation(found))
		_, err = w.Undo(w.Context(), author, w.site, d.ID, "手滑")
		w.refused(err, ErrModeratorsOnly)
		_, err = w.Decision(w.Context(), admin, other, d.ID)
		w.refused(err, ErrDecisionNotFound)
	})
}

func TestADecisionThatMakesNoSenseIsRefused(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		stranger := w.reader().Member.ID
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		with := func(change func(*DecisionInput)) DecisionInput {
			in := violation(found)
			change(&in)
			return in
		}
		acts := func(a ...ActInput) DecisionInput { return violation(found, a...) }
		now := w.clock.Now()
		for name, in := range map[string]DecisionInput{
			"no reason":            with(func(in *DecisionInput) { in.Reason = " " }),
			"a reason too long":    with(func(in *DecisionInput) { in.Reason = strings.Repeat("長", 1001) }),
			"no clause":            with(func(in *DecisionInput) { in.Clause = "" }),
			"no outcome":           with(func(in *DecisionInput) { in.Outcome = "" }),
			"an unknown act":       acts(ActInput{Act: "shout"}),
			"an act of Board's":    acts(ActInput{Act: closeCase}),
			"one thing twice":      acts(ActInput{Act: Warn}, ActInput{Act: Warn}),
			"restore a violation":  acts(ActInput{Act: Restore}),
			"no length":            acts(ActInput{Act: Suspend}),
			"a length unheard of":  acts(ActInput{Act: Suspend, Days: 3}),
			"two lengths":          acts(ActInput{Act: Suspend, Days: 7, Until: "2026-12-24"}),
			"a day that is over":   acts(ActInput{Act: Suspend, Until: "2026-11-19"}),
			"a day in a century":   acts(ActInput{Act: Suspend, Until: "2126-11-19"}),
			"no day at all":        acts(ActInput{Act: Suspend, Until: "tomorrow"}),
			"a period backwards":   acts(ActInput{Act: RemoveComments, From: &now, To: &now}),
			"no sanction to lift":  acts(ActInput{Act: LiftSanction}),
			"somebody else":        acts(ActInput{Act: Warn, MemberID: &stranger}),
			"warn the innocent":    innocence(found, ActInput{Act: Warn}),
			"suspend the innocent": innocence(found, ActInput{Act: Suspend, Days: 7}),
			"reset the innocent":   innocence(found, ActInput{Act: ResetNickname}),
		} {
			_, err := w.Decide(w.Context(), moderator, w.site, found.ID, in, nil)
			if !errors.Is(err, errDecisionInvalid) {
				w.Errorf("%s: got %v", name, err)
			}
		}
		_, err := w.Decide(w.Context(), moderator, w.site, found.ID, with(func(in *DecisionInput) { in.Clause = "nickname" }), nil)
		w.refused(err, ErrClauseUnknown)
		w.equal("decisions", w.count(`SELECT count(*) FROM decisions`), 0)
	})
}

func TestTheAuditLogHasNoPersonalText(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		w.reported(CommentSubject, c.ID, w.reader())
		found := w.caseOf(moderator, CommentSubject, c.ID)
		d := w.decide(moderator, found, violation(found, ActInput{Act: Suspend, Days: 7}))
		_, err := w.Undo(w.Context(), moderator, w.site, d.ID, "判斷錯誤")
		w.ok(err)
		links, err := w.AuditLog(w.Context(), moderator, w.site.ID, 0, 100)
		w.ok(err)
		var acts []string
		for _, l := range links {
			if l.ActorKind == audit.ActorAccount {
				acts = append(acts, l.Act)
			}
			for _, text := range []string{"笨蛋", "人身攻擊", "同樣手法", "判斷錯誤", "請看一下", author.Member.Nickname} {
				for key, value := range l.Details {
					if strings.Contains(key+value, text) {
						w.Errorf("%s has %q in %s", l.Act, text, key)
					}
				}
			}
		}
		w.equal("acts", acts, []string{"decision.undone", "decision.made"})
		w.exact(moderator)
	})
}

func TestRemovingCommentsOfAPeriodSettlesTheirCasesToo(t *testing.T) {
	each(t, func(w *world) {
		author, reporter, moderator := w.reader(), w.reader(), w.moderator("林")
		early := w.post(author, "a", "第一則，寫得很早的留言")
		w.clock.move(time.Hour)
		from := w.clock.Now()
		reported := w.post(author, "b", "第二則，被檢舉的留言內容")
		held := w.post(author, "c", "第三則，我們穩賺不賠")
		subject := w.post(author, "c", "第四則，你們都是笨蛋")
		w.clock.move(time.Hour)
		to := w.clock.Now()
		late := w.post(author, "d", "第五則，後來才寫的東西")
		w.reported(CommentSubject, reported.ID, reporter)

		found := w.caseOf(moderator, CommentSubject, subject.ID)
		in := violation(found, ActInput{Act: RemoveComments, From: &from, To: &to})
		p, err := w.Preview(w.Context(), moderator, w.site, found.ID, in)
		w.ok(err)
		w.equal("preview", []int{p.Comments, p.Articles}, []int{3, 2})
		w.equal("a preview changes nothing", w.comment(subject.ID).Status, comments.Published)
		d := w.decide(moderator, found, in)
		w.equal("as many as previewed", len(d.Targets), p.Comments)
		for _, c := range []comments.Comment{reported, held, subject} {
			w.equal(c.Source, w.comment(c.ID).Status, comments.Removed)
		}
		for _, c := range []comments.Comment{early, late} {
			w.equal(c.Source, w.comment(c.ID).Status, comments.Published)
		}
		w.equal("open cases", len(w.queue(moderator, QueueQuery{})), 0)
		w.equal("record", w.as(reporter.Member.ID).Member.ReportsUpheld, 1)
		notices := w.notices(author.Member.ID)
		w.equal("one notice, with the number", []any{w.kinds(notices), notices[0].Comments}, []any{[]NoticeKind{CommentRemoved}, 2})
		w.exact(moderator)
	})
}

func TestSanctionsMeetThePlacerThatIsNamed(t *testing.T) {
	each(t, func(w *world) {
		first, second, stranger, moderator := w.reader(), w.reader(), w.reader(), w.moderator("林")
		tag := w.tag(first, "a", "公車")
		w.tag(second, "a", "公車")
		found := w.caseOf(moderator, TagSubject, tag.ID)
		_, err := w.Decide(w.Context(), moderator, w.site, found.ID,
			violation(found, ActInput{Act: Warn, MemberID: &stranger.Member.ID}), nil)
		w.refused(err, errDecisionInvalid)
		w.decide(moderator, found, violation(found, ActInput{Act: Suspend, Days: 1, MemberID: &second.Member.ID}))
		w.equal("first placer", w.as(first.Member.ID).Member.Standing.Kind, auth.Good)
		w.equal("second placer", w.as(second.Member.ID).Member.Standing.Kind, auth.Suspended)
		w.equal("to the first", w.kinds(w.notices(first.Member.ID)), []NoticeKind{TagRemoved})
		w.equal("to the second", w.kinds(w.notices(second.Member.ID)), []NoticeKind{Suspended})
	})
}

func TestANicknameIsResetWithACommentAndItsCaseIsSettled(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.join("線上娛樂城本人"), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		d := w.decide(moderator, found, violation(found, ActInput{Act: ResetNickname}))
		w.equal("acts", d.Acts, []Act{Remove, ResetNickname})
		w.equal("open cases", len(w.queue(moderator, QueueQuery{})), 0)
		if after := w.as(author.Member.ID).Member; strings.Contains(after.Nickname, "垃圾") {
			w.Fatalf("the nickname is still %q", after.Nickname)
		}
	})
}

func TestDecisionsReportsAndWritesAtOnceLeaveCountersExact(t *testing.T) {
	each(t, func(w *world) {
		author, moderators, people := w.reader(), []auth.Actor{w.moderator("林"), w.moderator("陳")}, w.readers(4)
		w.set(w.admin(), func(s *Settings) { s.FloodPerMinute, s.Phases[PhaseRepeated] = 100, Off })
		var written []comments.Comment
		for i := range 8 {
			written = append(written, w.post(author, []string{"a", "b", "c"}[i%3], strings.Repeat("好", i+1)))
		}
		first := w.caseOf(moderators[0], CommentSubject, written[0].ID)
		second := w.caseOf(moderators[1], CommentSubject, written[7].ID)
		expected := []*fault.Fault{
			ErrCaseDecided, ErrSubjectNotPublished, ErrSubjectNotFound, comments.ErrParentNotPublished, comments.ErrTooFast,
		}
		errs := atOnce(26, func(i int) error {
			switch {
			case i < 2:
				c := []Case{first, second}[i]
				_, err := w.Decide(w.Context(), moderators[i], w.site, c.ID, violation(c, ActInput{Act: RemoveComments}), nil)
				return err
			case i < 18:
				return w.report(people[i%4], CommentSubject, written[i%8].ID)
			default:
				_, _, err := w.comments.Post(w.Context(), people[i%4], w.site, comments.PostInput{
					ArticleKey: written[i%8].ArticleKey, ParentID: &written[i%8].ID, Source: "我不同意",
				})
				return err
			}
		})
		for _, err := range errs {
			known := err == nil || errors.Is(err, ErrAlreadyReported)
			for _, f := range expected {
				known = known || errors.Is(err, f)
			}
			if !known {
				w.Error(err)
			}
		}
		for _, c := range written {
			w.equal("status", w.comment(c.ID).Status, comments.Removed)
			w.equal("weight", w.comment(c.ID).ReportWeight, 0)
		}
		w.equal("open cases", w.count(`SELECT count(*) FROM cases WHERE status = 'open'`), 0)
		w.equal("undecided reports", w.count(`SELECT count(*) FROM reports WHERE outcome IS NULL`), 0)
		w.exact(moderators[0])
	})
}
