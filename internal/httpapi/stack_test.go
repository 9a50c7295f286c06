package httpapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/golang-jwt/jwt/v5"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/httpapi/oapi"
	"board/internal/moderation"
	"board/internal/storage"
	"board/internal/textmatch"
)

const (
	news  = "/api/v1/sites/news"
	other = "/api/v1/sites/other"

	boardOrigin = "https://board.example"
	newsOrigin  = "https://news.example"
	newsArticle = newsOrigin + "/a1"
)

// clock is the time in a test: it stands still until the test moves it.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) forward(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// stack is a whole Board on a database of its own, with two sites: news and other.
type stack struct {
	t          testing.TB
	clock      *clock
	db         *storage.DB
	auth       *auth.Service
	comments   *comments.Service
	moderation *moderation.Service
	server     *Server
	// secrets are those for single sign-on, by slug.
	secrets map[string]string
	log     *bytes.Buffer
	count   int
	// base is a real server's address; empty: requests are handed to the handler as they are.
	base string
	// unchecked answers are not held against the contract: benchmarks measure the server, not the test.
	unchecked bool
}

// folder is one for all tests: building it takes a third of a second under the race detector.
var folder = sync.OnceValue(textmatch.NewFolder)

// change alters the server's configuration before it is made.
type change func(*Config)

func unlimited(c *Config) { c.Limits = Limits{Off: true} }

func newStack(t testing.TB, db *storage.DB, changes ...change) *stack {
	t.Helper()
	s := &stack{
		t: t, db: db, clock: &clock{at: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)},
		secrets: make(map[string]string), log: new(bytes.Buffer),
	}
	log := slog.New(slog.NewTextHandler(&lockedWriter{to: s.log}, &slog.HandlerOptions{Level: slog.LevelDebug}))
	screening := moderation.NewScreening(moderation.ScreeningConfig{DB: db, Now: s.clock.now, Logger: log, Folder: folder()})
	var err error
	s.auth, err = auth.New(auth.Config{
		DB: db, Policy: screening, Now: s.clock.now, Issuer: "board", Logger: log,
		Rulebook: screening.RulebookVersion, Folder: folder(),
		OnSiteTx: func(tx storage.Tx, site auth.Site) error { return moderation.SeedTx(tx, site, s.clock.now()) },
	})
	s.must(err)
	s.comments = comments.New(comments.Config{
		DB: db, Auth: s.auth, Screener: screening, Now: s.clock.now, Logger: log, Folder: folder(),
	})
	s.moderation = moderation.New(moderation.Config{
		DB: db, Auth: s.auth, Comments: s.comments, Screening: screening, Now: s.clock.now, Logger: log,
	})
	config := Config{
		Auth: s.auth, Comments: s.comments, Moderation: s.moderation, Origin: boardOrigin, Now: s.clock.now, Logger: log,
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
	}
	unlimited(&config)
	for _, change := range changes {
		change(&config)
	}
	s.server, err = New(config)
	s.must(err)
	s.found("news", newsOrigin)
	s.found("other", "https://other.example")
	return s
}

type lockedWriter struct {
	mu sync.Mutex
	to io.Writer
}

func (w *lockedWriter) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(text)
}

func (s *stack) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stack) found(slug, origin string) {
	s.t.Helper()
	_, secret, err := s.auth.CreateSite(s.t.Context(), auth.NewSite{
		Slug: slug, Name: "The " + slug, Origins: []string{origin}, Languages: []string{"zh-TW", "en"}, TimeZone: "Asia/Taipei",
	})
	s.must(err)
	s.secrets[slug] = secret
}

func (s *stack) site(slug string) auth.Site {
	s.t.Helper()
	site, err := s.auth.Site(s.t.Context(), slug)
	s.must(err)
	return site
}

// visitor is somebody who sends requests.
type visitor struct {
	*stack
	name   string
	token  string
	header http.Header
	// id is the member's or the account's key.
	id string
	// again opens another session for the same person.
	again func() visitor
}

func (s *stack) stranger() visitor {
	v := visitor{stack: s, name: "a stranger", header: http.Header{}}
	v.again = func() visitor { return v }
	return v
}

// member is a member of news who came by single sign-on and agreed to the rules.
func (s *stack) member(nickname string) visitor { return s.memberOf("news", nickname) }

func (s *stack) memberOf(slug, nickname string) visitor {
	s.t.Helper()
	site := s.site(slug)
	tokens, err := s.auth.SignInSSO(s.t.Context(), site, s.ssoToken(slug, nickname, nil), "192.0.2.1")
	s.must(err)
	actor, err := s.auth.Authenticate(s.t.Context(), tokens.Access)
	s.must(err)
	if rules, err := s.moderation.Rulebook(s.t.Context(), site.ID, "en", 0); err == nil {
		_, err = s.auth.AgreeRulebook(s.t.Context(), actor, rules.Version)
		s.must(err)
	}
	v := visitor{stack: s, name: nickname, token: tokens.Access, header: http.Header{}, id: tokens.Member.ID.String()}
	v.again = func() visitor { return s.memberOf(slug, nickname) }
	return v
}

// ssoToken is what the publisher signs for a person; claims replace the usual ones.
func (s *stack) ssoToken(slug, subject string, claims jwt.MapClaims) string {
	s.t.Helper()
	usual := jwt.MapClaims{
		"sub": subject, "nickname": subject, "aud": slug, "exp": s.clock.now().Add(5 * time.Minute).Unix(),
	}
	maps.Copy(usual, claims)
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, usual).SignedString([]byte(s.secrets[slug]))
	s.must(err)
	return token
}

const password = "correct horse 電池"

// registered is a member with a password, who signs in by e-mail.
func (s *stack) registered(nickname string) visitor {
	s.t.Helper()
	email := strings.ToLower(nickname) + "@example.org"
	rules, err := s.moderation.Rulebook(s.t.Context(), s.site("news").ID, "en", 0)
	s.must(err)
	tokens, err := s.auth.Register(s.t.Context(), s.site("news"), auth.Registration{
		Nickname: nickname, Email: email, Password: password, Rulebook: rules.Version, Address: "192.0.2.1",
	})
	s.must(err)
	v := visitor{stack: s, name: nickname, token: tokens.Access, header: http.Header{}, id: tokens.Member.ID.String()}
	v.again = func() visitor {
		again, err := s.auth.SignIn(s.t.Context(), s.site("news"), auth.Credentials{Name: email, Password: password, Address: "192.0.2.1"})
		s.must(err)
		v.token = again.Access
		return v
	}
	return v
}

// moderator is an account of the desk for the sites; for none it is an administrator.
func (s *stack) moderator(login string, slugs ...string) visitor {
	s.t.Helper()
	account := auth.NewAccount{Login: login, Name: "Desk " + login, Password: password, Admin: len(slugs) == 0}
	for _, slug := range slugs {
		account.Sites = append(account.Sites, s.site(slug).ID)
	}
	made, err := s.auth.CreateAccount(s.t.Context(), account)
	s.must(err)
	v := visitor{stack: s, name: login, header: http.Header{}, id: made.ID.String()}
	v.again = func() visitor {
		tokens, err := s.auth.SignInAccount(s.t.Context(), auth.Credentials{Name: login, Password: password, Address: "192.0.2.2"})
		s.must(err)
		v.token = tokens.Access
		return v
	}
	return v.again()
}

func (s *stack) admin() visitor { return s.moderator("admin") }

func (s *stack) publisher(slug string) visitor {
	s.t.Helper()
	key, err := s.auth.CreateAPIKey(s.t.Context(), slug, "publishing")
	s.must(err)
	v := visitor{stack: s, name: "the publisher of " + slug, token: key, header: http.Header{}}
	v.again = func() visitor { return v }
	return v
}

// with is the same visitor who also sends a header.
func (v visitor) with(name, value string) visitor {
	v.header = v.header.Clone()
	v.header.Set(name, value)
	return v
}

// answer is what came back.
type answer struct {
	t      testing.TB
	asked  string
	status int
	header http.Header
	body   []byte
}

func (v visitor) get(path string) answer            { v.t.Helper(); return v.do("GET", path, nil) }
func (v visitor) delete(path string) answer         { v.t.Helper(); return v.do("DELETE", path, nil) }
func (v visitor) post(path string, body any) answer { v.t.Helper(); return v.do("POST", path, body) }
func (v visitor) put(path string, body any) answer  { v.t.Helper(); return v.do("PUT", path, body) }

// do sends a request: a body that is a string or bytes goes as it is, anything else as JSON. Every answer is held against
// the contract.
func (v visitor) do(method, path string, body any) answer {
	v.t.Helper()
	var sent []byte
	switch body := body.(type) {
	case nil:
	case string:
		sent = []byte(body)
	case []byte:
		sent = body
	default:
		var err error
		sent, err = json.Marshal(body)
		v.must(err)
	}
	r := httptest.NewRequestWithContext(v.t.Context(), method, path, bytes.NewReader(sent))
	r.RemoteAddr = "192.0.2.7:4711"
	r.Host = strings.TrimPrefix(boardOrigin, "https://")
	if len(sent) > 0 {
		r.Header.Set("Content-Type", "application/json")
	}
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	maps.Copy(r.Header, v.header)
	a := v.send(r)
	a.t, a.asked = v.t, v.name+": "+method+" "+path
	v.holdAgainstContract(r, a)
	return a
}

// send hands the request to the handler, or sends it over the network.
func (v visitor) send(r *http.Request) answer {
	v.t.Helper()
	if v.base == "" {
		w := httptest.NewRecorder()
		v.server.ServeHTTP(w, r)
		return answer{status: w.Code, header: w.Header(), body: w.Body.Bytes()}
	}
	out, err := http.NewRequestWithContext(r.Context(), r.Method, v.base+r.RequestURI, r.Body)
	v.must(err)
	out.Header = r.Header
	response, err := http.DefaultClient.Do(out)
	v.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	v.must(err)
	return answer{status: response.StatusCode, header: response.Header, body: body}
}

// holdAgainstContract fails for an address the contract does not know, and for an answer it does not describe.
func (s *stack) holdAgainstContract(r *http.Request, a answer) {
	s.t.Helper()
	if s.unchecked || !strings.HasPrefix(r.URL.Path, "/api/v1/") || r.Method == http.MethodOptions {
		return
	}
	e := s.server.echo.NewContext(r, httptest.NewRecorder())
	path := r.URL.RawPath
	if path == "" {
		path = r.URL.Path
	}
	s.server.echo.Router().Find(r.Method, path, e)
	op := s.server.contract.operationOf(r.Method, e.Path())
	if op == nil {
		if a.status != http.StatusNotFound && a.status != http.StatusMethodNotAllowed {
			s.t.Errorf("%s: answered %d, and is not in the contract", a.asked, a.status)
		}
		return
	}
	err := openapi3filter.ValidateResponse(s.t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, Route: op.route},
		Status:                 a.status, Header: a.header, Body: io.NopCloser(bytes.NewReader(a.body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true, SchemaValidationOptions: formats()},
	})
	if err != nil {
		s.t.Errorf("%s: the answer is not the contract's: %v\n%s", a.asked, err, a.body)
	}
	if a.status >= http.StatusInternalServerError && a.status != http.StatusServiceUnavailable {
		s.t.Errorf("%s: %d\n%s", a.asked, a.status, s.log)
	}
}

// want fails unless the answer has the status and, where one is given, the problem's code.
func (a answer) want(status int, code ...string) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: %d, want %d\n%s", a.asked, a.status, status, a.body)
	}
	if len(code) > 0 && a.problem().Code != code[0] {
		a.t.Fatalf("%s: code %q, want %q\n%s", a.asked, a.problem().Code, code[0], a.body)
	}
	return a
}

func (a answer) problem() oapi.Problem { return read[oapi.Problem](a) }

// fields are the paths the problem complains about, each with its code.
func (a answer) fields() []string {
	var fields []string
	for _, field := range given(a.problem().Fields) {
		fields = append(fields, field.Path+" "+field.Code)
	}
	slices.Sort(fields)
	return fields
}

// read decodes an answer.
func read[T any](a answer) T {
	a.t.Helper()
	var value T
	if err := json.Unmarshal(a.body, &value); err != nil {
		a.t.Fatalf("%s: %v\n%s", a.asked, err, a.body)
	}
	return value
}

type object = map[string]any

// comment writes under an article of news, and has to be let through.
func (v visitor) comment(article, text string) oapi.Comment {
	v.t.Helper()
	a := v.post(news+"/articles/"+article+"/comments", object{"source": text, "article_url": newsOrigin + "/" + article})
	return read[oapi.CommentCreated](a.want(201)).Comment
}

func (v visitor) reply(to oapi.Comment, text string) oapi.Comment {
	v.t.Helper()
	a := v.post(news+"/articles/"+to.Article+"/comments", object{"source": text, "parent_id": to.ID})
	return read[oapi.CommentCreated](a.want(201)).Comment
}

func (v visitor) tag(article, label string) oapi.Tag {
	v.t.Helper()
	a := v.post(news+"/articles/"+article+"/tags", object{"label": label, "article_url": newsOrigin + "/" + article})
	return read[oapi.Tag](a.want(201))
}

// opens gives the open case of a subject.
func (v visitor) opens(kind string, id any) oapi.Case {
	v.t.Helper()
	return read[oapi.Case](v.post(news+"/cases", object{"kind": kind, "id": id}).want(201))
}

// finds decides that a case's subject breaks a rule, with acts beside.
func (v visitor) finds(c oapi.Case, acts ...object) oapi.Decision {
	v.t.Helper()
	a := v.post(news+"/cases/"+c.Summary.ID.String()+"/decisions", object{
		"outcome": "violation", "clause": v.clause(string(c.Summary.Subject.Kind)), "reason": "This breaks the rules.",
		"revision": c.Summary.Subject.Revision, "acts": append([]object{}, acts...),
	})
	return read[oapi.Decision](a.want(201))
}

// clause is one that holds for the kind of subject.
func (s *stack) clause(kind string) string {
	s.t.Helper()
	rules := read[oapi.Rulebook](s.stranger().get(news + "/rulebook").want(200))
	for _, clause := range rules.Clauses {
		if slices.Contains(clause.Kinds, oapi.SubjectKind(kind)) {
			return clause.Code
		}
	}
	s.t.Fatalf("no clause holds for a %s", kind)
	return ""
}

// calm turns off the phases of screening that tests which write much would run into.
func (s *stack) calm(admin visitor) {
	s.t.Helper()
	settings := read[oapi.SettingsInput](admin.get(news + "/settings").want(200))
	for phase := range settings.Phases {
		settings.Phases[phase] = oapi.PhaseActionOff
	}
	settings.FloodPerMinute, settings.FloodPerHour = 1000, 10000
	admin.put(news+"/settings", settings).want(200)
}

// fresh is a name that nothing else in this test has.
func (s *stack) fresh(word string) string {
	s.count++
	return fmt.Sprintf("%s%d", word, s.count)
}
