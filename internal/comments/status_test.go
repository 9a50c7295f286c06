package comments

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"board/internal/storage"
)

func TestRemovedCommentWithRepliesLeavesATombstoneUntilTheLastReplyGoes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, other := w.member(), w.member()
		root := w.post(author, "a", "root")
		mid := w.reply(other, "a", &root.ID, "mid")
		leaf := w.reply(author, "a", &mid.ID, "leaf")
		w.setStatus(root.ID, Removed)
		w.setStatus(mid.ID, Removed)

		page := w.page("a", PageQuery{})
		if len(page.Roots) != 1 || !page.Roots[0].Comment.IsTombstone() || len(page.Roots[0].Replies) != 2 {
			t.Fatalf("want a tombstone over a tombstone over a reply, got %+v", page.Roots)
		}
		if got := page.Roots[0].Replies[1].InReplyTo; got == nil || got.ID != mid.ID || !got.AuthorID.IsZero() {
			t.Fatalf("a reply to a tombstone must name it without its author, got %+v", got)
		}
		w.setStatus(leaf.ID, Held)
		if page := w.page("a", PageQuery{}); len(page.Roots) != 0 {
			t.Fatalf("tombstones over nothing must go, got %+v", page.Roots)
		}
		w.exact()
		w.setStatus(leaf.ID, Published)
		if page := w.page("a", PageQuery{}); len(page.Roots) != 1 || page.Roots[0].Comment.ThreadCount != 1 {
			t.Fatalf("they must come back with the reply, got %+v", page.Roots)
		}
		w.exact()
	})
}

func TestStatusChangesAreVisibleInTheVersionOnlyWhereReadersSeeThem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		c := w.post(author, "a", "one")
		for _, step := range []struct {
			to     Status
			raises int64
		}{{Removed, 1}, {Held, 0}, {Withdrawn, 0}, {Removed, 0}, {Published, 1}, {Published, 0}, {Held, 1}, {Published, 1}} {
			before := w.article("a").Version
			w.setStatus(c.ID, step.to)
			after := w.article("a").Version
			if after-before != step.raises {
				t.Fatalf("to %s: version raised by %d, want %d", step.to, after-before, step.raises)
			}
			if step.raises > 0 && w.comment(c.ID).ArticleVersion != after {
				t.Fatalf("to %s: the comment must carry the version at which it changed", step.to)
			}
		}
		w.exact()
	})
}

func TestRestoringTheStateBeforeRestoresIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c := w.post(w.member(), "a", "one")
		before := w.setStatus(c.ID, Removed)
		if before != (CommentState{Status: Published, Revision: 1}) {
			t.Fatalf("state before is %+v", before)
		}
		w.setStatus(c.ID, before.Status)
		if got := w.comment(c.ID).Status; got != Published {
			t.Fatalf("restored to %s", got)
		}
		w.exact()
	})
}

// TestCountersEqualARecountAfterEveryStepOfARandomWalk posts, answers, votes, withdraws and lets the desk move comments
// between all statuses, in an order that the seed decides.
func TestCountersEqualARecountAfterEveryStepOfARandomWalk(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const seed = 20261120
		random := rand.New(rand.NewPCG(seed, seed))
		people := w.members(4)
		statuses := []Status{Published, Held, Removed, Withdrawn}
		var all []ID
		for step := range 150 {
			switch move := random.IntN(10); {
			case len(all) < 3 || move < 3:
				var to *ID
				if len(all) > 0 && move > 0 {
					if at := all[random.IntN(len(all))]; w.comment(at).Status == Published {
						to = &at
					}
				}
				all = append(all, w.reply(people[random.IntN(4)], "a", to, fmt.Sprintf("step %d", step)).ID)
			case move < 9:
				w.setStatus(all[random.IntN(len(all))], statuses[random.IntN(4)])
			default:
				c := w.comment(all[random.IntN(len(all))])
				voter := people[random.IntN(4)]
				if c.Status == Published && c.AuthorID != voter.Member.ID {
					_, _, _, err := w.Vote(w.Context(), voter, w.site.ID, c.ID, random.IntN(3)-1)
					w.ok(err)
				}
			}
			w.exact()
		}
		w.seenByWalk(all)
	})
}

// seenByWalk wants pages and threads to show exactly the published comments and what stands above them.
func (w *world) seenByWalk(all []ID) {
	w.Helper()
	byKey := make(map[ID]Comment, len(all))
	for _, id := range all {
		byKey[id] = w.comment(id)
	}
	want := make(map[ID]bool)
	for _, c := range byKey {
		for at := &c; c.Status == Published && at != nil; {
			want[at.ID] = true
			if at.ParentID == nil {
				break
			}
			up := byKey[*at.ParentID]
			at = &up
		}
	}
	var seen []ID
	for _, root := range w.page("a", PageQuery{Limit: 100}).Roots {
		seen = append(seen, root.Comment.ID)
		replies, _, err := w.Replies(w.Context(), Viewer{}, w.site.ID, root.Comment.ID, "", 100)
		w.ok(err)
		for _, r := range replies {
			seen = append(seen, r.ID)
		}
	}
	if len(seen) != len(want) || slices.ContainsFunc(seen, func(id ID) bool { return !want[id] }) {
		w.Errorf("%d comments are shown, want %d", len(seen), len(want))
	}
}

func TestOneDecisionMovesAllCommentsOfAMember(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, other := w.member(), w.member()
		start := w.clock.Now()
		const n, articles = 40, 7
		for i := range n {
			c := w.post(author, fmt.Sprintf("a%d", i%articles), fmt.Sprintf("comment %d", i))
			if i%5 == 0 {
				w.reply(other, c.ArticleKey, &c.ID, "answer")
			}
			w.clock.move(1e9)
		}
		end := w.clock.Now()
		statuses := []Status{Published, Held}
		count, under, err := w.CountCommentsOf(w.Context(), w.site.ID, author.Member.ID, start, end, statuses)
		w.ok(err)
		if count != n || under != articles {
			t.Fatalf("counted %d under %d, want %d under %d", count, under, n, articles)
		}
		w.tx(func(tx storage.Tx) error {
			ids, err := w.CommentsOfTx(tx, w.site.ID, author.Member.ID, start, end, statuses)
			if err != nil || len(ids) != n {
				return fmt.Errorf("%d comments: %w", len(ids), err)
			}
			for _, id := range ids {
				if _, err := w.SetStatusTx(tx, id, Removed, end); err != nil {
					return err
				}
			}
			return nil
		})
		w.exact()
		count, _, err = w.CountCommentsOf(w.Context(), w.site.ID, author.Member.ID, start, end, statuses)
		w.ok(err)
		if count != 0 {
			t.Fatalf("%d comments are left", count)
		}
		counts, err := w.StatusCounts(w.Context(), w.site.ID, author.Member.ID)
		w.ok(err)
		if counts[Removed] != n || counts[Published] != 0 {
			t.Fatalf("counts by status are %v", counts)
		}
	})
}

// TestDecisionsAndPostsAtTheSameTimeNeitherDeadlockNorMiscount lets decisions take a member's comments away and give them
// back while the member and others go on writing under the same articles.
func TestDecisionsAndPostsAtTheSameTimeNeitherDeadlockNorMiscount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, start := w.member(), w.clock.Now()
		people := w.members(12)
		var roots []Comment
		for i := range 10 {
			roots = append(roots, w.post(author, fmt.Sprintf("a%d", i%5), fmt.Sprintf("comment %d", i)))
		}
		w.clock.move(time.Minute)
		flip := func(to Status) error {
			return w.db.Write(w.Context(), func(tx storage.Tx) error {
				ids, err := w.CommentsOfTx(tx, w.site.ID, author.Member.ID, start, w.clock.Now(), []Status{Published, Removed})
				for i := 0; err == nil && i < len(ids); i++ {
					_, err = w.SetStatusTx(tx, ids[i], to, w.clock.Now())
				}
				return err
			})
		}
		for _, err := range atOnce(24, func(i int) error {
			if i%3 == 0 {
				return flip([]Status{Removed, Published}[i%2])
			}
			root := roots[i%10]
			_, _, err := w.Post(w.Context(), people[i%12], w.site, PostInput{
				ArticleKey: root.ArticleKey, ParentID: &root.ID, Source: fmt.Sprintf("answer %d", i),
			})
			if errors.Is(err, ErrParentNotPublished) || errors.Is(err, ErrTooFast) {
				return nil
			}
			return err
		}) {
			w.ok(err)
		}
		w.exact()
	})
}

func TestReportWeightAndReviewAreKeptPerSubject(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c := w.post(w.member(), "a", "one")
		tag := w.tag(w.member(), "a", "颱風")
		for kind, id := range map[SubjectKind][16]byte{SubjectComment: c.ID, SubjectTag: tag.ID} {
			w.tx(func(tx storage.Tx) error {
				if _, err := w.AddReportWeightTx(tx, kind, id, 100); err != nil {
					return err
				}
				total, err := w.AddReportWeightTx(tx, kind, id, 75)
				if total != 175 {
					t.Errorf("%s: total is %d", kind, total)
				}
				return err
			})
			w.tx(func(tx storage.Tx) error {
				before, err := w.ClearReportWeightTx(tx, kind, id)
				if before != 175 {
					t.Errorf("%s: before is %d", kind, before)
				}
				if err != nil {
					return err
				}
				return w.MarkReviewedTx(tx, kind, id, 1)
			})
		}
		if c := w.comment(c.ID); c.ReportWeight != 0 || c.Reviewed != 1 {
			t.Fatalf("comment is %+v", c)
		}
		tag, err := w.Tag(w.Context(), w.site.ID, tag.ID)
		w.ok(err)
		if tag.ReportWeight != 0 || tag.Reviewed != 1 {
			t.Fatalf("tag is %+v", tag)
		}
	})
}

func TestRecountFindsACounterThatIsWrong(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		root := w.post(author, "a", "root")
		w.reply(author, "a", &root.ID, "reply")
		w.tag(author, "a", "颱風")
		w.exact()
		for _, c := range counters {
			set := c.column + " = " + c.column + " + 1"
			if c.column == "shown" {
				set = "shown = NOT shown"
			}
			w.write("UPDATE " + c.table + " SET " + set)
			differences, err := w.Recount(w.Context())
			w.ok(err)
			if !slices.ContainsFunc(differences, func(d Difference) bool { return d.Table == c.table && d.Counter == c.column }) {
				t.Errorf("%s.%s is wrong and was not found", c.table, c.column)
			}
		}
	})
}
