package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"board/internal/fault"
)

// IdempotencyLife is how long a key is remembered; after that it may be used for something else.
const IdempotencyLife = 24 * time.Hour

// forgetAtOnce bounds what one call of ForgetIdempotencyKeys deletes, so that other writes need not wait for it.
const forgetAtOnce = 1000

// ErrKeyReused is returned when an idempotency key comes with another body than the first time.
var ErrKeyReused = fault.New(fault.Unprocessable, "idempotency_key_reused",
	"This Idempotency-Key was used with another request body within the last 24 hours.")

// IdempotencyScope is what a client's key is good for: one operation of one actor on one site.
type IdempotencyScope struct {
	Site      string // the site's key in its usual form; empty for what belongs to no site
	Actor     string // whose key it is; one actor's keys never meet another's
	Operation string
	Key       string
	BodyHash  [32]byte // of the request's body
	Now       time.Time
}

// Replay is the error that ends a job whose work was done before, by a request with the same key and body. The job
// returns it, so that nothing is done twice, and the caller answers with Subject as it did then.
type Replay struct {
	Subject string
}

func (r *Replay) Error() string {
	return "this request was carried out before, with subject " + r.Subject
}

// Remember keeps the scope's key with the subject of the work the job does. It returns a *Replay when the work was done
// before, and ErrKeyReused when the key comes with another body; either ends the job. Of many jobs at once with one key
// exactly one gets nil: on PostgreSQL the others wait until it has committed.
func Remember(tx Tx, scope IdempotencyScope, subject string) error {
	site, err := scope.site()
	if err != nil {
		return err
	}
	now := At(scope.Now)
	// The actor comes first: gorm takes bytes after a parenthesis for a list.
	done := tx.DB().Exec(`
		INSERT INTO idempotency_keys (actor, site_id, operation, key, body_hash, subject, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (site_id, actor, operation, key) DO UPDATE
		SET body_hash = excluded.body_hash, subject = excluded.subject, created_at = excluded.created_at
		WHERE idempotency_keys.created_at <= ?`,
		scope.Actor, site, scope.Operation, scope.Key, scope.BodyHash[:], subject, now, scope.expired())
	if done.Error != nil {
		return fmt.Errorf("remember an idempotency key: %w", done.Error)
	}
	if done.RowsAffected == 1 {
		return nil
	}
	before, found, err := recall(tx.DB(), scope, site)
	if err != nil {
		return err
	}
	if !found {
		return errors.New("an idempotency key was taken and is gone")
	}
	return &Replay{Subject: before}
}

// Recall looks for the key before any work is done: it returns the subject of the work that was done with it, or
// ErrKeyReused when that came with another body. Not finding it proves nothing; Remember has the last word.
func Recall(ctx context.Context, db *DB, scope IdempotencyScope) (subject string, found bool, err error) {
	site, err := scope.site()
	if err != nil {
		return "", false, err
	}
	return recall(db.Read(ctx), scope, site)
}

func recall(db *gorm.DB, scope IdempotencyScope, site []byte) (subject string, found bool, err error) {
	var bodyHash []byte
	err = db.Raw(`
		SELECT subject, body_hash FROM idempotency_keys
		WHERE site_id = ? AND actor = ? AND operation = ? AND key = ? AND created_at > ?`,
		site, scope.Actor, scope.Operation, scope.Key, scope.expired()).Row().Scan(&subject, &bodyHash)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", false, nil
	case err != nil:
		return "", false, fmt.Errorf("recall an idempotency key: %w", err)
	case !bytes.Equal(bodyHash, scope.BodyHash[:]):
		return "", false, ErrKeyReused
	default:
		return subject, true, nil
	}
}

// ForgetIdempotencyKeys deletes keys whose time is over, at most a thousand, and says how many. It is called now and
// then, until it returns 0; correctness does not rest on it.
func ForgetIdempotencyKeys(tx Tx, now time.Time) (int64, error) {
	done := tx.DB().Exec(`
		DELETE FROM idempotency_keys WHERE (site_id, actor, operation, key) IN
		(SELECT site_id, actor, operation, key FROM idempotency_keys WHERE created_at <= ? ORDER BY created_at LIMIT ?)`,
		IdempotencyScope{Now: now}.expired(), forgetAtOnce)
	if done.Error != nil {
		return 0, fmt.Errorf("forget idempotency keys: %w", done.Error)
	}
	return done.RowsAffected, nil
}

func (s IdempotencyScope) expired() Time {
	return At(s.Now.Add(-IdempotencyLife))
}

// site is the site's 16 bytes, all zero for what belongs to no site.
func (s IdempotencyScope) site() ([]byte, error) {
	if s.Site == "" {
		return uuid.Nil[:], nil
	}
	site, err := ParseKey[IdempotencyScope](s.Site)
	if err != nil {
		return nil, fmt.Errorf("read the site of an idempotency key: %w", err)
	}
	return site[:], nil
}
