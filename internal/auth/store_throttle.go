package auth

import (
	"errors"

	"board/internal/storage"
)

// lockThrottleTx loads a counter, which begins at nothing, and keeps others from it.
func lockThrottleTx(tx storage.Tx, key []byte, now storage.Time) (throttle, error) {
	if _, err := exec(tx, "begin a throttle",
		"INSERT INTO throttles (failures, key, last_at, blocked_until) VALUES (0, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
		key, now, now); err != nil {
		return throttle{}, err
	}
	if err := tx.Lock("throttles", "key = ?", key); err != nil {
		return throttle{}, err
	}
	var t throttle
	var last, blocked storage.Time
	err := queryOne(tx.DB(), errNoThrottle, "load a throttle",
		"SELECT failures, last_at, blocked_until FROM throttles WHERE key = ?", []any{key}, &t.failures, &last, &blocked)
	t.lastAt, t.blockedUntil = last.Time, blocked.Time
	return t, err
}

// errNoThrottle can be met on PostgreSQL only, when the sweep took the counter before it was locked.
var errNoThrottle = errors.New("the throttle is gone")

func saveThrottleTx(tx storage.Tx, key []byte, t throttle) error {
	_, err := exec(tx, "save a throttle", "UPDATE throttles SET failures = ?, last_at = ?, blocked_until = ? WHERE key = ?",
		t.failures, storage.At(t.lastAt), storage.At(t.blockedUntil), key)
	return err
}

// dropThrottleTx forgets all failures a counter has.
func dropThrottleTx(tx storage.Tx, key []byte, now storage.Time) error {
	_, err := exec(tx, "clear a throttle", "UPDATE throttles SET failures = 0, blocked_until = ? WHERE key = ?", now, key)
	return err
}

// sweepTx deletes at most a thousand sessions, and all throttles and keys, that nobody has had a use for since before.
func sweepTx(tx storage.Tx, before storage.Time) error {
	// Keys grow with time, which makes old sessions a range of their primary key.
	var oldest SessionID
	ms := uint64(before.Add(-sessionLasts).UnixMilli())
	for i := range 6 {
		oldest[i] = byte(ms >> (40 - 8*i))
	}
	const old = "SELECT id FROM sessions WHERE id < ? AND expires_at < ? ORDER BY id LIMIT 1000"
	if _, err := exec(tx, "sweep refresh tokens", "DELETE FROM refresh_tokens WHERE session_id IN ("+old+")", oldest, before); err != nil {
		return err
	}
	if _, err := exec(tx, "sweep sessions", "DELETE FROM sessions WHERE id IN ("+old+")", oldest, before); err != nil {
		return err
	}
	if _, err := exec(tx, "sweep throttles", "DELETE FROM throttles WHERE last_at < ? AND blocked_until < ?", before, before); err != nil {
		return err
	}
	_, err := exec(tx, "sweep signing keys", "DELETE FROM signing_keys WHERE retired_at < ?", before)
	return err
}
