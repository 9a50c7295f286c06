package auth

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"board/internal/storage"
)

// storable reports whether both databases keep text as it is: PostgreSQL knows neither NUL nor broken UTF-8.
func storable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsRune(text, 0)
}

// exec runs a statement and says how many rows it touched. gorm takes bytes right behind a parenthesis for a list, so no
// statement begins its values with a hash.
func exec(tx storage.Tx, what, statement string, args ...any) (int64, error) {
	done := tx.DB().Exec(statement, args...)
	if done.Error != nil {
		return 0, fmt.Errorf("%s: %w", what, done.Error)
	}
	return done.RowsAffected, nil
}

// execOne runs a statement that must touch a row, else it is missing.
func execOne(tx storage.Tx, missing error, what, statement string, args ...any) error {
	n, err := exec(tx, what, statement, args...)
	if err == nil && n == 0 {
		return missing
	}
	return err
}

// queryOne reads the only row a query may have; without one it is missing.
func queryOne(db *gorm.DB, missing error, what, query string, args []any, into ...any) error {
	err := db.Raw(query, args...).Row().Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return missing
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// queryAll reads all rows of a query, each with read.
func queryAll[T any](db *gorm.DB, read func(scan func(...any) error) (T, error), what, query string, args ...any) (all []T, err error) {
	rows, err := db.Raw(query, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		one, err := read(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return all, nil
}
