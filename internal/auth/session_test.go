package auth

import (
	"errors"
	"sync"
	"testing"
	"time"

	"board/internal/fault"
	"board/internal/storage"
)

func TestOneOfManyWhoRefreshWithOneTokenGetsTheNext(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		first := in.register("小明")
		var wg sync.WaitGroup
		var mu sync.Mutex
		var next []Tokens
		for range 100 {
			wg.Go(func() {
				tokens, err := in.Refresh(t.Context(), first.Refresh, "")
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					next = append(next, tokens)
				} else if !errors.Is(err, ErrRefreshRaced) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(next) != 1 {
			t.Fatalf("%d got a token", len(next))
		}
		if !next[0].RefreshExpires.Equal(first.RefreshExpires) {
			t.Errorf("the session's end moved from %s to %s", first.RefreshExpires, next[0].RefreshExpires)
		}
		in.actor(next[0])
		_, err := in.Refresh(t.Context(), next[0].Refresh, "")
		in.must(err)
	})
}

func TestATokenThatComesBackUsedEndsItsFamilyAlone(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		first := in.register("小明")
		elsewhere, err := in.signIn("小明")
		in.must(err)
		second, err := in.Refresh(t.Context(), first.Refresh, "")
		in.must(err)
		in.clock.move(raceGrace + time.Second)
		if _, err := in.Refresh(t.Context(), first.Refresh, ""); !errors.Is(err, ErrRefreshReused) {
			t.Fatalf("a used token got %v", err)
		}
		if _, err := in.Authenticate(t.Context(), second.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("the family's access token got %v", err)
		}
		for _, refresh := range []string{first.Refresh, second.Refresh} {
			if _, err := in.Refresh(t.Context(), refresh, ""); !errors.Is(err, ErrSessionEnded) {
				t.Errorf("the family's refresh token got %v", err)
			}
		}
		in.actor(elsewhere)
	})
}

func TestASlowTabDoesNotEndTheSession(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		first := in.register("小明")
		second, err := in.Refresh(t.Context(), first.Refresh, "")
		in.must(err)
		in.clock.move(raceGrace)
		if _, err := in.Refresh(t.Context(), first.Refresh, ""); !errors.Is(err, ErrRefreshRaced) {
			t.Fatalf("the slower got %v", err)
		}
		in.actor(second)
	})
}

func TestATokenNobodyGaveIsRefused(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		for _, refresh := range []string{"", "x", "\x00", in.register("小明").Access} {
			if _, err := in.Refresh(t.Context(), refresh, ""); !errors.Is(err, ErrRefreshInvalid) {
				t.Errorf("%q got %v", refresh, err)
			}
		}
	})
}

func TestSignOutEndsThisSessionAtOnceAndNoOther(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		here := in.register("小明")
		there, err := in.signIn("小明")
		in.must(err)
		in.must(in.SignOut(t.Context(), in.actor(here)))
		if _, err := in.Authenticate(t.Context(), here.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("signed out, and got %v", err)
		}
		if _, err := in.Refresh(t.Context(), here.Refresh, ""); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("signed out, and refreshing got %v", err)
		}
		in.actor(there)
	})
}

func TestASessionIsOverThirtyDaysAfterSigningIn(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		in.clock.move(sessionLasts - 5*time.Minute)
		last, err := in.Refresh(t.Context(), tokens.Refresh, "")
		in.must(err)
		if !last.AccessExpires.Equal(tokens.RefreshExpires) {
			t.Errorf("the access token outlives its session: %s, %s", last.AccessExpires, tokens.RefreshExpires)
		}
		in.clock.move(5 * time.Minute)
		if _, err := in.Refresh(t.Context(), last.Refresh, ""); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("refreshing got %v", err)
		}
		if _, err := in.Authenticate(t.Context(), last.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("the access token got %v", err)
		}
	})
}

func TestANewPasswordEndsAllOtherSessions(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		here := in.register("小明")
		there, err := in.signIn("小明")
		in.must(err)
		if err := in.ChangePassword(t.Context(), in.actor(here), "wrong password", "another password"); !errors.Is(err, ErrPasswordWrong) {
			t.Fatalf("with a wrong old password: %v", err)
		}
		in.actor(there)
		in.must(in.ChangePassword(t.Context(), in.actor(here), goodPassword, "another password"))
		in.actor(here)
		if _, err := in.Authenticate(t.Context(), there.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("the other session got %v", err)
		}
		if _, err := in.signIn("小明"); !errors.Is(err, ErrSignInFailed) {
			t.Errorf("the old password got %v", err)
		}
		_, err = in.SignIn(t.Context(), in.site, Credentials{Name: "小明", Password: "another password"})
		in.must(err)
	})
}

func TestAnUnusableNewPasswordIsSaidOfItsField(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		err := in.ChangePassword(t.Context(), in.actor(in.register("小明")), goodPassword, "sieben7")
		if f, ok := fault.From(err); !ok || f.Code != "password_invalid" || len(f.Fields) != 1 || f.Fields[0].Path != "new" {
			t.Errorf("a short new password got %v", err)
		}
	})
}

func TestGuessingTheOldPasswordIsThrottled(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		actor := in.actor(in.register("小明"))
		for range nameFailures {
			if err := in.ChangePassword(t.Context(), actor, "wrong password", "another password"); !errors.Is(err, ErrPasswordWrong) {
				t.Fatal(err)
			}
		}
		if err := in.ChangePassword(t.Context(), actor, goodPassword, "another password"); !errors.Is(err, ErrThrottled) {
			t.Errorf("the sixth attempt got %v", err)
		}
	})
}

func TestTheSweepTakesWhatNobodyCanUseAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		_, err := in.SignIn(t.Context(), in.site, Credentials{Name: "nobody", Password: goodPassword})
		if !errors.Is(err, ErrSignInFailed) {
			t.Fatal(err)
		}
		in.must(in.RotateSigningKey(t.Context()))
		in.must(in.Sweep(t.Context()))
		if in.count("SELECT COUNT(*) FROM sessions") != 1 || in.count("SELECT COUNT(*) FROM throttles") != 2 ||
			in.count("SELECT COUNT(*) FROM signing_keys") != 2 {
			t.Error("the sweep took what is in use")
		}
		in.actor(tokens)
		in.clock.move(sessionLasts + 2*sweepAfter)
		in.must(in.Sweep(t.Context()))
		for _, table := range []string{"sessions", "refresh_tokens", "throttles"} {
			if n := in.count("SELECT COUNT(*) FROM " + table); n != 0 {
				t.Errorf("%d rows of %s are left", n, table)
			}
		}
		if n := in.count("SELECT COUNT(*) FROM signing_keys"); n != 1 {
			t.Errorf("%d signing keys are left", n)
		}
	})
}

func TestASuspensionBitesOnOpenTokensAndEndsByItself(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		until := in.clock.now().Add(24 * time.Hour)
		decision := [16]byte(storage.NewKey[Standing]())
		in.write(func(tx storage.Tx) error {
			return in.SetStandingTx(tx, in.site.ID, tokens.Member.ID, StandingColumns{SuspendedUntil: &until, DecisionID: &decision})
		})
		actor := in.actor(tokens)
		if err := in.MayWrite(t.Context(), actor); !errors.Is(err, ErrMemberSuspended) {
			t.Errorf("a suspended member may write: %v", err)
		}
		if actor.Member.Standing.Decision != storage.Key[Standing](decision).String() || !actor.Member.Standing.Until.Equal(until) {
			t.Errorf("standing %+v", actor.Member.Standing)
		}
		if _, err := in.ChangeNickname(t.Context(), actor, "小華"); !errors.Is(err, ErrMemberSuspended) {
			t.Errorf("a suspended member may change the nickname: %v", err)
		}
		_, err := in.signIn("小明")
		in.must(err)
		in.clock.move(24 * time.Hour)
		next, err := in.Refresh(t.Context(), tokens.Refresh, "")
		in.must(err)
		in.must(in.MayWrite(t.Context(), in.actor(next)))
	})
}

func TestAnEndedMemberIsOutAndStaysOut(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		viaPublisher, err := in.SignInSSO(t.Context(), in.site, in.token(nil), "")
		in.must(err)
		now := in.clock.now()
		for _, id := range []MemberID{tokens.Member.ID, viaPublisher.Member.ID} {
			in.write(func(tx storage.Tx) error {
				return in.SetStandingTx(tx, in.site.ID, id, StandingColumns{EndedAt: &now})
			})
		}
		for _, t2 := range []Tokens{tokens, viaPublisher} {
			if _, err := in.Authenticate(t.Context(), t2.Access); !errors.Is(err, ErrSessionEnded) {
				t.Errorf("an open token got %v", err)
			}
			if _, err := in.Refresh(t.Context(), t2.Refresh, ""); !errors.Is(err, ErrMembershipEnded) {
				t.Errorf("a refresh got %v", err)
			}
		}
		if _, err := in.signIn("小明"); !errors.Is(err, ErrMembershipEnded) {
			t.Errorf("signing in got %v", err)
		}
		if _, err := in.SignInSSO(t.Context(), in.site, in.token(nil), ""); !errors.Is(err, ErrMembershipEnded) {
			t.Errorf("single sign-on got %v", err)
		}
		wrong := Credentials{Name: "小明", Password: "wrong password"}
		if _, err := in.SignIn(t.Context(), in.site, wrong); !errors.Is(err, ErrSignInFailed) {
			t.Errorf("a stranger learns of the end: %v", err)
		}
		in.write(func(tx storage.Tx) error {
			return in.SetStandingTx(tx, in.site.ID, tokens.Member.ID, StandingColumns{})
		})
		if _, err := in.Authenticate(t.Context(), tokens.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("a session came back with the membership: %v", err)
		}
		_, err = in.signIn("小明")
		in.must(err)
	})
}
