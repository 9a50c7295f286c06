package moderation

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/comments"
)

// clocks are columns that only tell when or how often something changed, and claims, which lapse by themselves. Undoing is
// one more change, so they move on; everything else must be as it was.
var clocks = map[string][]string{
	"articles": {"version", "updated_at"},
	"comments": {"article_version", "status_at"},
	"tags":     {"article_version", "status_at"},
	"cases":    {"revision", "updated_at", "claimed_by", "claimed_until"},
}

// dump is every row of everything a decision may touch. Kept with the decision, and not compared: the decision itself,
// its acts, the sanctions it imposed, what was told, what was logged, and sessions, which an end of membership ends for
// good.
func (w *world) dump() map[string]string {
	w.Helper()
	all := make(map[string]string)
	for _, table := range []string{
		"articles", "comments", "comment_revisions", "votes", "tags", "taggings", "members", "nicknames", "cases", "reports",
		"signals", "sanctions", "terms", "term_lists", "rulebooks", "moderation_settings", "discussion_states",
	} {
		query := "SELECT * FROM " + table
		if table == "sanctions" {
			query += " WHERE lifted_at IS NULL OR lifted_by IS NOT NULL"
		}
		if table == "nicknames" {
			query += " WHERE set_by <> 'desk'"
		}
		var rows []map[string]any
		w.ok(w.db.Read(w.Context()).Raw(query).Scan(&rows).Error)
		lines := make([]string, len(rows))
		for i, row := range rows {
			for _, column := range clocks[table] {
				delete(row, column)
			}
			for _, column := range slices.Sorted(maps.Keys(row)) {
				lines[i] += fmt.Sprintf("%s=%v ", column, row[column])
			}
		}
		slices.Sort(lines)
		all[table] = strings.Join(lines, "\n")
	}
	return all
}

func (w *world) same(before, after map[string]string) {
	w.Helper()
	for table, rows := range before {
		if rows != after[table] {
			w.Errorf("%s before:\n%s\nafter:\n%s", table, rows, after[table])
		}
	}
}

// everything is a member with all that a decision can meet, reported by three.
type everything struct {
	author    auth.Actor
	comment   comments.Comment
	others    []comments.Comment
	tag       comments.Tag
	reporters []auth.Actor
}

func (w *world) everything(nickname string) everything {
	w.Helper()
	e := everything{author: w.join(nickname), reporters: w.readers(3)}
	e.comment = w.post(e.author, "a", fmt.Sprintf("你們都是笨蛋，第%d次看這種新聞", w.people))
	_, _, err := w.comments.Post(w.Context(), w.reader(), w.site, comments.PostInput{
		ArticleKey: "a", ParentID: &e.comment.ID, Source: "請不要這樣說話",
	})
	w.ok(err)
	for i, text := range []string{"今天的公車又誤點了", "改道之後更難等車", "我們的方案穩賺不賠", "還是騎腳踏車比較快"} {
		e.others = append(e.others, w.post(e.author, fmt.Sprint("a", i/2), text))
	}
	e.tag = w.tag(e.author, "a", "公車改道")
	w.reported(CommentSubject, e.others[0].ID, e.reporters[0])
	return e
}

func TestUndoRestoresExactlyWhatStoodBefore(t *testing.T) {
	each(t, func(w *world) {
		moderator := w.moderator("林")
		e := w.everything("垃圾人渣本人")
		w.clock.move(time.Minute)
		w.reported(CommentSubject, e.comment.ID, e.reporters...)
		w.reported(TagSubject, e.tag.ID, e.reporters...)
		plain := w.everything("愛看新聞的人")
		w.reported(NicknameSubject, plain.author.Member.ID, e.reporters...)
		heavy := []ActInput{{Act: Warn}, {Act: Suspend, Days: 30}, {Act: RemoveComments}, {Act: ResetNickname}}
		for name, c := range map[string]struct {
			kind SubjectKind
			id   [16]byte
			in   func(Case) DecisionInput
		}{
			"a comment with all there is": {CommentSubject, e.comment.ID, func(c Case) DecisionInput { return violation(c, heavy...) }},
			"a comment in order":          {CommentSubject, e.comment.ID, func(c Case) DecisionInput { return innocence(c) }},
			"a comment not reported":      {CommentSubject, e.others[3].ID, func(c Case) DecisionInput { return violation(c) }},
			"a tag":                       {TagSubject, e.tag.ID, func(c Case) DecisionInput { return violation(c, heavy...) }},
			"a tag in order":              {TagSubject, e.tag.ID, func(c Case) DecisionInput { return innocence(c) }},
			"a held nickname":             {NicknameSubject, e.author.Member.ID, func(c Case) DecisionInput { return violation(c, heavy[1:3]...) }},
			"a held nickname in order":    {NicknameSubject, e.author.Member.ID, func(c Case) DecisionInput { return innocence(c) }},
			"a reported nickname":         {NicknameSubject, plain.author.Member.ID, func(c Case) DecisionInput { return violation(c, heavy[0]) }},
		} {
			found := w.caseOf(moderator, c.kind, c.id)
			before := w.dump()
			d := w.decide(moderator, found, c.in(found))
			if w.Failed() || w.dump()["cases"] == before["cases"] {
				w.Fatalf("%s: the decision changed nothing", name)
			}
			w.clock.move(time.Minute)
			undone, err := w.Undo(w.Context(), moderator, w.site, d.ID, "判斷錯誤")
			if err != nil {
				w.Fatalf("%s: %v", name, err)
			}
			w.equal("status", undone.Status, Undone)
			w.same(before, w.dump())
			if w.Failed() {
				w.Fatalf("%s is not as it was", name)
			}
			w.exact(moderator)
			_, err = w.Undo(w.Context(), moderator, w.site, d.ID, "再一次")
			w.refused(err, ErrNotEffective)
		}
	})
}

func TestUndoOfAChangeOfNicknameRestoresBoth(t *testing.T) {
	each(t, func(w *world) {
		moderator, who := w.moderator("林"), w.reader()
		_, err := w.auth.ChangeNickname(w.Context(), who, "去死吧你們")
		w.ok(err)
		for _, in := range []func(Case) DecisionInput{
			func(c Case) DecisionInput { return innocence(c) },
			func(c Case) DecisionInput { return violation(c) },
		} {
			found := w.caseOf(moderator, NicknameSubject, who.Member.ID)
			before := w.dump()
			d := w.decide(moderator, found, in(found))
			_, err = w.Undo(w.Context(), moderator, w.site, d.ID, "判斷錯誤")
			w.ok(err)
			w.same(before, w.dump())
		}
		w.equal("still waiting", w.as(who.Member.ID).Member.HeldNickname.Text, "去死吧你們")
	})
}

func TestTheMemberIsToldOfAnUndoneDecision(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "你們都是笨蛋")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		d := w.decide(moderator, found, violation(found))
		_, err := w.Undo(w.Context(), moderator, w.site, d.ID, "判斷錯誤")
		w.ok(err)
		w.equal("notices", w.kinds(w.notices(author.Member.ID)), []NoticeKind{DecisionUndone, CommentRemoved})
		again := w.caseOf(moderator, CommentSubject, c.ID)
		w.equal("the same case is open again", again.ID, found.ID)
		w.decide(moderator, again, violation(again))
	})
}

func TestUndoChangesNothingWhenItWouldOverwrite(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c, other := w.post(author, "a", "你們都是笨蛋"), w.post(author, "a", "這篇寫得真差勁")
		found := w.caseOf(moderator, CommentSubject, c.ID)
		first := w.decide(moderator, found, violation(found, ActInput{Act: Suspend, Days: 7}))

		// A later decision lifts the suspension, so the first one's sanction is not what it left.
		suspension := w.sanctions(author.Member.ID)[0].ID
		found = w.caseOf(moderator, CommentSubject, other.ID)
		w.decide(moderator, found, innocence(found, ActInput{Act: LiftSanction, SanctionID: &suspension}))
		before := w.dump()
		_, err := w.Undo(w.Context(), moderator, w.site, first.ID, "判斷錯誤")
		w.refused(err, ErrUndoSuperseded)
		w.same(before, w.dump())

		// A removed comment that another decision restored.
		removed := w.post(author, "b", "你們還是笨蛋")
		found = w.caseOf(moderator, CommentSubject, removed.ID)
		d := w.decide(moderator, found, violation(found))
		found = w.caseOf(moderator, CommentSubject, removed.ID)
		w.decide(moderator, found, innocence(found, ActInput{Act: Restore}))
		w.equal("restored", w.comment(removed.ID).Status, comments.Published)
		_, err = w.Undo(w.Context(), moderator, w.site, d.ID, "判斷錯誤")
		w.refused(err, ErrUndoSuperseded)
		w.exact(moderator)
	})
}

func TestUndoIsRefusedWhenSomebodyTookTheNicknameOrANewOneWasChosen(t *testing.T) {
	each(t, func(w *world) {
		moderator, who := w.moderator("林"), w.join("市長本人")
		found := w.caseOf(moderator, NicknameSubject, who.Member.ID)
		d := w.decide(moderator, found, violation(found))
		_, err := w.auth.ChangeNickname(w.Context(), w.as(who.Member.ID), "一般市民")
		w.ok(err)
		_, err = w.Undo(w.Context(), moderator, w.site, d.ID, "判斷錯誤")
		w.refused(err, ErrUndoSuperseded)
		w.equal("nickname", w.as(who.Member.ID).Member.Nickname, "一般市民")
	})
}

func (w *world) sanctions(member auth.MemberID) []Sanction {
	w.Helper()
	sanctions, err := loadSanctions(w.db.Read(w.Context()), member)
	w.ok(err)
	return sanctions
}
