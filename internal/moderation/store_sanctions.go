package moderation

import (
	"fmt"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

type sanctionRow struct {
	ID         SanctionID
	SiteID     auth.SiteID
	MemberID   auth.MemberID
	DecisionID DecisionID
	Kind       SanctionKind
	FromAt     storage.Time
	UntilAt    *storage.Time
	LiftedAt   *storage.Time
	LiftedBy   *DecisionID
}

func (r sanctionRow) sanction() Sanction {
	return Sanction{
		ID: r.ID, Member: r.MemberID, DecisionID: r.DecisionID, Kind: r.Kind, From: r.FromAt.Time,
		Until: r.UntilAt.Ptr(), LiftedAt: r.LiftedAt.Ptr(), LiftedBy: r.LiftedBy,
	}
}

func addSanction(tx storage.Tx, r sanctionRow) error { return insert(tx, "sanctions", r) }

// lockSanction is a sanction of the site, locked.
func lockSanction(tx storage.Tx, site auth.SiteID, id SanctionID) (sanctionRow, error) {
	if err := tx.Lock("sanctions", "id = ?", id); err != nil {
		return sanctionRow{}, fmt.Errorf("lock a sanction: %w", err)
	}
	row, found, err := rowOf[sanctionRow](tx.DB(), "a sanction", `SELECT * FROM sanctions WHERE id = ? AND site_id = ?`, id, site)
	if err == nil && !found {
		err = ErrSanctionNotFound
	}
	return row, err
}

// setLifted says when a sanction was lifted and by which decision; nil and nil put it in force again.
func setLifted(tx storage.Tx, id SanctionID, at *storage.Time, by *DecisionID) error {
	_, err := exec(tx, "lift a sanction", `UPDATE sanctions SET lifted_at = ?, lifted_by = ? WHERE id = ?`, at, by, id)
	return err
}

// loadSanctions are all of the member's, newest first.
func loadSanctions(db *gorm.DB, member auth.MemberID) ([]Sanction, error) {
	rows, err := rowsOf[sanctionRow](db, "the member's sanctions",
		`SELECT * FROM sanctions WHERE member_id = ? ORDER BY id DESC`, member)
	if err != nil {
		return nil, err
	}
	sanctions := make([]Sanction, len(rows))
	for i, r := range rows {
		sanctions[i] = r.sanction()
	}
	return sanctions, nil
}
