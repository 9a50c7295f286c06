package moderation

import "testing"

func TestReportersLearnTheOutcomeAndNeverTheText(t *testing.T) {
	each(t, func(w *world) {
		author, reporter, moderator := w.reader(), w.reader(), w.moderator("林")
		c := w.post(author, "a", "這句話很快就會被移除")
		w.reported(CommentSubject, c.ID, reporter)
		found := w.caseOf(moderator, CommentSubject, c.ID)
		w.decide(moderator, found, violation(found))

		renamed := w.reader()
		w.reported(NicknameSubject, renamed.Member.ID, reporter)
		_, err := w.auth.ChangeNickname(w.Context(), renamed, "去死吧"+renamed.Member.Nickname)
		w.ok(err)
		found = w.caseOf(moderator, NicknameSubject, renamed.Member.ID)
		w.decide(moderator, found, violation(found))

		told := w.notices(reporter.Member.ID)
		w.equal("to the reporter", w.kinds(told), []NoticeKind{ReportUpheld, ReportUpheld})
		w.equal("where", []string{told[1].ArticleKey, told[1].ArticleURL}, []string{"a", pageURL})
		w.equal("excerpts", []string{told[0].Excerpt, told[1].Excerpt}, []string{"", ""})
		w.equal("the author reads their own", w.notices(author.Member.ID)[0].Excerpt, "這句話很快就會被移除")
	})
}
