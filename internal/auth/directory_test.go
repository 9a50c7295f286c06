package auth

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"board/internal/storage"
)

// all reads every page of a query.
func (in town) all(prefix string) (nicknames []string) {
	in.t.Helper()
	for cursor := ""; ; {
		members, next, err := in.Members(in.t.Context(), in.site.ID, MemberQuery{Prefix: prefix, Cursor: cursor, Limit: 2})
		in.must(err)
		for _, m := range members {
			nicknames = append(nicknames, m.Nickname)
		}
		if cursor = next; next == "" {
			return nicknames
		}
	}
}

func TestMembersAreFoundByTheBeginningOfTheirNicknameOrAddress(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		sports, _, err := in.CreateSite(t.Context(), newsSite("sports"))
		in.must(err)
		for i, nickname := range []string{"小明", "Panda熊", "小華", "panther", "小明天", "pa_x", "ñandu"} {
			r := registration(nickname)
			r.Email = fmt.Sprintf("Reader%d@example.org", i)
			_, err := in.Register(t.Context(), in.site, r)
			in.must(err)
			r.Nickname = "小明" + r.Nickname
			_, err = in.Register(t.Context(), sports, r)
			in.must(err)
		}
		for prefix, want := range map[string][]string{
			"":                    {"ñandu", "pa_x", "小明天", "panther", "小華", "Panda熊", "小明"},
			"小":                   {"小明", "小明天", "小華"},
			"小明":                  {"小明", "小明天"},
			"ＰＡＮ":                 {"Panda熊", "panther"},
			"pa_":                 {"pa_x"},
			"pa%":                 nil,
			"reader3@":            {"panther"},
			"READER5@example.org": {"pa_x"},
			"nobody@":             nil,
			"\x00@":               nil,
		} {
			if got := in.all(prefix); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", prefix, got, want)
			}
		}
	})
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		for i := range 3 {
			in.register(fmt.Sprintf("小明%d", i))
		}
		_, next, err := in.Members(t.Context(), in.site.ID, MemberQuery{Prefix: "小", Limit: 1})
		in.must(err)
		for _, cursor := range []string{next, next + "x", "?", "bg", "bgA"} {
			if _, _, err := in.Members(t.Context(), in.site.ID, MemberQuery{Cursor: cursor}); !errors.Is(err, ErrCursorInvalid) {
				t.Errorf("%q got %v", cursor, err)
			}
		}
	})
}

func TestAMemberOfAnotherSiteIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		sports, _, err := in.CreateSite(t.Context(), newsSite("sports"))
		in.must(err)
		id := in.register("小明").Member.ID
		if _, err := in.Member(t.Context(), sports.ID, id); !errors.Is(err, ErrMemberNotFound) {
			t.Errorf("found: %v", err)
		}
		some, err := in.MembersByID(t.Context(), in.site.ID, []MemberID{id, storage.NewKey[Member]()})
		in.must(err)
		if len(some) != 1 || some[id].Nickname != "小明" {
			t.Errorf("found %v", some)
		}
		none, err := in.MembersByID(t.Context(), sports.ID, []MemberID{id})
		in.must(err)
		if len(none) != 0 {
			t.Errorf("found %v", none)
		}
	})
}

func TestAMembersRecordCounts(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		id := in.register("小明").Member.ID
		in.write(func(tx storage.Tx) error {
			total, err := in.AddNicknameReportTx(tx, id, 60)
			if err != nil || total != 60 {
				return fmt.Errorf("total %d: %w", total, err)
			}
			if total, err = in.AddNicknameReportTx(tx, id, 100); err != nil || total != 160 {
				return fmt.Errorf("total %d: %w", total, err)
			}
			return errors.Join(
				in.AddCommentsPublishedTx(tx, id, 3), in.AddCommentsPublishedTx(tx, id, -1),
				in.AddReportRecordTx(tx, id, 2, 1), in.SetPremoderatedTx(tx, id, true), in.MarkNicknameReviewedTx(tx, id, 1))
		})
		m := in.member(id)
		if m.CommentsPublished != 2 || m.ReportsUpheld != 2 || m.ReportsRejected != 1 || !m.Premoderated || m.NicknameReviewed != 1 || m.NicknameReportWeight != 160 {
			t.Errorf("record %+v", m)
		}
		in.write(func(tx storage.Tx) error {
			before, err := in.ClearNicknameReportsTx(tx, id)
			if before != 160 {
				t.Errorf("cleared %d", before)
			}
			return err
		})
		if m := in.member(id); m.NicknameReportWeight != 0 {
			t.Errorf("weight %d is left", m.NicknameReportWeight)
		}
	})
}

func TestAMemberAgreesToTheCurrentRulesOnly(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens, err := in.SignInSSO(t.Context(), in.site, in.token(nil), "")
		in.must(err)
		if err := in.MayWrite(t.Context(), in.actor(tokens)); !errors.Is(err, ErrRulebookNotAgreed) {
			t.Errorf("may write before agreeing: %v", err)
		}
		if _, err := in.AgreeRulebook(t.Context(), in.actor(tokens), rulesVersion-1); !errors.Is(err, ErrRulebookChanged) {
			t.Errorf("an old version got %v", err)
		}
		_, err = in.AgreeRulebook(t.Context(), in.actor(tokens), rulesVersion)
		in.must(err)
		in.must(in.MayWrite(t.Context(), in.actor(tokens)))
	})
}
