package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"board/internal/storage/storagetest"
)

func TestOnlyTheSitesOwnPagesReadAcrossOrigins(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	for _, row := range []struct {
		name, origin, path string
		allowed            bool
	}{
		{"a page of the site", newsOrigin, news + "/articles/a1/comments", true},
		{"Board's own page", boardOrigin, news + "/articles/a1/comments", true},
		{"a page of another site", "https://other.example", news + "/articles/a1/comments", false},
		{"a stranger's page", "https://evil.example", news + "/articles/a1/comments", false},
		{"the site over http", "http://news.example", news + "/articles/a1/comments", false},
		{"the site at another port", newsOrigin + ":8443", news + "/articles/a1/comments", false},
		{"a subdomain of the site", "https://a.news.example", news + "/articles/a1/comments", false},
		{"a name that begins like the site", newsOrigin + ".evil.example", news + "/articles/a1/comments", false},
		{"a sandboxed page", "null", news + "/articles/a1/comments", false},
		{"a page of the site about another", newsOrigin, other + "/articles/a1/comments", false},
		{"a page of the site at the desk", newsOrigin, "/api/v1/desk/me", false},
		{"Board's own page at the desk", boardOrigin, "/api/v1/desk/me", false},
		{"an error for a page of the site", newsOrigin, news + "/articles/a1/comments?limit=0", true},
		{"a site that is not there", newsOrigin, "/api/v1/sites/nobody/articles/a1", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			s.t = t
			header := s.stranger().with("Origin", row.origin).get(row.path).header
			want := ""
			if row.allowed {
				want = row.origin
			}
			if got := header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("allows %q, want %q", got, want)
			}
			if row.allowed != (header.Get("Access-Control-Allow-Credentials") == "true") {
				t.Error("credentials are allowed where the origin is, and nowhere else")
			}
			if row.allowed && !strings.Contains(header.Get("Access-Control-Expose-Headers"), "ETag, Location, Retry-After, RateLimit-Limit") {
				t.Errorf("exposes %q", header.Get("Access-Control-Expose-Headers"))
			}
			if strings.Contains(row.path, "/sites/") && !strings.Contains(strings.Join(header.Values("Vary"), ","), "Origin") {
				t.Error("a cache would give this answer to other origins")
			}
		})
	}
}

func TestPreflightsOfTheSitesPagesAreAnswered(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	ask := s.stranger().with("Access-Control-Request-Method", "POST").with("Access-Control-Request-Headers", "authorization,idempotency-key")
	a := ask.with("Origin", newsOrigin).do(http.MethodOptions, news+"/articles/a1/comments", nil).want(204)
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin":      newsOrigin,
		"Access-Control-Allow-Methods":     "GET, POST, PUT, PATCH, DELETE",
		"Access-Control-Allow-Headers":     "Authorization, Content-Type, Idempotency-Key, If-None-Match, Accept-Language",
		"Access-Control-Allow-Credentials": "true",
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, row := range [][2]string{
		{"https://evil.example", news + "/articles/a1/comments"}, {boardOrigin, "/api/v1/desk/me"}, {newsOrigin, "/api/v1/desk/sessions"},
	} {
		a := ask.with("Origin", row[0]).do(http.MethodOptions, row[1], nil).want(204)
		if a.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s may ask %s", row[0], row[1])
		}
	}
}
