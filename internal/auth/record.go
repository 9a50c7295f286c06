package auth

import (
	"context"
	"time"

	"board/internal/storage"
)

// What moderation and comments change about a member, within transactions of their own.

// MemberTx loads a member of the site and makes other transactions that want to change them wait.
func (s *Service) MemberTx(tx storage.Tx, site SiteID, id MemberID) (Member, error) {
	if err := tx.Lock("members", "id = ?", id); err != nil {
		return Member{}, err
	}
	return memberOfSite(tx.DB(), site, id, s.now())
}

// fullMemberTx is MemberTx with the nickname change that waits.
func (s *Service) fullMemberTx(tx storage.Tx, site SiteID, id MemberID) (Member, error) {
	if err := tx.Lock("members", "id = ?", id); err != nil {
		return Member{}, err
	}
	return fullMember(tx.DB(), site, id, s.now())
}

// SetStandingTx replaces what the member's standing is derived from. When it ends the membership, every session of the
// member ends with it.
func (s *Service) SetStandingTx(tx storage.Tx, site SiteID, id MemberID, c StandingColumns) error {
	if err := setStandingTx(tx, site, id, c); err != nil {
		return err
	}
	if c.EndedAt == nil {
		return nil
	}
	return revokeMemberTx(tx, id, revokedEnded, s.moment())
}

// SetPremoderatedTx says whether everything the member writes is held.
func (s *Service) SetPremoderatedTx(tx storage.Tx, id MemberID, premoderated bool) error {
	return updateMemberTx(tx, id, "premoderated = ?", premoderated)
}

// MarkNicknameReviewedTx remembers the revision of the nickname a decision found in order; 0 takes that back.
func (s *Service) MarkNicknameReviewedTx(tx storage.Tx, id MemberID, revision int) error {
	return updateMemberTx(tx, id, "nickname_reviewed = ?", revision)
}

// AddNicknameReportTx adds the weight of one more report about the nickname and returns the total, in hundredths.
func (s *Service) AddNicknameReportTx(tx storage.Tx, id MemberID, weight int) (total int, err error) {
	return addNicknameWeightTx(tx, id, weight)
}

// ClearNicknameReportsTx forgets the weight of the reports about the nickname and returns what it was.
func (s *Service) ClearNicknameReportsTx(tx storage.Tx, id MemberID) (before int, err error) {
	return clearNicknameWeightTx(tx, id)
}

// AddCommentsPublishedTx counts comments of the member that were published, or with a negative delta were not after all.
func (s *Service) AddCommentsPublishedTx(tx storage.Tx, id MemberID, delta int) error {
	return updateMemberTx(tx, id, "comments_published = comments_published + ?", delta)
}

// AddReportRecordTx counts reports the member made that decisions upheld and rejected.
func (s *Service) AddReportRecordTx(tx storage.Tx, id MemberID, upheld, rejected int) error {
	return updateMemberTx(tx, id, "reports_upheld = reports_upheld + ?, reports_rejected = reports_rejected + ?", upheld, rejected)
}

// sweepAfter is how long rows that serve no purpose any more are kept.
const sweepAfter = 24 * time.Hour

// Sweep deletes what nobody can use any more: sessions long over, with their tokens, a thousand at a time;
// throttles long forgotten; signing keys long retired. It is meant to run every hour.
func (s *Service) Sweep(ctx context.Context) error {
	before := storage.At(s.now().Add(-sweepAfter))
	return s.db.Write(ctx, func(tx storage.Tx) error {
		return sweepTx(tx, before)
	})
}
