package storage_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"board/internal/fault"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// What is particular to SQLite: many jobs share a transaction, and nobody may notice.

// inOneBatch has the writer run the jobs in one batch, in this order, and returns what each caller got. It runs within a
// synctest bubble, where waiting until everyone waits is possible.
func inOneBatch(t *testing.T, db *storage.DB, jobs ...func(tx storage.Tx) error) []error {
	t.Helper()
	gate := make(chan struct{})
	errs := make([]error, len(jobs))
	var all sync.WaitGroup
	all.Go(func() {
		if err := db.Write(t.Context(), func(storage.Tx) error { <-gate; return nil }); err != nil {
			t.Errorf("the first batch got %v", err)
		}
	})
	synctest.Wait()
	for i, job := range jobs {
		all.Go(func() { errs[i] = db.Write(t.Context(), job) })
		synctest.Wait()
	}
	close(gate)
	all.Wait()
	return errs
}

// inBubble opens SQLite within a synctest bubble, with table notes.
func inBubble(t *testing.T, test func(t *testing.T, db *storage.DB)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		db := storagetest.Open(t)
		createNotes(t, db)
		test(t, db)
	})
}

func TestQueuedJobsShareATransaction(t *testing.T) {
	inBubble(t, func(t *testing.T, db *storage.DB) {
		var within, outside int
		errs := inOneBatch(t, db, insert("a"), insert("b"), func(tx storage.Tx) error {
			outside = count(t, db, "notes")
			return tx.DB().Raw("SELECT count(*) FROM notes").Row().Scan(&within)
		})
		if err := errors.Join(errs...); err != nil || within != 2 || outside != 0 {
			t.Errorf("the third job saw %d rows of its neighbours, readers saw %d; %v", within, outside, err)
		}
	})
}

func TestABatchIsBounded(t *testing.T) {
	inBubble(t, func(t *testing.T, db *storage.DB) {
		jobs := slices.Repeat([]func(storage.Tx) error{func(storage.Tx) error { return nil }}, 256)
		jobs[0] = insert("first")
		var seen int
		jobs = append(jobs, func(storage.Tx) error {
			seen = count(t, db, "notes")
			return nil
		})
		if err := errors.Join(inOneBatch(t, db, jobs...)...); err != nil || seen != 1 {
			t.Errorf("job 257 saw %d committed rows, %v", seen, err)
		}
	})
}

// Whatever way a job goes wrong, its neighbours in the batch are written once and it leaves nothing.
func TestNeighboursOfAFailingJobAreWritten(t *testing.T) {
	for name, bad := range map[string]func(tx storage.Tx) error{
		"an error":            func(storage.Tx) error { return errOwn },
		"a failed statement":  func(tx storage.Tx) error { return tx.DB().Exec("INSERT INTO nowhere VALUES (1)").Error },
		"a broken constraint": insert("a"),
		"a panic":             func(storage.Tx) error { panic("out of luck") },
		"a rollback":          func(tx storage.Tx) error { return tx.DB().Exec("ROLLBACK").Error },
		"a rollback and an error": func(tx storage.Tx) error {
			return errors.Join(tx.DB().Exec("ROLLBACK").Error, errOwn)
		},
		"a rollback and going on": func(tx storage.Tx) error {
			_ = tx.DB().Exec("ROLLBACK").Error
			_ = insert("stray 2")(tx)
			var n int
			return tx.DB().Raw("SELECT count(*) FROM notes").Row().Scan(&n)
		},
		"a trigger that rolls back": func(tx storage.Tx) error {
			return tx.DB().Exec("INSERT INTO trapped VALUES (1)").Error
		},
		"a conflict that rolls back": func(tx storage.Tx) error {
			return tx.DB().Exec("INSERT OR ROLLBACK INTO notes VALUES ('a')").Error
		},
		"a constraint checked at the end": func(tx storage.Tx) error {
			return tx.DB().Exec("INSERT INTO leaves VALUES (7)").Error
		},
		"a rows left open and an error": func(tx storage.Tx) error {
			rows, err := tx.DB().Raw("SELECT name FROM notes").Rows() //nolint:sqlclosecheck,rowserrcheck // The point.
			if err == nil {
				rows.Next()
			}
			return errOwn
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, db *storage.DB) {
				exec(t, db, "CREATE TABLE trapped (n INTEGER)")
				exec(t, db, "CREATE TRIGGER trap AFTER INSERT ON trapped BEGIN SELECT RAISE(ROLLBACK, 'trapped'); END")
				exec(t, db, "CREATE TABLE roots (id INTEGER PRIMARY KEY)")
				exec(t, db, "CREATE TABLE leaves (root INTEGER REFERENCES roots (id) DEFERRABLE INITIALLY DEFERRED)")

				errs := inOneBatch(t, db, insert("a"), func(tx storage.Tx) error {
					if err := insert("stray")(tx); err != nil {
						return err
					}
					return bad(tx)
				}, insert("c"))

				if errs[0] != nil || errs[1] == nil || errs[2] != nil {
					t.Errorf("callers got %v", errs)
				}
				if diff := cmp.Diff([]string{"a", "c"}, notes(t, db)); diff != "" {
					t.Error(diff)
				}
				if n := count(t, db, "trapped") + count(t, db, "leaves"); n != 0 {
					t.Errorf("%d stray rows", n)
				}
				write(t, db, insert("d"))
			})
		})
	}
}

func TestAJobWhoseCallerLeftBeforeItsTurnIsNotRun(t *testing.T) {
	inBubble(t, func(t *testing.T, db *storage.DB) {
		gate := make(chan struct{})
		var all sync.WaitGroup
		all.Go(func() { _ = db.Write(t.Context(), func(storage.Tx) error { <-gate; return nil }) })
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		all.Go(func() { _ = db.Write(ctx, insert("unwanted")) })
		synctest.Wait()
		cancel()
		close(gate)
		all.Wait()
		if n := count(t, db, "notes"); n != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestAFullDiskIsToldAndReadingGoesOn(t *testing.T) {
	db := storagetest.Open(t)
	createNotes(t, db)
	write(t, db, insert("before"))
	limit := func(pages string) {
		write(t, db, func(tx storage.Tx) error { return tx.DB().Exec("PRAGMA max_page_count = " + pages).Error })
	}
	limit("1") // SQLite raises it to what the file has: no page more.
	big := insert(strings.Repeat("x", 1<<20))

	err := db.Write(t.Context(), big)
	if f, ok := fault.From(err); !errors.Is(err, storage.ErrFull) || !ok || f.Kind != fault.StorageFull {
		t.Errorf("error %v", err)
	}
	if err := db.Healthy(t.Context()); err != nil {
		t.Errorf("a full disk is no illness: %v", err)
	}
	if diff := cmp.Diff([]string{"before"}, notes(t, db)); diff != "" {
		t.Error(diff)
	}
	limit("1000000")
	if err := db.Write(t.Context(), big); err != nil {
		t.Errorf("writing does not resume: %v", err)
	}
}

func TestAReadOnlyDiskIsTold(t *testing.T) {
	db := storagetest.Open(t)
	createNotes(t, db)
	exec(t, db, "PRAGMA query_only = 1")
	err := db.Write(t.Context(), insert("a"))
	if f, ok := fault.From(err); !errors.Is(err, storage.ErrReadOnly) || !ok || f.Kind != fault.Unavailable {
		t.Errorf("error %v", err)
	}
	if n := count(t, db, "notes"); n != 0 {
		t.Errorf("%d rows", n)
	}
}

func TestAnotherProgramsLockIsToldAsBusy(t *testing.T) {
	path := t.TempDir() + "/board.db"
	first := storagetest.OpenConfig(t, storage.Config{Path: path, Exclusive: true})
	createNotes(t, first)
	second := storagetest.OpenConfig(t, storage.Config{Path: path})
	busy, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- first.Write(t.Context(), func(storage.Tx) error {
			close(busy)
			<-release
			return nil
		})
	}()
	<-busy
	err := second.Write(t.Context(), insert("a"))
	if f, ok := fault.From(err); !errors.Is(err, storage.ErrBusy) || !ok || f.RetryAfter <= 0 {
		t.Errorf("error %v", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	write(t, second, insert("b"))
}

func TestACorruptFileIsNeverWrittenAgain(t *testing.T) {
	path := t.TempDir() + "/board.db"
	db, err := storage.Open(t.Context(), storage.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	createNotes(t, db)
	write(t, db, insert("kept"))
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	root := overwriteTable(t, path, "notes")

	db = storagetest.OpenConfig(t, storage.Config{Path: path})
	err = db.Write(t.Context(), func(tx storage.Tx) error {
		_ = insert("more")(tx) // A job that swallows the error hides nothing.
		return nil
	})
	if !errors.Is(err, storage.ErrFailed) {
		t.Errorf("page %d is garbage, writing gave %v", root, err)
	}
	select {
	case <-db.Failed():
	default:
		t.Error("nobody is told")
	}
	if err := db.Healthy(t.Context()); !errors.Is(err, storage.ErrFailed) {
		t.Errorf("Healthy gave %v", err)
	}
	ran := false
	err = db.Write(t.Context(), func(storage.Tx) error { ran = true; return nil })
	if !errors.Is(err, storage.ErrFailed) || ran {
		t.Errorf("the next job ran: %v, %v", ran, err)
	}
}

// overwriteTable puts garbage in place of a table's first page.
func overwriteTable(t *testing.T, path, table string) (page int64) {
	t.Helper()
	db := storagetest.OpenConfig(t, storage.Config{Path: path, ReadOnly: true})
	err := db.Read(t.Context()).Raw("SELECT rootpage FROM sqlite_master WHERE name = ?", table).Row().Scan(&page)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteAt([]byte(strings.Repeat("garbage!", 512)), (page-1)*4096); err != nil {
		t.Fatal(err)
	}
	return page
}
