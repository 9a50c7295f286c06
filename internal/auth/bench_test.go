package auth

import (
	"context"
	"testing"
	"time"

	"board/internal/storage/storagetest"
)

// BenchmarkAuthenticate is what every request of a member costs before anything else.
func BenchmarkAuthenticate(b *testing.B) {
	s, err := New(Config{
		DB: storagetest.Open(b), Policy: &nicknameRules{}, Now: time.Now, Issuer: "https://board.example",
		Rulebook: func(context.Context, SiteID) (int, error) { return rulesVersion, nil },
	})
	if err != nil {
		b.Fatal(err)
	}
	site, _, err := s.CreateSite(b.Context(), newsSite("news"))
	if err != nil {
		b.Fatal(err)
	}
	tokens, err := s.Register(b.Context(), site, registration("小明"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Authenticate(b.Context(), tokens.Access); err != nil {
			b.Fatal(err)
		}
	}
}
