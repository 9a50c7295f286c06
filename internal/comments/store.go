package comments

import (
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"board/internal/storage"
)

// The store files speak SQL that both databases understand. What is asked for with every page, comment or vote is scanned
// by hand: gorm's reflection would cost more than the query.

// scanner is a row, or rows at one of them.
type scanner interface {
	Scan(into ...any) error
}

// list runs a query and scans every row with scan.
func list[T any](db *gorm.DB, scan func(scanner, *T) error, query string, args ...any) (found []T, err error) {
	rows, err := db.Raw(query, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var one T
		if err := scan(rows, &one); err != nil {
			return nil, fmt.Errorf("scan: %w", err)
		}
		found = append(found, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	return found, nil
}

// first runs a query and scans its first row; found is false when there is none.
func first(db *gorm.DB, scan func(scanner) error, query string, args ...any) (found bool, err error) {
	rows, err := db.Raw(query, args...).Rows()
	if err != nil {
		return false, fmt.Errorf("query: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := scan(rows); err != nil {
		return false, fmt.Errorf("scan: %w", err)
	}
	return true, nil
}

// scanOne scans a row's only column.
func scanOne[T any](row scanner, into *T) error { return row.Scan(into) }

// exec runs a statement that changes rows.
func exec(tx storage.Tx, statement string, args ...any) error {
	return tx.DB().Exec(statement, args...).Error
}

// forUpdate locks the rows of a SELECT on PostgreSQL. SQLite has one writer, and nothing to lock.
func forUpdate(tx storage.Tx) string {
	if tx.Dialect() == storage.PostgreSQL {
		return " FOR UPDATE"
	}
	return ""
}

// marks are n placeholders, and values the arguments for them.
func marks(n int) string {
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", ")
}

func values[T any](list []T, before ...any) []any {
	args := before
	for _, v := range list {
		args = append(args, v)
	}
	return args
}
