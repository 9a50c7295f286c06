package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/labstack/echo/v4"

	"board/internal/fault"
	"board/internal/storage/storagetest"
	"board/web"
)

func TestAPageIsSentAgainOnlyWhenItChanged(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	author, reader, admin := s.member("Author"), s.member("Reader"), s.admin()
	comment := author.comment("a1", "Something to read")
	const page = news + "/articles/a1/comments"
	tag := ""
	unchanged := func(why string) {
		t.Helper()
		if a := s.stranger().with("If-None-Match", tag).get(page); a.status != 304 || len(a.body) != 0 || a.header.Get("ETag") != tag {
			t.Errorf("%s: %d %q, want 304 %q", why, a.status, a.header.Get("ETag"), tag)
		}
	}
	changed := func(why string) {
		t.Helper()
		a := s.stranger().with("If-None-Match", tag).get(page)
		if a.status != 200 {
			t.Errorf("%s: %d, want 200", why, a.status)
		}
		tag = a.header.Get("ETag")
	}
	changed("the first time")
	unchanged("nothing happened")
	reader.put(news+"/comments/"+comment.ID.String()+"/vote", object{"value": 1}).want(200)
	changed("after a vote")
	author.comment("a1", "Something else to read")
	changed("after a comment")
	author.comment("a2", "This is on another article")
	unchanged("a comment on another article")
	admin.finds(admin.opens("nickname", author.id))
	changed("after the author's nickname was reset")
	admin.put(news+"/discussion", object{"state": "closed"}).want(200)
	changed("after the site was closed")
	unchanged("nothing more")
}

func TestOnlyWhatIsTheSameForEveryoneMayBeKept(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	author := s.member("Author")
	comment := author.comment("a1", "Something to read")
	for _, row := range []struct {
		as     visitor
		path   string
		shared bool
	}{
		{s.stranger(), news, true},
		{s.stranger(), news + "/articles/a1", true},
		{s.stranger(), news + "/articles/a1/comments", true},
		{author, news + "/articles/a1/comments", true},
		{s.stranger(), news + "/articles/a1/tags", true},
		{s.stranger(), news + "/counts?article=a1", true},
		{s.stranger(), news + "/rulebook", true},
		{s.stranger(), news + "/comments/" + comment.ID.String(), true},
		{author, news + "/comments/" + comment.ID.String(), false},
		{author, news + "/comments/" + comment.ID.String() + "/replies", false},
		{author, news + "/articles/a1/me", false},
		{author, news + "/me", false},
		{s.stranger(), news + "/articles/a1/comments?limit=0", false},
		{s.stranger(), news + "/comments/0198c0de-0000-7000-8000-000000000000", false},
	} {
		header := row.as.get(row.path).header
		want := "no-store"
		if row.shared {
			want = "public, max-age=0, must-revalidate"
		}
		if got := header.Get("Cache-Control"); got != want || row.shared != (header.Get("ETag") != "") {
			t.Errorf("%s %s: %q %q, want %q", row.as.name, row.path, got, header.Get("ETag"), want)
		}
		if vary := strings.Join(header.Values("Vary"), ","); row.shared && (!strings.Contains(vary, "Origin") || !strings.Contains(vary, "Accept-Encoding")) {
			t.Errorf("%s: Vary is %q", row.path, vary)
		}
	}
}

func TestEveryAnswerIsProtectedInABrowser(t *testing.T) {
	s := newStack(t, storagetest.Open(t), built)
	for path, policy := range map[string]string{
		news: dataPolicy, "/api/docs": docsPolicy, "/desk": deskPolicy, "/desk/cases/1": deskPolicy, "/nothing": dataPolicy, "/board.js": dataPolicy,
	} {
		header := s.stranger().get(path).header
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff",
			"Referrer-Policy": "strict-origin-when-cross-origin", "Strict-Transport-Security": hstsPolicy,
			"Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
	plain := newStack(t, storagetest.Open(t), func(c *Config) { c.Origin = "http://127.0.0.1:8080" })
	if got := plain.stranger().get(news).header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("without https a browser is told %q", got)
	}
}

// built is what the web build makes, in small.
func built(c *Config) {
	c.Manifest = web.Manifest{Loader: "board.js", Desk: "admin/index.html"}
	c.Assets = fstest.MapFS{
		"board.js": {Data: []byte("plain loader")}, "board.js.gz": {Data: []byte("zipped loader")}, "board.js.br": {Data: []byte("br loader")},
		"admin/index.html": {Data: []byte("<!doctype html><title>Desk</title>")}, "assets/widget-1.js": {Data: []byte("widget")},
	}
}

func TestWebFilesComeInTheSmallestFormTheClientTakes(t *testing.T) {
	s := newStack(t, storagetest.Open(t), built)
	for _, row := range []struct{ path, accepts, body, encoding, kind, keep string }{
		{"/board.js", "gzip, deflate, br", "br loader", "br", "text/javascript; charset=utf-8", keepShortly},
		{"/board.js", "gzip", "zipped loader", "gzip", "text/javascript; charset=utf-8", keepShortly},
		{"/board.js", "br;q=0, gzip;q=0", "plain loader", "", "text/javascript; charset=utf-8", keepShortly},
		{"/board.js", "", "plain loader", "", "text/javascript; charset=utf-8", keepShortly},
		{"/assets/widget-1.js", "br", "widget", "", "text/javascript; charset=utf-8", keepForever},
		{"/desk", "", "<!doctype html><title>Desk</title>", "", "text/html; charset=utf-8", keepNot},
		{"/desk/cases/1", "", "<!doctype html><title>Desk</title>", "", "text/html; charset=utf-8", keepNot},
	} {
		a := s.stranger().with("Accept-Encoding", row.accepts).get(row.path).want(200)
		h := a.header
		if string(a.body) != row.body || h.Get("Content-Encoding") != row.encoding || h.Get("Content-Type") != row.kind || h.Get("Cache-Control") != row.keep {
			t.Errorf("%s for %q: %q %q %q %q", row.path, row.accepts, a.body, h.Get("Content-Encoding"), h.Get("Content-Type"), h.Get("Cache-Control"))
		}
		s.stranger().with("Accept-Encoding", row.accepts).with("If-None-Match", h.Get("ETag")).get(row.path).want(304)
	}
	if got := s.stranger().get("/assets/widget-1.js").header.Get("Access-Control-Allow-Origin"); got != "*" {
		t.Errorf("assets are for %q", got)
	}
	for _, path := range []string{"/assets/", "/assets/nothing.js", "/assets/../board.js", "/assets/..%2fboard.js", "/assets/%2e%2e/admin/index.html"} {
		s.stranger().get(path).want(404, "not_found")
	}
	newStack(t, storagetest.Open(t)).stranger().get("/board.js").want(503, "web_not_built")
}

func TestHealthSaysWhetherRequestsCanBeServed(t *testing.T) {
	var ready error
	s := newStack(t, storagetest.Open(t), func(c *Config) { c.Ready = func(context.Context) error { return ready } })
	s.stranger().get("/livez").want(200)
	s.stranger().get("/readyz").want(200)
	ready = errors.New("the disk is gone")
	s.stranger().get("/livez").want(200)
	a := s.stranger().get("/readyz").want(503, "not_ready")
	if strings.Contains(string(a.body), "disk") {
		t.Error("the cause is told to everyone")
	}
}

func TestTheFrontDoorLeadsSomewhere(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	if a := s.stranger().get("/").want(302); a.header.Get("Location") != "/desk" {
		t.Errorf("to %s", a.header.Get("Location"))
	}
	demo := newStack(t, storagetest.Open(t), func(c *Config) {
		c.Demo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("demo of " + r.URL.Path)) })
	})
	if a := demo.stranger().get("/").want(302); a.header.Get("Location") != "/demo" {
		t.Errorf("to %s", a.header.Get("Location"))
	}
	if a := demo.stranger().get("/demo/style.css").want(200); string(a.body) != "demo of /demo/style.css" || a.header.Get("Content-Security-Policy") != "" {
		t.Errorf("%s under %s", a.body, a.header.Get("Content-Security-Policy"))
	}
}

func TestAPanicIsAProblemAndTheServerGoesOn(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	s.server.echo.GET("/panic", func(echo.Context) error { panic("a secret cause") })
	a := s.stranger().get("/panic").want(500, "internal")
	if strings.Contains(string(a.body), "secret") || given(a.problem().RequestID) == "" || a.header.Get("X-Request-Id") != given(a.problem().RequestID) {
		t.Errorf("the problem tells too much, or not which request it was: %s", a.body)
	}
	if !strings.Contains(s.log.String(), "a secret cause") {
		t.Error("the log does not know the cause")
	}
	s.stranger().get(news).want(200)
}

func TestTheLogHoldsNoSecrets(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	reader := s.member("Reader")
	reader.get(news + "/articles/a1/comments?cursor=a-secret-cursor").want(400)
	s.stranger().post(news+"/sessions", object{"name": "Reader", "password": "a secret password"}).want(401)
	token := s.ssoToken("news", "Reader", nil)
	refresh := s.stranger().post(news+"/sessions/sso?refresh=body", object{"token": token}).want(201)
	for _, secret := range []string{reader.token, token, "a-secret-cursor", "a secret password", string(refresh.body)[20:60]} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if !strings.Contains(s.log.String(), "path="+news+"/articles/a1/comments status=400") {
		t.Errorf("the log does not tell of requests:\n%s", s.log)
	}
}

func TestFaultsBecomeProblems(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	f := fault.New(fault.Conflict, "a_code", "A text.").WithField("acts.0.days", "b", "c").With("until", time.Unix(0, 0).UTC()).WithRetryAfter(1500 * time.Millisecond)
	s.server.echo.GET("/fault", func(echo.Context) error { return errors.Join(errors.New("around"), f) })
	a := s.stranger().get("/fault").want(409, "a_code")
	p := a.problem()
	if !slices.Equal(a.fields(), []string{"acts[0].days b"}) || (*p.Params)["until"] != "1970-01-01T00:00:00Z" || a.header.Get("Retry-After") != "2" ||
		p.Title != "Conflict" || a.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%v\n%s", a.header, a.body)
	}
}

func TestConnectionsCannotBeHeldForEver(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	server := s.server.HTTP("127.0.0.1:0")
	if server.ReadHeaderTimeout <= 0 || server.ReadTimeout <= 0 || server.IdleTimeout <= 0 || server.WriteTimeout <= 0 || server.MaxHeaderBytes <= 0 {
		t.Error("a timeout is missing")
	}
	if w := httptest.NewRecorder(); true {
		server.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/livez", nil))
		if w.Code != 200 {
			t.Errorf("%d", w.Code)
		}
	}
}

func TestATermListMayBeLargerThanOtherBodies(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	admin, clause := s.admin(), s.clause("comment")
	terms := make([]object, 2000)
	for i := range terms {
		terms[i] = object{"text": fmt.Sprintf("a term of its own, %d", i), "action": "note", "kinds": []string{"comment"}, "clause": clause}
	}
	admin.post(news+"/term-lists", object{"name": "Long", "enabled": true, "terms": terms}).want(201)
	a := admin.post(news+"/term-lists", `{"name": "`+strings.Repeat("a", 1<<20)+`"}`).want(413, "body_too_large")
	if limit := (*a.problem().Params)["limit"]; limit != float64(1<<20) {
		t.Errorf("the limit is told to be %v", limit)
	}
}
