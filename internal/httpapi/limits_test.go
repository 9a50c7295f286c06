package httpapi

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"board/internal/storage/storagetest"
)

func TestWhoAsksTooOftenIsToldToWait(t *testing.T) {
	s := newStack(t, storagetest.Open(t), func(c *Config) {
		c.Limits = Limits{
			Actor:   Rates{Read: Rate{60, 3}, Write: Rate{60, 2}, Desk: Rate{600, 100}, SignIn: Rate{600, 100}},
			Address: Rates{Read: Rate{60, 5}, Write: Rate{60, 50}},
		}
	})
	reader := s.member("Reader")
	for left := 2; left >= 0; left-- {
		a := reader.get(news + "/me").want(200)
		if got := a.header.Get("RateLimit-Remaining"); got != strconv.Itoa(left) || a.header.Get("RateLimit-Limit") != "3" {
			t.Fatalf("%s of %s left, want %d of 3", got, a.header.Get("RateLimit-Limit"), left)
		}
	}
	a := reader.get(news+"/me").want(429, "rate_limited")
	if a.header.Get("Retry-After") != "1" || a.header.Get("RateLimit-Remaining") != "0" || a.header.Get("RateLimit-Reset") != "3" {
		t.Errorf("told %v", a.header)
	}
	// Writing is counted apart from reading, and others are not to blame.
	reader.put(news+"/me/rulebook", object{"version": 1}).want(200)
	s.member("Another").get(news + "/me").want(200)
	// But all of them share the address, which has no more.
	s.stranger().get(news+"/articles/a1/comments").want(429, "rate_limited")
	s.stranger().with("X-Forwarded-For", "192.0.2.200").get(news+"/articles/a1").want(429, "rate_limited")
	// Nor is anything looked up for it.
	s.stranger().get("/api/v1/sites/nobody/articles/a1").want(429, "rate_limited")
	s.clock.forward(time.Second)
	reader.get(news + "/me").want(200)
}

func TestLimitsForgetTheLongestUnseenRatherThanGrow(t *testing.T) {
	b := newBuckets(Rate{PerMinute: 1, Burst: 1})
	now := time.Unix(0, 0)
	for i := range 3 * mostBuckets {
		if left := b.take(fmt.Sprint(i), now); left.wait != 0 {
			t.Fatalf("%d has to wait", i)
		}
	}
	if n := len(b.young) + len(b.old); n > 2*mostBuckets {
		t.Errorf("%d buckets are kept", n)
	}
	if left := b.take(fmt.Sprint(3*mostBuckets-1), now); left.wait == 0 {
		t.Error("who asked a moment ago is forgotten")
	}
}

func TestThereAreLimitsUnlessTheyAreSwitchedOff(t *testing.T) {
	s := newStack(t, storagetest.Open(t), func(c *Config) { c.Limits = Limits{} })
	if s.stranger().get(news).header.Get("RateLimit-Limit") == "" {
		t.Error("by default there are no limits")
	}
}
