package auth

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"board/internal/storage"
)

func (in town) change(tokens Tokens, nickname string) (Member, error) {
	in.t.Helper()
	return in.ChangeNickname(in.t.Context(), in.actor(tokens), nickname)
}

// later signs in anew, because waiting has outlived the tokens.
func (in town) later(d time.Duration, name string) Tokens {
	in.t.Helper()
	in.clock.move(d)
	tokens, err := in.signIn(name)
	in.must(err)
	return tokens
}

func TestANicknameChangesOnceInFourteenDays(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		member, err := in.change(tokens, "小華")
		in.must(err)
		if member.Nickname != "小華" || member.NicknameRevision != 2 || member.NicknameChangedAt == nil {
			t.Errorf("changed to %+v", member)
		}
		if _, err := in.change(tokens, "小美"); !errors.Is(err, ErrNicknameTooSoon) {
			t.Errorf("a second change got %v", err)
		}
		in.register("小明")
		tokens = in.later(nicknameEvery, "小華")
		if _, err := in.change(tokens, "小明"); !errors.Is(err, ErrNicknameTaken) {
			t.Errorf("another's nickname got %v", err)
		}
		if _, err := in.change(tokens, "bad name"); !errors.Is(err, ErrNicknameRefused) {
			t.Errorf("a refused nickname got %v", err)
		}
		_, err = in.change(tokens, "小美")
		in.must(err)
		history, err := in.Nicknames(t.Context(), in.site.ID, member.ID)
		in.must(err)
		var told []string
		for _, r := range history {
			told = append(told, r.Nickname+" "+r.Status)
		}
		if diff := cmp.Diff([]string{"小美 current", "小華 replaced", "小明 replaced"}, told); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAMemberMayChangeTheSpellingOfTheirNickname(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		member, err := in.change(in.register("panda"), "PANDA")
		in.must(err)
		if member.Nickname != "PANDA" {
			t.Errorf("bears %q", member.Nickname)
		}
	})
}

func TestAHeldChangeWaitsBesideTheNickname(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("小明")
		member, err := in.change(tokens, "odd fellow")
		in.must(err)
		want := &Nickname{Text: "odd fellow", Status: NicknameHeld, Revision: 2}
		if diff := cmp.Diff(want, member.HeldNickname); diff != "" || member.ShownNickname(in.site) != "小明" {
			t.Errorf("shown as %q, waits: %s", member.ShownNickname(in.site), diff)
		}
		if _, err := in.Register(t.Context(), in.site, registration("ODD fellow")); !errors.Is(err, ErrNicknameTaken) {
			t.Errorf("a nickname that waits was given away: %v", err)
		}
		in.write(func(tx storage.Tx) error {
			return in.PublishNicknameTx(tx, in.site.ID, member.ID, 2, in.clock.now())
		})
		member = in.member(member.ID)
		if member.ShownNickname(in.site) != "odd fellow" || member.NicknameRevision != 2 || member.HeldNickname != nil {
			t.Errorf("approved, and bears %+v", member)
		}
		in.register("小明")
	})
}

func TestAnActOnAnotherRevisionOfANicknameChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		id := in.register("小明").Member.ID
		for _, act := range []func(tx storage.Tx) error{
			func(tx storage.Tx) error { return in.HoldNicknameTx(tx, in.site.ID, id, 2) },
			func(tx storage.Tx) error { return in.PublishNicknameTx(tx, in.site.ID, id, 2, in.clock.now()) },
			func(tx storage.Tx) error {
				_, err := in.RefuseHeldNicknameTx(tx, in.site.ID, id, 1, in.clock.now())
				return err
			},
		} {
			if err := in.db.Write(t.Context(), act); !errors.Is(err, ErrNicknameSuperseded) {
				t.Errorf("got %v", err)
			}
		}
	})
}

func TestEveryActOnANicknameIsUndoneExactly(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		now := in.clock.now()
		acts := map[string]func(tx storage.Tx, id MemberID) (NicknameState, error){
			"reset": func(tx storage.Tx, id MemberID) (NicknameState, error) {
				_, before, err := in.ResetNicknameTx(tx, in.site.ID, id, now)
				return before, err
			},
			"refuse the change": func(tx storage.Tx, id MemberID) (NicknameState, error) {
				return in.RefuseHeldNicknameTx(tx, in.site.ID, id, 2, now)
			},
			"approve the change": func(tx storage.Tx, id MemberID) (NicknameState, error) {
				before, err := in.NicknameStateTx(tx, in.site.ID, id)
				return before, errors.Join(err, in.PublishNicknameTx(tx, in.site.ID, id, 2, now))
			},
			"hold": func(tx storage.Tx, id MemberID) (NicknameState, error) {
				before, err := in.NicknameStateTx(tx, in.site.ID, id)
				return before, errors.Join(err, in.HoldNicknameTx(tx, in.site.ID, id, 1))
			},
		}
		tokens := in.register("小明")
		before, err := in.change(tokens, "odd fellow")
		in.must(err)
		history, err := in.Nicknames(t.Context(), in.site.ID, before.ID)
		in.must(err)
		for name, act := range acts {
			var kept []byte
			in.write(func(tx storage.Tx) error {
				state, err := act(tx, before.ID)
				if err != nil {
					return err
				}
				kept, err = json.Marshal(state)
				return err
			})
			if diff := cmp.Diff(before, in.member(before.ID)); diff == "" {
				t.Errorf("%s changed nothing", name)
			}
			var state NicknameState
			in.must(json.Unmarshal(kept, &state))
			in.write(func(tx storage.Tx) error { return in.RestoreNicknameTx(tx, in.site.ID, before.ID, state, now) })
			if diff := cmp.Diff(before, in.member(before.ID)); diff != "" {
				t.Errorf("%s, undone: %s", name, diff)
			}
			after, err := in.Nicknames(t.Context(), in.site.ID, before.ID)
			in.must(err)
			if diff := cmp.Diff(history, after[len(after)-len(history):]); diff != "" {
				t.Errorf("the history after %s was undone: %s", name, diff)
			}
		}
	})
}

func TestANicknameThatWasTakenMeanwhileCantBeRestored(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		member := in.register("小明").Member
		var state NicknameState
		in.write(func(tx storage.Tx) (err error) {
			_, state, err = in.ResetNicknameTx(tx, in.site.ID, member.ID, in.clock.now())
			return err
		})
		neutral := in.member(member.ID)
		if neutral.Nickname != NeutralNickname(in.site, member.ID, 0) || neutral.NicknameRevision != 2 {
			t.Errorf("reset to %q, revision %d", neutral.Nickname, neutral.NicknameRevision)
		}
		in.register("小明")
		err := in.db.Write(t.Context(), func(tx storage.Tx) error {
			return in.RestoreNicknameTx(tx, in.site.ID, member.ID, state, in.clock.now())
		})
		if !errors.Is(err, ErrNicknameTaken) {
			t.Errorf("got %v", err)
		}
		if diff := cmp.Diff(neutral, in.member(member.ID)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAMemberCantTakeANicknameBackThatTheDeskTook(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		tokens := in.register("Boss")
		in.write(func(tx storage.Tx) error {
			_, _, err := in.ResetNicknameTx(tx, in.site.ID, tokens.Member.ID, in.clock.now())
			return err
		})
		if _, err := in.change(tokens, "BOSS"); !errors.Is(err, ErrNicknameRefused) {
			t.Errorf("got %v", err)
		}
		_, err := in.change(tokens, "小華")
		in.must(err)
	})
}

func TestNeutralNicknamesMakeWayForEachOther(t *testing.T) {
	each(t, func(t *testing.T, in town) {
		first, second := in.register("小明").Member.ID, in.register("小華").Member.ID
		in.write(func(tx storage.Tx) error {
			return updateRow(tx, "UPDATE nicknames SET nickname = ?, nickname_key = ? WHERE member_id = ?",
				NeutralNickname(in.site, second, 0), NeutralNickname(in.site, second, 0), first)
		})
		in.write(func(tx storage.Tx) error {
			_, _, err := in.ResetNicknameTx(tx, in.site.ID, second, in.clock.now())
			return err
		})
		if got := in.member(second).Nickname; got != NeutralNickname(in.site, second, 1) {
			t.Errorf("reset to %q", got)
		}
	})
}
