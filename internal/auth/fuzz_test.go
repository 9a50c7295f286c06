package auth

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"board/internal/textmatch"
)

func FuzzANicknameThatIsTakenCanBeStoredAndCompared(f *testing.F) {
	for _, seed := range []string{"小明", " Panda ", "a\u200db", "👨‍👩‍👧‍👦 family", "e\u0301\u0301\u0301x", "會員 k3x9q2", "\xff\xfe", "\u202eabc"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		nickname, err := plainNickname(folder(), text)
		if err != nil {
			return
		}
		if !storable(nickname) || !storable(textmatch.Identity(folder(), nickname)) || strings.ContainsFunc(nickname, unicode.IsControl) {
			t.Errorf("%q became %q", text, nickname)
		}
		if again, err := plainNickname(folder(), nickname); err != nil || again != nickname {
			t.Errorf("%q became %q, and that %q: %v", text, nickname, again, err)
		}
	})
}

func FuzzNoTokenIsTakenThatThePublisherDidNotSign(f *testing.F) {
	s := &Service{now: func() time.Time { return time.Unix(1_800_000_000, 0) }}
	for _, seed := range []string{"", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		if who, err := s.parseSSO("news", "a secret nobody can guess, of 32+", token); err == nil {
			t.Errorf("%q was taken for %+v", token, who)
		}
	})
}

func FuzzACursorIsReadOrRefused(f *testing.F) {
	f.Add("")
	f.Add("bg")
	f.Add(writeCursor(listNickname, "小明"))
	f.Fuzz(func(t *testing.T, cursor string) {
		for _, list := range []memberList{listNewest, listNickname, listEmail} {
			if place, err := readCursor(cursor, list); err == nil && !storable(place) {
				t.Errorf("%q leads to %q", cursor, place)
			}
		}
	})
}
