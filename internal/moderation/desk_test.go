package moderation

import (
	"fmt"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
)

func TestAClaimStandsForTwoMinutesAndIsRenewed(t *testing.T) {
	each(t, func(w *world) {
		one, two := w.moderator("林"), w.moderator("陳")
		c := w.caseOf(one, CommentSubject, w.post(w.reader(), "a", "你們都是笨蛋").ID)
		claim, err := w.Claim(w.Context(), one, w.site, c.ID)
		w.ok(err)
		w.equal("claim", claim, Claim{By: AccountRef{one.Account.ID, "林"}, Until: w.clock.Now().Add(2 * time.Minute)})
		_, err = w.Claim(w.Context(), two, w.site, c.ID)
		w.refused(err, ErrCaseClaimed)
		f, _ := fault.From(err)
		w.equal("told", []any{f.Params["by"], f.Params["until"]}, []any{one.Account.ID, claim.Until})
		_, err = w.Decide(w.Context(), two, w.site, c.ID, violation(c), nil)
		w.refused(err, ErrCaseClaimed)
		w.equal("others see it", w.queue(two, QueueQuery{})[0].Claim.By.Name, "林")

		w.clock.move(time.Minute)
		_, err = w.Claim(w.Context(), one, w.site, c.ID)
		w.ok(err)
		w.clock.move(119 * time.Second)
		_, err = w.Claim(w.Context(), two, w.site, c.ID)
		w.refused(err, ErrCaseClaimed)
		w.clock.move(time.Second)
		if w.queue(two, QueueQuery{})[0].Claim != nil {
			w.Fatal("a claim that lapsed is still shown")
		}
		_, err = w.Claim(w.Context(), two, w.site, c.ID)
		w.ok(err)
		w.ok(w.Unclaim(w.Context(), one, w.site, c.ID))
		_, err = w.Decide(w.Context(), one, w.site, c.ID, violation(c), nil)
		w.refused(err, ErrCaseClaimed)
		w.ok(w.Unclaim(w.Context(), two, w.site, c.ID))
		w.decide(one, c, violation(c))
		_, err = w.Claim(w.Context(), two, w.site, c.ID)
		w.refused(err, ErrCaseDecided)
	})
}

func TestOfTwoClaimsAtOnceOneStands(t *testing.T) {
	each(t, func(w *world) {
		moderators := []auth.Actor{w.moderator("林"), w.moderator("陳")}
		c := w.caseOf(moderators[0], CommentSubject, w.post(w.reader(), "a", "你們都是笨蛋").ID)
		errs := atOnce(2, func(i int) error {
			_, err := w.Claim(w.Context(), moderators[i], w.site, c.ID)
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			w.Fatalf("got %v and %v, want one claim", errs[0], errs[1])
		}
	})
}

func TestTheQueueIsOrderedByUrgencyAndCutByCursor(t *testing.T) {
	each(t, func(w *world) {
		author, reporter, moderator := w.reader(), w.reader(), w.moderator("林")
		report := func(text, clause string) {
			w.clock.move(time.Minute)
			c := w.post(author, "a", text)
			_, err := w.Report(w.Context(), reporter, w.site, CommentSubject, c.ID, ReportInput{Clause: clause})
			w.ok(err)
		}
		report("第一則：沒有意義嗎", "meaningless")
		report("第二則：恐嚇別人嗎", "unlawful")
		report("第三則：人身攻擊嗎", "abusive")
		report("第四則：也是攻擊嗎", "abusive")
		w.reported(CommentSubject, w.queue(moderator, QueueQuery{})[2].Subject.ID, w.readers(2)...)
		w.tag(author, "a", "穩賺不賠")

		var got []string
		cursor := ""
		for {
			page, next, err := w.Queue(w.Context(), moderator, w.site, QueueQuery{Limit: 2, Cursor: cursor})
			w.ok(err)
			for _, c := range page {
				got = append(got, string([]rune(c.Excerpt)[:3]))
			}
			if cursor = next; next == "" {
				break
			}
		}
		w.equal("order", got, []string{"第二則", "第四則", "第三則", "穩賺不", "第一則"})
		counts, err := w.QueueCounts(w.Context(), moderator, w.site)
		w.ok(err)
		w.equal("counts", counts, QueueCounts{All: 5, Held: 2, Reported: 4, Comments: 4, Tags: 1})
		w.equal("held tags", len(w.queue(moderator, QueueQuery{Queue: HeldCases, Kind: TagSubject})), 1)
		w.equal("reported tags", len(w.queue(moderator, QueueQuery{Queue: ReportedCases, Kind: TagSubject})), 0)

		_, next, err := w.Queue(w.Context(), moderator, w.site, QueueQuery{Limit: 2})
		w.ok(err)
		for _, q := range []QueueQuery{{Cursor: next, Queue: HeldCases}, {Cursor: next[1:]}, {Cursor: "x"}, {Cursor: next + "A"}} {
			_, _, err = w.Queue(w.Context(), moderator, w.site, q)
			w.refused(err, ErrCursor)
		}
		_, _, err = w.Queue(w.Context(), moderator, w.site, QueueQuery{Limit: 101})
		w.refused(err, ErrLimit)
	})
}

func TestDecidedCasesAreListedNewestFirst(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		for i := range 3 {
			w.clock.move(time.Minute)
			c := w.caseOf(moderator, CommentSubject, w.post(author, "a", fmt.Sprintf("第%d則留言的內容", i+1)).ID)
			w.decide(moderator, c, innocence(c))
		}
		page, next, err := w.Queue(w.Context(), moderator, w.site, QueueQuery{Status: CaseDecided, Limit: 2})
		w.ok(err)
		rest, _, err := w.Queue(w.Context(), moderator, w.site, QueueQuery{Status: CaseDecided, Limit: 2, Cursor: next})
		w.ok(err)
		w.equal("order", []string{page[0].Excerpt, page[1].Excerpt, rest[0].Excerpt},
			[]string{"第3則留言的內容", "第2則留言的內容", "第1則留言的內容"})
		decisions, next, err := w.Decisions(w.Context(), moderator, w.site, DecisionQuery{Limit: 2})
		w.ok(err)
		w.equal("decisions", []any{len(decisions), next != ""}, []any{2, true})
		decisions, next, err = w.Decisions(w.Context(), moderator, w.site, DecisionQuery{Limit: 2, Cursor: next})
		w.ok(err)
		w.equal("the last", []any{len(decisions), next}, []any{1, ""})
	})
}

func TestASubjectHasOneOpenCase(t *testing.T) {
	each(t, func(w *world) {
		moderators := []auth.Actor{w.moderator("林"), w.moderator("陳")}
		c := w.post(w.reader(), "a", "你們都是笨蛋")
		reporter := w.reader()
		ids := make([]CaseID, 2)
		for _, err := range atOnce(3, func(i int) error {
			if i == 2 {
				return w.report(reporter, CommentSubject, c.ID)
			}
			found, err := w.OpenCase(w.Context(), moderators[i], w.site, CommentSubject, c.ID)
			ids[i] = found.ID
			return err
		}) {
			w.ok(err)
		}
		w.equal("cases", w.count(`SELECT count(*) FROM cases`), 1)
		w.equal("the same", ids[0], ids[1])
		_, err := w.OpenCase(w.Context(), moderators[0], w.site, CommentSubject, [16]byte{1})
		w.refused(err, ErrSubjectNotFound)
	})
}

func TestACaseShowsWhatAModeratorNeeds(t *testing.T) {
	each(t, func(w *world) {
		author, reporter, moderator := w.reader(), w.reader(), w.moderator("林")
		root := w.post(w.reader(), "a", "大家覺得改道好嗎？")
		reply, _, err := w.comments.Post(w.Context(), author, w.site, comments.PostInput{
			ArticleKey: "a", ParentID: &root.ID, Source: "問這個的都是笨蛋",
		})
		w.ok(err)
		w.reported(CommentSubject, reply.ID, reporter)
		c := w.caseOf(moderator, CommentSubject, reply.ID)
		w.equal("text, article, reports", []any{c.Text, c.Article.Title, len(c.Reports), c.Reports[0].Note},
			[]any{"問這個的都是笨蛋", "市府說明公車改道", 1, "請看一下"})
		w.equal("reporter", c.Reports[0].Reporter.ID, reporter.Member.ID)
		w.equal("context begins with what it answers", c.Context[0].ID, root.ID)
		w.decide(moderator, c, violation(c, ActInput{Act: Warn}))
		h, err := w.History(w.Context(), moderator, w.site, author.Member.ID)
		w.ok(err)
		w.equal("history", []any{h.Comments[comments.Removed], len(h.Sanctions), len(h.Decisions), len(h.Nicknames), len(h.RecentComments)},
			[]any{1, 1, 1, 1, 1})
		_, err = w.History(w.Context(), author, w.site, author.Member.ID)
		w.refused(err, ErrModeratorsOnly)
		w.equal("reports made", must(w.History(w.Context(), moderator, w.site, reporter.Member.ID)).ReportsMade, 1)
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestNoticesAreReadUpToOne(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		for i := range 3 {
			c := w.caseOf(moderator, CommentSubject, w.post(author, "a", fmt.Sprintf("第%d則：你是笨蛋", i+1)).ID)
			w.decide(moderator, c, violation(c))
		}
		page, unread, next, err := w.Notices(w.Context(), author, "", 2)
		w.ok(err)
		w.equal("page", []any{len(page), unread, next != "", page[0].Excerpt}, []any{2, 3, true, "第3則：你是笨蛋"})
		rest, _, next, err := w.Notices(w.Context(), author, next, 2)
		w.ok(err)
		w.equal("rest", []any{len(rest), next, rest[0].Excerpt}, []any{1, "", "第1則：你是笨蛋"})
		w.ok(w.MarkNoticesRead(w.Context(), author, page[1].ID))
		page, unread, _, err = w.Notices(w.Context(), author, "", 0)
		w.ok(err)
		w.equal("read", []any{unread, page[0].Read, page[1].Read, page[2].Read}, []any{1, false, true, true})
		w.refused(w.MarkNoticesRead(w.Context(), w.reader(), page[0].ID), ErrNoticeNotFound)
		_, _, _, err = w.Notices(w.Context(), moderator, "", 0)
		w.refused(err, auth.ErrMembersOnly)
	})
}

func TestARulebookIsPublishedWholeAndAgreedToAnew(t *testing.T) {
	each(t, func(w *world) {
		admin, moderator, member := w.admin(), w.moderator("林"), w.reader()
		zh := must(w.Rulebook(w.Context(), w.site.ID, "zh-TW", 0))
		en := must(w.Rulebook(w.Context(), w.site.ID, "en", 1))
		w.equal("default", []any{zh.Version, len(zh.Clauses), len(en.Clauses), zh.Clauses[0].Title, en.Clauses[0].Title},
			[]any{1, 8, 8, "違反法令", "Against the law"})
		w.equal("a language it is not written in", must(w.Rulebook(w.Context(), w.site.ID, "ja", 0)).Language, "en")
		_, err := w.Rulebook(w.Context(), w.site.ID, "en", 2)
		w.refused(err, ErrRulebookNotFound)
		texts := map[string][]Clause{"zh-TW": zh.Clauses[:3], "en": en.Clauses[:3]}
		_, err = w.PublishRulebook(w.Context(), moderator, w.site, texts)
		w.refused(err, ErrAdminsOnly)
		for name, bad := range map[string]map[string][]Clause{
			"a language missing":   {"zh-TW": zh.Clauses},
			"fewer in one":         {"zh-TW": zh.Clauses, "en": en.Clauses[:3]},
			"others in one":        {"zh-TW": zh.Clauses[:3], "en": en.Clauses[1:4]},
			"a clause twice":       {"zh-TW": {zh.Clauses[0], zh.Clauses[0]}, "en": {en.Clauses[0], en.Clauses[0]}},
			"a clause without any": {"zh-TW": {{Code: "x"}}, "en": {{Code: "x"}}},
		} {
			if _, err := w.PublishRulebook(w.Context(), admin, w.site, bad); err == nil {
				w.Errorf("%s is accepted", name)
			}
		}
		published, err := w.PublishRulebook(w.Context(), admin, w.site, texts)
		w.ok(err)
		w.equal("published", []any{published.Version, published.Language, len(published.Clauses)}, []any{2, "zh-TW", 3})
		_, err = w.tryPost(w.as(member.Member.ID), "a", "還沒同意新規範")
		w.refused(err, auth.ErrRulebookNotAgreed)
		_, err = w.auth.AgreeRulebook(w.Context(), member, 2)
		w.ok(err)
		c := w.post(w.as(member.Member.ID), "a", "同意了新規範")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		_, err = w.Decide(w.Context(), moderator, w.site, found.ID, violation(found), nil)
		w.refused(err, ErrClauseUnknown)
		w.equal("the old version stays", len(must(w.Rulebook(w.Context(), w.site.ID, "en", 1)).Clauses), 8)
	})
}
