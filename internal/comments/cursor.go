package comments

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"math"

	"board/internal/fault"
)

// Sort is the order of the comments that answer no other.
type Sort string

// The orders.
const (
	Newest Sort = "newest"
	Oldest Sort = "oldest"
	Top    Sort = "top" // by the Wilson lower bound of their votes
)

// What may be wrong with how a list is asked for.
var (
	ErrSort = fault.New(fault.Invalid, "sort_unknown", "There is no such order.").
		WithField("sort", "sort_unknown", "newest, oldest or top.")
	ErrCursor = fault.New(fault.Invalid, "cursor_invalid", "The cursor is not one this list gave out.").
			WithField("cursor", "cursor_invalid", "Not one this list gave out.")
	ErrLimit = fault.New(fault.Invalid, "limit_invalid", "A limit is between 1 and 100.").WithField("limit", "limit_invalid", "1 to 100.")
)

// cursorVersion is raised when the layout changes, so that old cursors are refused instead of misread.
const cursorVersion = 1

// order tells in a cursor which list it continues.
type order byte

const (
	orderNewest  order = 1
	orderOldest  order = 2
	orderTop     order = 3
	orderReplies order = 4
)

var orders = map[Sort]order{Newest: orderNewest, Oldest: orderOldest, Top: orderTop}

// cursor is the place in a list after which the next page begins. On the wire: version, order, the 16 bytes of the
// article or comment whose list it is, the score's bits, the 16 bytes of the last comment's ID, and a CRC-32 (IEEE) over
// all of it, in base64url. It holds nothing secret: the sum is there so that a damaged or guessed cursor is refused
// instead of answered with a page from somewhere.
type cursor struct {
	order order
	of    [16]byte
	score float64
	last  ID
}

const cursorLength = 2 + 16 + 8 + 16 + 4

var cursorEncoding = base64.RawURLEncoding.Strict()

func (c cursor) String() string {
	b := make([]byte, 0, cursorLength)
	b = append(b, cursorVersion, byte(c.order))
	b = append(b, c.of[:]...)
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(c.score))
	b = append(b, c.last[:]...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	return cursorEncoding.EncodeToString(b)
}

// parseCursor reads a cursor of this order and owner; empty text is the start of the list, nil.
func parseCursor(text string, o order, of [16]byte) (*cursor, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // No cursor is not an error: the list begins at its start.
	}
	b, err := cursorEncoding.DecodeString(text)
	if err != nil || len(b) != cursorLength {
		return nil, ErrCursor
	}
	body, sum := b[:cursorLength-4], binary.BigEndian.Uint32(b[cursorLength-4:])
	if crc32.ChecksumIEEE(body) != sum || body[0] != cursorVersion || order(body[1]) != o || [16]byte(body[2:18]) != of {
		return nil, ErrCursor
	}
	c := cursor{order: o, of: of, score: math.Float64frombits(binary.BigEndian.Uint64(body[18:26])), last: ID(body[26:42])}
	if c.last.IsZero() || !(c.score >= 0 && c.score <= 1) || (o != orderTop && c.score != 0) {
		return nil, ErrCursor
	}
	return &c, nil
}

const (
	defaultLimit = 20
	maxLimit     = 100
)

// checkLimit is the limit to use; 0 stands for the default.
func checkLimit(limit int) (int, error) {
	switch {
	case limit == 0:
		return defaultLimit, nil
	case limit < 0 || limit > maxLimit:
		return 0, ErrLimit
	}
	return limit, nil
}
