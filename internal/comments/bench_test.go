package comments

import (
	"fmt"
	"sync/atomic"
	"testing"

	"board/internal/auth"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// benchEach runs the benchmark on both databases.
func benchEach(b *testing.B, bench func(b *testing.B, w *world)) {
	b.Helper()
	open := map[string]func(testing.TB) *storage.DB{"sqlite": storagetest.Open, "postgres": storagetest.OpenPostgres}
	for _, name := range []string{"sqlite", "postgres"} {
		b.Run(name, func(b *testing.B) { bench(b, newWorld(b, open[name](b))) })
	}
}

// BenchmarkPost is a comment from its input to the acknowledged commit, by 64 callers at once: 64 members under 16
// articles that have comments already, every fourth a reply.
func BenchmarkPost(b *testing.B) {
	benchEach(b, func(b *testing.B, w *world) {
		people, roots := w.members(64), make([]Comment, 16)
		for i := range roots {
			roots[i] = w.post(people[i], fmt.Sprintf("a%d", i), "The first comment, which others answer.")
		}
		var next, caller atomic.Int64
		b.SetParallelism(32) // of two cores: 64 callers
		b.ReportAllocs()
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			me := people[caller.Add(1)%64]
			for pb.Next() {
				n := next.Add(1)
				root := roots[n%16]
				in := PostInput{
					ArticleKey: root.ArticleKey, ArticleURL: pageURL,
					Source: fmt.Sprintf("第 %d 則留言：**重點**是這裡，其他的見 https://news.example/%d 。", n, n),
				}
				if n%4 == 0 {
					in.ParentID = &root.ID
				}
				if _, _, err := w.Post(b.Context(), me, w.site, in); err != nil {
					b.Error(err)
					return
				}
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
	})
}

// BenchmarkPage is the first page of a discussion of 1,000 comments, 20 roots with their first replies.
func BenchmarkPage(b *testing.B) {
	benchEach(b, func(b *testing.B, w *world) {
		people := w.members(8)
		threads(w, people, 250)
		for _, sort := range []Sort{Newest, Oldest, Top} {
			b.Run(string(sort), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if page := w.page("a", PageQuery{Sort: sort}); len(page.Roots) != 20 || len(page.Roots[0].Replies) != 3 {
						b.Fatalf("page has %d roots", len(page.Roots))
					}
				}
			})
		}
	})
}

// threads posts n roots with three replies each.
func threads(w *world, people []auth.Actor, n int) {
	w.Helper()
	for i := range n {
		root := w.post(people[i%8], "a", fmt.Sprintf("Comment %d, with **some** text and a [link](https://news.example/).", i))
		for r := range 3 {
			w.reply(people[(i+r+1)%8], "a", &root.ID, fmt.Sprintf("Reply %d to it.", r))
		}
	}
}
