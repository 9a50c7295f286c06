package storage

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"board/internal/fault"
)

// What can go wrong with a database whoever asks, as callers see it.
var (
	ErrQueueFull = fault.New(fault.Unavailable, "write_queue_full",
		"Too many writes are waiting. Nothing was changed.").WithRetryAfter(time.Second)
	ErrBusy = fault.New(fault.Unavailable, "storage_busy",
		"The database is busy. Nothing was changed.").WithRetryAfter(time.Second)
	ErrFull = fault.New(fault.StorageFull, "storage_full",
		"The disk is full. Nothing was changed; reading goes on.")
	ErrReadOnly = fault.New(fault.Unavailable, "storage_read_only",
		"The database can be read but not written.")
	ErrUnreachable = fault.New(fault.Unavailable, "storage_unreachable",
		"The database can't be reached. Nothing was changed.").WithRetryAfter(2 * time.Second)
	ErrCommitUnknown = fault.New(fault.Unavailable, "commit_unknown",
		"The connection was lost while committing: the change may have happened. Ask again with the same Idempotency-Key.").
		WithRetryAfter(2 * time.Second)
	ErrFailed = fault.New(fault.Unavailable, "storage_failed",
		"The database can't be trusted any more. If this answers a write, it may have happened.")
	ErrClosed = fault.New(fault.Unavailable, "storage_closed",
		"The server is shutting down. Nothing was changed.").WithRetryAfter(2 * time.Second)
)

// withCause is what the caller sees (f) with what the log needs.
func withCause(f *fault.Fault, cause error) error {
	return fmt.Errorf("%w (%w)", f, cause)
}

// sqliteFault turns what SQLite says about its disk or its locks into a fault; anything else comes back as it is.
func sqliteFault(err error) error {
	var se sqlite3.Error
	if _, ok := fault.From(err); ok || !errors.As(err, &se) {
		return err
	}
	switch {
	case diskFull(se):
		return withCause(ErrFull, err)
	case breaksTrust(se):
		return withCause(ErrFailed, err)
	case se.Code == sqlite3.ErrReadonly || se.SystemErrno == syscall.EROFS:
		return withCause(ErrReadOnly, err)
	case se.Code == sqlite3.ErrBusy || se.Code == sqlite3.ErrLocked:
		return withCause(ErrBusy, err)
	default:
		return err
	}
}

// strikesAll reports a fault that comes from the disk, not from what one job did.
func strikesAll(err error) bool {
	return errors.Is(err, ErrFull) || errors.Is(err, ErrReadOnly) || errors.Is(err, ErrBusy) || errors.Is(err, ErrFailed)
}

func diskFull(se sqlite3.Error) bool {
	return se.Code == sqlite3.ErrFull || se.SystemErrno == syscall.ENOSPC || se.SystemErrno == syscall.EDQUOT
}

// breaksTrust reports errors after which nobody knows what is on the disk. A file that was moved away under its server
// counts too: what is written to it would be lost.
func breaksTrust(se sqlite3.Error) bool {
	switch se.Code {
	case sqlite3.ErrIoErr:
		return !diskFull(se) && se.SystemErrno != syscall.EROFS
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return true
	default:
		return se.ExtendedCode == sqlite3.ErrReadonlyDbMoved
	}
}

// postgresFault does for PostgreSQL, short of its commits, what sqliteFault does for SQLite.
func postgresFault(err error) error {
	if _, ok := fault.From(err); ok || err == nil {
		return err
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		switch {
		case pe.Code == "53100":
			return withCause(ErrFull, err)
		case pe.Code == "25006":
			return withCause(ErrReadOnly, err)
		case mayRunAgain(err):
			return withCause(ErrBusy, err)
		case strings.HasPrefix(pe.Code, "08"), strings.HasPrefix(pe.Code, "57P"), pe.Code == "53300":
			return withCause(ErrUnreachable, err)
		}
		return err
	}
	var ne net.Error
	var ce *pgconn.ConnectError
	if errors.As(err, &ce) || errors.As(err, &ne) || errors.Is(err, io.ErrUnexpectedEOF) {
		return withCause(ErrUnreachable, err)
	}
	return err
}

// mayRunAgain reports a transaction that PostgreSQL gave up in favour of another: a serialization failure or a deadlock.
func mayRunAgain(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && (pe.Code == "40001" || pe.Code == "40P01")
}
