package moderation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"board/internal/storage"
)

// The store files speak SQL that both databases understand; rows never leave them but as types of the domain, or as
// unexported rows within this package.

// rowsOf runs a query and scans all its rows.
func rowsOf[T any](db *gorm.DB, what, query string, args ...any) ([]T, error) {
	var rows []T
	if err := db.Raw(query, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("load %s: %w", what, err)
	}
	return rows, nil
}

// rowOf runs a query and scans its first row; found is false when there is none.
func rowOf[T any](db *gorm.DB, what, query string, args ...any) (row T, found bool, err error) {
	result := db.Raw(query, args...).Scan(&row)
	if result.Error != nil {
		return row, false, fmt.Errorf("load %s: %w", what, result.Error)
	}
	return row, result.RowsAffected > 0, nil
}

// exec runs a statement that changes rows and says how many it met.
func exec(tx storage.Tx, what, statement string, args ...any) (int64, error) {
	result := tx.DB().Exec(statement, args...)
	if result.Error != nil {
		return 0, fmt.Errorf("%s: %w", what, result.Error)
	}
	return result.RowsAffected, nil
}

// insert adds rows of one table.
func insert[T any](tx storage.Tx, table string, rows ...T) error {
	for batch := range slices.Chunk(rows, 200) {
		if err := tx.DB().Table(table).Create(&batch).Error; err != nil {
			return fmt.Errorf("insert into %s: %w", table, err)
		}
	}
	return nil
}

// jsonText is a value as the text of a column. What is kept so are plain structs, which can't fail to encode.
func jsonText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("moderation: %T does not encode: %v", v, err))
	}
	return string(text)
}

func fromJSON(what, text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	return nil
}

func joinKinds(kinds []SubjectKind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ",")
}

func splitKinds(text string) []SubjectKind {
	var kinds []SubjectKind
	for name := range strings.SplitSeq(text, ",") {
		if name != "" {
			kinds = append(kinds, SubjectKind(name))
		}
	}
	return kinds
}
