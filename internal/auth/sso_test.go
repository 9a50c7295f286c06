package auth

import (
	"crypto/rand"
	"crypto/rsa"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"board/internal/fault"
	"board/internal/storage"
)

// claims are a publisher's claims that are in order, with some of them changed; nil removes one.
func (in town) claims(change map[string]any) jwt.MapClaims {
	now := in.clock.now()
	claims := jwt.MapClaims{
		"sub": "reader-1", "nickname": "讀者一", "aud": in.site.Slug, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
	}
	maps.Copy(claims, change)
	maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	return claims
}

func (in town) token(change map[string]any) string {
	in.t.Helper()
	text, err := jwt.NewWithClaims(jwt.SigningMethodHS256, in.claims(change)).SignedString([]byte(in.sso))
	in.must(err)
	return text
}

func (in town) arrive(change map[string]any) Member {
	in.t.Helper()
	tokens, err := in.SignInSSO(in.t.Context(), in.site, in.token(change), "")
	in.must(err)
	return *tokens.Member
}

func TestAPublishersReaderIsTheSameMemberEachTime(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		first := in.arrive(map[string]any{"email": "one@example.org", "avatar": "https://news.example/one.png"})
		if first.Nickname != "讀者一" || first.Email != "one@example.org" || first.Avatar != "https://news.example/one.png" || first.HasPassword {
			t.Errorf("arrived as %+v", first)
		}
		again := in.arrive(map[string]any{"aud": []string{"news", "other"}})
		if again.ID != first.ID {
			t.Error("came back as somebody else")
		}
		if other := in.arrive(map[string]any{"sub": "reader-2", "nickname": "讀者二"}); other.ID == first.ID {
			t.Error("two readers are one member")
		}
	})
}

func TestManyFirstVisitsAtOnceMakeOneMember(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		token := in.token(map[string]any{"email": "one@example.org"})
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() {
				if _, err := in.SignInSSO(t.Context(), in.site, token, ""); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := in.count("SELECT COUNT(*) FROM members"); n != 1 {
			t.Errorf("%d members", n)
		}
	})
}

func TestWhatIsWrongWithAPublishersTokenHasItsOwnCode(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		now := in.clock.now()
		foreign, err := jwt.NewWithClaims(jwt.SigningMethodHS256, in.claims(nil)).SignedString([]byte("another secret of enough bytes!!"))
		in.must(err)
		none, err := jwt.NewWithClaims(jwt.SigningMethodNone, in.claims(nil)).SignedString(jwt.UnsafeAllowNoneSignatureType)
		in.must(err)
		hs512, err := jwt.NewWithClaims(jwt.SigningMethodHS512, in.claims(nil)).SignedString([]byte(in.sso))
		in.must(err)
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		in.must(err)
		rs256, err := jwt.NewWithClaims(jwt.SigningMethodRS256, in.claims(nil)).SignedString(key)
		in.must(err)
		good := in.token(nil)
		for _, row := range []struct{ name, token, code string }{
			{"no token", "", "sso_malformed"},
			{"no JWT", "a.b.c", "sso_malformed"},
			{"a long one", strings.Repeat("a", maxTokenBytes+1), "sso_malformed"},
			{"a nickname that is a number", in.token(map[string]any{"nickname": 7}), "sso_malformed"},
			{"alg none", none, "sso_algorithm"},
			{"alg HS512", hs512, "sso_algorithm"},
			{"alg RS256", rs256, "sso_algorithm"},
			{"another secret", foreign, "sso_signature"},
			{"a changed signature", good[:len(good)-4] + "AAAA", "sso_signature"},
			{"another site", in.token(map[string]any{"aud": "sports"}), "sso_audience"},
			{"no site", in.token(map[string]any{"aud": nil}), "sso_audience"},
			{"expired", in.token(map[string]any{"exp": now.Add(-time.Minute).Unix()}), "sso_expired"},
			{"no end", in.token(map[string]any{"exp": nil}), "sso_lifetime"},
			{"a far end", in.token(map[string]any{"exp": now.Add(11 * time.Minute).Unix()}), "sso_lifetime"},
			{"from the future", in.token(map[string]any{"iat": now.Add(2 * time.Minute).Unix()}), "sso_not_yet"},
			{"not yet", in.token(map[string]any{"nbf": now.Add(2 * time.Minute).Unix()}), "sso_not_yet"},
			{"nobody", in.token(map[string]any{"sub": nil}), "sso_subject"},
			{"a long subject", in.token(map[string]any{"sub": strings.Repeat("s", 129)}), "sso_subject"},
			{"a subject with NUL", in.token(map[string]any{"sub": "a\x00b"}), "sso_subject"},
		} {
			_, err := in.SignInSSO(t.Context(), in.site, row.token, "")
			if f, ok := fault.From(err); !ok || f.Code != row.code {
				t.Errorf("%s: %v, want %s", row.name, err, row.code)
			}
		}
		if n := in.count("SELECT COUNT(*) FROM members"); n != 0 {
			t.Errorf("%d members", n)
		}
	})
}

func TestTheOldSecretIsRefusedOnceItWasRotated(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		old := in.token(nil)
		secret, err := in.RotateSSOSecret(t.Context(), "news")
		in.must(err)
		if _, err := in.SignInSSO(t.Context(), in.site, old, ""); err == nil {
			t.Error("the old secret still signs in")
		}
		in.sso = secret
		in.arrive(nil)
	})
}

func TestANicknameThatCantBeGivenDoesNotLockAReaderOut(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.register("小明")
		for i, nickname := range []string{"小明", "bad name", "x", "", "會員 k3x9q2"} {
			member := in.arrive(map[string]any{"sub": strings.Repeat("s", i+1), "nickname": nickname})
			if !strings.HasPrefix(member.Nickname, "會員 ") || member.Nickname == "會員 k3x9q2" || member.NicknameStatus != NicknamePublished {
				t.Errorf("%q arrived as %q, %s", nickname, member.Nickname, member.NicknameStatus)
			}
		}
		if held := in.arrive(map[string]any{"sub": "h", "nickname": "odd fellow"}); held.NicknameStatus != NicknameHeld {
			t.Errorf("a held nickname is %s", held.NicknameStatus)
		}
	})
}

func TestANicknameFollowsThePublisherWithoutWaiting(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		in.register("小明")
		in.arrive(nil)
		for _, row := range []struct{ sent, borne string }{
			{"讀者甲", "讀者甲"}, {"讀者乙", "讀者乙"}, {"讀者甲", "讀者甲"},
			{"bad name", "讀者甲"}, {"小明", "讀者甲"}, {"odd one", "讀者甲"}, {"讀者丙", "讀者丙"},
		} {
			if member := in.arrive(map[string]any{"nickname": row.sent}); member.Nickname != row.borne {
				t.Errorf("sent %q, bears %q", row.sent, member.Nickname)
			}
		}
	})
}

func TestAPublisherDoesNotUndoAResetByTheDesk(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		member := in.arrive(nil)
		in.write(func(tx storage.Tx) error {
			_, _, err := in.ResetNicknameTx(tx, in.site.ID, member.ID, in.clock.now())
			return err
		})
		neutral := in.member(member.ID).Nickname
		for _, sent := range []string{"讀者一", "讀者一", "bad name", "讀者一"} {
			if again := in.arrive(map[string]any{"nickname": sent}); again.Nickname != neutral {
				t.Errorf("sent %q again, bears %q", sent, again.Nickname)
			}
		}
		if other := in.arrive(map[string]any{"nickname": "讀者新"}); other.Nickname != "讀者新" {
			t.Errorf("a new nickname was not taken: %q", other.Nickname)
		}
		if back := in.arrive(nil); back.Nickname != "讀者新" {
			t.Errorf("the refused nickname came back: %q", back.Nickname)
		}
	})
}

func TestAReadersAddressIsNotTakenFromAnotherMember(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		r := registration("小明")
		r.Email = "one@example.org"
		owner, err := in.Register(t.Context(), in.site, r)
		in.must(err)
		arrived := in.arrive(map[string]any{"email": "ONE@example.org"})
		if arrived.ID == owner.Member.ID || arrived.Email != "" {
			t.Errorf("arrived as %+v", arrived)
		}
		if again := in.arrive(map[string]any{"email": "one@example.org"}); again.Email != "" {
			t.Errorf("took %q later", again.Email)
		}
		if again := in.arrive(map[string]any{"email": "two@example.org"}); again.Email != "two@example.org" {
			t.Errorf("has %q", again.Email)
		}
	})
}
