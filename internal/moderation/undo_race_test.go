package moderation

import (
	"errors"
	"testing"
)

func TestACaseOpenedDuringAnUndoIsTheOneThatWasOrSupersedesIt(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "這則留言後來自己收回了")
		w.ok(w.comments.Withdraw(w.Context(), author, w.site.ID, c.ID))
		for range 15 {
			found := w.caseOf(moderator, CommentSubject, c.ID)
			d := w.decide(moderator, found, violation(found, ActInput{Act: Warn}))
			errs := atOnce(6, func(i int) error {
				var err error
				if i == 0 {
					_, err = w.Undo(w.Context(), moderator, w.site, d.ID, "看錯了")
				} else {
					_, err = w.OpenCase(w.Context(), moderator, w.site, CommentSubject, c.ID)
				}
				return err
			})
			if errs[0] != nil && !errors.Is(errs[0], ErrUndoSuperseded) {
				w.Fatal(errs[0])
			}
			w.ok(errors.Join(errs[1:]...))
		}
		w.exact(moderator)
	})
}
