package auth

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"board/internal/storage"
	"board/internal/storage/storagetest"
	"board/internal/textmatch"
)

// town is a database with one site, a clock that tests move, and a policy that tests can read.
type town struct {
	*Service
	t     *testing.T
	site  Site
	sso   string
	clock *clock
	rules *nicknameRules
}

// clock stands still until it is moved.
type clock struct{ at atomic.Pointer[time.Time] }

func (c *clock) now() time.Time { return *c.at.Load() }

func (c *clock) move(d time.Duration) {
	next := c.now().Add(d)
	c.at.Store(&next)
}

// nicknameRules refuses nicknames with "bad" in them and holds those with "odd".
type nicknameRules struct{ recorded atomic.Int64 }

func (*nicknameRules) JudgeNickname(_ context.Context, _ Site, _ *MemberID, nickname string) (NicknameVerdict, error) {
	switch {
	case strings.Contains(nickname, "bad"):
		return NicknameVerdict{Outcome: OutcomeRefuse, Clause: "abusive", Code: "terms"}, nil
	case strings.Contains(nickname, "odd"):
		return NicknameVerdict{Outcome: OutcomeHold, Clause: "abusive", Code: "terms"}, nil
	}
	return NicknameVerdict{Outcome: OutcomePublish}, nil
}

func (r *nicknameRules) RecordNicknameTx(storage.Tx, SiteID, MemberID, int, NicknameVerdict) error {
	r.recorded.Add(1)
	return nil
}

const (
	goodPassword = "correct horse 電池"
	rulesVersion = 2
)

// folder takes a while to build under the race detector.
var folder = sync.OnceValue(textmatch.NewFolder)

// each runs the test in a new town on both databases.
func each(t *testing.T, test func(t *testing.T, in town)) {
	t.Helper()
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) { test(t, newTown(t, db)) })
}

func newTown(t *testing.T, db *storage.DB) town {
	t.Helper()
	in := town{t: t, clock: &clock{}, rules: &nicknameRules{}}
	start := time.Now().UTC().Truncate(time.Second)
	in.clock.at.Store(&start)
	var err error
	in.Service, err = New(Config{
		DB: db, Folder: folder(), Policy: in.rules, Now: in.clock.now, Issuer: "https://board.example",
		Rulebook: func(context.Context, SiteID) (int, error) { return rulesVersion, nil },
	})
	in.must(err)
	in.Service.cost.memory, in.Service.cost.time = 64, 1
	in.site, in.sso, err = in.CreateSite(t.Context(), newsSite("news"))
	in.must(err)
	return in
}

func newsSite(slug string) NewSite {
	return NewSite{
		Slug: slug, Name: "晨報", Origins: []string{"https://News.example/"}, Languages: []string{"zh-TW", "en"}, TimeZone: "Asia/Taipei",
	}
}

func (in town) must(err error) {
	in.t.Helper()
	if err != nil {
		in.t.Fatal(err)
	}
}

// registration is one that is in order.
func registration(nickname string) Registration {
	return Registration{Nickname: nickname, Password: goodPassword, Rulebook: rulesVersion, Address: "192.0.2.1"}
}

func (in town) register(nickname string) Tokens {
	in.t.Helper()
	tokens, err := in.Register(in.t.Context(), in.site, registration(nickname))
	in.must(err)
	return tokens
}

func (in town) actor(tokens Tokens) Actor {
	in.t.Helper()
	actor, err := in.Authenticate(in.t.Context(), tokens.Access)
	in.must(err)
	return actor
}

// member is what the database says of somebody now.
func (in town) member(id MemberID) Member {
	in.t.Helper()
	member, err := in.Member(in.t.Context(), in.site.ID, id)
	in.must(err)
	return member
}

func (in town) signIn(name string) (Tokens, error) {
	return in.SignIn(in.t.Context(), in.site, Credentials{Name: name, Password: goodPassword, Address: "192.0.2.1"})
}

// write runs a job that must succeed.
func (in town) write(job func(tx storage.Tx) error) {
	in.t.Helper()
	in.must(in.db.Write(in.t.Context(), job))
}

func (in town) count(query string, args ...any) int {
	in.t.Helper()
	var n int
	in.must(in.db.Read(in.t.Context()).Raw(query, args...).Scan(&n).Error)
	return n
}
