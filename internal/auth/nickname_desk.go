package auth

import (
	"time"

	"board/internal/storage"
	"board/internal/textmatch"
)

// maxNeutralTries bounds the search for a free neutral nickname; each try after the first adds a number to it.
const maxNeutralTries = 1000

// HoldNicknameTx hides the nickname the member bears until a moderator has looked. It must still be of this revision.
func (s *Service) HoldNicknameTx(tx storage.Tx, site SiteID, id MemberID, revision int) error {
	member, err := s.MemberTx(tx, site, id)
	if err != nil {
		return err
	}
	if member.NicknameRevision != revision {
		return ErrNicknameSuperseded
	}
	if err := setNicknameRowTx(tx, id, revision, rowHeld); err != nil {
		return err
	}
	return setNicknameStatusTx(tx, id, NicknameHeld)
}

// PublishNicknameTx shows a held nickname: the one the member bears, or a change that waited, which then takes its place.
func (s *Service) PublishNicknameTx(tx storage.Tx, site SiteID, id MemberID, revision int, now time.Time) error {
	member, err := s.fullMemberTx(tx, site, id)
	if err != nil {
		return err
	}
	switch {
	case member.NicknameRevision == revision:
		if err := setNicknameRowTx(tx, id, revision, rowCurrent); err != nil {
			return err
		}
		return setNicknameStatusTx(tx, id, NicknamePublished)
	case member.HeldNickname == nil || member.HeldNickname.Revision != revision:
		return ErrNicknameSuperseded
	}
	if err := endNicknameTx(tx, id, member.NicknameRevision, rowReplaced, storage.At(now)); err != nil {
		return err
	}
	if err := setNicknameRowTx(tx, id, revision, rowCurrent); err != nil {
		return err
	}
	return bearNicknameTx(tx, nicknameRecord{member: id, revision: revision, text: member.HeldNickname.Text, status: rowCurrent})
}

// RefuseHeldNicknameTx refuses a change that waits; the member keeps the nickname they bear. It returns the state before.
func (s *Service) RefuseHeldNicknameTx(tx storage.Tx, site SiteID, id MemberID, revision int, now time.Time) (NicknameState, error) {
	before, err := s.NicknameStateTx(tx, site, id)
	if err != nil {
		return NicknameState{}, err
	}
	if before.HeldRevision == 0 || before.HeldRevision != revision {
		return NicknameState{}, ErrNicknameSuperseded
	}
	return before, endNicknameTx(tx, id, revision, rowRefused, storage.At(now))
}

// ResetNicknameTx takes the member's nickname away, and a change that waits with it, and gives a neutral one. The member
// can't take either again. It returns the new revision and the state before.
func (s *Service) ResetNicknameTx(tx storage.Tx, site SiteID, id MemberID, now time.Time) (int, NicknameState, error) {
	before, err := s.NicknameStateTx(tx, site, id)
	if err != nil {
		return 0, NicknameState{}, err
	}
	if err := endNicknamesTx(tx, id, rowRefused, storage.At(now)); err != nil {
		return 0, NicknameState{}, err
	}
	revision, err := nextRevisionTx(tx, id)
	if err != nil {
		return 0, NicknameState{}, err
	}
	home, err := siteByID(tx.DB(), site)
	if err != nil {
		return 0, NicknameState{}, err
	}
	neutral, err := s.takeNeutralTx(tx, home, nicknameRecord{
		site: site, member: id, revision: revision, status: rowCurrent, setBy: setByDesk, at: storage.At(now),
	})
	if err != nil {
		return 0, NicknameState{}, err
	}
	return revision, before, bearNicknameTx(tx, neutral)
}

// takeNeutralTx fills the record with the first neutral nickname that is free, and stores it.
func (s *Service) takeNeutralTx(tx storage.Tx, site Site, r nicknameRecord) (nicknameRecord, error) {
	for n := range maxNeutralTries {
		r.text = NeutralNickname(site, r.member, n)
		r.key = textmatch.Identity(s.folder, r.text)
		taken, err := insertNicknameTx(tx, r)
		if err != nil || taken {
			return r, err
		}
	}
	return nicknameRecord{}, ErrNicknameTaken
}

// RestoreNicknameTx brings back the state an act of the desk found. When somebody has taken a nickname of it meanwhile,
// it is nickname_taken and nothing changes.
func (s *Service) RestoreNicknameTx(tx storage.Tx, site SiteID, id MemberID, to NicknameState, now time.Time) error {
	if _, err := s.MemberTx(tx, site, id); err != nil {
		return err
	}
	if err := endNicknamesTx(tx, id, rowReplaced, storage.At(now), to.Revision, to.HeldRevision); err != nil {
		return err
	}
	status := rowCurrent
	if to.Status == NicknameHeld {
		status = rowHeld
	}
	if err := reviveNicknameTx(tx, id, to.Revision, status); err != nil {
		return err
	}
	if to.HeldRevision != 0 {
		if err := reviveNicknameTx(tx, id, to.HeldRevision, rowHeld); err != nil {
			return err
		}
	}
	return bearNicknameTx(tx, nicknameRecord{member: id, revision: to.Revision, text: to.Nickname, status: status})
}

// NicknameStateTx is the state that RestoreNicknameTx brings back.
func (s *Service) NicknameStateTx(tx storage.Tx, site SiteID, id MemberID) (NicknameState, error) {
	member, err := s.fullMemberTx(tx, site, id)
	if err != nil {
		return NicknameState{}, err
	}
	state := NicknameState{Revision: member.NicknameRevision, Nickname: member.Nickname, Status: member.NicknameStatus}
	if member.HeldNickname != nil {
		state.HeldRevision = member.HeldNickname.Revision
	}
	return state, nil
}
