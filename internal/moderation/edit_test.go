package moderation

import (
	"testing"

	"board/internal/comments"
)

func TestWhatWasEverReportedIsNotEditedEvenOnceItWasFoundInOrder(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		edit := func(c comments.Comment) error {
			_, err := w.comments.Edit(w.Context(), author, w.site, c.ID, c.Revision, "後來換成完全不同的內容")
			return err
		}
		decided := w.post(author, "a", "公車改道影響很大")
		w.reported(CommentSubject, decided.ID, w.reader())
		w.refused(edit(decided), comments.ErrReported)
		found := w.caseOf(moderator, CommentSubject, decided.ID)
		w.decide(moderator, found, innocence(found))
		w.refused(edit(decided), comments.ErrReported)

		reviewed := w.post(author, "a", "建議增加接駁班次")
		found = w.caseOf(moderator, CommentSubject, reviewed.ID)
		w.decide(moderator, found, innocence(found))
		w.reported(CommentSubject, reviewed.ID, w.reader())
		w.refused(edit(reviewed), comments.ErrReported)

		untouched := w.post(author, "a", "希望公布替代路線圖")
		found = w.caseOf(moderator, CommentSubject, untouched.ID)
		w.decide(moderator, found, innocence(found))
		w.ok(edit(untouched))
	})
}
