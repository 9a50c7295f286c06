package httpapi

import (
	"fmt"
	"log/slog"
	"runtime"
	"sync/atomic"
	"testing"

	"board/internal/storage/storagetest"
)

func quiet(c *Config) { c.Logger = slog.New(slog.DiscardHandler) }

// The whole road of a comment on SQLite: token, standing, contract, Markdown, screening, the write with its fsync, and
// the answer; 32 members at once for each processor.
func BenchmarkPostComment(b *testing.B) {
	s := newStack(b, storagetest.Open(b), quiet)
	s.calm(s.admin())
	const each = 32
	writers := make([]visitor, each*runtime.GOMAXPROCS(0))
	for i := range writers {
		writers[i] = s.member(fmt.Sprintf("Writer %d", i))
	}
	var begun, written atomic.Int64
	s.unchecked = true
	b.SetParallelism(each)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(loop *testing.PB) {
		n := begun.Add(1)
		me, article := writers[n%int64(len(writers))], fmt.Sprintf("a%d", n%16)
		for loop.Next() {
			text := fmt.Sprintf("夜間公車是個好主意，第 %d 次說。", written.Add(1))
			me.post(news+"/articles/"+article+"/comments", object{"source": text, "article_url": newsArticle}).want(201)
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

// A page of 20 threads, made anew each time.
func BenchmarkListComments(b *testing.B) {
	s := newStack(b, storagetest.Open(b), quiet)
	s.calm(s.admin())
	author := s.member("Author")
	for i := range 40 {
		root := author.comment("a1", fmt.Sprintf("A thought of its own, number %d", i))
		author.reply(root, fmt.Sprintf("And an answer to number %d", i))
	}
	reader := s.stranger()
	s.unchecked = true
	b.ReportAllocs()
	for b.Loop() {
		reader.get(news + "/articles/a1/comments").want(200)
	}
}
