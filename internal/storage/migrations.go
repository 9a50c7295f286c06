package storage

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/sqlite/*.sql migrations/postgres/*.sql
var migrationFiles embed.FS

// Migrations are the SQL files that make the schema, in goose's format, named by their versions.
func Migrations(dialect Dialect) (fs.FS, error) {
	files, err := fs.Sub(migrationFiles, "migrations/"+string(dialect))
	if err != nil {
		return nil, fmt.Errorf("find the migrations for %s: %w", dialect, err)
	}
	return files, nil
}

// migrationPatience is how many seconds an instance waits for another one's migrations.
const migrationPatience = 600

// ErrNewerSchema is returned by Open when a newer Board has already changed the schema.
var ErrNewerSchema = errors.New("the database was made by a newer version of Board; run that version, or restore a backup")

// ErrOlderSchema is returned by Open to verbs that only read, when the schema waits for its migrations.
var ErrOlderSchema = errors.New("the database was made by an older version of Board; start the server once to bring it up to date")

// migrate brings the schema of pool up to date. On PostgreSQL a session lock keeps instances from doing it together.
func migrate(ctx context.Context, pool *sql.DB, dialect Dialect) error {
	provider, err := newProvider(pool, dialect)
	if err != nil {
		return err
	}
	if err := refuseNewer(ctx, provider); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	// A newer instance may have migrated while this one waited for the lock.
	return refuseNewer(ctx, provider)
}

func refuseNewer(ctx context.Context, provider *goose.Provider) error {
	have, know, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if have > know {
		return fmt.Errorf("%w (its schema has version %d, this program knows %d)", ErrNewerSchema, have, know)
	}
	return nil
}

// requireCurrent is for those who may not migrate: the schema must be the one this program knows.
func requireCurrent(ctx context.Context, pool *sql.DB, dialect Dialect) error {
	provider, err := newProvider(pool, dialect)
	if err != nil {
		return err
	}
	var have int64
	err = pool.QueryRowContext(ctx, "SELECT max(version_id) FROM "+goose.DefaultTablename).Scan(&have)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	sources := provider.ListSources()
	know := sources[len(sources)-1].Version
	switch {
	case have > know:
		return fmt.Errorf("%w (its schema has version %d, this program knows %d)", ErrNewerSchema, have, know)
	case have < know:
		return fmt.Errorf("%w (its schema has version %d, this program needs %d)", ErrOlderSchema, have, know)
	default:
		return nil
	}
}

func newProvider(pool *sql.DB, dialect Dialect) (*goose.Provider, error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	gooseDialect := goose.DialectSQLite3
	if dialect == PostgreSQL {
		gooseDialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, migrationPatience))
		if err != nil {
			return nil, fmt.Errorf("make the migrations' lock: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := Migrations(dialect)
	if err != nil {
		return nil, err
	}
	provider, err := goose.NewProvider(gooseDialect, pool, files, options...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return provider, nil
}
