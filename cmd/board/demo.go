package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

//go:embed demo
var demoFiles embed.FS

// newDemoPage serves one news article the way a publisher would, under a policy as strict as a publisher can set:
// nothing inline, scripts and connections to Board's origin alone, Trusted Types without any policy.
func newDemoPage(origin string) (http.Handler, error) {
	page, err := template.ParseFS(demoFiles, "demo/article.html")
	if err != nil {
		return nil, fmt.Errorf("read the article: %w", err)
	}
	var article bytes.Buffer
	if err := page.Execute(&article, struct{ Origin string }{origin}); err != nil {
		return nil, fmt.Errorf("write the article: %w", err)
	}
	style, err := demoFiles.ReadFile("demo/style.css")
	if err != nil {
		return nil, fmt.Errorf("read the style: %w", err)
	}
	policy := strings.Join([]string{
		"default-src 'none'", "script-src " + origin, "connect-src " + origin, "style-src 'self'", "img-src 'self' data: https:",
		"base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
		"require-trusted-types-for 'script'", "trusted-types 'none'",
	}, "; ")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /demo", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(article.Bytes()) // The reader went away: there is nobody to tell.
	})
	mux.HandleFunc("GET /demo/style.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(style)
	})
	return mux, nil
}
