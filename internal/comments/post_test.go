package comments

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

func TestTheFirstCommentMakesTheArticle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if a := w.article("2026-storm"); !a.ID.IsZero() || a.Version != 0 || a.EffectiveState != Open {
			t.Fatalf("an unknown article must read as empty, got %+v", a)
		}
		author := w.member()
		c, version, err := w.Post(w.Context(), author, w.site, PostInput{
			ArticleKey: "2026-storm", ArticleURL: pageURL, ArticleTitle: "颱風", Source: "**小心**",
		})
		w.ok(err)
		a := w.article("2026-storm")
		if a.URL != pageURL || a.Title != "颱風" || a.CommentCount != 1 || a.RootCount != 1 || a.Version != version {
			t.Fatalf("article is %+v", a)
		}
		if c.Status != Published || c.RootID != c.ID || c.Source != "**小心**" || c.Body.PlainText() != "小心" || c.ArticleVersion != version {
			t.Fatalf("comment is %+v", c)
		}
		w.exact()
	})
}

func TestAnArticleIsOnlyMadeWhereTheSiteIs(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		for address, want := range map[string]*fault.Fault{
			"":                                     ErrArticleURLNeeded,
			"https://evil.example/a":               ErrArticleURLForeign,
			"http://news.example/a":                ErrArticleURLForeign,
			"https://news.example:8443/a":          ErrArticleURLForeign,
			"https://news.example.evil.example/":   ErrArticleURLForeign,
			"https://news.example@evil.example/":   ErrArticleURL,
			"javascript:alert(1)//news.example":    ErrArticleURL,
			"//news.example/a":                     ErrArticleURL,
			"https://news.example/\x00":            ErrArticleURL,
			pageURL + strings.Repeat("a", 2000):    ErrArticleURL,
			"https://NEWS.example:443/a":           nil,
			"http://news.localhost:8080/demo?x=1#": nil,
		} {
			_, _, err := w.Post(w.Context(), author, w.site, PostInput{ArticleKey: "k" + fmt.Sprint(len(address)), ArticleURL: address, Source: "x"})
			if want == nil {
				w.ok(err)
				continue
			}
			w.refused(err, want)
			if f, _ := fault.From(err); len(f.Fields) != 1 || f.Fields[0].Path != "article_url" {
				t.Errorf("%q: fields are %+v", address, f.Fields)
			}
		}
		w.exact()
	})
}

func TestAnArticlesKeyIsOneToHundredTwentyEightPlainCharacters(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, key := range []string{"a", "A-z_0.9:x", strings.Repeat("k", 128)} {
			w.article(key)
		}
		for _, key := range []string{"", strings.Repeat("k", 129), "a/b", "文", "a b", "a\n", "a\x00"} {
			_, err := w.Article(w.Context(), w.site.ID, key)
			w.refused(err, ErrArticleKey)
		}
	})
}

func TestACommentHasOneToFiveThousandCharactersAsPeopleCount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		family := "👨‍👩‍👧‍👦"
		for name, source := range map[string]string{
			"5,000 of three bytes": strings.Repeat("字", 5000),
			"2,000 emoji":          strings.Repeat(family, 2000),
			"one":                  "好",
			"one emoji":            family,
			"code":                 "`x`",
		} {
			if _, _, err := w.Post(w.Context(), author, w.site, PostInput{ArticleKey: "a", ArticleURL: pageURL, Source: source}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for name, refused := range map[string]struct {
			source string
			want   *fault.Fault
		}{
			"5,001":          {strings.Repeat("字", 5001), ErrTooLong},
			"over 64 KB":     {strings.Repeat(family, 4000), ErrTooLong},
			"nothing":        {"", ErrEmpty},
			"white space":    {" \n\t\u3000", ErrEmpty},
			"invisible":      {"\u200b\u2060\ufeff", ErrEmpty},
			"blank Braille":  {"\u2800\u2800", ErrEmpty},
			"an empty quote": {"> ", ErrEmpty},
			"an empty list":  {"- \n- ", ErrEmpty},
			"bad UTF-8":      {"a\xff\xfe", ErrText},
			"a NUL":          {"a\x00b", ErrText},
		} {
			_, _, err := w.Post(w.Context(), author, w.site, PostInput{ArticleKey: "a", ArticleURL: pageURL, Source: refused.source})
			if !errors.Is(err, refused.want) {
				t.Errorf("%s: got %v, want %s", name, err, refused.want.Code)
			}
		}
	})
}

func TestOnlyAMemberWhoMayWriteWrites(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		other := w.newSite("other")
		in := PostInput{ArticleKey: "a", ArticleURL: pageURL, Source: "x"}
		for name, c := range map[string]struct {
			actor auth.Actor
			want  *fault.Fault
		}{
			"nobody":             {auth.Actor{Role: auth.RoleAnonymous}, auth.ErrSignInNeeded},
			"a moderator":        {auth.Actor{Role: auth.RoleModerator, Account: &auth.Account{}}, auth.ErrMembersOnly},
			"another site's":     {w.memberOf(other), auth.ErrWrongSite},
			"a suspended member": {w.suspended(), fault.New(0, "member_suspended", "")},
		} {
			_, _, err := w.Post(w.Context(), c.actor, w.site, in)
			if !errors.Is(err, c.want) {
				t.Errorf("%s posts: got %v, want %s", name, err, c.want.Code)
			}
			_, err = w.PlaceTag(w.Context(), c.actor, w.site, "a", pageURL, "", "標籤", nil)
			if !errors.Is(err, c.want) {
				t.Errorf("%s tags: got %v, want %s", name, err, c.want.Code)
			}
			_, _, _, err = w.Vote(w.Context(), c.actor, w.site.ID, storage.NewKey[Comment](), 1)
			if !errors.Is(err, c.want) {
				t.Errorf("%s votes: got %v, want %s", name, err, c.want.Code)
			}
			_, err = w.Edit(w.Context(), c.actor, w.site, storage.NewKey[Comment](), 1, "x")
			if !errors.Is(err, c.want) {
				t.Errorf("%s edits: got %v, want %s", name, err, c.want.Code)
			}
		}
	})
}

func TestRepliesGoToAnyDepthUnderWhatIsPublishedOnTheArticle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		root := w.post(author, "a", "depth 0")
		at := root
		for depth := 1; depth <= 8; depth++ {
			next := w.reply(author, "a", &at.ID, fmt.Sprintf("depth %d", depth))
			if next.Depth != depth || next.RootID != root.ID || *next.ParentID != at.ID || next.InReplyTo.ID != at.ID {
				t.Fatalf("reply is %+v", next)
			}
			at = next
		}
		if c := w.comment(root.ID); c.ThreadCount != 8 || c.ReplyCount != 1 {
			t.Fatalf("root counts %d in its thread and %d replies", c.ThreadCount, c.ReplyCount)
		}
		w.exact()
	})
}

func TestWhatCannotBeAnswered(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		other := w.newSite("other")
		here, elsewhere := w.post(author, "a", "here"), w.post(author, "b", "elsewhere")
		removed, held := w.post(author, "a", "removed"), w.post(author, "a", "held")
		w.setStatus(removed.ID, Removed)
		w.setStatus(held.ID, Held)
		unknown := storage.NewKey[Comment]()
		for name, c := range map[string]struct {
			parent ID
			want   *fault.Fault
		}{
			"unknown": {unknown, ErrParentNotFound}, "elsewhere": {elsewhere.ID, ErrParentElsewhere},
			"removed": {removed.ID, ErrParentNotPublished}, "held": {held.ID, ErrParentNotPublished},
		} {
			_, _, err := w.Post(w.Context(), author, w.site, PostInput{ArticleKey: "a", ArticleURL: pageURL, ParentID: &c.parent, Source: "x"})
			if !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %s", name, err, c.want.Code)
			}
		}
		_, _, err := w.Post(w.Context(), w.memberOf(other), other, PostInput{ArticleKey: "a", ArticleURL: pageURL, ParentID: &here.ID, Source: "x"})
		w.refused(err, ErrParentNotFound)
		w.exact()
	})
}

func TestAHeldCommentIsThereForItsAuthorAndModeratorsAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, stranger := w.member(), w.member()
		w.judge.says(auth.OutcomeHold)
		c := w.post(author, "a", "held text")
		if c.Status != Held || c.Source != "held text" {
			t.Fatalf("its author must see it as held, got %+v", c)
		}
		_, subject, verdict := w.judge.last()
		if subject.ID != c.ID || subject.Revision != 1 || verdict.Outcome != auth.OutcomeHold {
			t.Fatalf("recorded %+v with %+v", subject, verdict)
		}
		if page := w.page("a", PageQuery{}); len(page.Roots) != 0 || page.Article.CommentCount != 0 || page.Article.HeldCount != 1 {
			t.Fatalf("others must not see it, got %+v", page)
		}
		mine, err := w.Mine(w.Context(), author, w.site.ID, "a")
		w.ok(err)
		if len(mine.Held) != 1 || mine.Held[0].Source != "held text" || mine.Held[0].Address != "" {
			t.Fatalf("mine is %+v", mine)
		}
		for _, v := range []Viewer{{}, {MemberID: &stranger.Member.ID}} {
			_, err := w.Comment(w.Context(), v, w.site.ID, c.ID)
			w.refused(err, ErrNotFound)
			_, _, err = w.Replies(w.Context(), v, w.site.ID, c.ID, "", 0)
			w.refused(err, ErrNotFound)
		}
		_, err = w.Comment(w.Context(), Viewer{MemberID: &author.Member.ID}, w.site.ID, c.ID)
		w.ok(err)
		if seen := w.comment(c.ID); seen.Address != "192.0.2.7" {
			t.Fatalf("moderators see the address, got %q", seen.Address)
		}
		w.exact()
		w.setStatus(c.ID, Published)
		w.exact()
	})
}

func TestARefusedCommentLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.judge.says(auth.OutcomeRefuse)
		_, _, err := w.Post(w.Context(), w.member(), w.site, PostInput{ArticleKey: "a", ArticleURL: pageURL, Source: "x"})
		w.refused(err, ErrCommentRefused)
		if f, _ := fault.From(err); f.Params["clause"] != "abusive" || f.Params["rule"] != "test" {
			t.Errorf("params are %v", f.Params)
		}
		if n := rows(w, "SELECT COUNT(*) FROM comments") + rows(w, "SELECT COUNT(*) FROM articles"); n != 0 {
			t.Errorf("%d rows are left", n)
		}
	})
}

func TestTheStrictestOfSiteSectionAndArticleHolds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		section, ctx := "politics", w.Context()
		_, err := w.PutArticle(ctx, w.site, "a", ArticleInput{URL: ptr(pageURL), Title: ptr("t"), Section: &section})
		w.ok(err)
		for i, c := range []struct{ site, section, article, want ArticleState }{
			{Open, Open, Open, Open}, {Open, Open, Slow, Slow}, {Open, Premoderated, Slow, Premoderated},
			{Closed, Open, Slow, Closed}, {Premoderated, Closed, Open, Closed}, {Open, Open, Closed, Closed},
			{Premoderated, Open, Open, Premoderated},
		} {
			w.ok(w.SetState(ctx, w.site.ID, "", c.site))
			w.ok(w.SetState(ctx, w.site.ID, section, c.section))
			a, err := w.SetArticleState(ctx, w.site.ID, "a", c.article)
			w.ok(err)
			counts, err := w.Counts(ctx, w.site.ID, []string{"a", "unknown", "a"})
			w.ok(err)
			if a.EffectiveState != c.want || w.article("a").EffectiveState != c.want || counts[0].State != c.want || counts[2] != counts[0] {
				t.Errorf("%+v: article says %s, counts %+v", c, a.EffectiveState, counts)
			}
			if counts[1].State != c.site || w.article("unknown").EffectiveState != c.site {
				t.Errorf("%+v: an unknown article is under the site's switch, got %+v", c, counts[1])
			}
			made, _, err := w.Post(ctx, author, w.site, PostInput{ArticleKey: "a", Source: fmt.Sprintf("comment %d", i)})
			if c.want == Closed {
				w.refused(err, ErrClosed)
				continue
			}
			w.ok(err)
			if (made.Status == Held) != (c.want == Premoderated) {
				t.Errorf("%+v: the comment is %s", c, made.Status)
			}
		}
		w.refused(w.SetState(ctx, w.site.ID, "", Slow), ErrUnknownState)
		_, err = w.SetArticleState(ctx, w.site.ID, "a", "shut")
		w.refused(err, ErrUnknownState)
		_, err = w.SetArticleState(ctx, w.site.ID, "unknown", Closed)
		w.refused(err, ErrArticleNotFound)
		w.exact()
	})
}

func ptr[T any](v T) *T { return &v }

func (w *world) key(actor auth.Actor, key, body string) *storage.IdempotencyScope {
	scope := &storage.IdempotencyScope{
		Site: w.site.ID.String(), Actor: actor.Key(), Operation: "createComment", Key: key, Now: w.clock.Now(),
	}
	copy(scope.BodyHash[:], body)
	return scope
}

func TestFiftyParallelPostsWithOneKeyAreOneComment(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		made := make([]Comment, 50)
		for _, err := range atOnce(50, func(i int) (err error) {
			made[i], _, err = w.Post(w.Context(), author, w.site, PostInput{
				ArticleKey: "a", ArticleURL: pageURL, Source: "once", Idempotency: w.key(author, "k1", "once"),
			})
			return err
		}) {
			w.ok(err)
		}
		for _, c := range made {
			if c.ID != made[0].ID || c.Source != "once" {
				t.Fatalf("got %+v and %+v", c, made[0])
			}
		}
		if n := rows(w, "SELECT COUNT(*) FROM comments"); n != 1 {
			t.Fatalf("%d comments", n)
		}
		w.exact()
	})
}

func TestARepetitionIsAnsweredEvenWhereScreeningWouldRefuseIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		in := PostInput{ArticleKey: "a", ArticleURL: pageURL, Source: "once", Idempotency: w.key(author, "k1", "once")}
		first, _, err := w.Post(w.Context(), author, w.site, in)
		w.ok(err)
		w.judge.says(auth.OutcomeRefuse)
		again, version, err := w.Post(w.Context(), author, w.site, in)
		w.ok(err)
		if again.ID != first.ID || version != first.ArticleVersion {
			t.Fatalf("got %+v at %d", again, version)
		}
		in.Idempotency = w.key(author, "k1", "another body")
		_, _, err = w.Post(w.Context(), author, w.site, in)
		w.refused(err, storage.ErrKeyReused)
	})
}

// TestARepetitionThatWasOvertakenByItsFirstIsAnswered: the second request is being screened when the first one is stored,
// so screening finds that it repeats the first, and refuses it.
func TestARepetitionThatWasOvertakenByItsFirstIsAnswered(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		in := PostInput{ArticleKey: "a", ArticleURL: pageURL, Source: "once", Idempotency: w.key(author, "k1", "once")}
		var first Comment
		w.judge.rule = func(Draft) Verdict {
			w.judge.says(auth.OutcomePublish)
			var err error
			first, _, err = w.Post(w.Context(), author, w.site, in)
			w.ok(err)
			return Verdict{Outcome: auth.OutcomeRefuse, Code: "repeats_own"}
		}
		second, _, err := w.Post(w.Context(), author, w.site, in)
		w.ok(err)
		if second.ID != first.ID || rows(w, "SELECT COUNT(*) FROM comments") != 1 {
			t.Fatalf("got %s and %s", first.ID, second.ID)
		}
	})
}

// TestALimitOfScreeningHoldsUnderParallelPosts: a rule that counts the member's comments can't be outrun by sending many
// at once, since a verdict that was overtaken is asked for again.
func TestALimitOfScreeningHoldsUnderParallelPosts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.judge.rule = func(d Draft) Verdict {
			if d.LastMinute >= 3 {
				return Verdict{Outcome: auth.OutcomeRefuse, Code: "flood", RetryAfter: time.Minute}
			}
			return Verdict{Outcome: auth.OutcomePublish}
		}
		author := w.member()
		published := 0
		for _, err := range atOnce(20, func(i int) error {
			_, _, err := w.Post(w.Context(), author, w.site, PostInput{
				ArticleKey: fmt.Sprintf("a%d", i%4), ArticleURL: pageURL, Source: fmt.Sprintf("comment %d", i),
			})
			return err
		}) {
			if f, ok := fault.From(err); err != nil && (!ok || f.Kind != fault.TooMany || f.RetryAfter == 0) {
				t.Errorf("got %v", err)
			}
			published += one(err == nil)
		}
		if published > 3 || published == 0 || rows(w, "SELECT COUNT(*) FROM comments") != published {
			t.Errorf("%d were published", published)
		}
		w.exact()
	})
}

func TestParallelPostsAndRepliesOfManyMembersAreCountedExactly(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		people := w.members(40)
		root := w.post(w.member(), "a", "root")
		for _, err := range atOnce(40, func(i int) error {
			in := PostInput{ArticleKey: "a", ArticleURL: pageURL, Source: fmt.Sprintf("comment %d", i)}
			if i%2 == 0 {
				in.ParentID = &root.ID
			}
			_, _, err := w.Post(context.WithoutCancel(w.Context()), people[i], w.site, in)
			return err
		}) {
			w.ok(err)
		}
		a := w.article("a")
		if a.CommentCount != 41 || a.RootCount != 21 || w.comment(root.ID).ThreadCount != 20 || a.Version != 1+41 {
			t.Fatalf("article is %+v", a)
		}
		w.exact()
	})
}

func TestScreeningSeesTheSurroundings(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, other := w.member(), w.member()
		for i := range 25 {
			w.post(author, "b", fmt.Sprintf("mine %d", i))
			w.clock.move(3 * time.Second)
		}
		root := w.post(other, "a", "question [x](https://x.example/)")
		w.reply(author, "a", &root.ID, "see https://y.example/")
		d, _, _ := w.judge.last()
		if len(d.Own) != 20 || d.Own[0].Plain != "mine 24" || d.LastMinute != 19 || d.LastHour != 25 {
			t.Errorf("%d own, the newest %q, %d in a minute, %d in an hour", len(d.Own), d.Own[0].Plain, d.LastMinute, d.LastHour)
		}
		if len(d.Around) != 1 || d.Around[0].ID != root.ID || d.Parent == nil || d.Parent.ID != root.ID || len(d.Links) != 1 {
			t.Errorf("draft is %+v", d)
		}
	})
}
