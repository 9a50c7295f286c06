package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"github.com/mattn/go-sqlite3"
	sqlitegorm "gorm.io/driver/sqlite"
)

// oldestSQLite is 3.51.3: those before it could corrupt a file when its WAL was reset under a reader.
const oldestSQLite = 3051003

// The two kinds of connection. mattn's own default for WAL would be synchronous=NORMAL, under which an acknowledged write
// may be lost with the power. A transaction that writes says so when it begins, or it could find itself too late for it.
const (
	sqliteBoth   = "_sync=FULL&_foreign_keys=on&_busy_timeout=5000&_stmt_cache_size=128"
	sqliteWriter = "mode=rw&_journal_mode=WAL&_txlock=immediate&_cache_size=-32000&" + sqliteBoth
	sqliteReader = "mode=ro&_cache_size=-8000&" + sqliteBoth
)

func (db *DB) openSQLite(ctx context.Context, cfg Config) error {
	db.dialect = SQLite
	if cfg.Path == "" {
		return errors.New("the database needs a path")
	}
	if cfg.ReadOnly {
		db.write = refuseToWrite
		path, err := filepath.EvalSymlinks(cfg.Path)
		if err != nil {
			return fmt.Errorf("find the database: %w", err)
		}
		return db.openSQLiteReaders(ctx, cfg, path)
	}
	path, err := makeFile(cfg.Path)
	if err != nil {
		return err
	}
	pool, err := db.takeSQLite(ctx, cfg, path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if err := db.openSQLiteReaders(ctx, cfg, path); err != nil {
		return err
	}
	w, err := startWriter(ctx, pool, db, cfg.MaxQueue)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	db.write = w.write
	db.atClose(w.close)
	return nil
}

// takeSQLite opens the connection that writes and brings the schema up to date under the lock, which the server keeps.
func (db *DB) takeSQLite(ctx context.Context, cfg Config, path string) (*sql.DB, error) {
	unlock, err := lockFile(path)
	inUse := errors.Is(err, ErrInUse) && !cfg.Exclusive
	if err != nil && !inUse {
		return nil, err
	}
	db.atClose(unlock)
	// The last connection to close folds the WAL into the file, which a reader can't: the writer's outlives the readers'.
	pool, err := db.openSQLitePool(ctx, path, sqliteWriter, 1)
	if err != nil {
		return nil, err
	}
	// A verb that finds a server at work leaves the schema alone, and keeps no server out once it has migrated.
	ready := migrate
	if inUse {
		ready = requireCurrent
	}
	if err := ready(ctx, pool, SQLite); err != nil {
		return nil, err
	}
	if !cfg.Exclusive {
		err = unlock(ctx)
	}
	return pool, err
}

func refuseToWrite(context.Context, func(Tx) error) error {
	return withCause(ErrReadOnly, errors.New("the database was opened for reading only"))
}

// makeFile makes sure that the file is there and that nobody else on this machine may read it: SQLite itself would let
// them, and there are password hashes in it. It returns the file's real path.
func makeFile(path string) (string, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // The operator names the path.
	if err != nil {
		return "", fmt.Errorf("create the database: %w", err)
	}
	if err := file.Close(); err != nil {
		return "", fmt.Errorf("create the database: %w", err)
	}
	path, err = filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("find the database: %w", err)
	}
	return path, nil
}

func (db *DB) openSQLiteReaders(ctx context.Context, cfg Config, path string) error {
	readers := cfg.Readers
	if readers <= 0 {
		readers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	pool, err := db.openSQLitePool(ctx, path, sqliteReader, readers)
	if err != nil {
		return fmt.Errorf("open %s for reading: %w", path, err)
	}
	if cfg.ReadOnly {
		if err := requireCurrent(ctx, pool, SQLite); err != nil {
			return fmt.Errorf("open %s for reading: %w", path, err)
		}
	}
	read, err := openGorm(sqlitegorm.New(sqlitegorm.Config{Conn: pool}))
	db.read = read
	return err
}

func (db *DB) openSQLitePool(ctx context.Context, path, options string, conns int) (*sql.DB, error) {
	pool := sql.OpenDB(&connector{dsn: fileURL(path, options), on: db.noteSQLiteError})
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	db.atClose(closePool(pool))
	if err := assertSQLite(ctx, pool); err != nil {
		return nil, err
	}
	return pool, nil
}

// noteSQLiteError hears every error of every connection, so that a job that swallows one can't hide a broken disk.
func (db *DB) noteSQLiteError(err error) {
	var se sqlite3.Error
	if errors.As(err, &se) && breaksTrust(se) {
		db.fail(err)
	}
}

// assertSQLite makes sure that this is the SQLite Board was built for. Opening its first connection has asserted the
// pragmas.
func assertSQLite(ctx context.Context, pool *sql.DB) error {
	if version, number, _ := sqlite3.Version(); number < oldestSQLite {
		return fmt.Errorf("SQLite %s is too old; 3.51.3 is the oldest that is safe", version)
	}
	var fts5 bool
	if err := pool.QueryRowContext(ctx, "SELECT sqlite_compileoption_used('ENABLE_FTS5')").Scan(&fts5); err != nil {
		return fmt.Errorf("ask SQLite for its options: %w", err)
	}
	if !fts5 {
		return errors.New("this program was built without full-text search; build it with -tags sqlite_fts5")
	}
	return nil
}

// fileURL is the URI of a file, whatever characters its name has.
func fileURL(path, query string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query
}
