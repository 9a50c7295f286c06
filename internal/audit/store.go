package audit

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"board/internal/storage"
)

// lockHead returns the end of the chain and keeps others from adding to it; a chain that is not there begins.
func lockHead(tx storage.Tx, chain ChainID) (n int64, hash [32]byte, err error) {
	begin := tx.DB().Exec("INSERT INTO audit_heads (n, site_id, hash) VALUES (0, ?, ?) ON CONFLICT (site_id) DO NOTHING",
		chain[:], hash[:])
	if begin.Error != nil {
		return 0, hash, fmt.Errorf("begin an audit chain: %w", begin.Error)
	}
	if err := tx.Lock("audit_heads", "site_id = ?", chain[:]); err != nil {
		return 0, hash, fmt.Errorf("lock an audit chain: %w", err)
	}
	head := tx.DB().Raw("SELECT n, hash FROM audit_heads WHERE site_id = ?", chain[:]).Row()
	if err := head.Scan(&n, (*seal)(&hash)); err != nil {
		return 0, hash, fmt.Errorf("read the head of an audit chain: %w", err)
	}
	return n, hash, nil
}

// addLink stores the link and moves the head to it.
func addLink(tx storage.Tx, l Link) error {
	err := tx.DB().Exec(`
		INSERT INTO audit_entries
		(n, site_id, at, actor_kind, actor_id, act, subject_kind, subject_id, details, prev_hash, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.N, l.SiteID[:], storage.At(l.At), l.ActorKind, l.ActorID, l.Act, l.SubjectKind, l.SubjectID, l.details,
		l.PrevHash[:], l.Hash[:]).Error
	if err != nil {
		return fmt.Errorf("add an audit entry: %w", err)
	}
	err = tx.DB().Exec("UPDATE audit_heads SET n = ?, hash = ? WHERE site_id = ?", l.N, l.Hash[:], l.SiteID[:]).Error
	if err != nil {
		return fmt.Errorf("move the head of an audit chain: %w", err)
	}
	return nil
}

// Chains lists every chain there is, or of which a trace is left.
func Chains(ctx context.Context, db *storage.DB) ([]ChainID, error) {
	rows, err := db.Read(ctx).Raw("SELECT site_id FROM audit_heads UNION SELECT site_id FROM audit_entries ORDER BY 1").Rows()
	if err != nil {
		return nil, fmt.Errorf("list the audit chains: %w", err)
	}
	defer rows.Close()
	var chains []ChainID
	for rows.Next() {
		var chain ChainID
		if err := rows.Scan(&chain); err != nil {
			return nil, fmt.Errorf("read an audit chain: %w", err)
		}
		chains = append(chains, chain)
	}
	return chains, rows.Err() //nolint:wrapcheck // It says it all.
}

// List returns links of the chain, newest first: those before link n, or the last ones when n is 0; at most limit.
func List(ctx context.Context, db *storage.DB, chain ChainID, before int64, limit int) ([]Link, error) {
	where, args := "site_id = ?", []any{chain[:]}
	if before > 0 {
		where, args = where+" AND n < ?", append(args, before)
	}
	return links(ctx, db, where+" ORDER BY n DESC LIMIT ?", append(args, limit)...)
}

// after returns links of the chain that follow link n, in order.
func after(ctx context.Context, db *storage.DB, chain ChainID, n int64, limit int) ([]Link, error) {
	return links(ctx, db, "site_id = ? AND n > ? ORDER BY n LIMIT ?", chain[:], n, limit)
}

func links(ctx context.Context, db *storage.DB, rest string, args ...any) ([]Link, error) {
	rows, err := db.Read(ctx).Raw(`
		SELECT site_id, n, at, actor_kind, actor_id, act, subject_kind, subject_id, details, prev_hash, hash
		FROM audit_entries WHERE `+rest, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read audit entries: %w", err)
	}
	defer rows.Close()
	var list []Link
	for rows.Next() {
		link, err := scanLink(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, link)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read audit entries: %w", err)
	}
	return list, nil
}

func scanLink(rows *sql.Rows) (Link, error) {
	var l Link
	var at storage.Time
	err := rows.Scan(&l.SiteID, &l.N, &at, &l.ActorKind, &l.ActorID, &l.Act, &l.SubjectKind, &l.SubjectID, &l.details,
		(*seal)(&l.PrevHash), (*seal)(&l.Hash))
	if err != nil {
		return Link{}, fmt.Errorf("read an audit entry: %w", err)
	}
	l.At = at.Time
	// Details that are no JSON object any more were tampered with, which Verify tells; the rest of the link can be shown.
	_ = json.Unmarshal([]byte(l.details), &l.Details)
	return l, nil
}

// chainEnd is what one look at the database says about a chain as a whole.
type chainEnd struct {
	count int64 // how many links there are
	last  int64 // the number of the last
	head  int64 // the number the head points at
	hash  [32]byte
}

func endOf(ctx context.Context, db *storage.DB, chain ChainID) (chainEnd, error) {
	var end chainEnd
	err := db.Read(ctx).Raw(`
		SELECT count(n), coalesce(max(n), 0), coalesce((SELECT n FROM audit_heads WHERE site_id = ?), 0),
		(SELECT hash FROM audit_heads WHERE site_id = ?)
		FROM audit_entries WHERE site_id = ?`, chain[:], chain[:], chain[:]).Row().
		Scan(&end.count, &end.last, &end.head, (*seal)(&end.hash))
	if err != nil {
		return chainEnd{}, fmt.Errorf("read the end of an audit chain: %w", err)
	}
	return end, nil
}

// seal reads a hash from the database. One of another length was tampered with: it becomes a hash that fits nothing.
type seal [32]byte

// Scan reads 32 bytes; NULL, where a chain has no head, leaves zeros.
func (s *seal) Scan(value any) error {
	hash, ok := value.([]byte)
	if !ok && value != nil {
		return fmt.Errorf("scan %T into a hash", value)
	}
	if len(hash) != len(s) && value != nil {
		for i := range s {
			s[i] = 0xff
		}
		return nil
	}
	copy(s[:], hash)
	return nil
}
