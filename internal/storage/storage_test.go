package storage_test

import (
	"testing"

	"board/internal/storage"
)

// exec changes the database by one statement.
func exec(t testing.TB, db *storage.DB, statement string, args ...any) {
	t.Helper()
	write(t, db, func(tx storage.Tx) error { return tx.DB().Exec(statement, args...).Error })
}

// write runs a job that must succeed.
func write(t testing.TB, db *storage.DB, job func(tx storage.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), job); err != nil {
		t.Fatal(err)
	}
}

func count(t testing.TB, db *storage.DB, table string) int {
	t.Helper()
	var n int
	if err := db.Read(t.Context()).Raw("SELECT count(*) FROM " + table).Row().Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func text(t testing.TB, db *storage.DB, query string) string {
	t.Helper()
	var s string
	if err := db.Read(t.Context()).Raw(query).Row().Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

// insert is a job that adds a row to table notes, and so says that it ran.
func insert(name string) func(tx storage.Tx) error {
	return func(tx storage.Tx) error {
		return tx.DB().Exec("INSERT INTO notes (name) VALUES (?)", name).Error
	}
}

func createNotes(t testing.TB, db *storage.DB) {
	t.Helper()
	exec(t, db, "CREATE TABLE notes (name TEXT NOT NULL UNIQUE)")
}

// notes are the names of the rows of table notes, sorted.
func notes(t testing.TB, db *storage.DB) []string {
	t.Helper()
	names := []string{}
	if err := db.Read(t.Context()).Raw("SELECT name FROM notes ORDER BY name").Scan(&names).Error; err != nil {
		t.Fatal(err)
	}
	return names
}
