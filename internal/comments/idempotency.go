package comments

import (
	"context"
	"errors"
	"fmt"

	"board/internal/storage"
)

// Idempotency is the scope a client's key is good for.
type Idempotency = storage.IdempotencyScope

// remember keeps the request's idempotency key, if it has one; a *storage.Replay ends the job.
func remember(tx storage.Tx, scope *storage.IdempotencyScope, subject string) error {
	if scope == nil {
		return nil
	}
	return storage.Remember(tx, *scope, subject)
}

// replayed says which subject a repeated request made the first time; ok is false for all other errors.
func replayed[E any](err error) (id storage.Key[E], ok bool, _ error) {
	var replay *storage.Replay
	if !errors.As(err, &replay) {
		return id, false, nil
	}
	return parseSubject[E](replay.Subject)
}

// recall looks for what the request made before it is carried out.
func recall[E any](ctx context.Context, db *storage.DB, scope *storage.IdempotencyScope) (id storage.Key[E], ok bool, _ error) {
	if scope == nil {
		return id, false, nil
	}
	subject, found, err := storage.Recall(ctx, db, *scope)
	if err != nil || !found {
		return id, false, err
	}
	return parseSubject[E](subject)
}

func parseSubject[E any](subject string) (storage.Key[E], bool, error) {
	id, err := storage.ParseKey[E](subject)
	if err != nil {
		return id, false, fmt.Errorf("read what a repeated request made: %w", err)
	}
	return id, true, nil
}
