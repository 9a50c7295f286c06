package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/httpapi"
	"board/internal/moderation"
	"board/internal/storage"
	"board/internal/textmatch"
	"board/web"
)

// shutdownTime is how long accepted requests may take to finish after a signal to stop.
const shutdownTime = 10 * time.Second

type serveVerb struct {
	Listen         string        `help:"Address to listen on." default:"127.0.0.1:8080" env:"BOARD_LISTEN"`
	Origin         string        `help:"Board's own public origin, https://board.example; http://LISTEN when absent." env:"BOARD_ORIGIN"`
	TrustedProxies []proxyPrefix `help:"Proxies whose X-Forwarded-For is believed: addresses or networks." env:"BOARD_TRUSTED_PROXIES"`
	NoRateLimits   bool          `help:"Limit no requests: for load tests, or behind a gateway that does." env:"BOARD_NO_RATE_LIMITS"`
	Demo           bool          `help:"Serve an article with a lively discussion at /demo." env:"BOARD_DEMO"`
}

// house is every service, wired.
type house struct {
	db         *storage.DB
	auth       *auth.Service
	comments   *comments.Service
	moderation *moderation.Service
	screening  *moderation.Screening
}

// newHouse wires the services over one database. Board's own name is the issuer of its tokens.
func newHouse(db *storage.DB, now func() time.Time, log *slog.Logger) (*house, error) {
	folder := textmatch.NewFolder()
	screening := moderation.NewScreening(moderation.ScreeningConfig{DB: db, Now: now, Logger: log, Folder: folder})
	members, err := auth.New(auth.Config{
		DB: db, Policy: screening, Now: now, Issuer: "board", Logger: log, Folder: folder,
		Rulebook: screening.RulebookVersion,
		OnSiteTx: func(tx storage.Tx, site auth.Site) error { return moderation.SeedTx(tx, site, now()) },
	})
	if err != nil {
		return nil, err
	}
	discussion := comments.New(comments.Config{DB: db, Auth: members, Screener: screening, Now: now, Logger: log, Folder: folder})
	desk := moderation.New(moderation.Config{
		DB: db, Auth: members, Comments: discussion, Screening: screening, Now: now, Logger: log,
	})
	return &house{db: db, auth: members, comments: discussion, moderation: desk, screening: screening}, nil
}

// withHouse opens the database for the time of one verb.
func withHouse(s *surroundings, do func(h *house) error) (err error) {
	if s.storage.Path != "" {
		if err := os.MkdirAll(filepath.Dir(s.storage.Path), 0o750); err != nil {
			return fmt.Errorf("make the data folder: %w", err)
		}
	}
	db, err := storage.Open(s.ctx, s.storage)
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), shutdownTime)
		defer cancel()
		err = errors.Join(err, db.Close(closing))
	}()
	h, err := newHouse(db, time.Now, s.log)
	if err != nil {
		return err
	}
	return do(h)
}

// Run serves until a signal ends it or the database can't be trusted any more.
func (v *serveVerb) Run(s *surroundings) error {
	s.storage.Exclusive = true
	return withHouse(s, func(h *house) error {
		listener, err := (&net.ListenConfig{}).Listen(s.ctx, "tcp", v.Listen)
		if err != nil {
			return fmt.Errorf("listen: %w; --listen or BOARD_LISTEN names another address", err)
		}
		if v.Origin == "" {
			v.Origin = "http://" + listener.Addr().String()
		}
		server, err := v.server(s, h)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		if err := v.announce(s, h); err != nil {
			return errors.Join(err, listener.Close())
		}
		if v.Demo {
			s.level.Set(slog.LevelWarn) // A line for each request would carry the passwords off the screen.
		}
		return serveUntilStopped(s, h, server, listener)
	})
}

func (v *serveVerb) server(s *surroundings, h *house) (*http.Server, error) {
	files, err := web.Files()
	if err != nil {
		return nil, err
	}
	manifest, err := web.ReadManifest()
	if err != nil {
		return nil, err
	}
	config := httpapi.Config{
		Auth: h.auth, Comments: h.comments, Moderation: h.moderation, Ready: h.db.Healthy,
		Assets: files, Manifest: manifest, Origin: v.Origin, Now: time.Now, Logger: s.log,
	}
	config.Limits.Off = v.NoRateLimits
	for _, proxy := range v.TrustedProxies {
		config.TrustedProxies = append(config.TrustedProxies, netip.Prefix(proxy))
	}
	if v.Demo {
		if config.Demo, err = newDemoPage(v.Origin); err != nil {
			return nil, err
		}
	}
	api, err := httpapi.New(config)
	if err != nil {
		return nil, fmt.Errorf("build the API: %w", err)
	}
	return api.HTTP(v.Listen), nil
}

// announce prints where to look, and what there is to do first. With --demo it makes the demonstration before.
func (v *serveVerb) announce(s *surroundings, h *house) error {
	if v.Demo {
		if err := seedDemo(s, h, v.Origin); err != nil {
			return fmt.Errorf("make the demonstration: %w", err)
		}
		fmt.Fprintf(s.out, "Article  %s/demo\n", v.Origin)
	}
	fmt.Fprintf(s.out, "Desk     %s/desk\nAPI      %s/api/docs\n", v.Origin, v.Origin)
	sites, err := h.auth.Sites(s.ctx)
	if err != nil {
		return err
	}
	if len(sites) == 0 {
		fmt.Fprint(s.out, firstSteps)
	}
	return nil
}

const firstSteps = `
There is no site yet. Make one, and an account for its desk; this server need not stop for it:
  board site create news --name "The News" --origin https://news.example
  board account create editor --role moderator --site news
  board api-key create news "publishing system"     (to announce articles; optional)
`

func serveUntilStopped(s *surroundings, h *house, server *http.Server, listener net.Listener) error {
	sweeping, stopSweeping := context.WithCancel(s.ctx)
	var background sync.WaitGroup
	background.Go(func() { sweep(sweeping, h, s.log) })
	defer background.Wait()
	defer stopSweeping()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }() // Ends with Shutdown below, which is waited for.
	var cause error
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-s.ctx.Done():
		s.log.Info("stopping")
	case <-h.db.Failed():
		cause = errors.New("the database can't be trusted any more; see the log, and restore a backup if need be")
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(closing); err != nil {
		cause = errors.Join(cause, fmt.Errorf("finish open requests: %w", err), server.Close())
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		cause = errors.Join(cause, err)
	}
	return cause
}
