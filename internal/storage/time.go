package storage

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// Time is a moment in UTC with microseconds, which is what both databases keep: an INTEGER on SQLite, a timestamptz on
// PostgreSQL. A zero Time never reaches the database; a column that may be NULL is a *Time.
type Time struct{ time.Time }

var errZeroTime = errors.New("a zero time must not be stored")

// At makes t what the database will give back: UTC, cut to microseconds, without a monotonic reading.
func At(t time.Time) Time {
	if t.IsZero() {
		return Time{}
	}
	return Time{time.UnixMicro(t.UnixMicro()).UTC()}
}

// AtPtr is At for a moment that may be missing.
func AtPtr(t *time.Time) *Time {
	if t == nil {
		return nil
	}
	at := At(*t)
	return &at
}

// Ptr is the moment as package time knows it, nil for nil.
func (t *Time) Ptr() *time.Time {
	if t == nil {
		return nil
	}
	return &t.Time
}

// Value gives a time.Time, which the SQLite connection turns into microseconds; a zero time is an error.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, errZeroTime
	}
	return At(t.Time).Time, nil
}

// Scan reads microseconds (SQLite) or a time.Time (PostgreSQL). NULL is an error: scan into a *Time.
func (t *Time) Scan(value any) error {
	switch v := value.(type) {
	case int64:
		t.Time = time.UnixMicro(v).UTC()
	case time.Time:
		*t = At(v)
	default:
		return fmt.Errorf("scan %T into a time", value)
	}
	return nil
}
