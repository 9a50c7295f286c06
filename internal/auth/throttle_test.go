package auth

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"board/internal/fault"
)

// guess signs in with a wrong password from an address.
func (in town) guess(name, address string) error {
	_, err := in.SignIn(in.t.Context(), in.site, Credentials{Name: name, Password: "wrong password", Address: address})
	return err
}

func TestFiveFailuresBlockANameWhetherItExistsOrNot(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.register("小明")
		for _, name := range []string{"小明", "nobody", "nobody@example.org"} {
			for i := range nameFailures {
				if err := in.guess(name, fmt.Sprintf("192.0.2.%d", i)); !errors.Is(err, ErrSignInFailed) {
					t.Fatalf("%s, guess %d: %v", name, i, err)
				}
			}
			err := in.guess(name, "192.0.2.77")
			f, ok := fault.From(err)
			if !ok || !errors.Is(err, ErrThrottled) || f.RetryAfter != time.Minute {
				t.Errorf("%s, the sixth guess: %v, wait %v", name, err, f)
			}
		}
		if _, err := in.signIn("小明"); !errors.Is(err, ErrThrottled) {
			t.Errorf("the right password during the block: %v", err)
		}
		in.clock.move(time.Minute)
		_, err := in.signIn("小明")
		in.must(err)
		if err := in.guess("小明", "192.0.2.78"); !errors.Is(err, ErrSignInFailed) {
			t.Errorf("after a success the count is not new: %v", err)
		}
	})
}

func TestSpellingsOfANameAreOneNameToGuessAt(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		for i, name := range []string{"Panda", "panda", "ＰＡＮＤＡ", " PANDA", "pandA"} {
			if err := in.guess(name, fmt.Sprintf("192.0.2.%d", i)); !errors.Is(err, ErrSignInFailed) {
				t.Fatal(err)
			}
		}
		if err := in.guess("PandA", "192.0.2.99"); !errors.Is(err, ErrThrottled) {
			t.Errorf("another spelling got %v", err)
		}
	})
}

func TestBlocksDoubleUpToAnHourAndAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		for range nameFailures {
			_ = in.guess("nobody", "192.0.2.1")
		}
		for _, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
			f, _ := fault.From(in.guess("nobody", "192.0.2.1"))
			if f == nil || f.RetryAfter != want*time.Minute {
				t.Fatalf("blocked for %v, want %d min", f, want)
			}
			in.clock.move(f.RetryAfter)
			if err := in.guess("nobody", "192.0.2.1"); !errors.Is(err, ErrSignInFailed) {
				t.Fatalf("after the block: %v", err)
			}
		}
		in.clock.move(longestBlock + failuresLast + time.Second)
		for range nameFailures {
			if err := in.guess("nobody", "192.0.2.1"); !errors.Is(err, ErrSignInFailed) {
				t.Fatalf("failures long ago still count: %v", err)
			}
		}
	})
}

func TestTwentyFailuresBlockAnAddressAndItsNeighbours(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.register("小明")
		for i := range addressFailures {
			if err := in.guess(fmt.Sprintf("nobody %d", i), fmt.Sprintf("2001:db8:1:2::%x", i)); !errors.Is(err, ErrSignInFailed) {
				t.Fatalf("guess %d: %v", i, err)
			}
		}
		if err := in.guess("somebody", "2001:db8:1:2:ffff::1"); !errors.Is(err, ErrThrottled) {
			t.Errorf("the neighbour got %v", err)
		}
		_, err := in.signIn("小明")
		in.must(err)
	})
}

func TestSuccessesDoNotBlockAnAddress(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.register("小明")
		for range addressFailures + 5 {
			_, err := in.signIn("小明")
			in.must(err)
		}
	})
}

func TestGuessesAtOnceAreNoBetterThanOneAfterAnother(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.register("小明")
		var wg sync.WaitGroup
		var looked atomic.Int64
		for i := range 60 {
			wg.Go(func() {
				err := in.guess("小明", fmt.Sprintf("192.0.2.%d", i))
				if errors.Is(err, ErrSignInFailed) {
					looked.Add(1)
				} else if !errors.Is(err, ErrThrottled) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if looked.Load() != nameFailures {
			t.Errorf("%d passwords were looked at", looked.Load())
		}
	})
}
