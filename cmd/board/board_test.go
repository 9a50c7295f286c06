package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// board runs one command line on the data folder and returns what it printed.
func board(t *testing.T, data string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), append([]string{"--data", data}, args...), &out, io.Discard)
	return out.String(), err
}

func mustBoard(t *testing.T, data string, args ...string) string {
	t.Helper()
	out, err := board(t, data, args...)
	if err != nil {
		t.Fatalf("board %s: %v", strings.Join(args, " "), err)
	}
	return out
}

func TestAnOperatorSetsUpASiteWithoutAServer(t *testing.T) {
	data := t.TempDir()
	founded := mustBoard(t, data, "site", "create", "news", "--name", "The News", "--origin", "https://news.example")
	rotated := mustBoard(t, data, "site", "rotate-sso-secret", "news")
	secret := regexp.MustCompile(`\(shown once\): (\S{40,})`)
	first, second := secret.FindStringSubmatch(founded), secret.FindStringSubmatch(rotated)
	if first == nil || second == nil || first[1] == second[1] {
		t.Errorf("want two secrets that differ, got %q and %q", founded, rotated)
	}
	opened := mustBoard(t, data, "account", "create", "editor", "--role", "moderator", "--site", "news")
	if !regexp.MustCompile(`Password \(shown once\): \S{20,}`).MatchString(opened) {
		t.Errorf("want a password, got %q", opened)
	}
	if key := mustBoard(t, data, "api-key", "create", "news", "cms"); !strings.Contains(key, "bk_") {
		t.Errorf("want an API key, got %q", key)
	}
	if report := mustBoard(t, data, "audit", "verify"); !strings.Contains(report, "news: ") || strings.Contains(report, "entries: 0") {
		t.Errorf("want the acts above in sealed chains, got %q", report)
	}
}

func TestVerbsRefuseWhatMakesNoSense(t *testing.T) {
	data := t.TempDir()
	mustBoard(t, data, "site", "create", "news", "--name", "The News", "--origin", "https://news.example")
	for _, row := range []struct {
		name string
		args []string
		says string
	}{
		{"an admin is not limited to a site", []string{"account", "create", "a", "--role", "admin", "--site", "news"}, "leave out --site"},
		{"a moderator has a site", []string{"account", "create", "a", "--role", "moderator"}, "needs --site"},
		{"the site exists", []string{"account", "create", "a", "--role", "moderator", "--site", "olds"}, "olds"},
		{"a role is one of two", []string{"account", "create", "a", "--role", "owner"}, "--role"},
		{"an origin has no path", []string{"site", "create", "b", "--name", "B", "--origin", "https://b.example/path"}, "origins"},
		{"a slug is taken once", []string{"site", "create", "news", "--name", "B", "--origin", "https://b.example"}, "slug"},
		{"a proxy is an address", []string{"serve", "--trusted-proxies", "gate"}, "10.0.0.0/8"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := board(t, data, row.args...)
			if err == nil || !strings.Contains(explain(err), row.says) {
				t.Errorf("want an error that says %q, got %v", row.says, err)
			}
		})
	}
}

func TestVerifyNamesTheEntryThatWasChanged(t *testing.T) {
	data := t.TempDir()
	mustBoard(t, data, "site", "create", "news", "--name", "The News", "--origin", "https://news.example")
	mustBoard(t, data, "api-key", "create", "news", "cms")
	db, err := storage.Open(t.Context(), storage.Config{Path: filepath.Join(data, "board.db")})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx storage.Tx) error {
		return tx.DB().Exec("UPDATE audit_entries SET act = 'nothing' WHERE n = 1").Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	report, err := board(t, data, "audit", "verify", "--site", "news")
	if err == nil || !strings.Contains(report, "BROKEN") {
		t.Errorf("want the changed entry found, got %q and %v", report, err)
	}
}

func demoSurroundings(t *testing.T, out io.Writer) *surroundings {
	t.Helper()
	return &surroundings{ctx: t.Context(), out: out, log: slog.New(slog.DiscardHandler)}
}

func openHouse(t *testing.T, db *storage.DB) *house {
	t.Helper()
	h, err := newHouse(db, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// wantDemo checks that the demonstration is there once and whole.
func wantDemo(t *testing.T, h *house) {
	t.Helper()
	site, err := h.auth.Site(t.Context(), demoSite)
	if err != nil {
		t.Fatal(err)
	}
	article, err := h.comments.Article(t.Context(), site.ID, demoArticle)
	if err != nil || article.CommentCount != 60 {
		t.Errorf("want 60 published comments, got %d, %v", article.CommentCount, err)
	}
	tags, err := h.comments.Tags(t.Context(), comments.Viewer{}, site.ID, demoArticle)
	if err != nil || len(tags) != 6 {
		t.Errorf("want 6 tags, got %d, %v", len(tags), err)
	}
	account, err := h.auth.AccountByLogin(t.Context(), demoLogin)
	if err != nil {
		t.Fatal(err)
	}
	desk := auth.Actor{Role: auth.RoleModerator, Account: &account, Address: "127.0.0.1"}
	counts, err := h.moderation.QueueCounts(t.Context(), desk, site)
	if err != nil || counts.Reported != 3 || counts.Comments != 1 || counts.Tags != 1 || counts.Nicknames != 1 {
		t.Errorf("want a comment, a tag and a nickname reported, got %+v, %v", counts, err)
	}
	if differences, err := h.comments.Recount(t.Context()); err != nil || len(differences) > 0 {
		t.Errorf("want counters that equal a recount, got %v, %v", differences, err)
	}
}

func TestTheDemonstrationIsMadeOnceAndKept(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		h := openHouse(t, db)
		var first, second bytes.Buffer
		if err := seedDemo(demoSurroundings(t, &first), h, "http://127.0.0.1:8080"); err != nil {
			t.Fatal(err)
		}
		wantDemo(t, h)
		if err := seedDemo(demoSurroundings(t, &second), h, "http://127.0.0.1:8080"); err != nil {
			t.Fatal(err)
		}
		wantDemo(t, h)
		if strings.Contains(second.String(), "shown once") || !strings.Contains(second.String(), "set-password") {
			t.Errorf("want the way to a new password and none shown again, got %q", second.String())
		}
		password := regexp.MustCompile(`sign in as demo with (\S+)`).FindStringSubmatch(first.String())
		if password == nil {
			t.Fatalf("want the moderator's password, got %q", first.String())
		}
		_, err := h.auth.SignInAccount(t.Context(), auth.Credentials{Name: demoLogin, Password: password[1], Address: "127.0.0.1"})
		if err != nil {
			t.Errorf("sign in at the desk: %v", err)
		}
	})
}

func TestADemonstrationThatWasCutShortIsCompletedByTheNextStart(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		h := openHouse(t, db)
		d, err := newDemoSeeder(demoSurroundings(t, io.Discard), h, "http://127.0.0.1:8080")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.found(); err != nil {
			t.Fatal(err)
		}
		discussion, err := readDiscussion()
		if err != nil {
			t.Fatal(err)
		}
		discussion.Threads = discussion.Threads[:2]
		if err := d.seed(discussion, "a password of readers"); err != nil {
			t.Fatal(err)
		}
		if err := seedDemo(demoSurroundings(t, io.Discard), h, "http://127.0.0.1:8080"); err != nil {
			t.Fatal(err)
		}
		wantDemo(t, h)
	})
}

func TestServeAnswersUntilItIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, printed := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"--data", t.TempDir(), "serve", "--demo", "--listen", "127.0.0.1:0"}, printed, io.Discard)
		ended <- err
		_ = printed.CloseWithError(io.EOF)
	}()
	origin := readOrigin(t, out)
	response, err := http.Get(origin + "/demo")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	policy := response.Header.Get("Content-Security-Policy")
	for _, part := range []string{"script-src " + origin, "connect-src " + origin, "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("want %q in the policy, got %q", part, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("want nothing unsafe in the policy, got %q", policy)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("want a clean end, got %v", err)
	}
}

// readOrigin reads what serve prints up to the desk's address, and goes on reading so that serve never waits.
func readOrigin(t *testing.T, out io.Reader) string {
	t.Helper()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if origin, found := strings.CutSuffix(lines.Text(), "/api/docs"); found {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return strings.TrimSpace(strings.TrimPrefix(origin, "API"))
		}
	}
	t.Fatal("serve ended before it said where it listens")
	return ""
}

func TestTheDemonstrationFollowsItsAddress(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		const first, second = "http://127.0.0.1:8080", "http://127.0.0.1:9090"
		for _, origin := range []string{first, second} {
			if err := seedDemo(demoSurroundings(t, io.Discard), openHouse(t, db), origin); err != nil {
				t.Fatal(err)
			}
		}
		site, err := openHouse(t, db).auth.Site(t.Context(), demoSite)
		if err != nil || !slices.Contains(site.Origins, second) || slices.Contains(site.Origins, first) {
			t.Errorf("want the new address to be the site's, got %v, %v", site.Origins, err)
		}
	})
}

func TestServeOnAnEmptyDatabaseSaysWhatToDoFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		var out bytes.Buffer
		verb := serveVerb{Origin: "http://127.0.0.1:8080"}
		if err := verb.announce(demoSurroundings(t, &out), openHouse(t, db)); err != nil {
			t.Fatal(err)
		}
		for _, step := range []string{"board site create", "board account create", "board api-key create"} {
			if !strings.Contains(out.String(), step) {
				t.Errorf("want %q among the first steps, got %q", step, out.String())
			}
		}
	})
}
