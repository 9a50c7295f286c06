package storage_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"board/internal/fault"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// scope is what the tests' client sends; each test changes what it is about.
func scope() storage.IdempotencyScope {
	return storage.IdempotencyScope{
		Site: "01890a5d-ac96-774b-bcce-b302099a8057", Actor: "member:1", Operation: "post", Key: "k",
		BodyHash: sha256.Sum256([]byte("body")),
		Now:      time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC),
	}
}

// post is a request with an idempotency key: it adds a note, once.
func post(t *testing.T, db *storage.DB, s storage.IdempotencyScope, name string) error {
	t.Helper()
	return db.Write(t.Context(), func(tx storage.Tx) error {
		if err := insert(name)(tx); err != nil {
			return err
		}
		return storage.Remember(tx, s, name)
	})
}

func TestOfManyRequestsWithOneKeyOneIsCarriedOut(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		errs := make([]error, 50)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() { errs[i] = post(t, db, scope(), fmt.Sprint(i)) })
		}
		all.Wait()
		made := notes(t, db)
		if len(made) != 1 {
			t.Fatalf("rows %v", made)
		}
		for i, err := range errs {
			var replay *storage.Replay
			if errors.As(err, &replay) == (fmt.Sprint(i) == made[0]) {
				t.Errorf("request %d of %s got %v", i, made[0], err)
			}
			if replay != nil && replay.Subject != made[0] {
				t.Errorf("request %d is told of %s", i, replay.Subject)
			}
		}
		if subject, found, err := storage.Recall(t.Context(), db, scope()); subject != made[0] || !found || err != nil {
			t.Errorf("Recall gave %q, %v, %v", subject, found, err)
		}
	})
}

func TestAKeyWithAnotherBodyIsRefused(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		if err := post(t, db, scope(), "first"); err != nil {
			t.Fatal(err)
		}
		other := scope()
		other.BodyHash[31]++
		err := post(t, db, other, "second")
		if f, ok := fault.From(err); !errors.Is(err, storage.ErrKeyReused) || !ok || f.Kind != fault.Unprocessable {
			t.Errorf("Remember gave %v", err)
		}
		if _, found, err := storage.Recall(t.Context(), db, other); found || !errors.Is(err, storage.ErrKeyReused) {
			t.Errorf("Recall gave %v, %v", found, err)
		}
		if n := count(t, db, "notes"); n != 1 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestAKeyMeansNothingOutsideItsScope(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		if err := post(t, db, scope(), "first"); err != nil {
			t.Fatal(err)
		}
		for name, change := range map[string]func(s *storage.IdempotencyScope){
			"site":      func(s *storage.IdempotencyScope) { s.Site = storage.NewKey[thing]().String() },
			"no site":   func(s *storage.IdempotencyScope) { s.Site = "" },
			"actor":     func(s *storage.IdempotencyScope) { s.Actor = "member:2" },
			"operation": func(s *storage.IdempotencyScope) { s.Operation = "report" },
			"key":       func(s *storage.IdempotencyScope) { s.Key = "K" },
		} {
			other := scope()
			change(&other)
			if _, found, err := storage.Recall(t.Context(), db, other); found || err != nil {
				t.Errorf("another %s: Recall gave %v, %v", name, found, err)
			}
			if err := post(t, db, other, name); err != nil {
				t.Errorf("another %s: %v", name, err)
			}
		}
	})
}

func TestAKeyOfAFailedJobIsFree(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		err := db.Write(t.Context(), func(tx storage.Tx) error {
			return errors.Join(storage.Remember(tx, scope(), "first"), errOwn)
		})
		if !errors.Is(err, errOwn) {
			t.Fatal(err)
		}
		if err := post(t, db, scope(), "second"); err != nil {
			t.Error(err)
		}
	})
}

func TestAKeyLastsADay(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createNotes(t, db)
		if err := post(t, db, scope(), "first"); err != nil {
			t.Fatal(err)
		}
		late := scope()
		late.BodyHash[0]++
		late.Now = late.Now.Add(24*time.Hour - time.Microsecond)
		if err := post(t, db, late, "too early"); !errors.Is(err, storage.ErrKeyReused) {
			t.Errorf("within a day: %v", err)
		}
		forget(t, db, late.Now, 0)

		late.Now = late.Now.Add(time.Microsecond)
		if _, found, err := storage.Recall(t.Context(), db, late); found || err != nil {
			t.Errorf("after a day: Recall gave %v, %v", found, err)
		}
		if err := post(t, db, late, "second"); err != nil {
			t.Errorf("after a day: %v", err)
		}
		if subject, _, err := storage.Recall(t.Context(), db, late); subject != "second" || err != nil {
			t.Errorf("Recall gave %q, %v", subject, err)
		}
		forget(t, db, late.Now, 0)
		forget(t, db, late.Now.Add(24*time.Hour), 1)
		if n := count(t, db, "idempotency_keys"); n != 0 {
			t.Errorf("%d keys are kept", n)
		}
	})
}

// forget makes sure that this many keys are forgotten.
func forget(t *testing.T, db *storage.DB, now time.Time, want int64) {
	t.Helper()
	write(t, db, func(tx storage.Tx) error {
		n, err := storage.ForgetIdempotencyKeys(tx, now)
		if err == nil && n != want {
			t.Errorf("%d keys forgotten, want %d", n, want)
		}
		return err
	})
}
