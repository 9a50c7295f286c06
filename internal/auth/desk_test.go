package auth

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"board/internal/audit"
	"board/internal/fault"
	"board/internal/storage"
)

func (in town) account(login string, admin bool, sites ...SiteID) Account {
	in.t.Helper()
	account, err := in.CreateAccount(in.t.Context(), NewAccount{Login: login, Name: login, Password: goodPassword, Admin: admin, Sites: sites})
	in.must(err)
	return account
}

func (in town) signInAccount(login string) (Tokens, error) {
	return in.SignInAccount(in.t.Context(), Credentials{Name: login, Password: goodPassword, Address: "192.0.2.1"})
}

func TestAModeratorModeratesTheirSitesAndAnAdministratorAll(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		sports, _, err := in.CreateSite(t.Context(), newsSite("sports"))
		in.must(err)
		in.account("Mod@Example.org", false, in.site.ID)
		in.account("root", true)
		for _, row := range []struct {
			login        string
			role         Role
			news, sports bool
		}{{"mod@example.ORG", RoleModerator, true, false}, {"root", RoleAdmin, true, true}} {
			tokens, err := in.signInAccount(row.login)
			in.must(err)
			actor := in.actor(tokens)
			if actor.Role != row.role || actor.IsModeratorOf(in.site.ID) != row.news || actor.IsModeratorOf(sports.ID) != row.sports {
				t.Errorf("%s acts as %+v", row.login, actor)
			}
			if err := in.MayWrite(t.Context(), actor); !errors.Is(err, ErrMembersOnly) {
				t.Errorf("%s may write: %v", row.login, err)
			}
		}
		in.write(func(tx storage.Tx) error {
			for site, want := range map[SiteID]int{in.site.ID: 2, sports.ID: 1} {
				if n, err := in.CountModeratorsTx(tx, site); err != nil || n != want {
					return fmt.Errorf("%d moderators, want %d: %w", n, want, err)
				}
			}
			return nil
		})
		member := in.actor(in.register("小明"))
		if member.IsModeratorOf(in.site.ID) || !errors.Is(member.On(sports.ID), ErrWrongSite) {
			t.Error("a member moderates, or is on every site")
		}
	})
}

func TestADisabledAccountIsOutAtOnce(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		account := in.account("mod", false, in.site.ID)
		tokens, err := in.signInAccount("mod")
		in.must(err)
		in.write(func(tx storage.Tx) error {
			return updateRow(tx, "UPDATE accounts SET disabled_at = created_at WHERE id = ?", account.ID)
		})
		if _, err := in.Authenticate(t.Context(), tokens.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("an open token got %v", err)
		}
		if _, err := in.Refresh(t.Context(), tokens.Refresh, ""); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("a refresh got %v", err)
		}
		if _, err := in.signInAccount("mod"); !errors.Is(err, ErrSignInFailed) {
			t.Errorf("signing in got %v", err)
		}
	})
}

func TestAnOperatorsNewPasswordEndsTheAccountsSessions(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.account("mod", false, in.site.ID)
		tokens, err := in.signInAccount("mod")
		in.must(err)
		in.must(in.SetAccountPassword(t.Context(), "MOD", "another password"))
		if _, err := in.Authenticate(t.Context(), tokens.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("the open token got %v", err)
		}
		if _, err := in.signInAccount("mod"); !errors.Is(err, ErrSignInFailed) {
			t.Errorf("the old password got %v", err)
		}
		if err := in.SetAccountPassword(t.Context(), "nobody", "another password"); !errors.Is(err, ErrAccountNotFound) {
			t.Errorf("nobody's password: %v", err)
		}
	})
}

func TestAModeratorChangesTheirOwnPassword(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.account("mod", false, in.site.ID)
		here, err := in.signInAccount("mod")
		in.must(err)
		there, err := in.signInAccount("mod")
		in.must(err)
		in.must(in.ChangePassword(t.Context(), in.actor(here), goodPassword, "another password"))
		in.actor(here)
		if _, err := in.Authenticate(t.Context(), there.Access); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("the other session got %v", err)
		}
	})
}

func TestALoginIsTakenInAnyCase(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.account("mod", false, in.site.ID)
		_, err := in.CreateAccount(t.Context(), NewAccount{Login: " MOD", Name: "x", Password: goodPassword, Admin: true})
		if !errors.Is(err, ErrLoginTaken) {
			t.Errorf("got %v", err)
		}
	})
}

func TestWhatIsWrongWithAnAccountOrASiteIsSaidFieldByField(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		_, err := in.CreateAccount(t.Context(), NewAccount{Login: "a b", Password: "short"})
		wantFields(t, err, "login", "name", "password", "sites")
		_, _, err = in.CreateSite(t.Context(), NewSite{
			Slug: "No Slug", Origins: []string{"https://a.example/path"}, Languages: []string{"Chinese"}, TimeZone: "Mars",
		})
		wantFields(t, err, "slug", "name", "origins", "languages", "time_zone")
		n := newsSite("desk")
		_, _, err = in.CreateSite(t.Context(), n)
		wantFields(t, err, "slug")
		if _, _, err := in.CreateSite(t.Context(), newsSite("news")); !errors.Is(err, ErrSlugTaken) {
			t.Errorf("the slug of another site got %v", err)
		}
	})
}

func wantFields(t *testing.T, err error, paths ...string) {
	t.Helper()
	f, ok := fault.From(err)
	if !ok {
		t.Fatalf("no fault: %v", err)
	}
	var got []string
	for _, field := range f.Fields {
		got = append(got, field.Path)
	}
	if strings.Join(got, " ") != strings.Join(paths, " ") {
		t.Errorf("complains about %v, want %v", got, paths)
	}
}

func TestASiteIsFoundByItsSlugAndKnowsItsOrigins(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		site, err := in.Site(t.Context(), "news")
		in.must(err)
		if !site.HasOrigin("https://news.example") || site.HasOrigin("https://evil.example") || !site.SSOEnabled {
			t.Errorf("found %+v", site)
		}
		if site.DefaultLanguage() != "zh-TW" || site.Location().String() != "Asia/Taipei" {
			t.Errorf("speaks %s in %s", site.DefaultLanguage(), site.Location())
		}
		for _, slug := range []string{"", "sports", "\x00", "../news"} {
			if _, err := in.Site(t.Context(), slug); !errors.Is(err, ErrSiteNotFound) {
				t.Errorf("%q got %v", slug, err)
			}
		}
	})
}

func TestAFailingHookLeavesNoSiteBehind(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.onSiteTx = func(storage.Tx, Site) error { return errors.New("no rulebook") }
		if _, _, err := in.CreateSite(t.Context(), newsSite("sports")); err == nil {
			t.Fatal("founded")
		}
		sites, err := in.Sites(t.Context())
		in.must(err)
		if len(sites) != 1 {
			t.Errorf("%d sites", len(sites))
		}
	})
}

func TestActsOfOperatorsAreInTheSealedLog(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		_, err := in.RotateSSOSecret(t.Context(), "news")
		in.must(err)
		_, err = in.SetOrigins(t.Context(), "news", []string{"https://Moved.example/"})
		in.must(err)
		if moved, err := in.Site(t.Context(), "news"); err != nil || !slices.Equal(moved.Origins, []string{"https://moved.example"}) {
			t.Errorf("want the new origin alone, got %v, %v", moved.Origins, err)
		}
		if _, err := in.SetOrigins(t.Context(), "news", []string{"moved.example"}); err == nil {
			t.Error("want an origin without its scheme refused")
		}
		_, err = in.CreateAPIKey(t.Context(), "news", "newsroom")
		in.must(err)
		in.account("root", true)
		in.must(in.SetAccountPassword(t.Context(), "root", "another password"))
		in.must(in.RotateSigningKey(t.Context()))
		for chain, want := range map[audit.ChainID]string{
			audit.ChainID(in.site.ID): "site.created site.sso_secret_rotated site.origins_set api_key.created",
			{}:                        "account.created account.password_set signing_key.rotated",
		} {
			var acts []string
			in.must(in.db.Read(t.Context()).Raw("SELECT act FROM audit_entries WHERE site_id = ? ORDER BY n", chain[:]).Scan(&acts).Error)
			if got := strings.Join(acts, " "); got != want {
				t.Errorf("the log of %x has %q, want %q", chain, got, want)
			}
		}
	})
}
