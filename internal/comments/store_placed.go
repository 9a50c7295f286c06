package comments

import (
	"fmt"

	"board/internal/auth"
	"board/internal/storage"
)

// PlacedTx reports whether the member's tagging of the tag stands.
func (s *Service) PlacedTx(tx storage.Tx, id TagID, member auth.MemberID) (bool, error) {
	placed, err := first(tx.DB(), func(row scanner) error { return scanOne(row, new(int)) },
		`SELECT 1 FROM taggings WHERE tag_id = ? AND member_id = ? AND withdrawn_at IS NULL`, id, member)
	if err != nil {
		return false, fmt.Errorf("look whether member %s placed tag %s: %w", member, id, err)
	}
	return placed, nil
}
