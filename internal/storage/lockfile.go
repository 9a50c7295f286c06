package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// ErrInUse is returned by Open when another server has the SQLite file.
var ErrInUse = errors.New("another Board server has this database open; stop it first, one file can't serve two")

// lockFile takes the lock beside the database at path, and returns how to give it back, which may be done twice; when
// that fails, there is nothing to give back. The kernel gives it back when the process dies, however it dies. The file
// itself stays: removing it would let two servers lock two files of one name.
func lockFile(path string) (unlock func(context.Context) error, err error) {
	name := path + ".lock"
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // The operator names the path.
	if err != nil {
		return unlocked, fmt.Errorf("open the lock file: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := os.ReadFile(name) //nolint:gosec // As above; without it the message lacks a number.
		_ = file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return unlocked, fmt.Errorf("%w (process %s holds %s)", ErrInUse, strings.TrimSpace(string(holder)), name)
		}
		return unlocked, fmt.Errorf("lock %s: %w", name, err)
	}
	if err := file.Truncate(0); err == nil {
		_, _ = fmt.Fprintln(file, os.Getpid())
	}
	return func(context.Context) error {
		if err := file.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
			return fmt.Errorf("unlock %s: %w", name, err)
		}
		return nil
	}, nil
}

func unlocked(context.Context) error { return nil }
