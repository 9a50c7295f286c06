package moderation

import (
	"context"
	"time"

	"board/internal/auth"
	"board/internal/storage"
)

// claimLasts is how long a claim stands that is not renewed.
const claimLasts = 2 * time.Minute

// Claim gives an open case to the moderator for two minutes, or renews what they have. Nobody else can claim or decide it
// meanwhile; a claim that is not renewed lapses by the clock.
func (s *Service) Claim(ctx context.Context, actor auth.Actor, site auth.Site, id CaseID) (Claim, error) {
	if err := moderates(actor, site.ID); err != nil {
		return Claim{}, err
	}
	now := s.moment()
	until := storage.At(now.Add(claimLasts))
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		ok, err := claimCase(tx, site.ID, id, actor.Account.ID, now, until)
		if err != nil || ok {
			return err
		}
		row, err := loadCase(tx.DB(), site.ID, id)
		if err != nil {
			return err
		}
		return notYours(row, actor.Account.ID, now)
	})
	if err != nil {
		return Claim{}, err
	}
	return Claim{By: AccountRef{ID: actor.Account.ID, Name: actor.Account.Name}, Until: until.Time}, nil
}

// Unclaim lets go of the moderator's own claim; of somebody else's or none, it changes nothing.
func (s *Service) Unclaim(ctx context.Context, actor auth.Actor, site auth.Site, id CaseID) error {
	if err := moderates(actor, site.ID); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx storage.Tx) error {
		if _, err := loadCase(tx.DB(), site.ID, id); err != nil {
			return err
		}
		return unclaimCase(tx, site.ID, id, actor.Account.ID)
	})
}

// notYours says why a moderator can't have the case: it is decided, or somebody else's.
func notYours(row caseRow, account auth.AccountID, now storage.Time) error {
	if row.Status != CaseOpen {
		return ErrCaseDecided
	}
	if row.claimedByOther(account, now) {
		return ErrCaseClaimed.With("by", row.ClaimedBy.String()).With("until", row.ClaimedUntil.Time)
	}
	return nil
}
