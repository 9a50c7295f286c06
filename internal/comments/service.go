// Package comments keeps what readers write under an article: comments in threads, votes and tags.
//
// A discussion belongs to an article, which the publisher names by a key of its own and which comes into being with its
// first comment, its first tag, or when the publisher announces it. A comment or tag is screened before it is stored
// (see Screener), is published, held, removed or withdrawn, and keeps every revision it had. What a reader sees is
// `shown`: published comments, and tombstones over shown replies. Counters stand beside what they count, are changed in
// the transaction of the act that changes them, and always equal a recount (see Recount).
//
// Every act under an article locks the article's row first, so acts under one article follow each other, and the
// article's version tells exactly what a reader has seen. Votes lock it too, and raise its tick instead of the version.
package comments

import (
	"log/slog"
	"time"

	"board/internal/auth"
	"board/internal/storage"
	"board/internal/textmatch"
)

// Service is the door to articles, comments, votes and tags.
type Service struct {
	db       *storage.DB
	auth     *auth.Service
	screener Screener
	folder   *textmatch.Folder
	plains   *plains
	now      func() time.Time
	log      *slog.Logger
}

// Config is what a Service is made of; every part but the Folder is needed.
type Config struct {
	DB       *storage.DB
	Auth     *auth.Service
	Screener Screener
	Now      func() time.Time
	Logger   *slog.Logger
	// Folder folds labels; nil: the service builds its own. A program shares one.
	Folder *textmatch.Folder
}

// New makes a Service.
func New(c Config) *Service {
	if c.Folder == nil {
		c.Folder = textmatch.NewFolder()
	}
	return &Service{
		db: c.DB, auth: c.Auth, screener: c.Screener, folder: c.Folder,
		plains: newPlains(), now: c.Now, log: c.Logger,
	}
}

// moment is the clock's time as the database will give it back.
func (s *Service) moment() storage.Time {
	return storage.At(s.now())
}
