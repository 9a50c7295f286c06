package comments

import (
	"errors"
	"strings"
	"testing"

	"board/internal/fault"
)

func TestAPublisherAnnouncesAndChangesAnArticle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := w.Context()
		_, err := w.PutArticle(ctx, w.site, "a", ArticleInput{Title: ptr("無處")})
		w.refused(err, ErrArticleURLNeeded)
		slow := Slow
		a, err := w.PutArticle(ctx, w.site, "a", ArticleInput{
			URL: ptr(pageURL), Title: ptr("颱風"), Section: ptr("天氣"), Text: ptr("全文"), State: &slow,
		})
		w.ok(err)
		if a.ID.IsZero() || a.Title != "颱風" || a.Section != "天氣" || a.Text != "全文" || a.EffectiveState != Slow || a.Version == 0 {
			t.Fatalf("article is %+v", a)
		}
		same, err := w.PutArticle(ctx, w.site, "a", ArticleInput{Title: ptr("颱風")})
		w.ok(err)
		changed, err := w.PutArticle(ctx, w.site, "a", ArticleInput{Title: ptr("颱風遠離")})
		w.ok(err)
		if same.Version != a.Version || changed.Version != a.Version+1 || changed.Text != "全文" || changed.ID != a.ID {
			t.Errorf("versions are %d, %d, %d", a.Version, same.Version, changed.Version)
		}
		byID, err := w.ArticlesByID(ctx, w.site.ID, []ArticleID{a.ID})
		w.ok(err)
		if byID[a.ID].Title != "颱風遠離" {
			t.Errorf("by ID it is %+v", byID)
		}
		w.post(w.member(), "a", "first")
		if got := w.article("a"); got.Title != "颱風遠離" || got.CommentCount != 1 {
			t.Errorf("a comment must not change what the publisher said, got %+v", got)
		}
	})
}

func TestWhatAPublisherCannotSayOfAnArticle(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		shut := ArticleState("shut")
		for name, c := range map[string]struct {
			in   ArticleInput
			want *fault.Fault
		}{
			"a foreign URL":    {ArticleInput{URL: ptr("https://evil.example/")}, ErrArticleURLForeign},
			"two lines":        {ArticleInput{Title: ptr("a\nb")}, ErrArticleTitle},
			"a long title":     {ArticleInput{Title: ptr(strings.Repeat("字", 301))}, ErrArticleTitle},
			"a long section":   {ArticleInput{Section: ptr(strings.Repeat("字", 65))}, ErrArticleSection},
			"a long text":      {ArticleInput{Text: ptr(strings.Repeat("字", 22000))}, ErrArticleText},
			"NUL in the text":  {ArticleInput{Text: ptr("a\x00")}, ErrArticleText},
			"an unknown state": {ArticleInput{State: &shut}, ErrUnknownState},
		} {
			if c.in.URL == nil {
				c.in.URL = ptr(pageURL)
			}
			if _, err := w.PutArticle(w.Context(), w.site, "a", c.in); !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %s", name, err, c.want.Code)
			}
		}
		if got := w.article("a"); !got.ID.IsZero() {
			t.Errorf("something was written: %+v", got)
		}
	})
}
