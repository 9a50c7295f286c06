// Package httpapi speaks HTTP for Board: the API that openapi.yaml describes, the files browsers load, and health.
//
// A request passes the middlewares in routes.go, from the request's id down to the check of its body against the
// contract. What arrives at a handler is well-formed and sent by somebody who may do it; the handler translates it into
// one call of the domain and the answer back. Errors become problem documents in problem.go and nowhere else.
package httpapi

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/moderation"
	"board/web"
)

// Config is what a Server needs. Auth, Comments, Moderation, Origin and Now are required.
type Config struct {
	Auth       *auth.Service
	Comments   *comments.Service
	Moderation *moderation.Service
	// Ready says whether requests can be served now; nil: they always can.
	Ready func(context.Context) error
	// Assets are the built web files, and Manifest their names; nil where they are not built in.
	Assets   fs.FS
	Manifest web.Manifest
	// Demo answers everything below /demo; nil: there is nothing.
	Demo http.Handler
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Origin is Board's own public scheme://host[:port].
	Origin string
	Now    func() time.Time
	// Logger hears of every request and of the causes of every 500; nil: nobody does.
	Logger *slog.Logger
	// Limits are how often one may ask; the zero value is DefaultLimits.
	Limits Limits
}

// Server answers all of Board's HTTP requests.
type Server struct {
	auth       *auth.Service
	comments   *comments.Service
	moderation *moderation.Service
	ready      func(context.Context) error
	demo       http.Handler
	proxies    []netip.Prefix
	origin     string
	now        func() time.Time
	log        *slog.Logger

	contract *contract
	limits   *limiter
	files    *files
	docs     *docs
	echo     *echo.Echo
}

// New makes a Server and checks that every operation of the contract has a handler and a rule who may call it.
func New(c Config) (*Server, error) {
	if c.Auth == nil || c.Comments == nil || c.Moderation == nil || c.Origin == "" || c.Now == nil {
		return nil, errors.New("httpapi needs auth, comments, moderation, its own origin and a clock")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Server{
		auth: c.Auth, comments: c.Comments, moderation: c.Moderation,
		ready: c.Ready, demo: c.Demo, proxies: c.TrustedProxies,
		origin: strings.TrimSuffix(strings.ToLower(c.Origin), "/"),
		now:    c.Now, log: c.Logger,
		limits: newLimiter(c.Limits),
	}
	var err error
	if s.contract, err = loadContract(); err != nil {
		return nil, fmt.Errorf("load the contract: %w", err)
	}
	if s.files, err = loadFiles(c.Assets, c.Manifest); err != nil {
		return nil, fmt.Errorf("load the web files: %w", err)
	}
	if s.docs, err = renderDocs(s.contract, s.origin); err != nil {
		return nil, fmt.Errorf("render the API's page: %w", err)
	}
	s.echo = s.routes()
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.echo.ServeHTTP(w, r)
}

// Times a connection may take, so that slow or silent clients can't hold it.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = time.Minute
	idleTimeout   = 2 * time.Minute

	maxHeader = 32 << 10
)

// HTTP is the http.Server for an address, with its timeouts; the caller starts it and shuts it down.
func (s *Server) HTTP(address string) *http.Server {
	return &http.Server{
		Addr:              address,
		Handler:           s,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
}
