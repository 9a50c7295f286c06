package comments

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"slices"
	"testing"
)

func (w *world) page(key string, q PageQuery) Page {
	w.Helper()
	page, err := w.Page(w.Context(), Viewer{}, w.site.ID, key, q)
	w.ok(err)
	return page
}

// discussion fills an article: roots with votes that tie, some hidden, some with threads.
func (w *world) discussion(key string, n int) {
	w.Helper()
	people := w.members(6)
	for i := range n {
		c := w.post(people[i%3], key, fmt.Sprintf("comment %d", i))
		for v := range i % 3 {
			_, _, _, err := w.Vote(w.Context(), people[3+v], w.site.ID, c.ID, 1-2*(i%2))
			w.ok(err)
		}
		for r := range i % 6 {
			reply := w.reply(people[4], key, &c.ID, fmt.Sprintf("reply %d", r))
			if r == 1 {
				w.reply(people[5], key, &reply.ID, "below the reply")
			}
		}
		switch i % 7 {
		case 3:
			w.setStatus(c.ID, Held)
		case 5:
			w.setStatus(c.ID, Removed)
		}
	}
}

func TestPagesByCursorAreTheWholeListInEverySort(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.discussion("a", 33)
		orders := map[Sort]func(a, b Comment) int{
			Newest: func(a, b Comment) int { return -byID(a, b) },
			Oldest: byID,
			Top:    func(a, b Comment) int { return cmp.Or(-cmp.Compare(a.score, b.score), -byID(a, b)) },
		}
		for sort, order := range orders {
			whole := w.page("a", PageQuery{Sort: sort, Limit: 100})
			if whole.Next != "" || !slices.IsSortedFunc(whole.Roots, func(a, b Root) int { return order(a.Comment, b.Comment) }) {
				t.Fatalf("%s: the whole list is not in order, or not whole", sort)
			}
			for _, limit := range []int{1, 2, 7, 20, len(whole.Roots)} {
				var walked []Root
				cursor := ""
				for range len(whole.Roots) {
					page := w.page("a", PageQuery{Sort: sort, Limit: limit, Cursor: cursor})
					walked = append(walked, page.Roots...)
					if cursor = page.Next; cursor == "" {
						break
					}
				}
				if !slices.EqualFunc(walked, whole.Roots, sameRoot) {
					t.Errorf("%s by %d: %d comments are not the whole list of %d", sort, limit, len(walked), len(whole.Roots))
				}
			}
		}
		if n := len(w.page("a", PageQuery{Limit: 100}).Roots); n == 33 || n < 20 {
			t.Errorf("%d roots are shown of 33 with hidden ones", n)
		}
	})
}

func sameRoot(a, b Root) bool {
	return a.Comment.ID == b.Comment.ID && slices.EqualFunc(a.Replies, b.Replies, func(a, b Comment) bool { return a.ID == b.ID })
}

func TestRepliesGoOnWhereThePageEnded(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		root := w.post(author, "a", "root")
		var want []ID
		for i := range 11 {
			under := root.ID
			if i > 4 {
				under = want[i-4]
			}
			want = append(want, w.reply(author, "a", &under, fmt.Sprintf("reply %d", i)).ID)
		}
		for perRoot := 1; perRoot <= 12; perRoot++ {
			thread := w.page("a", PageQuery{RepliesPerRoot: perRoot}).Roots[0]
			got := ids(thread.Replies)
			for cursor := thread.RepliesCursor; cursor != ""; {
				var more []Comment
				var err error
				more, cursor, err = w.Replies(w.Context(), Viewer{}, w.site.ID, root.ID, cursor, 2)
				w.ok(err)
				got = append(got, ids(more)...)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d with the page: got %d replies, want %d in order", perRoot, len(got), len(want))
			}
		}
		if thread := w.page("a", PageQuery{RepliesPerRoot: -1}).Roots[0]; len(thread.Replies) != 0 {
			t.Errorf("none were asked for, got %d", len(thread.Replies))
		}
		direct, _, err := w.Replies(w.Context(), Viewer{}, w.site.ID, want[1], "", 0)
		w.ok(err)
		if len(direct) != 1 || direct[0].InReplyTo == nil || direct[0].InReplyTo.ID != want[1] || direct[0].InReplyTo.AuthorID != author.Member.ID {
			t.Errorf("direct replies of a reply are %+v", direct)
		}
	})
}

func ids(list []Comment) []ID {
	found := make([]ID, len(list))
	for i, c := range list {
		found[i] = c.ID
	}
	return found
}

func TestOthersGetNeitherSourceNorAddress(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		c := w.post(author, "a", "source")
		for name, v := range map[string]struct {
			viewer          Viewer
			source, address string
		}{
			"others": {Viewer{}, "", ""}, "author": {Viewer{MemberID: &author.Member.ID}, "source", ""},
			"moderator": {Viewer{Moderator: true}, "source", "192.0.2.7"},
		} {
			page, err := w.Page(w.Context(), v.viewer, w.site.ID, "a", PageQuery{})
			w.ok(err)
			one, err := w.Comment(w.Context(), v.viewer, w.site.ID, c.ID)
			w.ok(err)
			for _, got := range []Comment{one, page.Roots[0].Comment} {
				if got.Source != v.source || got.Address != v.address {
					t.Errorf("%s: source %q, address %q", name, got.Source, got.Address)
				}
			}
		}
	})
}

func TestAnUnknownArticleHasAnEmptyPage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		page := w.page("unknown", PageQuery{})
		tags, err := w.Tags(w.Context(), Viewer{}, w.site.ID, "unknown")
		w.ok(err)
		mine, err := w.Mine(w.Context(), w.member(), w.site.ID, "unknown")
		w.ok(err)
		if len(page.Roots)+len(tags)+len(mine.Held)+len(mine.Votes) != 0 || page.Next != "" || page.Article.Version != 0 {
			t.Errorf("got %+v, %v, %+v", page, tags, mine)
		}
	})
}

func TestSitesDoNotSeeEachOther(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c := w.post(w.member(), "a", "here")
		other := w.newSite("other")
		page, err := w.Page(w.Context(), Viewer{Moderator: true}, other.ID, "a", PageQuery{})
		w.ok(err)
		if len(page.Roots) != 0 {
			t.Errorf("the other site sees %+v", page)
		}
		_, err = w.Comment(w.Context(), Viewer{Moderator: true}, other.ID, c.ID)
		w.refused(err, ErrNotFound)
		_, err = w.ArticleByID(w.Context(), other.ID, c.ArticleID)
		w.refused(err, ErrArticleNotFound)
	})
}

func TestATamperedCursorIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i := range 5 {
			w.post(w.member(), "a", fmt.Sprintf("comment %d", i))
			w.post(w.member(), "b", fmt.Sprintf("comment %d", i))
		}
		next := w.page("a", PageQuery{Sort: Newest, Limit: 2}).Next
		ask := func(key string, sort Sort, cursor string) error {
			_, err := w.Page(w.Context(), Viewer{}, w.site.ID, key, PageQuery{Sort: sort, Cursor: cursor})
			return err
		}
		w.ok(ask("a", Newest, next))
		w.refused(ask("a", Oldest, next), ErrCursor)
		w.refused(ask("a", Top, next), ErrCursor)
		w.refused(ask("b", Newest, next), ErrCursor)
		w.refused(ask("unknown", Newest, next), ErrCursor)
		for _, bad := range []string{"x", next + "A", next[:len(next)-1], next + "=", "'; DROP TABLE comments; --", "\x00"} {
			w.refused(ask("a", Newest, bad), ErrCursor)
		}
		raw, err := base64.RawURLEncoding.DecodeString(next)
		w.ok(err)
		for i := range raw {
			changed := slices.Clone(raw)
			changed[i] ^= 0x41
			w.refused(ask("a", Newest, base64.RawURLEncoding.EncodeToString(changed)), ErrCursor)
		}
		_, _, err = w.Replies(w.Context(), Viewer{}, w.site.ID, w.page("a", PageQuery{}).Roots[0].Comment.ID, next, 0)
		w.refused(err, ErrCursor)
		w.refused(ask("a", "best", ""), ErrSort)
		for _, limit := range []int{-1, 101} {
			_, err := w.Page(w.Context(), Viewer{}, w.site.ID, "a", PageQuery{Limit: limit})
			w.refused(err, ErrLimit)
		}
	})
}

func TestCountsAnswerInTheOrderAsked(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		w.post(author, "a", "one")
		w.post(author, "a", "two")
		w.post(author, "b", "one")
		got, err := w.Counts(w.Context(), w.site.ID, []string{"b", "unknown", "a"})
		w.ok(err)
		if want := []Count{{"b", 1, Open}, {"unknown", 0, Open}, {"a", 2, Open}}; !slices.Equal(got, want) {
			t.Errorf("got %v", got)
		}
		keys := slices.Repeat([]string{"a"}, 100)
		_, err = w.Counts(w.Context(), w.site.ID, keys)
		w.ok(err)
		_, err = w.Counts(w.Context(), w.site.ID, append(keys, "a"))
		w.refused(err, ErrTooManyKeys)
		_, err = w.Counts(w.Context(), w.site.ID, []string{"a/b"})
		w.refused(err, ErrArticleKey)
	})
}

func TestTheDeskSeesWhatIsAroundAComment(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		root := w.post(author, "a", "root")
		var replies []Comment
		for i := range 9 {
			replies = append(replies, w.reply(author, "a", &root.ID, fmt.Sprintf("reply %d", i)))
		}
		answer := w.reply(author, "a", &replies[4].ID, "answer")
		w.setStatus(replies[3].ID, Removed)
		w.setStatus(replies[4].ID, Held)
		around, err := w.Around(w.Context(), w.site.ID, replies[4].ID, 2)
		w.ok(err)
		want := []ID{root.ID, replies[2].ID, replies[3].ID, replies[4].ID, replies[5].ID, replies[6].ID, answer.ID}
		if !slices.Equal(ids(around), want) {
			t.Errorf("got %d comments around it: %v, want %v", len(around), ids(around), want)
		}
	})
}
