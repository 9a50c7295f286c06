package storage_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"board/internal/fault"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// What is particular to PostgreSQL: transactions that get into each other's way, and connections that are lost.

func TestWhoLosesADeadlockIsRunAgain(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	createNotes(t, db)
	write(t, db, insert("a"))
	write(t, db, insert("b"))
	var runs atomic.Int32
	holding := [2]chan struct{}{make(chan struct{}), make(chan struct{})}
	// Each locks its own row first, and the other's only when both hold theirs.
	cross := func(own, other string, me int) func(tx storage.Tx) error {
		first := true
		return func(tx storage.Tx) error {
			runs.Add(1)
			if err := tx.Lock("notes", "name = ?", own); err != nil {
				return err
			}
			if first {
				first = false
				close(holding[me])
				<-holding[1-me]
			}
			return tx.Lock("notes", "name = ?", other)
		}
	}
	done := make(chan error)
	go func() { done <- db.Write(t.Context(), cross("a", "b", 0)) }()
	go func() { done <- db.Write(t.Context(), cross("b", "a", 1)) }()
	if err := errors.Join(<-done, <-done); err != nil {
		t.Errorf("one of them got %v", err)
	}
	if n := runs.Load(); n < 3 {
		t.Errorf("%d runs: there was no deadlock", n)
	}
}

func TestATransactionThatPostgresGaveUpIsRunAgainUntilItWorks(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	createNotes(t, db)
	runs := 0
	write(t, db, func(tx storage.Tx) error {
		runs++
		if err := insert("a")(tx); err != nil {
			return err
		}
		if runs < 4 {
			return raise(tx, "40001")
		}
		return nil
	})
	if runs != 4 || count(t, db, "notes") != 1 {
		t.Errorf("%d runs, %d rows", runs, count(t, db, "notes"))
	}
}

func TestOtherErrorsAreNotRunAgain(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	runs := 0
	err := db.Write(t.Context(), func(tx storage.Tx) error {
		runs++
		return raise(tx, "23505")
	})
	if err == nil || runs != 1 {
		t.Errorf("%d runs, %v", runs, err)
	}
}

func TestPostgresSpeaksInFaultsOfItsDiskAndItsConnections(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	for state, want := range map[string]*fault.Fault{
		"53100": storage.ErrFull, "25006": storage.ErrReadOnly, "57P03": storage.ErrUnreachable, "08006": storage.ErrUnreachable,
	} {
		err := db.Write(t.Context(), func(tx storage.Tx) error { return raise(tx, state) })
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", state, err)
		}
	}
	err := db.Write(t.Context(), func(tx storage.Tx) error { return tx.DB().Exec(suicide).Error })
	if !errors.Is(err, storage.ErrUnreachable) {
		t.Errorf("a connection lost before the commit: %v", err)
	}
	write(t, db, func(storage.Tx) error { return nil })
}

func TestALostCommitIsUnknownAndNeverRunAgain(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	createNotes(t, db)
	exec(t, db, "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$")
	exec(t, db, "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()")
	runs := 0
	err := db.Write(t.Context(), func(tx storage.Tx) error {
		runs++
		return insert("a")(tx)
	})
	if f, ok := fault.From(err); !errors.Is(err, storage.ErrCommitUnknown) || !ok || f.Kind != fault.Unavailable || f.RetryAfter <= 0 {
		t.Errorf("error %v", err)
	}
	if runs != 1 {
		t.Errorf("%d runs", runs)
	}
}

func TestAConstraintCheckedAtTheEndIsAnOrdinaryError(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	exec(t, db, "CREATE TABLE roots (id BIGINT PRIMARY KEY)")
	exec(t, db, "CREATE TABLE leaves (root BIGINT REFERENCES roots (id) DEFERRABLE INITIALLY DEFERRED)")
	err := db.Write(t.Context(), func(tx storage.Tx) error { return tx.DB().Exec("INSERT INTO leaves VALUES (7)").Error })
	if _, isFault := fault.From(err); err == nil || isFault || !strings.Contains(err.Error(), "23503") {
		t.Errorf("error %v", err)
	}
}

func TestAJobThatGoesOnAfterAFailedStatementIsNotAcknowledged(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	createNotes(t, db)
	err := db.Write(t.Context(), func(tx storage.Tx) error {
		if err := insert("a")(tx); err != nil {
			return err
		}
		_ = insert("a")(tx)
		return nil
	})
	if err == nil {
		t.Error("a transaction that was rolled back is said to be written")
	}
	if diff := cmp.Diff([]string{}, notes(t, db)); diff != "" {
		t.Error(diff)
	}
}

func TestAServerThatIsNotThereIsTold(t *testing.T) {
	_, err := storage.Open(t.Context(), storage.Config{URL: "postgres://board@127.0.0.1:1/board"})
	if err == nil || strings.Contains(err.Error(), "panic") {
		t.Errorf("Open gave %v", err)
	}
}

const suicide = "SELECT pg_terminate_backend(pg_backend_pid())"

// raise has PostgreSQL raise an error with this SQLSTATE.
func raise(tx storage.Tx, state string) error {
	return tx.DB().Exec("DO $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = '" + state + "'; END $$").Error
}
