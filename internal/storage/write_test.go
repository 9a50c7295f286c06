package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"board/internal/fault"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// What Write promises is the same on both databases.

var errOwn = errors.New("the job's own error")

func TestAFailingJobLeavesNothingAndGetsItsOwnError(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		err := db.Write(t.Context(), func(tx storage.Tx) error {
			return errors.Join(insert("a")(tx), errOwn)
		})
		if !errors.Is(err, errOwn) {
			t.Errorf("error %v", err)
		}
		write(t, db, insert("b"))
		if diff := cmp.Diff([]string{"b"}, notes(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAFaultComesBackAsItIs(t *testing.T) {
	taken := fault.New(fault.Conflict, "nickname_taken", "Taken.").With("nickname", "小明")
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		err := db.Write(t.Context(), func(storage.Tx) error { return fmt.Errorf("register: %w", taken) })
		if f, ok := fault.From(err); !ok || f != taken {
			t.Errorf("error %v", err)
		}
	})
}

func TestAPanicIsItsCallersErrorAndUndoesItsOwnJob(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		err := db.Write(t.Context(), func(tx storage.Tx) error {
			if err := insert("a")(tx); err != nil {
				return err
			}
			panic("out of luck")
		})
		if err == nil || !strings.Contains(err.Error(), "out of luck") || !strings.Contains(err.Error(), "write_test.go") {
			t.Errorf("error %v", err)
		}
		write(t, db, insert("b"))
		if diff := cmp.Diff([]string{"b"}, notes(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAJobThatEndsItsGoroutineDoesNotStopTheOthers(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = db.Write(t.Context(), func(tx storage.Tx) error {
				_ = insert("a")(tx)
				// On PostgreSQL this ends the test's goroutine here, on SQLite the writer's.
				runtime.Goexit()
				return nil
			})
		}()
		<-ended
		write(t, db, insert("b"))
		if diff := cmp.Diff([]string{"b"}, notes(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestManyWritersAtOnceAllGetTheirOwnAnswer(t *testing.T) {
	const writers, each = 256, 4
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		exec(t, db, "CREATE TABLE totals (n BIGINT NOT NULL)")
		exec(t, db, "INSERT INTO totals VALUES (0)")
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for i := range each {
					own := fmt.Errorf("%d/%d", w, i)
					err := db.Write(t.Context(), func(tx storage.Tx) error {
						if err := insert(fmt.Sprintf("%d/%d", w, i))(tx); err != nil {
							return err
						}
						if i == 0 {
							return own
						}
						return tx.DB().Exec("UPDATE totals SET n = n + 1").Error
					})
					if (i == 0) != errors.Is(err, own) || (i > 0 && err != nil) {
						t.Errorf("writer %d/%d got %v", w, i, err)
					}
				}
			})
		}
		all.Wait()
		want := writers * (each - 1)
		if n := count(t, db, "notes"); n != want {
			t.Errorf("%d rows, want %d", n, want)
		}
		if n := text(t, db, "SELECT CAST(n AS text) FROM totals"); n != fmt.Sprint(want) {
			t.Errorf("total %s, want %d", n, want)
		}
	})
}

func TestWhatWriteReturnedIsSeenByTheNextRead(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		for i := range 50 {
			write(t, db, insert(fmt.Sprint(i)))
			if n := count(t, db, "notes"); n != i+1 {
				t.Fatalf("%d rows after %d writes", n, i+1)
			}
		}
	})
}

func TestACallerWhoLeavesIsAnsweredWhileTheWriterIsBusy(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		write(t, db, insert("row"))
		busy, release, first := make(chan struct{}), make(chan struct{}), make(chan error)
		go func() {
			first <- db.Write(t.Context(), func(tx storage.Tx) error {
				defer func() { <-release }()
				close(busy)
				return tx.DB().Exec("UPDATE notes SET name = 'first'").Error
			})
		}()
		<-busy
		impatient := errors.New("impatient")
		ctx, cancel := context.WithCancelCause(t.Context())
		second := make(chan error)
		go func() {
			second <- db.Write(ctx, func(tx storage.Tx) error {
				return tx.DB().Exec("UPDATE notes SET name = 'second'").Error
			})
		}()
		cancel(impatient)
		if err := <-second; !errors.Is(err, impatient) {
			t.Errorf("who left got %v", err)
		}
		close(release)
		if err := <-first; err != nil {
			t.Errorf("who stayed got %v", err)
		}
		if err := db.Write(ctx, insert("late")); !errors.Is(err, impatient) {
			t.Errorf("who came after leaving got %v", err)
		}
	})
}

func TestTheQueueIsBounded(t *testing.T) {
	eachConfig(t, storage.Config{MaxQueue: 2, Readers: 2}, func(t *testing.T, db *storage.DB) {
		busy, release := make(chan struct{}, 9), make(chan struct{})
		answers := make(chan error, 9)
		for range 9 {
			go func() {
				answers <- db.Write(t.Context(), func(storage.Tx) error {
					busy <- struct{}{}
					<-release
					return nil
				})
			}()
		}
		<-busy
		// At most one batch runs and two wait: of nine callers at least one can't be taken.
		refused := <-answers
		f, ok := fault.From(refused)
		if !errors.Is(refused, storage.ErrQueueFull) || !ok || f.Kind != fault.Unavailable || f.RetryAfter <= 0 {
			t.Errorf("who did not fit in got %v", refused)
		}
		close(release)
		for range 8 {
			if err := <-answers; err != nil && !errors.Is(err, storage.ErrQueueFull) {
				t.Errorf("error %v", err)
			}
		}
		write(t, db, func(storage.Tx) error { return nil })
	})
}

func TestCloseWaitsForTheJobsAndRefusesMore(t *testing.T) {
	eachConfig(t, storage.Config{}, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		busy, release := make(chan struct{}), make(chan struct{})
		written, closed := make(chan error, 1), make(chan error, 1)
		go func() {
			written <- db.Write(t.Context(), func(tx storage.Tx) error {
				close(busy)
				<-release
				return insert("a")(tx)
			})
		}()
		<-busy
		go func() { closed <- db.Close(context.WithoutCancel(t.Context())) }()
		awaitRefusal(t, db)
		select {
		case err := <-closed:
			t.Fatalf("Close returned %v before the job had", err)
		default:
		}
		close(release)
		if err := <-written; err != nil {
			t.Errorf("the accepted job got %v", err)
		}
		if err := <-closed; err != nil {
			t.Errorf("Close gave %v", err)
		}
	})
}

// awaitRefusal returns once the database refuses new jobs.
func awaitRefusal(t *testing.T, db *storage.DB) {
	t.Helper()
	for {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		err := db.Write(ctx, func(storage.Tx) error { return nil })
		cancel()
		if errors.Is(err, storage.ErrClosed) {
			return
		}
	}
}

func TestReadingCannotWrite(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		if err := db.Read(t.Context()).Exec("INSERT INTO notes VALUES ('a')").Error; err == nil {
			t.Error("Read wrote")
		}
		if err := db.Read(t.Context()).Exec("CREATE TABLE more (n BIGINT)").Error; err == nil {
			t.Error("Read made a table")
		}
		if n := count(t, db, "notes"); n != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestReadsInATransactionSeeOneMoment(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		write(t, db, insert("a"))
		snapshot := &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
		err := db.Read(t.Context()).Transaction(func(tx *gorm.DB) error {
			var before, after int
			if err := tx.Raw("SELECT count(*) FROM notes").Row().Scan(&before); err != nil {
				return err
			}
			write(t, db, insert("b"))
			if err := tx.Raw("SELECT count(*) FROM notes").Row().Scan(&after); err != nil {
				return err
			}
			if before != 1 || after != 1 {
				t.Errorf("%d rows, then %d", before, after)
			}
			return nil
		}, snapshot)
		if err != nil {
			t.Error(err)
		}
	})
}

// TestALimitHoldsAmongWritersWhoLockItsOwner is the pattern for "three tags an article": count under the owner's lock.
func TestALimitHoldsAmongWritersWhoLockItsOwner(t *testing.T) {
	const limit = 3
	tooMany := fault.New(fault.Unprocessable, "too_many", "Enough.")
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		exec(t, db, "CREATE TABLE owners (id BIGINT PRIMARY KEY)")
		exec(t, db, "INSERT INTO owners VALUES (1)")
		var all sync.WaitGroup
		errs := make([]error, 20)
		for i := range errs {
			all.Go(func() {
				errs[i] = db.Write(t.Context(), func(tx storage.Tx) error {
					if err := tx.Lock("owners", "id = ?", 1); err != nil {
						return err
					}
					var n int
					if err := tx.DB().Raw("SELECT count(*) FROM notes").Row().Scan(&n); err != nil {
						return err
					}
					if n >= limit {
						return tooMany
					}
					return insert(fmt.Sprint(i))(tx)
				})
			})
		}
		all.Wait()
		refused := slices.DeleteFunc(errs, func(err error) bool { return !errors.Is(err, tooMany) })
		if n := count(t, db, "notes"); n != limit || len(refused) != 20-limit {
			t.Errorf("%d rows, %d refused", n, len(refused))
		}
	})
}

func TestAHealthyDatabaseSaysSo(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		if err := db.Healthy(t.Context()); err != nil {
			t.Error(err)
		}
		select {
		case <-db.Failed():
			t.Error("it failed")
		default:
		}
	})
}

// eachConfig is storagetest.Each for databases that are opened in a special way.
func eachConfig(t *testing.T, cfg storage.Config, test func(t *testing.T, db *storage.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		cfg := cfg
		cfg.Path = t.TempDir() + "/board.db"
		test(t, storagetest.OpenConfig(t, cfg))
	})
	t.Run("postgres", func(t *testing.T) {
		cfg := cfg
		cfg.URL = storagetest.CreatePostgres(t)
		test(t, storagetest.OpenConfig(t, cfg))
	})
}
