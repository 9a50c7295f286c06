package storage

import (
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"board/internal/fault"
)

// Key identifies a row: a UUIDv7 (RFC 9562), which grows with time. E is the entity, so that the key of a comment can't
// be taken for that of a member: packages write `type ID = storage.Key[Comment]`.
//
// A zero Key is nobody's key and never reaches the database; a column that may be NULL is a *Key.
type Key[E any] [16]byte

// ErrInvalidKey is returned for text that is no key in its usual 36 characters.
var ErrInvalidKey = fault.New(fault.Invalid, "invalid_key", "A key is a UUID in its usual 36 characters.")

var errZeroKey = errors.New("a zero key must not be stored")

// NewKey makes a key that is greater than all keys this process made before.
func NewKey[E any]() Key[E] {
	return Key[E](uuid.Must(uuid.NewV7()))
}

// ParseKey reads the usual form of 36 characters, in lower or upper case, and nothing else. The zero key is refused.
func ParseKey[E any](text string) (Key[E], error) {
	var k Key[E]
	if err := k.UnmarshalText([]byte(text)); err != nil {
		return Key[E]{}, err
	}
	return k, nil
}

// String is the usual form: 36 characters in lower case.
func (k Key[E]) String() string {
	return uuid.UUID(k).String()
}

// IsZero reports whether k is nobody's key.
func (k Key[E]) IsZero() bool {
	return k == Key[E]{}
}

// MarshalText writes the usual form; a zero key is an error.
func (k Key[E]) MarshalText() ([]byte, error) {
	if k.IsZero() {
		return nil, errZeroKey
	}
	return uuid.UUID(k).MarshalText()
}

// UnmarshalText reads what ParseKey reads.
func (k *Key[E]) UnmarshalText(text []byte) error {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return ErrInvalidKey
	}
	var parsed Key[E]
	at := 0
	for _, part := range [...][]byte{text[:8], text[9:13], text[14:18], text[19:23], text[24:]} {
		n, err := hex.Decode(parsed[at:], part)
		if err != nil {
			return ErrInvalidKey
		}
		at += n
	}
	if parsed.IsZero() {
		return ErrInvalidKey
	}
	*k = parsed
	return nil
}

// Value gives the 16 bytes; a zero key is an error.
func (k Key[E]) Value() (driver.Value, error) {
	if k.IsZero() {
		return nil, errZeroKey
	}
	return k[:], nil
}

// Scan reads 16 bytes (SQLite) or the usual 36 characters (PostgreSQL). NULL is an error: scan into a *Key.
func (k *Key[E]) Scan(value any) error {
	switch v := value.(type) {
	case []byte:
		if len(v) == len(k) {
			copy(k[:], v)
			return nil
		}
		return k.scanText(v)
	case string:
		return k.scanText([]byte(v))
	default:
		return fmt.Errorf("scan %T into a key", value)
	}
}

func (k *Key[E]) scanText(text []byte) error {
	parsed, err := uuid.ParseBytes(text)
	if err != nil {
		return fmt.Errorf("scan %d characters into a key: %w", len(text), err)
	}
	*k = Key[E](parsed)
	return nil
}

// GormDataType keeps gorm from guessing.
func (Key[E]) GormDataType() string { return "bytes" }
