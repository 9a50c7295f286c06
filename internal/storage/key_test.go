package storage_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"board/internal/fault"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

type thing struct{}

type thingID = storage.Key[thing]

func TestKeysGrow(t *testing.T) {
	last := storage.NewKey[thing]()
	for range 10_000 {
		next := storage.NewKey[thing]()
		if bytes.Compare(next[:], last[:]) <= 0 {
			t.Fatalf("%s came after %s", next, last)
		}
		last = next
	}
	if version := last[6] >> 4; version != 7 {
		t.Errorf("version %d, want 7", version)
	}
}

func TestOnlyTheUsualFormIsAKey(t *testing.T) {
	key := storage.NewKey[thing]()
	for _, text := range []string{key.String(), strings.ToUpper(key.String())} {
		if parsed, err := storage.ParseKey[thing](text); err != nil || parsed != key {
			t.Errorf("ParseKey(%q) = %v, %v", text, parsed, err)
		}
	}
	usual := key.String()
	for _, text := range []string{
		"", "x", usual[:35], usual + "0", "{" + usual + "}", "urn:uuid:" + usual, strings.ReplaceAll(usual, "-", ""),
		strings.Replace(usual, "-", "0", 1), " " + usual[1:], usual[:35] + "g", usual[:34] + "é",
		"00000000-0000-0000-0000-000000000000",
	} {
		if parsed, err := storage.ParseKey[thing](text); !errors.Is(err, storage.ErrInvalidKey) || !parsed.IsZero() {
			t.Errorf("ParseKey(%q) = %v, %v", text, parsed, err)
		}
	}
	if f, _ := fault.From(storage.ErrInvalidKey); f.Kind != fault.Invalid {
		t.Errorf("kind %v", f.Kind)
	}
}

func FuzzParseKey(f *testing.F) {
	f.Add(storage.NewKey[thing]().String())
	f.Add("01890a5d-ac96-774b-bcce-b302099a8057")
	f.Fuzz(func(t *testing.T, text string) {
		if key, err := storage.ParseKey[thing](text); err == nil && key.String() != strings.ToLower(text) {
			t.Errorf("%q became %s", text, key)
		}
	})
}

func TestKeysTravelInJSONAsText(t *testing.T) {
	type page struct {
		ID     thingID            `json:"id"`
		Counts map[thingID]int    `json:"counts"`
		Parent *storage.Key[page] `json:"parent"`
	}
	key := storage.NewKey[thing]()
	want := page{ID: key, Counts: map[thingID]int{key: 3}}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var have page
	if err := json.Unmarshal(text, &have); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	if !bytes.Contains(text, []byte(`"id":"`+key.String()+`"`)) {
		t.Errorf("%s", text)
	}
	if _, err := json.Marshal(page{}); err == nil {
		t.Error("a zero key was written")
	}
}

// keyRow has a key in each of its roles.
type keyRow struct {
	ID     thingID `gorm:"primaryKey"`
	Parent *thingID
	Name   string
}

func (keyRow) TableName() string { return "keyed" }

func TestKeysComeBackFromTheDatabase(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		exec(t, db, "CREATE TABLE keyed (id "+keyType(db)+" PRIMARY KEY, parent "+keyType(db)+", name TEXT NOT NULL)")
		root := keyRow{ID: storage.NewKey[thing](), Name: "root"}
		leaf := keyRow{ID: storage.NewKey[thing](), Parent: &root.ID, Name: "leaf"}
		write(t, db, func(tx storage.Tx) error { return tx.DB().Create([]*keyRow{&root, &leaf}).Error })

		var have []keyRow
		if err := db.Read(t.Context()).Where("id IN ?", []thingID{leaf.ID, root.ID}).Order("id").Find(&have).Error; err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]keyRow{root, leaf}, have); diff != "" {
			t.Error(diff)
		}
		var one keyRow
		if err := db.Read(t.Context()).Where("parent = ?", root.ID).Take(&one).Error; err != nil || one.ID != leaf.ID {
			t.Errorf("by parent: %v, %v", one.ID, err)
		}
		var id thingID
		row := db.Read(t.Context()).Raw("SELECT id FROM keyed WHERE id = ?", leaf.ID).Row()
		if err := row.Scan(&id); err != nil || id != leaf.ID {
			t.Errorf("by hand: %v, %v", id, err)
		}
		if err := db.Read(t.Context()).Raw("SELECT parent FROM keyed WHERE id = ?", root.ID).Row().Scan(&id); err == nil {
			t.Error("NULL was read into a key")
		}
		if db.Dialect() == storage.SQLite {
			if kind := text(t, db, "SELECT typeof(id) || length(id) FROM keyed LIMIT 1"); kind != "blob16" {
				t.Errorf("stored as %s", kind)
			}
		}
	})
}

func TestAZeroKeyIsNeverStored(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		exec(t, db, "CREATE TABLE keyed (id "+keyType(db)+" PRIMARY KEY, parent "+keyType(db)+", name TEXT NOT NULL)")
		for name, row := range map[string]keyRow{
			"as primary key": {Name: "x"},
			"as parent":      {ID: storage.NewKey[thing](), Parent: &thingID{}, Name: "x"},
		} {
			err := db.Write(t.Context(), func(tx storage.Tx) error { return tx.DB().Create(&row).Error })
			if err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if n := count(t, db, "keyed"); n != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func keyType(db *storage.DB) string {
	if db.Dialect() == storage.PostgreSQL {
		return "uuid"
	}
	return "BLOB"
}
