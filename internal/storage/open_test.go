package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"board/internal/storage"
	"board/internal/storage/storagetest"
)

func TestEveryConnectionToSQLiteHasItsPragmas(t *testing.T) {
	want := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "temp_store": "2",
		"mmap_size": "1073741824",
	}
	db := storagetest.OpenConfig(t, storage.Config{Path: t.TempDir() + "/board.db", Readers: 3})
	// Three reads at once need three connections.
	var all, here sync.WaitGroup
	here.Add(3)
	for range 3 {
		all.Go(func() {
			rows, err := db.Read(t.Context()).Raw("SELECT 1 UNION SELECT 2").Rows()
			if err != nil {
				t.Error(err)
			} else {
				defer rows.Close()
				if !rows.Next() || rows.Err() != nil {
					t.Errorf("a reader reads nothing: %v", rows.Err())
				}
			}
			here.Done()
			here.Wait()
		})
	}
	all.Wait()
	for pragma, value := range want {
		for range 3 {
			if have := text(t, db, "PRAGMA "+pragma); have != value {
				t.Errorf("a reader has %s = %s, want %s", pragma, have, value)
			}
		}
		write(t, db, func(tx storage.Tx) error {
			var have string
			if err := tx.DB().Raw("PRAGMA " + pragma).Row().Scan(&have); err != nil {
				return err
			}
			if have != value {
				t.Errorf("the writer has %s = %s, want %s", pragma, have, value)
			}
			return nil
		})
	}
}

func TestForeignKeysAreEnforced(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		exec(t, db, "CREATE TABLE roots (id BIGINT PRIMARY KEY)")
		exec(t, db, "CREATE TABLE leaves (root BIGINT REFERENCES roots (id))")
		err := db.Write(t.Context(), func(tx storage.Tx) error { return tx.DB().Exec("INSERT INTO leaves VALUES (7)").Error })
		if err == nil || count(t, db, "leaves") != 0 {
			t.Errorf("an orphan was stored, %v", err)
		}
	})
}

func TestASecondServerIsRefused(t *testing.T) {
	folder := t.TempDir()
	path := folder + "/board.db"
	link := folder + "/link.db"
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	first, err := storage.Open(t.Context(), storage.Config{Path: path, Exclusive: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, link} {
		second, err := storage.Open(t.Context(), storage.Config{Path: name, Exclusive: true})
		if !errors.Is(err, storage.ErrInUse) || second != nil {
			t.Fatalf("a second server on %s got %v", name, err)
		}
		if !strings.Contains(err.Error(), fmt.Sprintf("process %d", os.Getpid())) || !strings.Contains(err.Error(), "stop it") {
			t.Errorf("the message helps nobody: %v", err)
		}
	}
	if err := first.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	storagetest.OpenConfig(t, storage.Config{Path: path, Exclusive: true})
}

func TestAVerbMayWriteBesideTheServer(t *testing.T) {
	path := t.TempDir() + "/board.db"
	// The verb comes first, and keeps no server out.
	verb := storagetest.OpenConfig(t, storage.Config{Path: path})
	createNotes(t, verb)
	server := storagetest.OpenConfig(t, storage.Config{Path: path, Exclusive: true})
	later := storagetest.OpenConfig(t, storage.Config{Path: path})
	for i, db := range []*storage.DB{verb, server, later, server, verb} {
		write(t, db, insert(fmt.Sprint(i)))
	}
	if n := count(t, server, "notes"); n != 5 {
		t.Errorf("%d rows", n)
	}
}

func TestAVerbThatOnlyReadsTakesNoLockAndCannotWrite(t *testing.T) {
	each(t, func(t *testing.T, cfg storage.Config) {
		server := cfg
		server.Exclusive = true
		createNotes(t, storagetest.OpenConfig(t, server))
		cfg.ReadOnly = true
		db := storagetest.OpenConfig(t, cfg)
		if n := count(t, db, "notes"); n != 0 {
			t.Errorf("%d rows", n)
		}
		if err := db.Write(t.Context(), insert("a")); !errors.Is(err, storage.ErrReadOnly) {
			t.Errorf("Write gave %v", err)
		}
	})
}

func TestReadingAFileThatIsNotThereMakesNone(t *testing.T) {
	path := t.TempDir() + "/board.db"
	if _, err := storage.Open(t.Context(), storage.Config{Path: path, ReadOnly: true}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Open gave %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file: %v", err)
	}
}

func TestTheFileIsItsOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b#c?d%41é.db")
	db := storagetest.OpenConfig(t, storage.Config{Path: path})
	createNotes(t, db)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s%s has mode %v", filepath.Base(path), suffix, info.Mode())
		}
	}
}

func TestClosingFoldsTheWALIntoTheFile(t *testing.T) {
	path := t.TempDir() + "/board.db"
	db, err := storage.Open(t.Context(), storage.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	createNotes(t, db)
	count(t, db, "notes")
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the WAL is left behind: %v", err)
	}
}

func TestANewerSchemaIsRefusedByAll(t *testing.T) {
	each(t, func(t *testing.T, cfg storage.Config) {
		db := storagetest.OpenConfig(t, cfg)
		exec(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, "+trueLiteral(db)+")")
		if err := db.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, readOnly := range []bool{false, true} {
			cfg.ReadOnly = readOnly
			db, err := storage.Open(t.Context(), cfg)
			if !errors.Is(err, storage.ErrNewerSchema) || db != nil || !strings.Contains(err.Error(), "99999") {
				t.Errorf("read only %v: Open gave %v", readOnly, err)
			}
		}
	})
}

func TestAnOlderSchemaIsRefusedByThoseWhoMayNotMigrate(t *testing.T) {
	each(t, func(t *testing.T, cfg storage.Config) {
		db := storagetest.OpenConfig(t, cfg)
		exec(t, db, "DELETE FROM goose_db_version WHERE version_id > 0")
		if err := db.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		cfg.ReadOnly = true
		if _, err := storage.Open(t.Context(), cfg); !errors.Is(err, storage.ErrOlderSchema) {
			t.Errorf("Open gave %v", err)
		}
	})
}

// Whether the migrations ran at once or one by one over the years, the schema is the same.
func TestAFreshSchemaIsAnUpgradedOne(t *testing.T) {
	each(t, func(t *testing.T, cfg storage.Config) {
		fresh := storagetest.OpenConfig(t, cfg)
		want := schemaOf(t, fresh)
		if len(want) < 20 {
			t.Fatalf("the schema has %d columns and indexes", len(want))
		}
		dialect := fresh.Dialect()
		old := storage.Config{Path: t.TempDir() + "/old.db"}
		if dialect == storage.PostgreSQL {
			old = storage.Config{URL: storagetest.CreateEmptyPostgres(t)}
		}
		upgradeOneByOne(t, old, dialect)
		if diff := cmp.Diff(want, schemaOf(t, storagetest.OpenConfig(t, old))); diff != "" {
			t.Error(diff)
		}
	})
}

func upgradeOneByOne(t *testing.T, cfg storage.Config, dialect storage.Dialect) {
	t.Helper()
	files, err := storage.Migrations(dialect)
	if err != nil {
		t.Fatal(err)
	}
	for {
		pool, gooseDialect := openRaw(t, cfg)
		provider, err := goose.NewProvider(gooseDialect, pool, files)
		if err != nil {
			t.Fatal(err)
		}
		_, err = provider.UpByOne(t.Context())
		if closed := pool.Close(); closed != nil {
			t.Fatal(closed)
		}
		if errors.Is(err, goose.ErrNoNextVersion) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func openRaw(t *testing.T, cfg storage.Config) (*sql.DB, goose.Dialect) {
	t.Helper()
	driver, dsn, dialect := "sqlite3", "file:"+cfg.Path, goose.DialectSQLite3
	if cfg.URL != "" {
		driver, dsn, dialect = "pgx", cfg.URL, goose.DialectPostgres
	}
	pool, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	return pool, dialect
}

func TestInstancesThatStartTogetherMigrateOnce(t *testing.T) {
	cfg := storage.Config{URL: storagetest.CreateEmptyPostgres(t), Readers: 2}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			db, err := storage.Open(t.Context(), cfg)
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Close(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// each runs the test with the configuration of a database of its own, on SQLite and on PostgreSQL.
func each(t *testing.T, test func(t *testing.T, cfg storage.Config)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, storage.Config{Path: t.TempDir() + "/board.db"}) })
	t.Run("postgres", func(t *testing.T) { test(t, storage.Config{URL: storagetest.CreatePostgres(t)}) })
}

func trueLiteral(db *storage.DB) string {
	if db.Dialect() == storage.PostgreSQL {
		return "TRUE"
	}
	return "1"
}
