package moderation

import (
	"errors"
	"fmt"

	"board/internal/auth"
)

// resetNickname takes a nickname away and gives a neutral one. Where the subject is a change that waits, and nothing is
// said against the nickname the member bears, only the change is refused.
func (r *ruling) resetNickname(a ActInput) error {
	return r.changeNickname(a, Upheld, func(member auth.MemberID, before auth.NicknameState) (bool, error) {
		if r.onlyChangeAtFault(before) {
			_, err := r.s.auth.RefuseHeldNicknameTx(r.tx, r.site.ID, member, before.HeldRevision, r.now.Time)
			return true, err //nolint:wrapcheck // Wrapped by changeNickname.
		}
		_, _, err := r.s.auth.ResetNicknameTx(r.tx, r.site.ID, member, r.now.Time)
		return true, err //nolint:wrapcheck // Wrapped by changeNickname.
	})
}

func (r *ruling) onlyChangeAtFault(n auth.NicknameState) bool {
	return r.st.Kind == NicknameSubject && r.st.waits && n.Status == auth.NicknamePublished && r.st.weight == 0
}

// approveNickname accepts what is held: a change that waits, or the nickname itself.
func (r *ruling) approveNickname(a ActInput) error {
	return r.changeNickname(a, ReportRejected, func(member auth.MemberID, before auth.NicknameState) (bool, error) {
		revision := before.Revision
		switch {
		case before.HeldRevision != 0:
			revision = before.HeldRevision
		case before.Status != auth.NicknameHeld:
			return false, nil
		}
		err := r.s.auth.PublishNicknameTx(r.tx, r.site.ID, member, revision, r.now.Time)
		return true, err //nolint:wrapcheck // Wrapped by changeNickname.
	})
}

// changeNickname does one thing to a member's nickname, and settles the nickname's own case if the ruling is about
// something else.
func (r *ruling) changeNickname(
	a ActInput, outcome ReportOutcome, do func(auth.MemberID, auth.NicknameState) (changed bool, err error),
) error {
	member := a.member(r.st.member)
	before, err := r.s.auth.NicknameStateTx(r.tx, r.site.ID, member)
	if err != nil {
		return fmt.Errorf("%s of member %s: %w", a.Act, member, err)
	}
	changed, err := do(member, before)
	if err != nil {
		return fmt.Errorf("%s of member %s: %w", a.Act, member, err)
	}
	if changed {
		after, err := r.s.auth.NicknameStateTx(r.tx, r.site.ID, member)
		if err != nil {
			return fmt.Errorf("%s of member %s: %w", a.Act, member, err)
		}
		r.nickname, r.oldNickname = after.Nickname, before.Nickname
		if before.HeldRevision != 0 && r.st.Kind == NicknameSubject {
			r.oldNickname = r.st.text
		}
		r.keep(a.Act, string(NicknameSubject), member, before, after)
	}
	if r.st.Kind == NicknameSubject {
		return nil
	}
	st, err := r.s.nicknameState(r.tx, r.site.ID, member)
	if err != nil {
		return err
	}
	c, found, err := lockOpenCase(r.tx, st.Subject)
	if err != nil || !found {
		return err
	}
	return r.settleOther(c, st, outcome)
}

// undoNickname gives the member the nickname back that they had, unless it has changed since or somebody took it.
func (u *undoing) undoNickname(row actRow) error {
	var before, after auth.NicknameState
	if err := u.states(row, &before, &after); err != nil {
		return err
	}
	member := auth.MemberID(row.TargetID)
	now, err := u.s.auth.NicknameStateTx(u.tx, u.site.ID, member)
	if err != nil {
		return fmt.Errorf("read the nickname of member %s: %w", member, err)
	}
	if now.Revision != after.Revision || now.Status != after.Status || now.HeldRevision != after.HeldRevision {
		return superseded(row)
	}
	err = u.s.auth.RestoreNicknameTx(u.tx, u.site.ID, member, before, u.now.Time)
	if errors.Is(err, auth.ErrNicknameTaken) {
		return superseded(row)
	}
	if err != nil {
		return fmt.Errorf("restore the nickname of member %s: %w", member, err)
	}
	return nil
}
