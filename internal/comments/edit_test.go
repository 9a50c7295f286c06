package comments

import (
	"errors"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

func (w *world) edit(by auth.Actor, c Comment, source string) (Comment, error) {
	return w.Edit(w.Context(), by, w.site, c.ID, c.Revision, source)
}

func TestAnEditIsANewRevisionAndTheOldOneIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		c := w.post(author, "a", "first")
		w.clock.move(editWindow - time.Microsecond)
		before := w.article("a").Version
		edited, err := w.edit(author, c, "second")
		w.ok(err)
		if edited.Revision != 2 || edited.Source != "second" || edited.Body.PlainText() != "second" ||
			edited.EditedAt == nil || edited.ArticleVersion != before+1 || w.article("a").Version != before+1 {
			t.Fatalf("edited is %+v", edited)
		}
		for revision, want := range map[int]string{1: "first", 2: "second"} {
			text, err := w.RevisionText(w.Context(), c.ID, revision)
			w.ok(err)
			if text != want {
				t.Errorf("revision %d is %q", revision, text)
			}
		}
		_, err = w.RevisionText(w.Context(), c.ID, 3)
		w.refused(err, ErrRevisionNotFound)
		d, s, _ := w.judge.last()
		if !d.Edit || d.Subject != c.ID || d.LastMinute != 0 || s.Revision != 2 {
			t.Errorf("screened %+v, recorded %+v", d, s)
		}
		w.exact()
	})
}

func TestWhenACommentCannotBeEdited(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, other := w.member(), w.member()
		reported := func(c Comment) {
			w.tx(func(tx storage.Tx) error {
				_, err := w.AddReportWeightTx(tx, SubjectComment, c.ID, 25)
				return err
			})
		}
		for name, c := range map[string]struct {
			by   auth.Actor
			then func(Comment)
			want *fault.Fault
		}{
			"by somebody else":              {other, func(Comment) {}, ErrNotAuthor},
			"after five minutes":            {author, func(Comment) { w.clock.move(editWindow) }, ErrWindowOver},
			"when it was answered":          {author, func(c Comment) { w.reply(other, "a", &c.ID, "answer") }, ErrAnswered},
			"when it was reported":          {author, reported, ErrReported},
			"when it was removed":           {author, func(c Comment) { w.setStatus(c.ID, Removed) }, ErrNotEditable},
			"when it is removed, by others": {other, func(c Comment) { w.setStatus(c.ID, Removed) }, ErrNotFound},
			"when it changed":               {author, func(c Comment) { _, err := w.edit(author, c, "meanwhile"); w.ok(err) }, ErrRevision},
		} {
			made := w.post(author, "a", name)
			c.then(made)
			if _, err := w.edit(c.by, made, "changed"); !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %s", name, err, c.want.Code)
			}
		}
		made := w.post(author, "a", "closed")
		_, err := w.SetArticleState(w.Context(), w.site.ID, "a", Closed)
		w.ok(err)
		_, err = w.edit(author, made, "changed")
		w.refused(err, ErrClosed)
		w.exact()
	})
}

func TestAnEditThatScreeningHoldsTakesTheCommentOutOfSight(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		c := w.post(author, "a", "fine")
		w.judge.says(auth.OutcomeHold)
		held, err := w.edit(author, c, "not fine")
		w.ok(err)
		if held.Status != Held || w.article("a").CommentCount != 0 {
			t.Fatalf("edited is %+v", held)
		}
		w.exact()
		w.judge.says(auth.OutcomePublish)
		again, err := w.edit(author, held, "fine again")
		w.ok(err)
		if again.Status != Held || again.Revision != 3 {
			t.Fatalf("what was held stays held until a moderator has seen it, got %+v", again)
		}
		if _, _, v := w.judge.last(); v.Outcome != auth.OutcomeHold {
			t.Errorf("recorded as %s", v.Outcome)
		}
		w.judge.says(auth.OutcomeRefuse)
		_, err = w.edit(author, again, "worse")
		w.refused(err, ErrCommentRefused)
		w.exact()
	})
}

func TestTheSameSourceAgainIsNoEdit(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		c := w.post(author, "a", "same")
		again, err := w.edit(author, c, "same")
		w.ok(err)
		if again.Revision != 1 || again.EditedAt != nil {
			t.Fatalf("got %+v", again)
		}
	})
}

func TestOfParallelEditsOfOneRevisionOneWins(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author := w.member()
		c := w.post(author, "a", "first")
		won := 0
		for _, err := range atOnce(20, func(i int) error {
			_, err := w.edit(author, c, "second "+string(rune('a'+i)))
			return err
		}) {
			if err != nil && !errors.Is(err, ErrRevision) {
				t.Error(err)
			}
			won += one(err == nil)
		}
		if won != 1 || w.comment(c.ID).Revision != 2 {
			t.Errorf("%d edits won, revision is %d", won, w.comment(c.ID).Revision)
		}
		w.exact()
	})
}

func TestWithdrawingIsTheAuthorsAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, other := w.member(), w.member()
		c := w.post(author, "a", "text")
		w.reply(other, "a", &c.ID, "answer")
		w.refused(w.Withdraw(w.Context(), other, w.site.ID, c.ID), ErrNotAuthor)
		w.ok(w.Withdraw(w.Context(), author, w.site.ID, c.ID))
		w.ok(w.Withdraw(w.Context(), author, w.site.ID, c.ID))
		seen, err := w.Comment(w.Context(), Viewer{}, w.site.ID, c.ID)
		w.ok(err)
		if !seen.IsTombstone() || seen.Status != Withdrawn || len(seen.Body) != 0 || seen.Source != "" {
			t.Fatalf("others see %+v", seen)
		}
		w.exact()
		removed := w.post(author, "a", "removed")
		w.setStatus(removed.ID, Removed)
		w.refused(w.Withdraw(w.Context(), author, w.site.ID, removed.ID), ErrNotWithdrawn)
		w.refused(w.Withdraw(w.Context(), auth.Actor{}, w.site.ID, removed.ID), auth.ErrSignInNeeded)
		held := w.post(author, "a", "held")
		w.setStatus(held.ID, Held)
		w.ok(w.Withdraw(w.Context(), author, w.site.ID, held.ID))
		w.exact()
	})
}
