package httpapi

import (
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"board/internal/fault"
)

// Rate is how often something may be done: so many times at once, and then so many times a minute. The zero Rate sets no
// limit.
type Rate struct {
	PerMinute, Burst int
}

// Rates are the limits by what is done.
type Rates struct {
	Read, Write, Report, SignIn, Desk Rate
}

// Limits are the rates of one actor and those of one address, which may be that of a whole company or carrier.
type Limits struct {
	Actor, Address Rates
	// Off sets no limits at all.
	Off bool
}

// DefaultLimits let a person do what a person can, and stop what only a machine does.
func DefaultLimits() Limits {
	return Limits{
		Actor: Rates{
			Read: Rate{600, 200}, Write: Rate{60, 30}, Report: Rate{20, 10}, SignIn: Rate{20, 10}, Desk: Rate{1200, 300},
		},
		Address: Rates{
			Read: Rate{6000, 1500}, Write: Rate{600, 300}, Report: Rate{200, 100}, SignIn: Rate{300, 150}, Desk: Rate{6000, 1500},
		},
	}
}

var errTooMany = fault.New(fault.TooMany, "rate_limited", "Too many requests; wait before the next.")

// limiter counts requests in memory, for this instance alone: what must hold across instances is counted in the database.
type limiter struct {
	off            bool
	actor, address map[class]*buckets
}

func newLimiter(l Limits) *limiter {
	if l == (Limits{}) {
		l = DefaultLimits()
	}
	return &limiter{off: l.Off, actor: l.Actor.buckets(), address: l.Address.buckets()}
}

func (r Rates) buckets() map[class]*buckets {
	return map[class]*buckets{
		reading: newBuckets(r.Read), writing: newBuckets(r.Write), reporting: newBuckets(r.Report),
		signingIn: newBuckets(r.SignIn), deskWork: newBuckets(r.Desk),
	}
}

// limitAddress takes a token from the bucket of the client's address, before anything is looked up for it.
func (s *Server) limitAddress(next echo.HandlerFunc) echo.HandlerFunc {
	return s.limit(next, s.limits.address, func(c *call) string { return network(c.address) })
}

// limitActor takes a token from the bucket of who is signed in.
func (s *Server) limitActor(next echo.HandlerFunc) echo.HandlerFunc {
	return s.limit(next, s.limits.actor, func(c *call) string {
		if isAnonymous(c.actor) {
			return ""
		}
		return c.actor.Key()
	})
}

// limit takes a token from one of the buckets, unless there is no key. RateLimit-* headers tell of the emptiest.
func (s *Server) limit(next echo.HandlerFunc, by map[class]*buckets, keyOf func(*call) string) echo.HandlerFunc {
	return func(e echo.Context) error {
		c := callIn(e)
		if c.operation == nil || s.limits.off {
			return next(e)
		}
		key := keyOf(c)
		if key == "" {
			return next(e)
		}
		left := by[c.operation.rule.class].take(key, s.now())
		c.showAllowance(left)
		if left.wait > 0 {
			return errTooMany.WithRetryAfter(left.wait)
		}
		return next(e)
	}
}

// showAllowance tells the client what is left, where it is less than what was told already.
func (c *call) showAllowance(left allowance) {
	if told, err := strconv.Atoi(c.header.Get("RateLimit-Remaining")); left.limit == 0 || err == nil && told <= left.tokens {
		return
	}
	c.header.Set("RateLimit-Limit", strconv.Itoa(left.limit))
	c.header.Set("RateLimit-Remaining", strconv.Itoa(left.tokens))
	c.header.Set("RateLimit-Reset", strconv.Itoa(int(math.Ceil(left.full.Seconds()))))
}

// allowance is what a bucket still holds.
type allowance struct {
	limit, tokens int
	// full is when the bucket will be full again, wait when it will hold one token; zero when it does.
	full, wait time.Duration
}

// mostBuckets bounds the memory of one class: twice this many, of some 200 bytes each.
const mostBuckets = 50_000

// buckets are token buckets by key. They live in two generations: when the young one is full it becomes the old one, and
// who is not seen again before that happens once more is forgotten.
type buckets struct {
	rate  Rate
	mu    sync.Mutex
	young map[string]*rate.Limiter
	old   map[string]*rate.Limiter
}

func newBuckets(r Rate) *buckets {
	return &buckets{rate: r, young: make(map[string]*rate.Limiter)}
}

// take takes a token from the bucket of a key, if it holds one.
func (b *buckets) take(key string, now time.Time) allowance {
	if b.rate.Burst <= 0 {
		return allowance{}
	}
	bucket := b.of(key)
	taken := bucket.AllowN(now, 1)
	tokens := max(0, bucket.TokensAt(now))
	left := allowance{
		limit: b.rate.Burst, tokens: int(tokens),
		full: b.refill(float64(b.rate.Burst) - tokens),
	}
	if !taken {
		left.wait = max(b.refill(1-tokens), time.Millisecond)
	}
	return left
}

func (b *buckets) refill(tokens float64) time.Duration {
	return time.Duration(tokens / float64(max(1, b.rate.PerMinute)) * float64(time.Minute))
}

func (b *buckets) of(key string) *rate.Limiter {
	b.mu.Lock()
	defer b.mu.Unlock()
	if bucket, ok := b.young[key]; ok {
		return bucket
	}
	bucket, ok := b.old[key]
	if !ok {
		bucket = rate.NewLimiter(rate.Limit(float64(b.rate.PerMinute)/60), b.rate.Burst)
	}
	if len(b.young) >= mostBuckets {
		b.old, b.young = b.young, make(map[string]*rate.Limiter)
	}
	b.young[key] = bucket
	return bucket
}
