package storagetest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // The driver of the connection that creates and drops databases.

	"board/internal/storage"
)

// templateLock is PostgreSQL's advisory lock under which the template is made: test binaries run side by side.
const templateLock = 7_205_759_403

// CreatePostgres makes a PostgreSQL database with the current schema and returns its URL. It is dropped when the test
// ends. Copying a template that was migrated once takes a tenth of the time of migrating.
func CreatePostgres(t testing.TB) string {
	t.Helper()
	cluster, admin := connect(t)
	template, err := ensureTemplate(context.WithoutCancel(t.Context()), cluster, admin)
	if err != nil {
		t.Fatalf("prepare the PostgreSQL template: %v", err)
	}
	return databaseURL(cluster, create(t, admin, template))
}

// CreateEmptyPostgres makes a PostgreSQL database that was never migrated and returns its URL. It is dropped when the
// test ends.
func CreateEmptyPostgres(t testing.TB) string {
	t.Helper()
	cluster, admin := connect(t)
	return databaseURL(cluster, create(t, admin, "template0"))
}

func create(t testing.TB, admin *sql.DB, template string) (name string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	name = "board_test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if _, err := admin.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatalf("create the test's database: %v", err)
	}
	t.Cleanup(func() {
		if _, err := admin.ExecContext(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return name
}

// connect reaches the cluster, or ends the test.
func connect(t testing.TB) (cluster *url.URL, admin *sql.DB) {
	t.Helper()
	dsn := os.Getenv("BOARD_TEST_POSTGRES")
	if dsn == "" {
		if strings.Contains(os.Getenv("BOARD_TEST_SKIP"), "postgres") {
			t.Skip("not tested on PostgreSQL: BOARD_TEST_SKIP says so")
		}
		t.Fatal("BOARD_TEST_POSTGRES is empty: start a cluster with scripts/postgres.sh and set it to what that prints, " +
			"or set BOARD_TEST_SKIP=postgres")
	}
	cluster, err := url.Parse(dsn)
	if err != nil {
		t.Fatalf("read BOARD_TEST_POSTGRES: %v", err)
	}
	admin, err = sql.Open("pgx", dsn)
	if err != nil {
		t.Fatalf("connect to BOARD_TEST_POSTGRES: %v", err)
	}
	admin.SetMaxOpenConns(1)
	admin.SetConnMaxIdleTime(time.Second)
	t.Cleanup(func() { _ = admin.Close() })
	return cluster, admin
}

// ensureTemplate makes the database that tests copy, once for each state of the migrations, and returns its name.
func ensureTemplate(ctx context.Context, cluster *url.URL, admin *sql.DB) (string, error) {
	digest, err := migrationsDigest()
	if err != nil {
		return "", err
	}
	template := "board_template_" + digest
	if made, err := databaseExists(ctx, admin, template); err != nil || made {
		return template, err
	}
	if _, err := admin.ExecContext(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
		return "", fmt.Errorf("lock: %w", err)
	}
	defer admin.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", templateLock) //nolint:errcheck // Ends with its session.
	if made, err := databaseExists(ctx, admin, template); err != nil || made {
		return template, err
	}
	return template, makeTemplate(ctx, cluster, admin, template)
}

// makeTemplate gives the template its name last, so that a half-made one is never taken for it.
func makeTemplate(ctx context.Context, cluster *url.URL, admin *sql.DB, template string) error {
	unfinished := template + "_unfinished"
	for _, statement := range []string{
		"DROP DATABASE IF EXISTS " + unfinished + " WITH (FORCE)",
		"CREATE DATABASE " + unfinished + " TEMPLATE template0",
	} {
		if _, err := admin.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	db, err := storage.Open(ctx, storage.Config{URL: databaseURL(cluster, unfinished)})
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if err := db.Close(ctx); err != nil {
		return fmt.Errorf("close: %w", err)
	}
	if _, err := admin.ExecContext(ctx, "ALTER DATABASE "+unfinished+" RENAME TO "+template); err != nil {
		return fmt.Errorf("rename: %w", err)
	}
	return nil
}

func databaseExists(ctx context.Context, admin *sql.DB, name string) (exists bool, err error) {
	row := admin.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name)
	if err := row.Scan(&exists); err != nil {
		return false, fmt.Errorf("look for database %s: %w", name, err)
	}
	return exists, nil
}

// migrationsDigest changes with every change of a migration.
func migrationsDigest() (string, error) {
	files, err := storage.Migrations(storage.PostgreSQL)
	if err != nil {
		return "", err
	}
	digest := sha256.New()
	err = fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return err //nolint:wrapcheck // Wrapped below.
		}
		_, err = fmt.Fprintf(digest, "%s %d\n%s", path, len(text), text)
		return err //nolint:wrapcheck // Wrapped below.
	})
	if err != nil {
		return "", fmt.Errorf("read the migrations: %w", err)
	}
	return hex.EncodeToString(digest.Sum(nil)[:8]), nil
}

func databaseURL(cluster *url.URL, name string) string {
	u := *cluster
	u.Path = "/" + name
	return u.String()
}
