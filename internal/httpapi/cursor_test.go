package httpapi

import (
	"net/url"
	"strings"
	"testing"

	"board/internal/httpapi/oapi"
	"board/internal/storage/storagetest"
)

func TestACursorIsTakenBackHoweverLongTheNicknameInIt(t *testing.T) {
	t.Parallel()
	s := newStack(t, storagetest.Open(t))
	family := strings.Repeat("👩‍👩‍👧‍👦", 15)
	for _, last := range []string{"甲", "乙", "丙"} {
		s.member(family + last)
	}
	moderator, seen := s.moderator("mod", "news"), 0
	page := news + "/members?limit=1&q=" + url.QueryEscape("👩‍👩‍👧‍👦")
	for next := ""; seen == 0 || next != ""; seen++ {
		list := read[oapi.MemberList](moderator.get(page + next).want(200))
		if next = ""; list.Next != nil {
			next = "&cursor=" + *list.Next
		}
	}
	if seen != 3 {
		t.Errorf("%d pages of one member, want 3", seen)
	}
}
