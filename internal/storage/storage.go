// Package storage opens the database and guards the way to it.
//
// There are two databases and one way of using them: Read for looking, Write for every change. On SQLite a pool of
// connections that can't write serves Read, and one goroutine with the only writing connection serves Write, many jobs
// to a commit. On PostgreSQL both are ordinary pools. What Write acknowledged is on the disk.
//
// The package also has the types that both databases store alike (Key, Time), the migrations, and the table that
// remembers idempotency keys. All other tables belong to the packages above.
package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Dialect names a database.
type Dialect string

// The databases Board runs on.
const (
	SQLite     Dialect = "sqlite"
	PostgreSQL Dialect = "postgres"
)

// Config says which database to open, and how.
type Config struct {
	// Path is SQLite's file; it is created when it is not there.
	Path string
	// URL is PostgreSQL's, postgres://…; it wins over Path.
	URL string
	// Exclusive is for the server: no other server may open the same SQLite file. A verb that writes beside it leaves this
	// off; while a server has the file, the verb changes no schema.
	Exclusive bool
	// ReadOnly is for verbs that only look: no lock, no migrations, and Write refuses.
	ReadOnly bool
	// Logger gets what no caller can be told; nil discards it.
	Logger *slog.Logger
	// MaxQueue bounds the jobs that wait for Write; 0 means 4096.
	MaxQueue int
	// Readers bounds the connections of each pool; 0 means a number that suits the machine.
	Readers int
}

const defaultMaxQueue = 4096

// DB is an open database. Its methods may be called from many goroutines.
type DB struct {
	dialect Dialect
	log     *slog.Logger
	read    *gorm.DB
	write   func(ctx context.Context, job func(tx Tx) error) error
	// closers run from the last to the first; one that fails does not stop the others.
	closers []func(ctx context.Context) error

	failOnce sync.Once
	failed   chan struct{}
	cause    error // written before failed is closed, read after
}

// Open opens the database, makes sure that it behaves as Board relies on, and brings its schema up to date. It fails
// when Exclusive asks for a file that a server has (ErrInUse), or when the schema is newer than this program
// (ErrNewerSchema).
func Open(ctx context.Context, cfg Config) (*DB, error) {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.MaxQueue <= 0 {
		cfg.MaxQueue = defaultMaxQueue
	}
	db := &DB{log: cfg.Logger, failed: make(chan struct{})}
	open := db.openSQLite
	if cfg.URL != "" {
		open = db.openPostgres
	}
	if err := open(ctx, cfg); err != nil {
		return nil, errors.Join(err, db.Close(context.WithoutCancel(ctx)))
	}
	return db, nil
}

// Close waits for the jobs that were accepted, then closes the database. When ctx ends first, it closes it under them.
func (db *DB) Close(ctx context.Context) error {
	var errs []error
	for _, closer := range slices.Backward(db.closers) {
		errs = append(errs, closer(ctx))
	}
	db.closers = nil
	return errors.Join(errs...)
}

func (db *DB) atClose(closer func(ctx context.Context) error) {
	db.closers = append(db.closers, closer)
}

// Dialect says which database this is.
func (db *DB) Dialect() Dialect { return db.dialect }

// Read is gorm over connections that can't write. Every call's Error must be read.
func (db *DB) Read(ctx context.Context) *gorm.DB {
	return db.read.WithContext(ctx)
}

// Write runs job in a transaction and returns once its effects are on the disk. It is the only way to change data.
//
// The job's own error comes back as it is, and its effects are undone, its alone: on SQLite the jobs of many callers
// share a transaction. So a job touches only the database, may run twice, never calls Write, never begins or ends a
// transaction, and tells the world only after Write returned. On PostgreSQL a failed statement ends the job; a conflict
// that is expected says ON CONFLICT DO NOTHING.
//
// When ctx ends while the job waits or runs, Write returns the reason at once and the job may or may not have happened.
// Other errors are faults: ErrQueueFull, ErrBusy, ErrFull, ErrReadOnly, ErrUnreachable, ErrCommitUnknown, ErrFailed.
func (db *DB) Write(ctx context.Context, job func(tx Tx) error) error {
	if err := db.failure(); err != nil {
		return err
	}
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("wait to write: %w", err)
	}
	return db.write(ctx, job)
}

// Failed is closed when the database can't be trusted any more: an I/O error, a corrupt file. Whoever serves must exit.
func (db *DB) Failed() <-chan struct{} { return db.failed }

// Healthy says whether the database answers and can be trusted. A full disk is not unhealthy: it can still be read.
func (db *DB) Healthy(ctx context.Context) error {
	if err := db.failure(); err != nil {
		return err
	}
	var one int
	if err := db.Read(ctx).Raw("SELECT 1").Scan(&one).Error; err != nil {
		return fmt.Errorf("ask the database: %w", err)
	}
	return nil
}

// fail marks the database as not to be trusted. Only the first cause counts.
func (db *DB) fail(cause error) {
	db.failOnce.Do(func() {
		db.cause = cause
		close(db.failed)
		db.log.Error("The database can't be trusted any more; nothing is written from now on.", "cause", cause)
	})
}

func (db *DB) failure() error {
	select {
	case <-db.failed:
		return withCause(ErrFailed, db.cause)
	default:
		return nil
	}
}

// openGorm puts gorm on a pool. Nothing that gorm does behind its caller's back is left on: no transactions of its own,
// no hooks, no log, no clock (a CreatedAt that was forgotten is a zero time, which storing refuses), no prepared statements:
// both drivers keep them per connection, while gorm's own cache deadlocks when a read that prepares waits for a connection
// that transactions waiting for the same preparation hold.
func openGorm(dialector gorm.Dialector) (*gorm.DB, error) {
	db, err := gorm.Open(dialector, &gorm.Config{
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
		Logger:                 logger.Discard,
		NowFunc:                func() time.Time { return time.Time{} },
	})
	if err != nil {
		return nil, fmt.Errorf("open gorm: %w", err)
	}
	return db.Session(&gorm.Session{SkipHooks: true}), nil
}

// txOver is what a job gets: gorm within the transaction on this pool.
func txOver(ctx context.Context, db *gorm.DB, tx *sql.Tx, dialect Dialect) Tx {
	session := db.Session(&gorm.Session{NewDB: true, Context: ctx})
	session.Statement.ConnPool = tx
	return Tx{db: session, dialect: dialect}
}

func closePool(pool *sql.DB) func(context.Context) error {
	return func(context.Context) error {
		if err := pool.Close(); err != nil {
			return fmt.Errorf("close the database: %w", err)
		}
		return nil
	}
}
