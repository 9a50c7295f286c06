package auth

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"board/internal/fault"
)

func TestSomebodyWhoRegistersIsSignedInAsThemselves(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		r := registration("  小明  ")
		r.Email = "Ming@Example.org"
		tokens, err := in.Register(t.Context(), in.site, r)
		in.must(err)
		actor := in.actor(tokens)
		if actor.Role != RoleMember || actor.Site.ID != in.site.ID || actor.Member.Nickname != "小明" {
			t.Errorf("signed in as %+v", actor)
		}
		if actor.Member.Email != "Ming@Example.org" || !actor.Member.HasPassword || actor.Member.AgreedRulebook != rulesVersion {
			t.Errorf("registered as %+v", actor.Member)
		}
		in.must(in.MayWrite(t.Context(), actor))
	})
}

func TestOneOfManyWhoRegisterSpellingsOfOneNicknameGetsIt(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		spellings := []string{"Panda熊貓", "panda熊貓", "ＰＡＮＤＡ熊貓", "pＡnDa熊貓", " PANDA熊貓 "}
		var wg sync.WaitGroup
		var mu sync.Mutex
		var got, taken int
		for i := range 100 {
			wg.Go(func() {
				_, err := in.Register(t.Context(), in.site, registration(spellings[i%len(spellings)]))
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					got++
				case errors.Is(err, ErrNicknameTaken):
					taken++
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got != 1 || taken != 99 {
			t.Errorf("%d got the nickname and %d were told that it is taken", got, taken)
		}
		if n := in.count("SELECT COUNT(*) FROM members"); n != 1 {
			t.Errorf("%d members", n)
		}
		if n := in.count("SELECT COUNT(*) FROM nicknames"); n != 1 {
			t.Errorf("%d nicknames", n)
		}
	})
}

func TestAnotherSiteMayHaveTheSameNicknameAndAddress(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		other, _, err := in.CreateSite(t.Context(), newsSite("sports"))
		in.must(err)
		r := registration("小明")
		r.Email = "ming@example.org"
		_, err = in.Register(t.Context(), in.site, r)
		in.must(err)
		_, err = in.Register(t.Context(), other, r)
		in.must(err)
	})
}

func TestAnEmailAddressIsTakenInAnyCase(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		r := registration("小明")
		r.Email = "ming@example.org"
		_, err := in.Register(t.Context(), in.site, r)
		in.must(err)
		r = registration("小華")
		r.Email = "MING@example.ORG"
		if _, err := in.Register(t.Context(), in.site, r); !errors.Is(err, ErrEmailTaken) {
			t.Errorf("the second got %v", err)
		}
		if n := in.count("SELECT COUNT(*) FROM nicknames"); n != 1 {
			t.Errorf("%d nicknames", n)
		}
	})
}

func TestWhatIsWrongWithARegistrationIsSaid(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		for _, row := range []struct {
			name   string
			change func(*Registration)
			code   string
		}{
			{"one character", func(r *Registration) { r.Nickname = "明" }, "nickname_invalid"},
			{"21 characters", func(r *Registration) { r.Nickname = strings.Repeat("明", 21) }, "nickname_invalid"},
			{"a line break", func(r *Registration) { r.Nickname = "小\n明" }, "nickname_invalid"},
			{"NUL", func(r *Registration) { r.Nickname = "小\x00明" }, "nickname_invalid"},
			{"a text that turns around", func(r *Registration) { r.Nickname = "abc\u202edef" }, "nickname_invalid"},
			{"broken UTF-8", func(r *Registration) { r.Nickname = "ab\xffc" }, "nickname_invalid"},
			{"only invisible characters", func(r *Registration) { r.Nickname = "\u3164\u3164\u3164" }, "nickname_invalid"},
			{"braille without a dot", func(r *Registration) { r.Nickname = "\u2800\u2800\u2800" }, "nickname_invalid"},
			{"a neutral nickname", func(r *Registration) { r.Nickname = "會員 k3x9q2" }, "nickname_refused"},
			{"another neutral nickname", func(r *Registration) { r.Nickname = "ＭＥＭＢＥＲ　k3x9q2" }, "nickname_refused"},
			{"a refused nickname", func(r *Registration) { r.Nickname = "bad name" }, "nickname_refused"},
			{"a short password", func(r *Registration) { r.Password = "sieben7" }, "password_invalid"},
			{"a long password", func(r *Registration) { r.Password = strings.Repeat("長", 129) }, "password_invalid"},
			{"an address with a name", func(r *Registration) { r.Email = "Ming <ming@example.org>" }, "email_invalid"},
			{"no address", func(r *Registration) { r.Email = "ming" }, "email_invalid"},
			{"an old version of the rules", func(r *Registration) { r.Rulebook = rulesVersion - 1 }, "rulebook_not_agreed"},
		} {
			r := registration("小明")
			row.change(&r)
			_, err := in.Register(t.Context(), in.site, r)
			f, ok := fault.From(err)
			if !ok || f.Code != row.code {
				t.Errorf("%s: %v, want %s", row.name, err, row.code)
			} else if f.Kind == fault.Invalid && len(f.Fields) == 0 {
				t.Errorf("%s: %v names no field", row.name, err)
			}
		}
		if n := in.count("SELECT COUNT(*) FROM members"); n != 0 {
			t.Errorf("%d members", n)
		}
	})
}

func TestEightCharactersOfAnyScriptMakeAPassword(t *testing.T) {
	for _, password := range []string{"電池電池電池電池", strings.Repeat("長", 128), "🔑🔑🔑🔑🔑🔑🔑🔑"} {
		if _, err := normalPassword(password); err != nil {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestAHeldNicknameIsShownToNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("odd fellow")
		shown := tokens.Member.ShownNickname(in.site)
		if tokens.Member.NicknameStatus != NicknameHeld || !strings.HasPrefix(shown, "會員 ") {
			t.Errorf("shown as %q, %s", shown, tokens.Member.NicknameStatus)
		}
		if in.rules.recorded.Load() != 1 {
			t.Error("the policy was not told")
		}
		if _, err := in.Register(t.Context(), in.site, registration("ODD FELLOW")); !errors.Is(err, ErrNicknameTaken) {
			t.Errorf("a held nickname was given again: %v", err)
		}
	})
}
