package auth

import (
	"context"
	"net/netip"
	"time"

	"board/internal/fault"
	"board/internal/storage"
)

// Who guesses passwords is slowed down twice: by the name that is guessed at, and by the address it is done from. An
// attempt is counted before its password is looked at and taken back when it was right, so that a thousand guesses at
// once are no better than one after another.
const (
	nameFailures    = 5
	addressFailures = 20
	// failuresLast is how long a failure is remembered, from the last one or from the end of the block that followed.
	failuresLast = 15 * time.Minute
	firstBlock   = time.Minute
	longestBlock = time.Hour
)

// ErrThrottled is returned after too many failed sign-ins, whether or not the name exists; RetryAfter says how long.
var ErrThrottled = fault.New(fault.TooMany, "sign_in_throttled", "Too many failed attempts; wait before the next.")

// throttle is one counter of failures.
type throttle struct {
	failures     int
	lastAt       time.Time
	blockedUntil time.Time
}

// charge counts one more attempt at now. It returns how long to wait instead when the counter is blocked.
func (t *throttle) charge(limit int, now time.Time) (wait time.Duration) {
	if wait = t.blockedUntil.Sub(now); wait > 0 {
		return wait
	}
	if now.Sub(t.lastAt) > failuresLast && now.Sub(t.blockedUntil) > failuresLast {
		t.failures = 0
	}
	t.failures++
	t.lastAt = now
	if t.failures >= limit {
		t.blockedUntil = now.Add(blockAfter(t.failures - limit))
	}
	return 0
}

// takeBack undoes the charge of an attempt that turned out right.
func (t *throttle) takeBack(limit int, now time.Time) {
	t.failures = max(0, t.failures-1)
	if t.failures < limit {
		t.blockedUntil = now
	}
}

// blockAfter doubles with each failure beyond the limit, up to an hour.
func blockAfter(beyond int) time.Duration {
	if beyond >= 6 {
		return longestBlock
	}
	return min(firstBlock<<beyond, longestBlock)
}

// attempt names the two counters of one sign-in.
type attempt struct {
	name, address []byte
}

// newAttempt makes the counters' keys. scope keeps the same name on two sites, and the desk, apart.
func newAttempt(scope, name, address string) attempt {
	return attempt{
		name:    hashOf("name\x00" + scope + "\x00" + name),
		address: hashOf("address\x00" + neighbourhood(address)),
	}
}

// neighbourhood is what one household or server has: an IPv4 address, or the /64 of an IPv6 address.
func neighbourhood(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

// charge counts the attempt, or refuses it. The counters are locked name first, as everywhere.
func (s *Service) charge(ctx context.Context, a attempt) error {
	return s.db.Write(ctx, func(tx storage.Tx) error {
		now := s.moment()
		byName, err := chargeTx(tx, a.name, nameFailures, now)
		if err != nil {
			return err
		}
		byAddress, err := chargeTx(tx, a.address, addressFailures, now)
		if err != nil {
			return err
		}
		if wait := max(byName, byAddress); wait > 0 {
			return ErrThrottled.WithRetryAfter(wait)
		}
		return nil
	})
}

func chargeTx(tx storage.Tx, key []byte, limit int, now storage.Time) (time.Duration, error) {
	t, err := lockThrottleTx(tx, key, now)
	if err != nil {
		return 0, err
	}
	if wait := t.charge(limit, now.Time); wait > 0 {
		return wait, nil
	}
	return 0, saveThrottleTx(tx, key, t)
}

// succeededTx forgets the failures of the name, and the one that was charged to the address.
func (a attempt) succeededTx(tx storage.Tx, now storage.Time) error {
	if err := dropThrottleTx(tx, a.name, now); err != nil {
		return err
	}
	t, err := lockThrottleTx(tx, a.address, now)
	if err != nil {
		return err
	}
	t.takeBack(addressFailures, now.Time)
	return saveThrottleTx(tx, a.address, t)
}
