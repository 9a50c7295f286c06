package comments

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

func (w *world) tag(by auth.Actor, article, label string) Tag {
	w.Helper()
	tag, err := w.PlaceTag(w.Context(), by, w.site, article, pageURL, "", label, nil)
	w.ok(err)
	return tag
}

func (w *world) tags(article string) []Tag {
	w.Helper()
	tags, err := w.Tags(w.Context(), Viewer{}, w.site.ID, article)
	w.ok(err)
	return tags
}

func (w *world) place(by auth.Actor, label string) error {
	_, err := w.PlaceTag(w.Context(), by, w.site, "a", pageURL, "", label, nil)
	return err
}

func TestTheSameLabelIsOneTagWithACount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		people := w.members(4)
		first := w.tag(people[0], "a", "Ｔyphoon  颱風")
		version := w.article("a").Version
		second := w.tag(people[1], "a", " typhoon 颱風 ")
		again := w.tag(people[1], "a", "TYPHOON 颱風")
		if second.ID != first.ID || again.Count != 2 || first.Count != 1 || first.Label != "Ｔyphoon 颱風" {
			t.Fatalf("got %+v, %+v, %+v", first, second, again)
		}
		if w.article("a").Version != version+1 {
			t.Errorf("a tagging that changes nothing must not raise the version")
		}
		w.tag(people[2], "a", "防災")
		if tags := w.tags("a"); len(tags) != 2 || tags[0].ID != first.ID {
			t.Errorf("those placed most often come first, got %+v", tags)
		}
		placers, err := w.Placers(w.Context(), first.ID)
		w.ok(err)
		if len(placers) != 2 {
			t.Errorf("placers are %v", placers)
		}
		w.exact()
	})
}

func TestALabelHasOneToTwentyCharactersAsPeopleCount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, label := range []string{"颱", strings.Repeat("字", 20), strings.Repeat("👨‍👩‍👧‍👦", 20)} {
			w.tag(w.member(), "a", label)
		}
		for _, label := range []string{"", " ", "\u200b", strings.Repeat("字", 21), "a\nb", "a\x00", "a\u2028b", "\xff", strings.Repeat("a", 5000)} {
			w.refused(w.place(w.member(), label), ErrLabel)
		}
		_, err := w.PlaceTag(w.Context(), w.member(), w.site, "new", "https://evil.example/", "", "x", nil)
		w.refused(err, ErrArticleURLForeign)
		_, err = w.PlaceTag(w.Context(), w.member(), w.site, "new", "", "", "x", nil)
		w.refused(err, ErrArticleURLNeeded)
	})
}

func TestParallelTagsNeverMakeAnEleventhOfAnArticle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		people := w.members(30)
		placed := 0
		for _, err := range atOnce(30, func(i int) error { return w.place(people[i], fmt.Sprintf("tag %d", i)) }) {
			if err != nil && !errors.Is(err, ErrTagsFull) {
				t.Error(err)
			}
			placed += one(err == nil)
		}
		if placed != 10 || w.article("a").TagCount != 10 {
			t.Errorf("%d were placed, the article has %d", placed, w.article("a").TagCount)
		}
		w.exact()
	})
}

func TestParallelTagsNeverMakeAFourthOfAMember(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.tag(w.member(), "a", "tag 0")
		member := w.member()
		placed := 0
		for _, err := range atOnce(9, func(i int) error { return w.place(member, fmt.Sprintf("tag %d", i)) }) {
			if err != nil && !errors.Is(err, ErrTaggingsFull) {
				t.Error(err)
			}
			placed += one(err == nil)
		}
		if placed != 3 {
			t.Errorf("%d were placed", placed)
		}
		w.tag(member, "b", "elsewhere")
		w.exact()
	})
}

func TestParallelPlacingOfOneLabelIsOneTag(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		people := w.members(30)
		for _, err := range atOnce(30, func(i int) error { return w.place(people[i], []string{"Tag", "tag", "ＴＡＧ"}[i%3]) }) {
			w.ok(err)
		}
		if tags := w.tags("a"); len(tags) != 1 || tags[0].Count != 30 {
			t.Errorf("got %+v", tags)
		}
		w.exact()
	})
}

func TestARemovedLabelIsRefusedUntilItIsRestored(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		placer, other := w.member(), w.member()
		tag := w.tag(placer, "a", "罵人")
		var before TagState
		w.tx(func(tx storage.Tx) (err error) {
			before, err = w.SetTagStatusTx(tx, tag.ID, Removed, w.clock.Now())
			return err
		})
		if before != (TagState{Status: Published, Revision: 1}) || len(w.tags("a")) != 0 || w.article("a").TagCount != 0 {
			t.Fatalf("before was %+v, tags are %+v", before, w.tags("a"))
		}
		w.refused(w.place(other, " 罵人 "), ErrTagRemoved)
		w.refused(w.WithdrawTagging(w.Context(), placer, w.site.ID, tag.ID), ErrTagRemoved)
		w.exact()
		w.tx(func(tx storage.Tx) error {
			_, err := w.SetTagStatusTx(tx, tag.ID, before.Status, w.clock.Now())
			return err
		})
		w.tag(other, "a", "罵人")
		w.exact()
	})
}

func TestAWithdrawnLabelComesBackAsItsNextRevision(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, second := w.member(), w.member()
		tag := w.tag(first, "a", "颱風")
		w.tag(second, "a", "颱風")
		w.ok(w.WithdrawTagging(w.Context(), first, w.site.ID, tag.ID))
		w.ok(w.WithdrawTagging(w.Context(), first, w.site.ID, tag.ID))
		if tags := w.tags("a"); len(tags) != 1 || tags[0].Count != 1 {
			t.Fatalf("the other's tagging stands, got %+v", tags)
		}
		w.ok(w.WithdrawTagging(w.Context(), second, w.site.ID, tag.ID))
		if len(w.tags("a")) != 0 || w.article("a").TagCount != 0 {
			t.Fatalf("a tag that nobody places is withdrawn")
		}
		w.exact()
		w.judge.says(auth.OutcomeHold)
		again := w.tag(second, "a", "颱風")
		if again.ID != tag.ID || again.Revision != 2 || again.Status != Held || again.Count != 1 || again.FirstPlacer != second.Member.ID {
			t.Fatalf("it comes back screened anew, got %+v", again)
		}
		_, subject, _ := w.judge.last()
		if subject.Kind != SubjectTag || subject.ID != tag.ID || subject.Revision != 2 {
			t.Errorf("recorded %+v", subject)
		}
		w.exact()
	})
}

func TestAHeldTagIsItsPlacersAndModeratorsAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		placer, other := w.member(), w.member()
		w.judge.says(auth.OutcomeHold)
		tag := w.tag(placer, "a", "存疑")
		if tag.Status != Held || len(w.tags("a")) != 0 || w.article("a").TagCount != 1 {
			t.Fatalf("tag is %+v", tag)
		}
		mine, err := w.Mine(w.Context(), placer, w.site.ID, "a")
		w.ok(err)
		theirs, err := w.Mine(w.Context(), other, w.site.ID, "a")
		w.ok(err)
		desk, err := w.Tags(w.Context(), Viewer{Moderator: true}, w.site.ID, "a")
		w.ok(err)
		if len(mine.OwnHeldTags) != 1 || len(mine.Taggings) != 1 || len(theirs.OwnHeldTags) != 0 || len(desk) != 1 {
			t.Errorf("mine %+v, theirs %+v, desk %+v", mine, theirs, desk)
		}
		w.refused(w.WithdrawTagging(w.Context(), other, w.site.ID, tag.ID), ErrTagNotFound)
		w.exact()
		w.ok(w.WithdrawTagging(w.Context(), placer, w.site.ID, tag.ID))
		w.exact()
	})
}

func TestARefusedTagLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.judge.says(auth.OutcomeRefuse)
		err := w.place(w.member(), "罵人")
		w.refused(err, ErrTagRefused)
		if f, _ := fault.From(err); f.Params["clause"] != "abusive" {
			t.Errorf("params are %v", f.Params)
		}
		if n := rows(w, "SELECT COUNT(*) FROM tags"); n != 0 {
			t.Errorf("%d tags are left", n)
		}
	})
}

func TestTagsFollowTheStateOfTheDiscussion(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.tag(w.member(), "a", "one")
		w.ok(w.SetState(w.Context(), w.site.ID, "", Premoderated))
		if tag := w.tag(w.member(), "a", "two"); tag.Status != Held {
			t.Errorf("tag is %s", tag.Status)
		}
		w.ok(w.SetState(w.Context(), w.site.ID, "", Closed))
		w.refused(w.place(w.member(), "three"), ErrClosed)
		w.refused(w.place(w.member(), "one"), ErrClosed)
	})
}

func TestPlacingATagAgainWithItsKeyAnswersTheSame(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		member := w.member()
		scope := w.key(member, "k", "tag")
		scope.Operation = "placeTag"
		for _, err := range atOnce(10, func(int) error {
			_, err := w.PlaceTag(w.Context(), member, w.site, "a", pageURL, "", "颱風", scope)
			return err
		}) {
			w.ok(err)
		}
		if tags := w.tags("a"); len(tags) != 1 || tags[0].Count != 1 {
			t.Errorf("got %+v", tags)
		}
		w.exact()
	})
}
