package httpapi

import (
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// Everything foreign gets a clear problem with the field's path. The stack's client fails for any 500.
func TestBadInputGetsAProblemWithItsField(t *testing.T) {
	t.Parallel()
	const create = "articles/a1/comments"
	long := strings.Repeat("a", 70<<10)
	rows := []scenario{
		{name: "no body", body: nil, code: "invalid_request", field: "body required"},
		{name: "malformed JSON", body: `{"source": "a"`, code: "malformed_json", field: "body malformed"},
		{name: "two documents", body: `{"source": "a"}{}`, code: "malformed_json", field: "body malformed"},
		{name: "bad UTF-8", body: "{\"source\": \"a\xff\"}", code: "malformed_json", field: "source bad_utf8"},
		{name: "NUL", body: `{"source": "a\u0000"}`, code: "malformed_json", field: "source nul"},
		{name: "a lone surrogate", body: `{"source": "\ud800"}`, code: "malformed_json", field: "source lone_surrogate"},
		{name: "10,000 levels", body: `{"source": ` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`,
			code: "malformed_json", field: "source[0][0][0] too_deep"},
		{name: "over the limit", body: `{"source": "` + long + `"}`, status: 413, code: "body_too_large"},
		{name: "a list", body: `[]`, code: "invalid_request", field: "body type"},
		{name: "null", body: `null`, code: "invalid_request", field: "body type"},
		{name: "a missing field", body: `{}`, code: "invalid_request", field: "source required"},
		{name: "a null field", body: `{"source": null}`, code: "invalid_request", field: "source type"},
		{name: "a wrong type", body: `{"source": 7}`, code: "invalid_request", field: "source type"},
		{name: "an unknown field", body: `{"source": "a", "status": "published"}`, code: "invalid_request", field: "status unknown_field"},
		{name: "a field in other letters", body: `{"Source": "a"}`, code: "invalid_request", field: "Source unknown_field"},
		{name: "several at once", body: `{"source": "", "parent_id": 1, "x": 2}`, code: "invalid_request", field: "parent_id type\nsource too_short\nx unknown_field"},
		{name: "too long, and within the body's limit", body: object{"source": strings.Repeat("a", 60_000)}, status: 422,
			code: "comment_too_long", field: "source comment_too_long"},
		{name: "too long for readers", body: object{"source": strings.Repeat("é", 5001)}, status: 422, code: "comment_too_long", field: "source comment_too_long"},
		{name: "nothing to read", body: object{"source": " \u200b\n"}, status: 422, code: "comment_empty", field: "source comment_empty"},
		{name: "an id that isn't", body: object{"source": "a", "parent_id": "1"}, code: "invalid_request", field: "parent_id format"},
		{name: "the zero id", body: object{"source": "a", "parent_id": "00000000-0000-0000-0000-000000000000"}, code: "invalid_request", field: "parent_id format"},
		{name: "an id in braces", body: object{"source": "a", "parent_id": "{0198c0de-0000-7000-8000-0000000000}"}, code: "invalid_request", field: "parent_id format"},
		{name: "a parent that is not there", body: object{"source": "a good answer", "parent_id": "{nothing}"}, status: 422, code: "parent_not_found", field: "parent_id"},
		{name: "a parent on another article", body: object{"source": "a good answer", "parent_id": "{elsewhere}"}, status: 422, code: "parent_elsewhere", field: "parent_id"},
		{name: "a removed parent", body: object{"source": "a good answer", "parent_id": "{removed}"}, status: 409, code: "parent_not_published"},
		{name: "a held parent of somebody else", body: object{"source": "a good answer", "parent_id": "{held}"}, status: 409, code: "parent_not_published"},
		{name: "an article on a foreign origin", post: "articles/a9/comments", body: object{"source": "a", "article_url": "https://evil.example/a9"},
			status: 422, code: "article_url_foreign", field: "article_url"},
		{name: "an article with a script for an address", post: "articles/a9/comments", body: object{"source": "a", "article_url": "javascript:alert(1)"},
			status: 422, code: "article_url_invalid", field: "article_url"},
		{name: "an article without an address", post: "articles/a9/comments", body: object{"source": "a"}, status: 422, code: "article_url_needed"},
		{name: "an article's key with a slash", post: "articles/a%2F9/comments", body: object{"source": "a"}, code: "invalid_request", field: "path.article pattern"},
		{name: "an article's key with a NUL", post: "articles/a%00/comments", body: object{"source": "a"}, code: "invalid_request", field: "path.article pattern"},
		{name: "an article's key that is too long", post: "articles/" + strings.Repeat("a", 129) + "/comments", body: object{"source": "a"},
			code: "invalid_request", field: "path.article pattern"},
		{name: "a site that can't be", post: "/api/v1/sites/NEWS!/articles/a/comments", body: object{"source": "a"}, code: "invalid_request", field: "path.site pattern"},
		{name: "a site with a NUL", post: "/api/v1/sites/a%00b/articles/a/comments", body: object{"source": "a"}, code: "invalid_request", field: "path.site pattern"},
		{name: "a comment's id that isn't", put: "comments/1/vote", body: object{"value": 1}, code: "invalid_request", field: "path.comment format"},
		{name: "a vote of two", put: "comments/{comment}/vote", body: object{"value": 2}, code: "invalid_request", field: "value enum"},
		{name: "half a vote", put: "comments/{comment}/vote", body: object{"value": 0.5}, code: "invalid_request", field: "value"},
		{name: "an integer beyond all columns", patch: "comments/{comment}", body: `{"source": "a", "revision": 99999999999}`, code: "invalid_request", field: "revision too_large"},
		{name: "an integer beyond all integers", patch: "comments/{comment}", body: `{"source": "a", "revision": 1e300}`, code: "invalid_request", field: "revision"},
		{name: "a number no float holds", patch: "comments/{comment}", body: `{"source": "a", "revision": 1e999}`, code: "invalid_request", field: "revision"},
		{name: "an idempotency key with spaces", post: create, body: object{"source": "a"}, with: map[string]string{"Idempotency-Key": "a b c d e f"},
			code: "invalid_request", field: "header.Idempotency-Key pattern"},
		{name: "an idempotency key that is too short", post: create, body: object{"source": "a"}, with: map[string]string{"Idempotency-Key": "a"},
			code: "invalid_request", field: "header.Idempotency-Key too_short"},
		{name: "a form", post: create, body: "source=a", with: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, status: 415, code: "unsupported_media_type"},
		{name: "plain text", post: create, body: `{"source": "a"}`, with: map[string]string{"Content-Type": "text/plain"}, status: 415, code: "unsupported_media_type"},
		{name: "a limit of 101", get: create + "?limit=101", code: "invalid_request", field: "query.limit too_large"},
		{name: "a limit of 0", get: create + "?limit=0", code: "invalid_request", field: "query.limit too_small"},
		{name: "a limit in words", get: create + "?limit=ten", code: "invalid_request", field: "query.limit type"},
		{name: "an order nobody knows", get: create + "?sort=worst", code: "invalid_request", field: "query.sort enum"},
		{name: "a cursor that isn't one", get: create + "?cursor=abc", code: "cursor_invalid", field: "query.cursor"},
		{name: "a cursor with a NUL", get: create + "?cursor=a%00b", code: "invalid_request", field: "query.cursor bad_text"},
		{name: "a cursor in bad UTF-8", get: create + "?cursor=%ff", code: "invalid_request", field: "query.cursor bad_text"},
		{name: "a cursor without end", get: create + "?cursor=" + strings.Repeat("a", 2001), code: "invalid_request", field: "query.cursor too_long"},
		{name: "counts of nothing", get: "counts", code: "invalid_request", field: "query.article required"},
		{name: "counts of 101 articles", get: "counts?" + strings.Repeat("article=a&", 101), code: "invalid_request", field: "query.article too_long"},
		{name: "counts of what can't be a key", get: "counts?article=a&article=%2F", code: "invalid_request", field: "query.article[1] pattern"},
		{name: "a tag of two lines", post: "articles/a1/tags", body: object{"label": "a\nb"}, status: 422, code: "label_invalid", field: "label"},
		{name: "a tag of 21 characters", post: "articles/a1/tags", body: object{"label": strings.Repeat("標", 21)}, status: 422, code: "label_invalid", field: "label"},
		{name: "a note of 501 characters", post: "comments/{comment}/reports", body: object{"clause": "{clause}", "note": strings.Repeat("字", 501)},
			code: "note_too_long", field: "note"},
		{name: "a search with a NUL", as: "moderator", get: "members?q=a%00", code: "invalid_request", field: "query.q bad_text"},
		{name: "a cursor of the members that isn't one", as: "moderator", get: "members?cursor=abc", code: "cursor_invalid", field: "query.cursor"},
		{name: "a cursor of the queue that isn't one", as: "moderator", get: "cases?cursor=abc", code: "cursor_invalid", field: "query.cursor"},
		{name: "a cursor of the decisions that isn't one", as: "moderator", get: "decisions?cursor=abc", code: "cursor_invalid", field: "query.cursor"},
		{name: "a cursor of the notices that isn't one", get: "me/notices?cursor=abc", code: "cursor_invalid", field: "query.cursor"},
		{name: "a cursor of the replies that isn't one", get: "comments/{comment}/replies?cursor=abc", code: "cursor_invalid", field: "query.cursor"},
		{name: "a cursor of the log that isn't one", as: "moderator", get: "audit?cursor=-1", code: "cursor_invalid", field: "query.cursor"},
		{name: "a decision with a date that isn't one", as: "moderator", post: "cases/{nothing}/decisions",
			body: `{"outcome": "violation", "revision": 1, "acts": [{"act": "suspend", "until": "2026-02-30"}]}`, code: "invalid_request", field: "acts[0].until format"},
		{name: "a decision with a time that isn't one", as: "moderator", post: "cases/{nothing}/decisions",
			body: `{"outcome": "violation", "revision": 1, "acts": [{"act": "remove_comments", "from": "2026-02-30T99:00:00Z"}]}`, code: "invalid_request", field: "acts[0].from format"},
		{name: "a case that is not there", as: "moderator", get: "cases/{nothing}", status: 404, code: "case_not_found"},
		{name: "a decision that is not there", as: "moderator", get: "decisions/{nothing}", status: 404, code: "decision_not_found"},
		{name: "a member who is not there", as: "moderator", get: "members/{nothing}", status: 404, code: "member_not_found"},
		{name: "a term list that is not there", as: "moderator", get: "term-lists/{nothing}", status: 404, code: "term_list_not_found"},
		{name: "a version of the rules that is not there", get: "rulebook?version=99", status: 404, code: "rulebook_not_found"},
	}
	for i := range rows {
		if rows[i].status == 0 {
			rows[i].status = 400
		}
		if rows[i].as == "" {
			rows[i].as = "reader"
		}
		if rows[i].post == "" && rows[i].get == "" && rows[i].put == "" && rows[i].patch == "" {
			rows[i].post = create
		}
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		newDiscussion(t, db).playAll(t, rows)
	})
}

func TestCursorsThatWereTamperedWithAreRefused(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	admin := s.admin()
	s.calm(admin)
	author := s.member("Author")
	for range 5 {
		author.comment("a1", s.fresh("A thought of its own, number "))
	}
	page := read[struct{ Next string }](s.stranger().get(news + "/articles/a1/comments?limit=2").want(200))
	if page.Next == "" {
		t.Fatal("the page has no next one")
	}
	s.stranger().get(news + "/articles/a1/comments?limit=2&cursor=" + page.Next).want(200)
	for i := range page.Next {
		swapped := []byte(page.Next)
		swapped[i] = 'A' + (swapped[i]+7)%26
		if string(swapped) == page.Next {
			continue
		}
		a := s.stranger().get(news + "/articles/a1/comments?limit=2&cursor=" + string(swapped))
		if a.status != 200 && a.status != 400 {
			t.Errorf("a cursor changed at %d: %d\n%s", i, a.status, a.body)
		}
	}
	s.stranger().get(news+"/articles/a2/comments?cursor="+page.Next).want(400, "cursor_invalid")
	s.stranger().get(news+"/articles/a1/comments?sort=top&cursor="+page.Next).want(400, "cursor_invalid")
}

func TestTokensThatAreNotGoodAreRefused(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	reader := s.member("Reader")
	sign := func(method jwt.SigningMethod, key any, changes jwt.MapClaims) string {
		parsed, _, err := jwt.NewParser().ParseUnverified(reader.token, jwt.MapClaims{})
		s.must(err)
		claims := parsed.Claims.(jwt.MapClaims)
		for name, value := range changes {
			claims[name] = value
		}
		token := jwt.NewWithClaims(method, claims)
		token.Header["kid"] = parsed.Header["kid"]
		text, err := token.SignedString(key)
		s.must(err)
		return text
	}
	forged := sign(jwt.SigningMethodHS256, []byte("a key of my own, 32 bytes long..."), nil)
	none := sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil)
	parts := strings.Split(reader.token, ".")
	for name, header := range map[string]string{
		"forged":                         "Bearer " + forged,
		"alg none":                       "Bearer " + none,
		"alg none without a signature":   "Bearer " + strings.TrimSuffix(none, ".") + ".",
		"another payload":                "Bearer " + parts[0] + "." + strings.Split(forged, ".")[1] + "A." + parts[2],
		"no signature":                   "Bearer " + parts[0] + "." + parts[1] + ".",
		"not a token":                    "Bearer hello",
		"nothing":                        "Bearer ",
		"another scheme":                 "Basic dXNlcjpwYXNz",
		"a single sign-on token":         "Bearer " + s.ssoToken("news", "Reader", nil),
		"an API key that does not exist": "Bearer bk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"a NUL":                          "Bearer bk_\x00",
		"bad UTF-8":                      "Bearer bk_\xff",
		"a very long one":                "Bearer " + strings.Repeat("a", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			asked := s.stranger().with("Authorization", header)
			for _, path := range []string{news + "/me", news + "/articles/a1/comments"} {
				a := asked.get(path)
				if a.status != 401 || a.header.Get("WWW-Authenticate") == "" {
					t.Errorf("%s: %d\n%s", path, a.status, a.body)
				}
			}
		})
	}
	s.t = t
	elsewhere := s.memberOf("other", "Reader")
	elsewhere.get(news+"/me").want(403, "wrong_site")
	s.clock.forward(16 * time.Minute)
	reader.get(news+"/me").want(401, "token_expired")
}

func TestPublishersTokensThatAreNotGoodAreRefused(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	for name, row := range map[string]struct {
		claims jwt.MapClaims
		status int
		code   string
	}{
		"for another site": {jwt.MapClaims{"aud": "other"}, 401, "sso_audience"},
		"expired":          {jwt.MapClaims{"exp": s.clock.now().Add(-time.Minute).Unix()}, 401, "sso_expired"},
		"too long a life":  {jwt.MapClaims{"exp": s.clock.now().Add(time.Hour).Unix()}, 401, "sso_lifetime"},
		"for nobody":       {jwt.MapClaims{"sub": ""}, 401, "sso_subject"},
	} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			s.stranger().post(news+"/sessions/sso", object{"token": s.ssoToken("news", "Reader", row.claims)}).want(row.status, row.code)
		})
	}
	s.t = t
	s.stranger().post(news+"/sessions/sso", object{"token": s.ssoToken("other", "Reader", jwt.MapClaims{"aud": "news"})}).want(401, "sso_signature")
	s.stranger().post(news+"/sessions/sso", object{"token": "a.b.c"}).want(401, "sso_malformed")
}
