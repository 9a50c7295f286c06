package storage_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// The two schemas are one schema, written twice. What may differ is the names of types, and seq.
func TestBothSchemasAreTheSame(t *testing.T) {
	lite, postgres := schemaOf(t, storagetest.Open(t)), schemaOf(t, storagetest.OpenPostgres(t))
	if diff := cmp.Diff(portable(lite), portable(postgres)); diff != "" {
		t.Error(diff)
	}
}

// portable rewrites SQLite's types as PostgreSQL's, and PostgreSQL's types that SQLite can't tell apart as one.
func portable(schema []string) []string {
	var lines []string
	for _, line := range schema {
		table, column, _ := strings.Cut(line, ".")
		if strings.HasPrefix(column, "seq ") || strings.HasPrefix(table, "goose") {
			continue
		}
		for _, same := range [][2]string{
			{"blob", "bytes"}, {"uuid", "bytes"}, {"bytea", "bytes"},
			{"integer", "number"}, {"bigint", "number"}, {"timestamp with time zone", "number"},
			{"real", "double precision"},
		} {
			line = strings.Replace(line, " "+same[0], " "+same[1], 1)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestColumnsNamedByMomentsAreTimesInPostgres(t *testing.T) {
	db := storagetest.OpenPostgres(t)
	moment := regexp.MustCompile(`^(\w+)\.(at|\w+_at|\w+_until) `)
	for _, line := range schemaOf(t, db) {
		isOffset := strings.HasPrefix(line, "signals.start_at") || strings.HasPrefix(line, "signals.end_at")
		isTime := strings.Contains(line, "timestamp")
		if isTime != (moment.MatchString(line) && !isOffset) && !strings.HasPrefix(line, "goose") {
			t.Error(line)
		}
	}
}

// schemaOf has a line for each column and each index, sorted.
func schemaOf(t *testing.T, db *storage.DB) []string {
	t.Helper()
	queries := []string{`
		SELECT m.name || '.' || c.name || ' ' || lower(c.type) ||
		CASE WHEN c."notnull" OR c.pk > 0 THEN ' not null' ELSE '' END
		FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`, `
		SELECT 'index ' || name || ' ' || substr(sql, instr(sql, '(')) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`, `
		SELECT 'unique ' || name FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'`,
	}
	if db.Dialect() == storage.PostgreSQL {
		queries = []string{`
		SELECT table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
		FROM information_schema.columns WHERE table_schema = 'public'`, `
		SELECT 'index ' || indexname || ' ' || substr(indexdef, strpos(indexdef, '(')) FROM pg_indexes
		WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' OR indexname = 'articles_key'`, `
		SELECT 'unique ' || indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE 'CREATE UNIQUE%'
		AND (indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' OR indexname = 'articles_key')`,
		}
	}
	var schema []string
	for _, query := range queries {
		var lines []string
		if err := db.Read(t.Context()).Raw(query).Scan(&lines).Error; err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			schema = append(schema, canonical(line))
		}
	}
	slices.Sort(schema)
	return slices.Compact(schema)
}

// canonical drops what PostgreSQL adds to the text of an index's condition.
func canonical(line string) string {
	if !strings.HasPrefix(line, "index ") {
		return line
	}
	columns, condition, _ := strings.Cut(strings.ToLower(line), " where ")
	condition = regexp.MustCompile(`::\w+(\[\])?`).ReplaceAllString(condition, "")
	condition = regexp.MustCompile(`\(?(\w+) = any \(\(?array\[([^]]*)\]\)?\)\)?`).ReplaceAllString(condition, "$1 in ($2)")
	condition = strings.NewReplacer("(", "", ")", "").Replace(condition)
	return fmt.Sprintf("%s where %s", columns, condition)
}
