package audit_test

import (
	"errors"
	"slices"
	"testing"

	"board/internal/audit"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// tamper does what somebody with a database shell could do.
func tamper(t *testing.T, db *storage.DB, statement string, args ...any) {
	t.Helper()
	err := db.Write(t.Context(), func(tx storage.Tx) error {
		done := tx.DB().Exec(statement, args...)
		if done.Error == nil && done.RowsAffected == 0 {
			return errors.New("nothing was tampered with: " + statement)
		}
		return done.Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

func wantBrokenAt(t *testing.T, db *storage.DB, chain audit.ChainID, n int64) {
	t.Helper()
	report, err := audit.Verify(t.Context(), db, chain)
	var broken *audit.BrokenError
	if !errors.As(err, &broken) || broken.N != n {
		t.Errorf("want it broken at %d, got %+v, %v", n, report, err)
	}
}

func TestAChangeOfAnyColumnIsFound(t *testing.T) {
	changes := map[string]string{
		"at":           "at + 1",
		"actor_kind":   "'system'",
		"actor_id":     "actor_id || 'x'",
		"act":          "'decision.undone'",
		"subject_kind": "'tag'",
		"subject_id":   "'0190-comment-x'",
		"details":      "details || ' '",
		"prev_hash":    "?",
		"hash":         "?",
		"n":            "n + 100",
		"site_id":      "?",
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		if have, want := columns(t, db), sortedKeys(changes); !slices.Equal(have, want) {
			t.Fatalf("the table has columns %v, the test changes %v", have, want)
		}
		for column, change := range changes {
			if column == "at" && db.Dialect() == storage.PostgreSQL {
				change = "at + interval '1 microsecond'"
			}
			for _, n := range []int64{1, 3, 5} {
				t.Run(column, func(t *testing.T) {
					chain := newChain(t, db)
					args := []any{chain, n}
					switch column {
					case "hash", "prev_hash":
						args = []any{make([]byte, 32), chain, n}
						if column == "prev_hash" && n == 1 {
							args[0] = make([]byte, 31)
						}
					case "site_id":
						args = []any{storage.NewKey[audit.Chain](), chain, n}
					}
					tamper(t, db, "UPDATE audit_entries SET "+column+" = "+change+" WHERE site_id = ? AND n = ?", args...)
					wantBrokenAt(t, db, chain, n)
				})
			}
		}
	})
}

func TestARowThatIsRemovedMovedOrSlippedInIsFound(t *testing.T) {
	copyOf := `INSERT INTO audit_entries (site_id, n, at, actor_kind, actor_id, act, subject_kind, subject_id, details, prev_hash, hash)
		SELECT site_id, ?, at, actor_kind, actor_id, act, subject_kind, subject_id, details, prev_hash, hash
		FROM audit_entries WHERE site_id = ? AND n = ?`
	cases := map[string]struct {
		brokenAt int64
		do       func(t *testing.T, db *storage.DB, chain audit.ChainID)
	}{
		"the first row is deleted": {1, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ? AND n = 1", chain)
		}},
		"a middle row is deleted": {3, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ? AND n = 3", chain)
		}},
		"a middle row is deleted and the rest moved up": {3, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ? AND n = 3", chain)
			tamper(t, db, "UPDATE audit_entries SET n = 3 WHERE site_id = ? AND n = 4", chain)
			tamper(t, db, "UPDATE audit_entries SET n = 4 WHERE site_id = ? AND n = 5", chain)
			tamper(t, db, "UPDATE audit_heads SET n = 4 WHERE site_id = ?", chain)
		}},
		"the last row is deleted": {5, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ? AND n = 5", chain)
		}},
		"all rows are deleted": {1, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ?", chain)
		}},
		"two rows change places": {2, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "UPDATE audit_entries SET n = 99 WHERE site_id = ? AND n = 2", chain)
			tamper(t, db, "UPDATE audit_entries SET n = 2 WHERE site_id = ? AND n = 4", chain)
			tamper(t, db, "UPDATE audit_entries SET n = 4 WHERE site_id = ? AND n = 99", chain)
		}},
		"a row is deleted and the rest mended": {3, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ? AND n = 3", chain)
			for _, n := range []int{4, 5} {
				tamper(t, db, `UPDATE audit_entries SET n = n - 1, prev_hash = (SELECT hash FROM audit_entries before
					WHERE before.site_id = audit_entries.site_id AND before.n = ?) WHERE site_id = ? AND n = ?`, n-2, chain, n)
			}
			tamper(t, db, "UPDATE audit_heads SET n = 4 WHERE site_id = ?", chain)
		}},
		"a row is added at the end": {6, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, copyOf, 6, chain, 5)
		}},
		"a row is added before the first": {0, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, copyOf, 0, chain, 1)
		}},
		"another chain's row takes a place": {2, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			other := newChain(t, db)
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ? AND n = 2", chain)
			tamper(t, db, "UPDATE audit_entries SET site_id = ? WHERE site_id = ? AND n = 2", chain, other)
		}},
		"the head is set back": {4, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "UPDATE audit_heads SET n = 3 WHERE site_id = ?", chain)
		}},
		"the head is set forth": {6, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "UPDATE audit_heads SET n = 7 WHERE site_id = ?", chain)
		}},
		"the head has another seal": {5, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "UPDATE audit_heads SET hash = ? WHERE site_id = ?", make([]byte, 32), chain)
		}},
		"the head has half a seal": {5, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "UPDATE audit_heads SET hash = ? WHERE site_id = ?", make([]byte, 16), chain)
		}},
		"the head is deleted": {1, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, "DELETE FROM audit_heads WHERE site_id = ?", chain)
		}},
		"the chain is forked after the head was set back": {4, func(t *testing.T, db *storage.DB, chain audit.ChainID) {
			tamper(t, db, `UPDATE audit_heads SET n = 5, hash = (SELECT hash FROM audit_entries e
				WHERE e.site_id = audit_heads.site_id AND e.n = 3) WHERE site_id = ?`, chain)
			add(t, db, entry(chain, 77))
			tamper(t, db, "DELETE FROM audit_entries WHERE site_id = ? AND n IN (4, 5)", chain)
		}},
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				chain, bystander := newChain(t, db), newChain(t, db)
				c.do(t, db, chain)
				wantBrokenAt(t, db, chain, c.brokenAt)
				if _, err := audit.Verify(t.Context(), db, bystander); err != nil {
					t.Errorf("another chain: %v", err)
				}
			})
		}
	})
}

func columns(t *testing.T, db *storage.DB) []string {
	t.Helper()
	rows, err := db.Read(t.Context()).Raw("SELECT * FROM audit_entries").Rows()
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil || rows.Err() != nil {
		t.Fatal(err, rows.Err())
	}
	slices.Sort(names)
	return names
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
