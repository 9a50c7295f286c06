package moderation

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"time"

	"board/internal/fault"
)

// What may be wrong with how a list is asked for.
var (
	ErrCursor = fault.New(fault.Invalid, "cursor_invalid", "The cursor is not one this list gave out.").
			WithField("cursor", "cursor_invalid", "Not one this list gave out.")
	ErrLimit = fault.New(fault.Invalid, "limit_invalid", "A limit is between 1 and 100.").
			WithField("limit", "limit_invalid", "1 to 100.")
)

// cursor is the last entry of a page: its rank in the list's order and its key. On the wire it is the rank in 8 bytes, the
// key's 16, and a CRC-32 (IEEE) over these and the name of the list, in base64url. There is nothing secret in it; the sum
// is there so that a damaged cursor, or one of another list, is refused and not answered with a page from somewhere.
type cursor struct {
	rank int64
	id   [16]byte
}

var cursorEncoding = base64.RawURLEncoding.Strict()

const cursorLength = 8 + 16 + 4

func (c cursor) sum(list string) uint32 {
	b := binary.BigEndian.AppendUint64([]byte(list), uint64(c.rank))
	return crc32.ChecksumIEEE(append(b, c.id[:]...))
}

func (c cursor) encode(list string) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(c.rank))
	b = append(b, c.id[:]...)
	return cursorEncoding.EncodeToString(binary.BigEndian.AppendUint32(b, c.sum(list)))
}

// decodeCursor reads a cursor of this list; ok is false at the start of the list, where there is none.
func decodeCursor(text, list string) (c cursor, ok bool, err error) {
	if text == "" {
		return cursor{}, false, nil
	}
	b, err := cursorEncoding.DecodeString(text)
	if err != nil || len(b) != cursorLength {
		return cursor{}, false, ErrCursor
	}
	c = cursor{rank: int64(binary.BigEndian.Uint64(b)), id: [16]byte(b[8:24])}
	if binary.BigEndian.Uint32(b[24:]) != c.sum(list) {
		return cursor{}, false, ErrCursor
	}
	return c, true, nil
}

const (
	defaultLimit = 20
	maxLimit     = 100
)

// limitOr is the limit to use; 0 stands for the usual one.
func limitOr(limit int) (int, error) {
	switch {
	case limit == 0:
		return defaultLimit, nil
	case limit < 0 || limit > maxLimit:
		return 0, ErrLimit
	}
	return limit, nil
}

func microTime(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
