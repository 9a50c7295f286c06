// Package storagetest gives tests real databases: SQLite in a folder of the test, and PostgreSQL databases of their own
// in the cluster that BOARD_TEST_POSTGRES names (scripts/postgres.sh starts one).
package storagetest

import (
	"context"
	"testing"
	"time"

	"board/internal/storage"
)

// Each runs the test on both databases, in subtests called sqlite and postgres. Without a cluster the second fails;
// BOARD_TEST_SKIP=postgres lets it be skipped instead.
func Each(t *testing.T, test func(t *testing.T, db *storage.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, OpenPostgres(t)) })
}

// Open opens a fresh SQLite database, which is closed when the test ends.
func Open(t testing.TB) *storage.DB {
	t.Helper()
	return OpenConfig(t, storage.Config{Path: t.TempDir() + "/board.db"})
}

// OpenPostgres opens a fresh PostgreSQL database, which is dropped when the test ends.
func OpenPostgres(t testing.TB) *storage.DB {
	t.Helper()
	return OpenConfig(t, storage.Config{URL: CreatePostgres(t), Readers: 8})
}

// OpenConfig opens the database that cfg names, and closes it when the test ends.
func OpenConfig(t testing.TB, cfg storage.Config) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), cfg)
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 10*time.Second)
		defer cancel()
		if err := db.Close(ctx); err != nil {
			t.Errorf("close the test's database: %v", err)
		}
	})
	return db
}
