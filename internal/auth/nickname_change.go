package auth

import (
	"context"
	"time"

	"board/internal/storage"
	"board/internal/textmatch"
)

// Who set a nickname.
const (
	setByMember    = "member"
	setByPublisher = "publisher"
	setByDesk      = "desk"
)

// What became of a nickname; the first two hold its place against others.
const (
	rowCurrent  = "current"
	rowHeld     = "held"
	rowReplaced = "replaced"
	rowRefused  = "refused"
)

// firstRevision is that of the nickname a membership begins with.
const firstRevision = 1

// nicknameRecord is one line of the history about to be written.
type nicknameRecord struct {
	site     SiteID
	member   MemberID
	revision int
	text     string
	key      string
	status   string
	setBy    string
	at       storage.Time
}

// status is that of the nickname a member begins with.
func (m newMember) status() NicknameStatus {
	if m.verdict.Outcome == OutcomeHold {
		return NicknameHeld
	}
	return NicknamePublished
}

// NicknameChangeableAt is when the member may change their nickname again; nil: now.
func (m Member) NicknameChangeableAt(now time.Time) *time.Time {
	if m.NicknameChangedAt == nil {
		return nil
	}
	again := m.NicknameChangedAt.Add(nicknameEvery)
	if !again.After(now) {
		return nil
	}
	return &again
}

// firstNickname is the first line of a new member's history.
func (s *Service) firstNickname(m newMember) nicknameRecord {
	status := rowCurrent
	if m.status() == NicknameHeld {
		status = rowHeld
	}
	return nicknameRecord{
		site: m.site.ID, member: m.id, revision: firstRevision, text: m.nickname,
		key: textmatch.Identity(s.folder, m.nickname), status: status, setBy: m.setBy, at: m.at,
	}
}

// ChangeNickname gives a member another nickname, once in 14 days. Where the policy holds it, others go on seeing the old
// one until a moderator has looked, and the answer has it as HeldNickname.
func (s *Service) ChangeNickname(ctx context.Context, actor Actor, nickname string) (Member, error) {
	if err := s.MayWrite(ctx, actor); err != nil {
		return Member{}, err
	}
	nickname, err := plainNickname(s.folder, nickname)
	if err != nil {
		return Member{}, err
	}
	if nickname == actor.Member.Nickname {
		return s.Member(ctx, actor.Member.SiteID, actor.Member.ID)
	}
	verdict, err := s.judge(ctx, *actor.Site, &actor.Member.ID, nickname)
	if err != nil {
		return Member{}, err
	}
	var member Member
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		member, err = s.changeNicknameTx(tx, actor.Member.ID, *actor.Site, nickname, verdict)
		return err
	})
	return member, err
}

func (s *Service) changeNicknameTx(tx storage.Tx, id MemberID, site Site, nickname string, verdict NicknameVerdict) (Member, error) {
	member, err := s.MemberTx(tx, site.ID, id)
	if err != nil {
		return Member{}, err
	}
	now := s.moment()
	if again := member.NicknameChangeableAt(now.Time); again != nil {
		return Member{}, ErrNicknameTooSoon.With("until", *again).WithRetryAfter(again.Sub(now.Time))
	}
	if err := s.giveNicknameTx(tx, member, nickname, setByMember, verdict, now); err != nil {
		return Member{}, err
	}
	if err := stampNicknameChangeTx(tx, id, now); err != nil {
		return Member{}, err
	}
	return s.fullMemberTx(tx, site.ID, id)
}

// giveNicknameTx puts a judged nickname in the place of the member's present one, or, when it is held, beside it. A member
// whose present nickname is itself held, or is another spelling of the new one, bears the new one at once.
func (s *Service) giveNicknameTx(tx storage.Tx, m Member, text, setBy string, verdict NicknameVerdict, now storage.Time) error {
	r := nicknameRecord{
		site: m.SiteID, member: m.ID, text: text, key: textmatch.Identity(s.folder, text),
		status: rowCurrent, setBy: setBy, at: now,
	}
	if err := neverRefusedTx(tx, m.ID, r.key); err != nil {
		return err
	}
	var err error
	if r.revision, err = nextRevisionTx(tx, m.ID); err != nil {
		return err
	}
	var kept []int
	if verdict.Outcome == OutcomeHold {
		r.status = rowHeld
		if m.NicknameStatus == NicknamePublished && textmatch.Identity(s.folder, m.Nickname) != r.key {
			kept = append(kept, m.NicknameRevision)
		}
	}
	if err := endNicknamesTx(tx, m.ID, rowReplaced, now, kept...); err != nil {
		return err
	}
	if err := takeNicknameTx(tx, r); err != nil {
		return err
	}
	if kept == nil {
		if err := bearNicknameTx(tx, r); err != nil {
			return err
		}
	}
	return s.policy.RecordNicknameTx(tx, m.SiteID, m.ID, r.revision, verdict)
}
