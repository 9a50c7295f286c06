package auth

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"board/internal/storage"
)

func TestATokenWeDidNotGiveIsRefused(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		actor := in.actor(tokens)
		key, err := in.signingKey(t.Context())
		in.must(err)
		// sign makes a token like ours, changed.
		sign := func(method jwt.SigningMethod, with any, change func(c *accessClaims, header map[string]any)) string {
			now := in.clock.now()
			c := accessClaims{
				RegisteredClaims: jwt.RegisteredClaims{
					Issuer: in.issuer, Subject: actor.Member.ID.String(), Audience: jwt.ClaimStrings{"board:news"},
					IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(time.Minute)),
				},
				Session: actor.Session, Role: RoleMember, Site: "news",
			}
			token := jwt.New(method)
			token.Header["kid"] = key.kid
			change(&c, token.Header)
			token.Claims = c
			text, err := token.SignedString(with)
			in.must(err)
			return text
		}
		same := func(*accessClaims, map[string]any) {}
		hs := jwt.SigningMethodHS256
		if _, err := in.Authenticate(t.Context(), sign(hs, key.secret, same)); err != nil {
			t.Fatalf("an unchanged token got %v", err)
		}
		in.register("別人")
		stranger := in.register("外人").Member.ID
		for _, row := range []struct{ name, token string }{
			{"nothing", ""},
			{"no token", "x"},
			{"three parts", "a.b.c"},
			{"a very long one", strings.Repeat("x", maxTokenBytes+1)},
			{"alg none", sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, same)},
			{"alg HS512", sign(jwt.SigningMethodHS512, key.secret, same)},
			{"another key", sign(hs, []byte("another key of enough bytes, really"), same)},
			{"an empty key", sign(hs, []byte{}, same)},
			{"no kid", sign(hs, key.secret, func(_ *accessClaims, h map[string]any) { delete(h, "kid") })},
			{"an unknown kid", sign(hs, key.secret, func(_ *accessClaims, h map[string]any) { h["kid"] = "k9" })},
			{"a kid with NUL", sign(hs, key.secret, func(_ *accessClaims, h map[string]any) { h["kid"] = "k\x00" })},
			{"another issuer", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.Issuer = "https://evil.example" })},
			{"another audience", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.Audience = jwt.ClaimStrings{"board:sports"} })},
			{"two audiences", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) {
				c.Audience = jwt.ClaimStrings{"board:news", "board:desk"}
			})},
			{"no audience", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.Audience = nil })},
			{"no end", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.ExpiresAt = nil })},
			{"another member", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.Subject = stranger.String() })},
			{"another role", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.Role = RoleAdmin })},
			{"no role", sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.Role = "" })},
		} {
			if _, err := in.Authenticate(t.Context(), row.token); !errors.Is(err, ErrTokenInvalid) {
				t.Errorf("%s: %v", row.name, err)
			}
		}
		member := sign(hs, key.secret, func(c *accessClaims, _ map[string]any) {
			c.Role, c.Site, c.Audience = RoleAdmin, "", jwt.ClaimStrings{"board:desk"}
		})
		if _, err := in.Authenticate(t.Context(), member); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("a member's session as an administrator's: %v", err)
		}
		unknown := sign(hs, key.secret, func(c *accessClaims, _ map[string]any) { c.Session = storage.NewKey[Session]() })
		if _, err := in.Authenticate(t.Context(), unknown); !errors.Is(err, ErrSessionEnded) {
			t.Errorf("a session that never was: %v", err)
		}
	})
}

func TestAnAccessTokenEndsAfterFifteenMinutes(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		if life := tokens.AccessExpires.Sub(in.clock.now()); life > 15*time.Minute {
			t.Errorf("it lives for %s", life)
		}
		in.clock.move(accessLasts + clockLeeway + time.Second)
		if _, err := in.Authenticate(t.Context(), tokens.Access); !errors.Is(err, ErrTokenExpired) {
			t.Errorf("an old token got %v", err)
		}
	})
}

func TestARetiredKeyVerifiesUntilItsLastTokenIsOver(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		actor := in.actor(tokens)
		in.must(in.RotateSigningKey(t.Context()))
		in.actor(tokens)
		next, err := in.Refresh(t.Context(), tokens.Refresh, "")
		in.must(err)
		in.actor(next)
		if header(t, tokens.Access) == header(t, next.Access) {
			t.Error("the new token has the old key")
		}
		old, err := signingKeyByID(in.db.Read(t.Context()), "k1")
		in.must(err)
		in.clock.move(accessLasts + clockLeeway + time.Second)
		now := in.clock.now()
		late, err := in.signAccess(old, actor.Session, actor.Member.ID.String(), RoleMember, "news", now, now.Add(time.Minute))
		in.must(err)
		if _, err := in.Authenticate(t.Context(), late); !errors.Is(err, ErrTokenInvalid) {
			t.Errorf("a token signed with a retired key got %v", err)
		}
	})
}

func header(t *testing.T, token string) string {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestInstancesThatStartAtOnceShareOneSigningKey(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		kids := make(chan string, 20)
		for range cap(kids) {
			go func() {
				key, err := in.signingKey(t.Context())
				if err != nil {
					t.Error(err)
				}
				kids <- key.kid + string(key.secret)
			}()
		}
		first := <-kids
		for range cap(kids) - 1 {
			if other := <-kids; other != first {
				t.Errorf("another key: %q", other)
			}
		}
	})
}

func TestAnAPIKeyActsForItsSiteAlone(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		key, err := in.CreateAPIKey(t.Context(), "news", "newsroom")
		in.must(err)
		actor, err := in.Authenticate(t.Context(), key)
		in.must(err)
		other, _, err := in.CreateSite(t.Context(), newsSite("sports"))
		in.must(err)
		if actor.Role != RolePublisher || actor.On(in.site.ID) != nil || !errors.Is(actor.On(other.ID), ErrWrongSite) {
			t.Errorf("acts as %+v", actor)
		}
		if !strings.HasPrefix(actor.Key(), "key:") || actor.IsModeratorOf(in.site.ID) {
			t.Errorf("acts as %s", actor.Key())
		}
		if err := in.MayWrite(t.Context(), actor); !errors.Is(err, ErrMembersOnly) {
			t.Errorf("may write: %v", err)
		}
		for _, wrong := range []string{"bk_", key + "x", key[:len(key)-1]} {
			if _, err := in.Authenticate(t.Context(), wrong); !errors.Is(err, ErrAPIKeyInvalid) {
				t.Errorf("%q got %v", wrong, err)
			}
		}
		in.write(func(tx storage.Tx) error { return updateRow(tx, "UPDATE api_keys SET revoked_at = created_at") })
		if _, err := in.Authenticate(t.Context(), key); !errors.Is(err, ErrAPIKeyInvalid) {
			t.Errorf("a revoked key got %v", err)
		}
	})
}

func updateRow(tx storage.Tx, statement string, args ...any) error {
	return execOne(tx, errors.New("no row"), "change a row", statement, args...)
}
