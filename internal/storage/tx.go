package storage

import (
	"fmt"

	"gorm.io/gorm"
)

// Tx is the transaction a job of Write runs in. It is worthless once the job has returned.
type Tx struct {
	db      *gorm.DB
	dialect Dialect
}

// DB is gorm within the transaction. Every call's Error must be read.
func (tx Tx) DB() *gorm.DB { return tx.db }

// Dialect says which database this is.
func (tx Tx) Dialect() Dialect { return tx.dialect }

// Lock makes other transactions wait for the rows of table that match where, until this one ends: what counts against a
// limit locks the row that owns the limit first. The order is article, comment, member, case. On SQLite there is one
// writer, and nothing to lock. Rows that do not exist can't be locked.
func (tx Tx) Lock(table, where string, args ...any) error {
	if tx.dialect == SQLite {
		return nil
	}
	err := tx.db.Exec("SELECT 1 FROM "+table+" WHERE "+where+" FOR UPDATE", args...).Error
	if err != nil {
		return fmt.Errorf("lock %s: %w", table, err)
	}
	return nil
}
