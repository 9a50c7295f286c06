package fault_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"board/internal/fault"
)

func TestFaultsAreTheSameWhenTheirCodesAre(t *testing.T) {
	suspended := fault.New(fault.Forbidden, "member_suspended", "The member is suspended.")
	err := fmt.Errorf("post: %w", suspended.With("until", "2026-01-01"))

	if !errors.Is(err, suspended) {
		t.Error("a fault with params is no longer the fault it was made from")
	}
	if errors.Is(err, fault.New(fault.Forbidden, "member_ended", suspended.Text)) {
		t.Error("faults with different codes are taken for one another")
	}
}

func TestFromFindsAWrappedFault(t *testing.T) {
	wrapped := fmt.Errorf("outer: %w", fmt.Errorf("%w: %w", fault.New(fault.Gone, "gone", "Gone."), errors.New("cause")))
	if f, ok := fault.From(wrapped); !ok || f.Code != "gone" {
		t.Errorf("From = %v, %v", f, ok)
	}
	if f, ok := fault.From(errors.New("no fault")); ok || f != nil {
		t.Errorf("From found %v in an ordinary error", f)
	}
}

func TestADeclaredFaultIsNeverChanged(t *testing.T) {
	declared := fault.New(fault.Invalid, "invalid_request", "Bad.").WithField("a", "required", "Missing.").With("x", 1)
	before := *declared

	first := declared.WithField("b", "required", "Missing.").With("y", 2).WithRetryAfter(time.Second)
	second := declared.WithField("c", "too_long", "Too long.").With("y", 3)

	if diff := cmp.Diff(before, *declared); diff != "" {
		t.Errorf("the declared fault changed:\n%s", diff)
	}
	if first.Fields[1].Path != "b" || second.Fields[1].Path != "c" || first.Params["y"] != 2 || second.Params["y"] != 3 {
		t.Errorf("copies share their memory: %+v, %+v", first, second)
	}
	if first.RetryAfter != time.Second || second.RetryAfter != 0 {
		t.Errorf("RetryAfter = %v, %v", first.RetryAfter, second.RetryAfter)
	}
}

func TestEveryKindHasANameAndAStatus(t *testing.T) {
	seen := map[int]fault.Kind{}
	for kind := fault.Invalid; kind <= fault.StorageFull; kind++ {
		if kind.String() == "unknown" || kind.Status() < 400 || kind.Status() == 500 {
			t.Errorf("kind %d: %s, %d", kind, kind, kind.Status())
		}
		if other, ok := seen[kind.Status()]; ok {
			t.Errorf("%s and %s share status %d", kind, other, kind.Status())
		}
		seen[kind.Status()] = kind
	}
	for _, none := range []fault.Kind{0, fault.StorageFull + 1, 255} {
		if none.String() != "unknown" || none.Status() != 500 {
			t.Errorf("kind %d: %s, %d", none, none, none.Status())
		}
	}
}
