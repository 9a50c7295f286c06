package auth

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func hasher() *Service {
	return &Service{hashing: make(chan struct{}, hashesAtOnce), cost: phc{memory: hashMemory, time: hashTime, threads: hashThreads}}
}

func TestAPasswordIsKeptAsAnArgon2idHash(t *testing.T) {
	s := hasher()
	hash, err := s.hashPassword(t.Context(), goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept as %s", hash)
	}
	for password, want := range map[string]bool{goodPassword: true, goodPassword + " ": false, "": false, "short": false} {
		if fits, err := s.passwordFits(t.Context(), hash, password); err != nil || fits != want {
			t.Errorf("%q fits: %v, %v", password, fits, err)
		}
	}
	if fits, err := s.passwordFits(t.Context(), "", goodPassword); err != nil || fits {
		t.Errorf("fits nobody's hash: %v, %v", fits, err)
	}
}

func TestAPasswordIsTheSameHoweverItsAccentsWereTyped(t *testing.T) {
	s := hasher()
	composed, err := normalPassword("caf\u00e9 caf\u00e9")
	if err != nil {
		t.Fatal(err)
	}
	hash, err := s.hashPassword(t.Context(), composed)
	if err != nil {
		t.Fatal(err)
	}
	if fits, err := s.passwordFits(t.Context(), hash, "cafe\u0301 cafe\u0301"); err != nil || !fits {
		t.Errorf("fits: %v, %v", fits, err)
	}
}

func TestWaitingToHashEndsWithTheCaller(t *testing.T) {
	s := hasher()
	for range hashesAtOnce {
		s.hashing <- struct{}{}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := s.hashPassword(ctx, goodPassword); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestAHashThatIsNoneIsAnError(t *testing.T) {
	for _, hash := range []string{
		"x", "$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA", "$argon2id$v=16$m=64,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=64$AAAA$AAAA",
		"$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=64,t=1,p=1$AAAA$!",
	} {
		if _, err := parsePHC(hash); err == nil {
			t.Errorf("%s was taken", hash)
		}
	}
}
