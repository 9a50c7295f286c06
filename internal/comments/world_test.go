package comments

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
	"board/internal/storage/storagetest"
	"board/internal/textmatch"
)

// judge is the Screener of the tests: it answers as it was told, and remembers what it was asked.
type judge struct {
	mu       sync.Mutex
	rule     func(Draft) Verdict
	drafts   []Draft
	recorded []Subject
	verdicts []Verdict
}

func (j *judge) Screen(_ context.Context, d Draft) (Verdict, error) {
	j.mu.Lock()
	j.drafts = append(j.drafts, d)
	rule := j.rule
	j.mu.Unlock()
	if rule == nil {
		return Verdict{Outcome: auth.OutcomePublish}, nil
	}
	return rule(d), nil
}

func (j *judge) RecordTx(_ storage.Tx, s Subject, v Verdict) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.recorded, j.verdicts = append(j.recorded, s), append(j.verdicts, v)
	return nil
}

func (j *judge) says(o Outcome) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.rule = func(Draft) Verdict { return Verdict{Outcome: o, Clause: "abusive", Code: "test"} }
}

func (j *judge) last() (Draft, Subject, Verdict) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.drafts[len(j.drafts)-1], j.recorded[len(j.recorded)-1], j.verdicts[len(j.verdicts)-1]
}

// anyNickname is the policy of sites where every nickname is fine.
type anyNickname struct{}

func (anyNickname) JudgeNickname(context.Context, auth.Site, *auth.MemberID, string) (auth.NicknameVerdict, error) {
	return auth.NicknameVerdict{Outcome: auth.OutcomePublish}, nil
}

func (anyNickname) RecordNicknameTx(storage.Tx, auth.SiteID, auth.MemberID, int, auth.NicknameVerdict) error {
	return nil
}

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

// sharedFolder is built once: under the race detector that takes a third of a second.
var sharedFolder = sync.OnceValue(textmatch.NewFolder)

// world is a site with its service on a database of its own.
type world struct {
	*Service
	testing.TB
	db    *storage.DB
	site  auth.Site
	judge *judge
	clock *clock
	names int
}

const pageURL = "https://news.example/a"

func newWorld(t testing.TB, db *storage.DB) *world {
	t.Helper()
	clock := &clock{at: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	members, err := auth.New(auth.Config{
		DB: db, Folder: sharedFolder(), Policy: anyNickname{}, Now: clock.Now, Issuer: "http://board.test", Logger: slog.New(slog.DiscardHandler),
		Rulebook: func(context.Context, auth.SiteID) (int, error) { return 0, nil },
	})
	if err != nil {
		t.Fatalf("make auth: %v", err)
	}
	judge := &judge{}
	w := &world{TB: t, db: db, judge: judge, clock: clock, Service: New(Config{
		DB: db, Auth: members, Folder: sharedFolder(), Screener: judge, Now: clock.Now, Logger: slog.New(slog.DiscardHandler),
	})}
	w.site = w.newSite("news")
	return w
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) { test(t, newWorld(t, db)) })
}

func (w *world) newSite(slug string) auth.Site {
	w.Helper()
	site, _, err := w.auth.CreateSite(w.Context(), auth.NewSite{
		Slug: slug, Name: "新聞", Origins: []string{"https://news.example", "http://news.localhost:8080"},
		Languages: []string{"zh-TW"}, TimeZone: "Asia/Taipei",
	})
	w.ok(err)
	return site
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

// member is a new member of the site. The row is written straight, because hashing passwords is slow and beside the point.
func (w *world) member() auth.Actor { return w.memberOf(w.site) }

func (w *world) memberOf(site auth.Site) auth.Actor {
	w.Helper()
	w.names++
	m := auth.Member{ID: storage.NewKey[auth.Member](), SiteID: site.ID, Nickname: fmt.Sprintf("讀者%d", w.names)}
	w.write(`INSERT INTO members (id, site_id, nickname, nickname_status, nickname_revision, created_at)
		VALUES (?, ?, ?, 'published', 1, ?)`, m.ID, site.ID, m.Nickname, storage.At(w.clock.Now()))
	return auth.Actor{Role: auth.RoleMember, Site: &site, Member: &m, Address: "192.0.2.7"}
}

func (w *world) members(n int) []auth.Actor {
	actors := make([]auth.Actor, n)
	for i := range actors {
		actors[i] = w.member()
	}
	return actors
}

func (w *world) suspended() auth.Actor {
	actor := w.member()
	until := w.clock.Now().Add(time.Hour)
	actor.Member.Standing = auth.Standing{Kind: auth.Suspended, Until: &until}
	return actor
}

func (w *world) write(statement string, args ...any) {
	w.Helper()
	w.ok(w.db.Write(w.Context(), func(tx storage.Tx) error { return tx.DB().Exec(statement, args...).Error }))
}

// tx runs what moderation would run.
func (w *world) tx(job func(tx storage.Tx) error) {
	w.Helper()
	w.ok(w.db.Write(w.Context(), job))
}

func (w *world) setStatus(id ID, to Status) (before CommentState) {
	w.Helper()
	w.tx(func(tx storage.Tx) (err error) {
		before, err = w.SetStatusTx(tx, id, to, w.clock.Now())
		return err
	})
	return before
}

func (w *world) post(by auth.Actor, article, source string) Comment {
	w.Helper()
	return w.reply(by, article, nil, source)
}

func (w *world) reply(by auth.Actor, article string, to *ID, source string) Comment {
	w.Helper()
	c, _, err := w.Post(w.Context(), by, w.site, PostInput{ArticleKey: article, ArticleURL: pageURL, ParentID: to, Source: source})
	w.ok(err)
	return c
}

func (w *world) article(key string) Article {
	w.Helper()
	a, err := w.Article(w.Context(), w.site.ID, key)
	w.ok(err)
	return a
}

func (w *world) comment(id ID) Comment {
	w.Helper()
	c, err := w.Comment(w.Context(), Viewer{Moderator: true}, w.site.ID, id)
	w.ok(err)
	return c
}

// exact wants every counter to be what counting gives.
func (w *world) exact() {
	w.Helper()
	differences, err := w.Recount(w.Context())
	w.ok(err)
	for _, d := range differences {
		w.Errorf("%s %s: %s is %d, counted %d", d.Table, d.ID, d.Counter, d.Stored, d.Counted)
	}
	if len(differences) > 0 {
		w.FailNow()
	}
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

func rows(w *world, query string, args ...any) (n int) {
	w.Helper()
	w.ok(w.db.Read(w.Context()).Raw(query, args...).Row().Scan(&n))
	return n
}
