package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"board/internal/httpapi/oapi"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// cookie is the one an answer sets.
func (a answer) cookie() *http.Cookie {
	a.t.Helper()
	cookies := (&http.Response{Header: a.header}).Cookies()
	if len(cookies) != 1 {
		a.t.Fatalf("%s: %d cookies, want 1", a.asked, len(cookies))
	}
	return cookies[0]
}

func (s *stack) signIn(nickname, query string) answer {
	s.t.Helper()
	return s.stranger().post(news+"/sessions/sso"+query, object{"token": s.ssoToken("news", nickname, nil)}).want(201)
}

func TestTheRefreshCookieOfAMemberGoesToOnePathOnly(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	cookie := s.signIn("Reader", "").cookie()
	want := "; Path=/api/v1/sites/news/sessions/refresh; Max-Age=2592000; HttpOnly; Secure; SameSite=None; Partitioned"
	if got := strings.TrimPrefix(cookie.Raw, "board_refresh_news="+cookie.Value); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	refresh := s.stranger().with("Cookie", cookie.Name+"="+cookie.Value)
	refresh.post(news+"/sessions/refresh", nil).want(403, "origin_foreign")
	for _, origin := range []string{"https://evil.example", "https://other.example", "null", "http://news.example"} {
		refresh.with("Origin", origin).post(news+"/sessions/refresh", nil).want(403, "origin_foreign")
	}
	again := refresh.with("Origin", newsOrigin).post(news+"/sessions/refresh", nil).want(201)
	if again.cookie().Value == cookie.Value || read[oapi.Session](again).RefreshToken != nil {
		t.Error("the token was not rotated, or was told")
	}
	refresh.with("Cookie", again.cookie().Name+"="+again.cookie().Value).with("Origin", boardOrigin).post(news+"/sessions/refresh", nil).want(201)
}

func TestARefreshTokenInTheBodyNeedsNoCookie(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	a := s.signIn("Reader", "?refresh=body")
	if a.header.Get("Set-Cookie") != "" {
		t.Error("a cookie is set that nobody asked for")
	}
	token := given(read[oapi.Session](a).RefreshToken)
	next := s.stranger().post(news+"/sessions/refresh", object{"refresh_token": token}).want(201)
	if got := given(read[oapi.Session](next).RefreshToken); got == "" || got == token || next.header.Get("Set-Cookie") != "" {
		t.Errorf("the next token is %q, cookie %q", got, next.header.Get("Set-Cookie"))
	}
	s.stranger().post(news+"/sessions/refresh", object{"refresh_token": "hello"}).want(401, "refresh_invalid")
	s.stranger().post(news+"/sessions/refresh", nil).want(204)
	s.stranger().with("Cookie", "board_refresh_other=abc").post(news+"/sessions/refresh", object{}).want(204)
	s.stranger().post(other+"/sessions/refresh", object{"refresh_token": given(read[oapi.Session](next).RefreshToken)}).want(401, "refresh_invalid")
}

func TestSigningOutForgetsTheCookieAndTheSession(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		s := newStack(t, db)
		signedIn := s.signIn("Reader", "")
		reader := s.stranger()
		reader.token = read[oapi.Session](signedIn).AccessToken
		out := reader.delete(news + "/sessions/current").want(204)
		if cookie := out.cookie(); cookie.Value != "" || cookie.MaxAge >= 0 || cookie.Path != news+"/sessions/refresh" || !cookie.Partitioned {
			t.Errorf("the cookie is not deleted: %s", cookie.Raw)
		}
		reader.get(news+"/me").want(401, "session_ended")
		cookie := signedIn.cookie()
		gone := s.stranger().with("Cookie", cookie.Name+"="+cookie.Value).with("Origin", newsOrigin).post(news+"/sessions/refresh", nil)
		gone.want(401, "session_ended")
		if gone.cookie().MaxAge >= 0 {
			t.Error("a cookie that is worth nothing stays")
		}
	})
}

func TestTheDesksCookieStaysOnBoardsOwnPages(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	s.moderator("mod", "news")
	signedIn := s.stranger().post("/api/v1/desk/sessions", object{"login": "mod", "password": password}).want(201)
	cookie := signedIn.cookie()
	want := "; Path=/api/v1/desk/sessions/refresh; Max-Age=2592000; HttpOnly; Secure; SameSite=Strict"
	if got := strings.TrimPrefix(cookie.Raw, "board_desk="+cookie.Value); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if sites := read[oapi.DeskSession](signedIn).Account.Sites; len(sites) != 1 || sites[0].Slug != "news" || sites[0].Role != "moderator" {
		t.Errorf("moderates %v", sites)
	}
	refresh := s.stranger().with("Cookie", cookie.Name+"="+cookie.Value)
	refresh.post("/api/v1/desk/sessions/refresh", nil).want(403, "origin_foreign")
	refresh.with("Origin", newsOrigin).post("/api/v1/desk/sessions/refresh", nil).want(403, "origin_foreign")
	s.stranger().with("Origin", boardOrigin).post("/api/v1/desk/sessions/refresh", nil).want(204)
	refresh.with("Origin", boardOrigin).post("/api/v1/desk/sessions/refresh", nil).want(201)
	member := s.signIn("Reader", "").cookie()
	s.stranger().with("Cookie", deskCookieName+"="+member.Value).with("Origin", boardOrigin).
		post("/api/v1/desk/sessions/refresh", nil).want(401, "refresh_invalid")
	s.stranger().post("/api/v1/desk/sessions", object{"login": "mod", "password": "wrong"}).want(401, "sign_in_failed")
	s.stranger().post("/api/v1/desk/sessions", object{"login": "nobody", "password": password}).want(401, "sign_in_failed")
}

func TestGuessingAPasswordIsSlowedDown(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	s.registered("Olive")
	for range 5 {
		s.stranger().post(news+"/sessions", object{"name": "Olive", "password": "a guess"}).want(401, "sign_in_failed")
	}
	a := s.stranger().post(news+"/sessions", object{"name": "Olive", "password": password}).want(429, "sign_in_throttled")
	if a.header.Get("Retry-After") != "60" {
		t.Errorf("Retry-After: %q, want 60", a.header.Get("Retry-After"))
	}
}
