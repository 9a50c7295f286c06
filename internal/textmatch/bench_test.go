package textmatch

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

// commonChinese makes n runes of text out of the 3,000 commonest-looking characters, always the same for the same seed.
func commonChinese(random *rand.Rand, n int) string {
	runes := make([]rune, n)
	for i := range runes {
		runes[i] = 0x4E00 + rune(random.IntN(3000))
	}
	return string(runes)
}

func benchmarkTerms(n int) []Term {
	random := rand.New(rand.NewPCG(1, 2))
	terms := make([]Term, n)
	for i := range terms {
		terms[i] = Term{ID: i, Text: commonChinese(random, 2+random.IntN(4))}
	}
	return terms
}

func BenchmarkNewFolder(b *testing.B) {
	for b.Loop() {
		NewFolder()
	}
}

func BenchmarkCompile(b *testing.B) {
	f := NewFolder()
	for _, size := range []struct {
		name  string
		terms int
	}{{"5,000 terms", 5_000}, {"200,000 terms", 200_000}} {
		b.Run(size.name, func(b *testing.B) {
			terms := benchmarkTerms(size.terms)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			kept, err := Compile(f, terms)
			if err != nil {
				b.Fatal(err)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			for b.Loop() {
				if kept, err = Compile(f, terms); err != nil {
					b.Fatal(err)
				}
			}
			runtime.KeepAlive(kept)
			b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/1e6, "MB-kept")
		})
	}
}

// A comment of 300 Chinese characters against 5,000 terms.
func BenchmarkComment(b *testing.B) {
	f := NewFolder()
	m, err := Compile(f, benchmarkTerms(5_000))
	if err != nil {
		b.Fatal(err)
	}
	text := commonChinese(rand.New(rand.NewPCG(3, 4)), 300)
	folded := f.Fold(text)
	b.Run("fold", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f.Fold(text)
		}
	})
	b.Run("match", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.Match(folded)
		}
	})
	b.Run("fold and match", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.Match(f.Fold(text))
		}
	})
}

func BenchmarkShingles(b *testing.B) {
	folded := NewFolder().Fold(commonChinese(rand.New(rand.NewPCG(3, 4)), 300))
	b.ReportAllocs()
	for b.Loop() {
		Shingles(folded)
	}
}
