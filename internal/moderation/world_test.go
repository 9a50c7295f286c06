package moderation

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
	"board/internal/storage"
	"board/internal/storage/storagetest"
	"board/internal/textmatch"
)

// folder takes a while to build under the race detector.
var folder = sync.OnceValue(textmatch.NewFolder)

// clock stands until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// world is a site with all its services on a database of its own.
type world struct {
	*Service
	testing.TB
	site   auth.Site
	secret string
	clock  *clock
	people int
}

const pageURL = "https://news.example/a"

// each runs the test in a new world on both databases.
func each(t *testing.T, test func(w *world)) {
	t.Helper()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) { test(newWorld(t, db)) })
}

func newWorld(t testing.TB, db *storage.DB) *world {
	t.Helper()
	clock := &clock{at: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	log := slog.New(slog.DiscardHandler)
	screening := NewScreening(ScreeningConfig{DB: db, Now: clock.Now, Logger: log, Folder: folder()})
	members, err := auth.New(auth.Config{
		DB: db, Folder: folder(), Policy: screening, Now: clock.Now, Issuer: "http://board.test", Logger: log,
		Rulebook: screening.RulebookVersion,
		OnSiteTx: func(tx storage.Tx, site auth.Site) error { return SeedTx(tx, site, clock.Now()) },
	})
	if err != nil {
		t.Fatalf("make auth: %v", err)
	}
	texts := comments.New(comments.Config{
		DB: db, Auth: members, Screener: screening, Now: clock.Now, Logger: log, Folder: folder(),
	})
	w := &world{TB: t, clock: clock, Service: New(Config{
		DB: db, Auth: members, Comments: texts, Screening: screening, Now: clock.Now, Logger: log,
	})}
	w.site, w.secret = w.newSite("news")
	return w
}

func (w *world) newSite(slug string) (auth.Site, string) {
	w.Helper()
	site, secret, err := w.auth.CreateSite(w.Context(), auth.NewSite{
		Slug: slug, Name: "晨報", Origins: []string{"https://news.example"}, Languages: []string{"zh-TW", "en"},
		TimeZone: "Asia/Taipei",
	})
	w.ok(err)
	return site, secret
}

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// refused wants err to be this fault.
func (w *world) refused(err error, want *fault.Fault) {
	w.Helper()
	if !errors.Is(err, want) {
		w.Fatalf("got %v, want %s", err, want.Code)
	}
}

func (w *world) equal(what string, got, want any) {
	w.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

// join signs somebody in at the publisher for the first time, and lets them agree to the rules.
func (w *world) join(nickname string) auth.Actor {
	w.Helper()
	w.people++
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": fmt.Sprint("reader ", w.people), "nickname": nickname, "aud": w.site.Slug,
		"iat": w.clock.Now().Unix(), "exp": w.clock.Now().Add(time.Minute).Unix(),
	}).SignedString([]byte(w.secret))
	w.ok(err)
	tokens, err := w.auth.SignInSSO(w.Context(), w.site, token, "192.0.2.1")
	w.ok(err)
	actor := w.as(tokens.Member.ID)
	version, err := w.screening.RulebookVersion(w.Context(), w.site.ID)
	w.ok(err)
	_, err = w.auth.AgreeRulebook(w.Context(), actor, version)
	w.ok(err)
	return w.as(tokens.Member.ID)
}

// as is the member as every request finds them anew.
func (w *world) as(id auth.MemberID) auth.Actor {
	w.Helper()
	m, err := w.auth.Member(w.Context(), w.site.ID, id)
	w.ok(err)
	return auth.Actor{Role: auth.RoleMember, Site: &w.site, Member: &m, Address: "192.0.2.7"}
}

// reader is a member who joined a year ago, newcomer one who joined just now.
func (w *world) reader() auth.Actor {
	w.Helper()
	actor := w.newcomer()
	w.write(`UPDATE members SET created_at = ? WHERE id = ?`, storage.At(w.clock.Now().AddDate(-1, 0, 0)), actor.Member.ID)
	return w.as(actor.Member.ID)
}

func (w *world) newcomer() auth.Actor {
	w.Helper()
	return w.join(fmt.Sprintf("讀者%d號", w.people+1))
}

func (w *world) readers(n int) []auth.Actor {
	actors := make([]auth.Actor, n)
	for i := range actors {
		actors[i] = w.reader()
	}
	return actors
}

// moderator is an account of the desk. The row is written straight, because hashing passwords is slow and beside the point.
func (w *world) moderator(name string) auth.Actor {
	w.Helper()
	a := auth.Account{ID: storage.NewKey[auth.Account](), Login: name, Name: name, Sites: []auth.SiteID{w.site.ID}}
	w.write(`INSERT INTO accounts (id, login, name, password_hash, admin, created_at) VALUES (?, ?, ?, '', ?, ?)`,
		a.ID, name, name, false, storage.At(w.clock.Now()))
	w.write(`INSERT INTO account_sites (account_id, site_id) VALUES (?, ?)`, a.ID, w.site.ID)
	return auth.Actor{Role: auth.RoleModerator, Account: &a}
}

func (w *world) admin() auth.Actor {
	w.Helper()
	actor := w.moderator("chief")
	actor.Role, actor.Account.Admin, actor.Account.Sites = auth.RoleAdmin, true, nil
	w.write(`UPDATE accounts SET admin = ? WHERE id = ?`, true, actor.Account.ID)
	w.write(`DELETE FROM account_sites WHERE account_id = ?`, actor.Account.ID)
	return actor
}

func (w *world) write(statement string, args ...any) {
	w.Helper()
	w.ok(w.db.Write(w.Context(), func(tx storage.Tx) error { return tx.DB().Exec(statement, args...).Error }))
}

func (w *world) tryPost(by auth.Actor, article, source string) (comments.Comment, error) {
	c, _, err := w.comments.Post(w.Context(), by, w.site, comments.PostInput{
		ArticleKey: article, ArticleURL: pageURL, ArticleTitle: "市府說明公車改道", Source: source,
	})
	return c, err //nolint:wrapcheck // Compared by tests.
}

func (w *world) post(by auth.Actor, article, source string) comments.Comment {
	w.Helper()
	c, err := w.tryPost(by, article, source)
	w.ok(err)
	return c
}

func (w *world) tag(by auth.Actor, article, label string) comments.Tag {
	w.Helper()
	tag, err := w.comments.PlaceTag(w.Context(), by, w.site, article, pageURL, "市府說明公車改道", label, nil)
	w.ok(err)
	return tag
}

func (w *world) report(by auth.Actor, kind SubjectKind, id [16]byte) error {
	clause := "abusive"
	if kind == NicknameSubject {
		clause = "nickname"
	}
	_, err := w.Report(w.Context(), by, w.site, kind, id, ReportInput{Clause: clause, Note: "請看一下"})
	return err
}

func (w *world) reported(kind SubjectKind, id [16]byte, by ...auth.Actor) {
	w.Helper()
	for _, reporter := range by {
		w.ok(w.report(reporter, kind, id))
	}
}

func (w *world) comment(id comments.ID) comments.Comment {
	w.Helper()
	c, err := w.comments.Comment(w.Context(), desk, w.site.ID, id)
	w.ok(err)
	return c
}

// caseOf is the open case of a subject, as the moderator sees it; it is opened when there is none.
func (w *world) caseOf(by auth.Actor, kind SubjectKind, id [16]byte) Case {
	w.Helper()
	c, err := w.OpenCase(w.Context(), by, w.site, kind, id)
	w.ok(err)
	return c
}

// violation and innocence are plain decisions about a case as it stands.
func violation(c Case, acts ...ActInput) DecisionInput {
	clause := "abusive"
	if c.Subject.Kind == NicknameSubject {
		clause = "nickname"
	}
	return DecisionInput{
		Outcome: Violation, Clause: clause, Reason: "內容有人身攻擊", InternalNote: "同樣手法第二次", Revision: c.Subject.Revision, Acts: acts,
	}
}

func innocence(c Case, acts ...ActInput) DecisionInput {
	return DecisionInput{Outcome: NoViolation, Revision: c.Subject.Revision, Acts: acts}
}

func (w *world) decide(by auth.Actor, c Case, in DecisionInput) Decision {
	w.Helper()
	d, err := w.Decide(w.Context(), by, w.site, c.ID, in, nil)
	w.ok(err)
	return d
}

func (w *world) queue(by auth.Actor, q QueueQuery) []CaseSummary {
	w.Helper()
	cases, _, err := w.Queue(w.Context(), by, w.site, q)
	w.ok(err)
	return cases
}

func (w *world) notices(of auth.MemberID) []Notice {
	w.Helper()
	notices, _, _, err := w.Notices(w.Context(), w.as(of), "", 0)
	w.ok(err)
	return notices
}

func (w *world) kinds(notices []Notice) []NoticeKind {
	kinds := make([]NoticeKind, len(notices))
	for i, n := range notices {
		kinds[i] = n.Kind
	}
	return kinds
}

// exact wants the counters to be what counting gives, and the audit log to be sealed.
func (w *world) exact(by auth.Actor) {
	w.Helper()
	differences, err := w.comments.Recount(w.Context())
	w.ok(err)
	for _, d := range differences {
		w.Errorf("%s %s: %s is %d, counted %d", d.Table, d.ID, d.Counter, d.Stored, d.Counted)
	}
	_, err = w.VerifyAudit(w.Context(), by, w.site.ID)
	w.ok(err)
}

// atOnce runs n calls at the same time and returns their errors.
func atOnce(n int, call func(i int) error) []error {
	errs := make([]error, n)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range n {
		done.Go(func() {
			start.Wait()
			errs[i] = call(i)
		})
	}
	start.Done()
	done.Wait()
	return errs
}

func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	w.ok(w.db.Read(w.Context()).Raw(query, args...).Scan(&n).Error)
	return n
}
