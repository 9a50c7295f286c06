package moderation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
)

// signals are what screening kept about a subject's first revision.
func (w *world) signals(kind SubjectKind, id [16]byte) []Signal {
	w.Helper()
	signals, err := loadSignals(w.db.Read(w.Context()), Subject{Kind: kind, ID: id, Revision: 1})
	w.ok(err)
	return signals
}

func (w *world) set(by auth.Actor, change func(*Settings)) {
	w.Helper()
	s, err := w.Settings(w.Context(), by, w.site.ID)
	w.ok(err)
	change(&s)
	_, err = w.SaveSettings(w.Context(), by, w.site, s)
	w.ok(err)
}

func (w *world) terms(by auth.Actor, name string, terms ...Term) TermList {
	w.Helper()
	list, err := w.CreateTermList(w.Context(), by, w.site, TermListInput{Name: name, Enabled: true, Terms: terms})
	w.ok(err)
	return list
}

func term(text string, action Action, kinds ...SubjectKind) Term {
	if len(kinds) == 0 {
		kinds = subjectKinds
	}
	return Term{Text: text, Action: action, Kinds: kinds, Clause: "abusive"}
}

func TestEverySignalIsKeptAndTheStrictestDecides(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		w.terms(moderator, "測試", term("好奇怪", Note), term("真離譜", Hold))
		c := w.post(author, "a", "這件事好奇怪，而且真離譜，又好奇怪。")
		w.equal("status", c.Status, comments.Held)
		var got []string
		for _, s := range w.signals(CommentSubject, c.ID) {
			got = append(got, fmt.Sprint(s.Phase, " ", s.Term, " ", s.Action, " ", s.List, " ", *s.Start, "-", *s.End))
		}
		w.equal("signals", got, []string{
			"terms 好奇怪 note 測試 3-6", "terms 真離譜 hold 測試 9-12", "terms 好奇怪 note 測試 14-17",
		})
		found := w.queue(moderator, QueueQuery{Queue: HeldCases})
		w.equal("case", []any{len(found), found[0].Origin, found[0].Clauses}, []any{1, FromScreening, []string{"abusive"}})
	})
}

func TestPlacesAreCodePointsOfTheSource(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		w.terms(moderator, "測試", term("真離譜", Hold), term("secret offer", Hold))
		source := "> 👨‍👩‍👧 引用\n\n**粗體** 真\u200b離譜 與 ＳＥＣＲＥＴ offer"
		c := w.post(author, "a", source)
		runes := []rune(source)
		var got []string
		for _, s := range w.signals(CommentSubject, c.ID) {
			got = append(got, string(runes[*s.Start:*s.End]))
		}
		w.equal("marked", got, []string{"真\u200b離譜", "ＳＥＣＲＥＴ offer"})
	})
}

func TestATermThatMarkupTearsApartIsFoundWithoutAPlace(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		w.terms(moderator, "測試", term("真離譜", Hold))
		c := w.post(author, "a", "這實在 真[離](https://example.com/elsewhere)譜 到極點")
		signals := w.signals(CommentSubject, c.ID)
		w.equal("status", c.Status, comments.Held)
		if len(signals) != 1 || signals[0].Start != nil {
			w.Fatalf("got %+v", signals)
		}
	})
}

func TestARefusedTextIsNotStored(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		w.terms(moderator, "測試", term("真離譜", Refuse))
		_, err := w.tryPost(author, "a", "真離譜")
		w.refused(err, comments.ErrCommentRefused)
		f, _ := fault.From(err)
		w.equal("told", []any{f.Params["clause"], f.Params["rule"]}, []any{"abusive", "term"})
		_, err = w.comments.PlaceTag(w.Context(), author, w.site, "a", pageURL, "", "真離譜", nil)
		w.refused(err, comments.ErrTagRefused)
		_, err = w.auth.ChangeNickname(w.Context(), author, "真離譜啊")
		w.refused(err, auth.ErrNicknameRefused)
		w.equal("comments, tags, signals, cases", []int{
			w.count(`SELECT count(*) FROM comments`), w.count(`SELECT count(*) FROM tags`),
			w.count(`SELECT count(*) FROM signals`), w.count(`SELECT count(*) FROM cases`),
		}, []int{0, 0, 0, 0})
	})
}

func TestATermHoldsForItsKindsOfSubject(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		w.terms(moderator, "測試", term("真離譜", Hold, TagSubject))
		w.equal("comment", w.post(author, "a", "這件事真離譜").Status, comments.Published)
		w.equal("tag", w.tag(author, "a", "真離譜").Status, comments.Held)
	})
}

func TestASavedTermListCountsAtOnce(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		w.equal("before", w.post(author, "a", "第一次說真離譜").Status, comments.Published)
		list := w.terms(moderator, "測試", term("真離譜", Hold))
		w.equal("with the list", w.post(author, "a", "第二次還是說真離譜").Status, comments.Held)
		in := TermListInput{Name: list.Name, Enabled: false, Terms: list.Terms, Revision: list.Revision}
		list, err := w.SaveTermList(w.Context(), moderator, w.site, list.ID, in)
		w.ok(err)
		w.equal("switched off", w.post(author, "a", "到了第三次仍說真離譜").Status, comments.Published)
		in.Enabled, in.Revision = true, list.Revision
		_, err = w.SaveTermList(w.Context(), moderator, w.site, list.ID, in)
		w.ok(err)
		w.ok(w.DeleteTermList(w.Context(), moderator, w.site, list.ID))
		w.equal("deleted", w.post(author, "a", "最後再來一次真離譜").Status, comments.Published)
	})
}

func TestTheStateOfTheDiscussionIsApplied(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		first := w.post(author, "a", "第一則，大家早安")
		set := func(state comments.ArticleState) {
			_, err := w.SetArticleState(w.Context(), moderator, w.site, "a", state)
			w.ok(err)
		}
		set(comments.Premoderated)
		held := w.post(author, "a", "第二則，今天天氣好")
		w.equal("pre-moderated", held.Status, comments.Held)
		w.equal("tag", w.tag(author, "a", "早安").Status, comments.Held)
		w.equal("queue", len(w.queue(moderator, QueueQuery{Queue: HeldCases})), 2)
		set(comments.Slow)
		_, err := w.tryPost(author, "a", "第三則，太快了一點")
		w.refused(err, comments.ErrCommentRefused)
		f, _ := fault.From(err)
		w.equal("rule and wait", []any{f.Params["rule"], f.RetryAfter}, []any{"article_slow", time.Minute})
		w.post(author, "b", "別的文章不受影響")
		w.clock.move(time.Minute)
		w.post(author, "a", "第三則，慢慢來就好")
		set(comments.Closed)
		_, err = w.tryPost(author, "a", "第四則，已經關了")
		w.refused(err, comments.ErrClosed)
		w.ok(w.SetDiscussionState(w.Context(), moderator, w.site, "", comments.Closed))
		_, err = w.tryPost(author, "b", "整站都關了")
		w.refused(err, comments.ErrClosed)
		w.equal("what stood stays", w.comment(first.ID).Status, comments.Published)
	})
}

func TestLinksRepeatsAndFloods(t *testing.T) {
	each(t, func(w *world) {
		author, other := w.reader(), w.reader()
		three := "參考 https://a.example/1 與 https://b.example/2 與 https://c.example/3"
		w.equal("three links", w.post(author, "a", three).Status, comments.Published)
		four := w.post(author, "a", three+" 還有 www.d.com/4")
		w.equal("four links", []any{four.Status, w.rules(four)}, []any{comments.Held, []string{"many_links"}})
		w.equal("a link as a tag", w.tag(author, "a", "買貨 abc.com").Status, comments.Held)

		long := "這是一段相當長的文字，用來說明公車改道之後附近的居民要怎麼搭車才方便"
		w.post(author, "a", long)
		w.equal("one's own again", w.rules(w.post(author, "b", long+"！")), []string{"repeats_own"})
		w.equal("another's word for word", w.rules(w.post(other, "a", long)), []string{"repeats_others"})
		w.equal("another's with a word of one's own", w.rules(w.post(other, "a", long+"，真的")), []string{"repeats_own"})
		w.equal("agreeing", w.rules(w.post(other, "a", "說得好！")), []string{})

		w.set(w.admin(), func(s *Settings) { s.FloodPerMinute = 5 })
		w.post(other, "a", "我再說一句就走人")
		w.post(other, "a", "真的只剩一句話了")
		_, err := w.tryPost(other, "a", "抱歉，又想到一句")
		w.refused(err, comments.ErrCommentRefused)
		f, _ := fault.From(err)
		w.equal("rule and wait", []any{f.Kind, f.Params["rule"], f.RetryAfter}, []any{fault.TooMany, "flood", time.Minute})
		w.clock.move(time.Minute)
		w.post(other, "a", "抱歉，又想到一句")
	})
}

// rules are the codes of the signals about a comment.
func (w *world) rules(c comments.Comment) []string {
	w.Helper()
	var codes []string
	for _, s := range w.signals(CommentSubject, c.ID) {
		if !slices.Contains(codes, s.Code) {
			codes = append(codes, s.Code)
		}
	}
	slices.Sort(codes)
	return codes
}

func TestMembersWhoAreNewOrUnderPremoderationAreHeld(t *testing.T) {
	each(t, func(w *world) {
		admin, moderator := w.admin(), w.moderator("林")
		w.set(admin, func(s *Settings) { s.NewMemberHeld = 1 })
		author := w.reader()
		first := w.post(author, "a", "我的第一則留言")
		w.equal("first", []any{first.Status, w.rules(first)}, []any{comments.Held, []string{"new_member"}})
		c := w.caseOf(moderator, CommentSubject, first.ID)
		w.decide(moderator, c, innocence(c))
		w.equal("second", w.post(w.as(author.Member.ID), "a", "這是第二則了").Status, comments.Published)
		m, err := w.SetPremoderated(w.Context(), moderator, w.site, author.Member.ID, true)
		w.ok(err)
		third := w.post(w.as(author.Member.ID), "a", "第三則要等一下")
		w.equal("third", []any{m.Premoderated, third.Status, w.rules(third)}, []any{true, comments.Held, []string{"member_premoderated"}})
	})
}

func TestRecentViolationsAreNotedAndThenHold(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		var last Decision
		for i, want := range []comments.Status{comments.Published, comments.Published, comments.Held} {
			c := w.post(author, "a", []string{"你們都是笨蛋", "說你笨還不相信", "算了，今天天氣不錯"}[i])
			w.equal(fmt.Sprint("comment ", i), c.Status, want)
			if i < 2 {
				found := w.caseOf(moderator, CommentSubject, c.ID)
				last = w.decide(moderator, found, violation(found))
			}
		}
		_, err := w.Undo(w.Context(), moderator, w.site, last.ID, "判斷錯誤")
		w.ok(err)
		one := w.post(author, "a", "一次違規只是註記而已")
		w.equal("undone decisions don't count", []any{one.Status, w.rules(one)}, []any{comments.Published, []string{"recent_violation"}})
		w.clock.move(31 * 24 * time.Hour)
		w.equal("after a month", w.rules(w.post(author, "a", "過了一個月之後")), []string{})
	})
}

func TestAFormThatSaysLittleIsNoted(t *testing.T) {
	each(t, func(w *world) {
		author := w.reader()
		for source, want := range map[string][]string{
			"笑死" + strings.Repeat("哈", 40):               {"wall"},
			"？？？！！！":                                     {"no_words"},
			strings.Repeat("STOP THIS BUS LINE NOW ", 3): {"capitals"},
			"👍": nil,
			"A perfectly ordinary sentence about BUS 307 and its new route": nil,
		} {
			c := w.post(author, "a", source)
			w.equal(source, []any{c.Status, w.rules(c)}, []any{comments.Published, want})
		}
	})
}

func TestAPhaseDoesWhatTheSettingsSay(t *testing.T) {
	each(t, func(w *world) {
		admin, author := w.admin(), w.reader()
		text := strings.Repeat("哈", 40)
		for action, want := range map[Action]comments.Status{Off: comments.Published, Note: comments.Published, Hold: comments.Held} {
			w.set(admin, func(s *Settings) { s.Phases[PhaseFormat] = action; s.Phases[PhaseRepeated] = Off })
			c := w.post(author, "a", text)
			w.equal(string(action), []any{c.Status, len(w.signals(CommentSubject, c.ID))}, []any{want, map[bool]int{true: 0, false: 1}[action == Off]})
		}
		w.set(admin, func(s *Settings) { s.Phases[PhaseFormat] = Refuse })
		_, err := w.tryPost(author, "a", text)
		w.refused(err, comments.ErrCommentRefused)
	})
}

func TestAnEditIsScreenedAsANewText(t *testing.T) {
	each(t, func(w *world) {
		author, moderator := w.reader(), w.moderator("林")
		c := w.post(author, "a", "這是一段還算平常的文字，談的是公車")
		edited, err := w.comments.Edit(w.Context(), author, w.site, c.ID, 1, "這是一段還算平常的文字，談的是公車。")
		w.ok(err)
		w.equal("nearly the same as before the edit", edited.Status, comments.Published)
		edited, err = w.comments.Edit(w.Context(), author, w.site, c.ID, 2, "我們的方案穩賺不賠")
		w.ok(err)
		w.equal("a term", edited.Status, comments.Held)
		found := w.queue(moderator, QueueQuery{})
		w.equal("case", []any{len(found), found[0].Subject.Revision, found[0].Held}, []any{1, 3, true})
		w.exact(moderator)
	})
}

func TestSettingsAreAdministratorsBusinessAndHaveARevision(t *testing.T) {
	each(t, func(w *world) {
		admin, moderator := w.admin(), w.moderator("林")
		s, err := w.Settings(w.Context(), moderator, w.site.ID)
		w.ok(err)
		w.equal("fresh", []int{s.Revision, s.ReportThreshold}, []int{1, 300})
		_, err = w.SaveSettings(w.Context(), moderator, w.site, s)
		w.refused(err, ErrAdminsOnly)
		_, err = w.Settings(w.Context(), w.reader(), w.site.ID)
		w.refused(err, ErrModeratorsOnly)
		s.ReportThreshold = 500
		saved, err := w.SaveSettings(w.Context(), admin, w.site, s)
		w.ok(err)
		w.equal("saved", []int{saved.Revision, saved.ReportThreshold}, []int{2, 500})
		_, err = w.SaveSettings(w.Context(), admin, w.site, s)
		w.refused(err, ErrRevisionConflict)
		for name, change := range map[string]func(*Settings){
			"threshold":  func(s *Settings) { s.ReportThreshold = 0 },
			"similarity": func(s *Settings) { s.Similarity = 2 },
			"phase":      func(s *Settings) { s.Phases = map[Phase]Action{"mood": Hold} },
			"action":     func(s *Settings) { s.Phases = map[Phase]Action{PhaseTerms: "shout"} },
		} {
			bad := saved
			change(&bad)
			if _, err := w.SaveSettings(w.Context(), admin, w.site, bad); !errors.Is(err, errSettingsInvalid) {
				w.Errorf("%s: got %v", name, err)
			}
		}
	})
}

func TestTermListsAreCheckedAndHaveARevision(t *testing.T) {
	each(t, func(w *world) {
		moderator := w.moderator("林")
		_, err := w.CreateTermList(w.Context(), w.reader(), w.site, TermListInput{Name: "x"})
		w.refused(err, ErrModeratorsOnly)
		list := w.terms(moderator, "測試", term("真離譜", Hold))
		_, err = w.CreateTermList(w.Context(), moderator, w.site, TermListInput{Name: "測試"})
		w.refused(err, ErrTermListTaken)
		in := TermListInput{Name: "改名", Enabled: true, Terms: []Term{term("真離譜", Note), term("好奇怪", Hold)}, Revision: 1}
		errs := atOnce(2, func(int) error {
			_, err := w.SaveTermList(w.Context(), moderator, w.site, list.ID, in)
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			w.Fatalf("got %v and %v, want one save", errs[0], errs[1])
		}
		w.refused(errors.Join(errs...), ErrRevisionConflict)
		saved, err := w.TermList(w.Context(), moderator, w.site.ID, list.ID)
		w.ok(err)
		w.equal("saved", []any{saved.Name, saved.Revision, saved.Terms}, []any{"改名", 2, in.Terms})
		lists, err := w.TermLists(w.Context(), moderator, w.site.ID)
		w.ok(err)
		w.equal("lists", []any{len(lists), lists[1].TermCount}, []any{2, 2})
		for name, bad := range map[string]Term{
			"no text": term(" ", Hold), "one letter": term("a", Hold), "no kind": {Text: "x y", Action: Hold, Clause: "abusive"},
			"no clause": {Text: "x y", Action: Hold, Kinds: subjectKinds}, "off": term("x y", Off), "invisible": term("\u200b", Hold),
		} {
			_, err := w.CreateTermList(w.Context(), moderator, w.site, TermListInput{Name: name, Terms: []Term{term("好", Hold), bad}})
			f, _ := fault.From(err)
			if f == nil || !errors.Is(err, errTermListInvalid) || !strings.HasPrefix(f.Fields[0].Path, "terms[1].") {
				w.Errorf("%s: got %v", name, err)
			}
		}
		other, _ := w.newSite("other")
		admin := w.admin()
		_, err = w.TermList(w.Context(), admin, other.ID, list.ID)
		w.refused(err, ErrTermListNotFound)
		w.refused(w.DeleteTermList(w.Context(), admin, other, list.ID), ErrTermListNotFound)
	})
}

func TestTheStarterListIsOfTermsTheDefaultRulesKnow(t *testing.T) {
	clauses := defaultClauses("zh-TW")
	for i, c := range clauses {
		if en := defaultClauses("en")[i]; en.Code != c.Code || en.Title == c.Title {
			t.Errorf("clause %s differs between languages in more than its text", c.Code)
		}
		if severityOf(c.Code) == defaultSeverity {
			t.Errorf("clause %s has no severity of its own", c.Code)
		}
	}
	for _, term := range starterTerms() {
		if f := checkTerm(term, Rulebook{Clauses: clauses}); f != nil {
			t.Errorf("term %s: %s", term.Text, f.Text)
		}
	}
}
