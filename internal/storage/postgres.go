package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	postgresgorm "gorm.io/driver/postgres"
	"gorm.io/gorm"
)

const (
	defaultPostgresConns = 16
	idlePostgresConns    = 8
	idlePostgresTime     = 5 * time.Minute
	// maxTries bounds how often a transaction that PostgreSQL gave up is run.
	maxTries = 10
	// commitTimeout bounds a COMMIT, which no caller can cut short.
	commitTimeout = 30 * time.Second
)

func (db *DB) openPostgres(ctx context.Context, cfg Config) error {
	db.dialect = PostgreSQL
	config, err := pgx.ParseConfig(cfg.URL)
	if err != nil {
		return fmt.Errorf("read the database's URL: %w", err)
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "board"
	}
	conns := cfg.Readers
	if conns <= 0 {
		conns = defaultPostgresConns
	}
	if !cfg.ReadOnly {
		pool := db.openPostgresPool(config, conns)
		if err := migrate(ctx, pool, PostgreSQL); err != nil {
			return err
		}
		db.warnIfForgetful(ctx, pool)
		if err := db.startPostgresWriter(pool, cfg.MaxQueue); err != nil {
			return err
		}
	} else {
		db.write = refuseToWrite
	}
	readConfig := config.Copy()
	readConfig.RuntimeParams["default_transaction_read_only"] = "on"
	pool := db.openPostgresPool(readConfig, conns)
	if cfg.ReadOnly {
		if err := requireCurrent(ctx, pool, PostgreSQL); err != nil {
			return err
		}
	}
	db.read, err = openGorm(postgresgorm.New(postgresgorm.Config{Conn: pool}))
	return err
}

func (db *DB) openPostgresPool(config *pgx.ConnConfig, conns int) *sql.DB {
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(min(conns, idlePostgresConns))
	pool.SetConnMaxIdleTime(idlePostgresTime)
	db.atClose(closePool(pool))
	return pool
}

// warnIfForgetful tells the operator of a server that acknowledges before it has written.
func (db *DB) warnIfForgetful(ctx context.Context, pool *sql.DB) {
	var fsync, commit string
	row := pool.QueryRowContext(ctx, "SELECT current_setting('fsync'), current_setting('synchronous_commit')")
	if err := row.Scan(&fsync, &commit); err != nil {
		db.log.Warn("PostgreSQL does not say whether it keeps what it acknowledges.", "error", err)
	} else if fsync == "off" || commit == "off" {
		db.log.Warn("PostgreSQL may forget what it acknowledged.", "fsync", fsync, "synchronous_commit", commit)
	}
}

// postgresWriter runs each job in a transaction of its own, in the goroutine of its caller.
type postgresWriter struct {
	db   *DB
	pool *sql.DB
	gorm *gorm.DB

	mu     sync.RWMutex // guards closed, and inside against growing while close waits for it
	closed bool
	inside sync.WaitGroup
	slots  chan struct{} // one for each job that waits or runs
}

func (db *DB) startPostgresWriter(pool *sql.DB, maxQueue int) error {
	base, err := openGorm(postgresgorm.New(postgresgorm.Config{Conn: pool}))
	if err != nil {
		return err
	}
	w := &postgresWriter{db: db, pool: pool, gorm: base, slots: make(chan struct{}, maxQueue)}
	db.write = w.write
	db.atClose(w.close)
	return nil
}

func (w *postgresWriter) write(ctx context.Context, job func(tx Tx) error) error {
	if err := w.enter(); err != nil {
		return err
	}
	defer w.leave()
	for try := 1; ; try++ {
		err := w.attempt(ctx, job)
		if ended := context.Cause(ctx); err != nil && ended != nil {
			return fmt.Errorf("wait for the write: %w", ended)
		}
		if !mayRunAgain(err) || try == maxTries {
			return postgresFault(err)
		}
		if err := backOff(ctx, try); err != nil {
			return err
		}
	}
}

func (w *postgresWriter) enter() error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrClosed
	}
	select {
	case w.slots <- struct{}{}:
		w.inside.Add(1)
		return nil
	default:
		return ErrQueueFull
	}
}

func (w *postgresWriter) leave() {
	<-w.slots
	w.inside.Done()
}

// close refuses new jobs and waits for those that run.
func (w *postgresWriter) close(ctx context.Context) error {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	done := make(chan struct{})
	go func() {
		w.inside.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for the running writes: %w", context.Cause(ctx))
	}
}

// attempt runs the job once. The caller's context ends its statements but not its COMMIT, whose outcome would be unknown.
func (w *postgresWriter) attempt(ctx context.Context, job func(tx Tx) error) error {
	conn, err := w.pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer conn.Close() //nolint:errcheck // It goes back to its pool.
	txCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	tx, err := conn.BeginTx(txCtx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() // After a commit there is nothing to roll back; else the connection is dropped.
	if err := call(job, txOver(ctx, w.gorm, tx, PostgreSQL)); err != nil {
		return err
	}
	defer time.AfterFunc(commitTimeout, cancel).Stop()
	return commitFault(tx.Commit())
}

// commitFault tells a COMMIT that PostgreSQL refused from one whose answer was lost. The second is never run again.
func commitFault(err error) error {
	if err == nil {
		return nil
	}
	var pe *pgconn.PgError
	switch {
	case errors.Is(err, pgx.ErrTxCommitRollback):
		return fmt.Errorf("the job went on after a statement had failed: %w", err)
	case errors.As(err, &pe) && pe.SeverityUnlocalized != "FATAL" && pe.SeverityUnlocalized != "PANIC":
		return fmt.Errorf("commit: %w", err)
	default:
		return withCause(ErrCommitUnknown, err)
	}
}

// backOff waits a little, and longer the more often it failed, so that those who got into each other's way part.
func backOff(ctx context.Context, try int) error {
	longest := min(5*time.Millisecond<<try, time.Second)
	timer := time.NewTimer(longest/2 + rand.N(longest/2)) //nolint:gosec // Nobody gains by guessing it.
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait to write again: %w", context.Cause(ctx))
	}
}
