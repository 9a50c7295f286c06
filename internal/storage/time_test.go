package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// timeRow has names that gorm would fill from its own clock.
type timeRow struct {
	Name      string
	CreatedAt storage.Time
	UpdatedAt storage.Time
	EditedAt  *storage.Time
}

func (timeRow) TableName() string { return "timed" }

func createTimed(t *testing.T, db *storage.DB) {
	t.Helper()
	kind := "INTEGER"
	if db.Dialect() == storage.PostgreSQL {
		kind = "timestamptz"
	}
	exec(t, db, "CREATE TABLE timed (name TEXT NOT NULL, created_at "+kind+" NOT NULL, updated_at "+kind+" NOT NULL, edited_at "+kind+")")
}

func TestTimesComeBackFromTheDatabase(t *testing.T) {
	taipei := time.FixedZone("Asia/Taipei", 8*60*60)
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createTimed(t, db)
		for _, moment := range []time.Time{
			time.Date(2026, 2, 28, 23, 59, 59, 123_456_789, taipei),
			time.Date(1969, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
			time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC),
			time.Now(),
		} {
			at := storage.At(moment)
			want := []timeRow{
				{Name: "edited", CreatedAt: at, UpdatedAt: at, EditedAt: storage.AtPtr(&moment)},
				{Name: "new", CreatedAt: at, UpdatedAt: at},
			}
			write(t, db, func(tx storage.Tx) error { return tx.DB().Create(want).Error })

			var have []timeRow
			if err := db.Read(t.Context()).Where("created_at = ?", at).Order("name").Find(&have).Error; err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("%v:\n%s", moment, diff)
			}
			if got := have[0].EditedAt.Ptr(); got.Location() != time.UTC || got.Sub(moment).Abs() >= time.Microsecond {
				t.Errorf("%v came back as %v", moment, got)
			}
			if have[1].EditedAt.Ptr() != nil {
				t.Error("NULL came back as a time")
			}
		}
		if db.Dialect() == storage.SQLite {
			if kind := text(t, db, "SELECT DISTINCT typeof(created_at) || typeof(edited_at) FROM timed WHERE name = 'edited'"); kind != "integerinteger" {
				t.Errorf("stored as %s", kind)
			}
		}
	})
}

func TestOrdinaryTimesMayBeParameters(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createTimed(t, db)
		noon := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
		var none *time.Time
		write(t, db, func(tx storage.Tx) error {
			return tx.DB().Exec("INSERT INTO timed VALUES ('a', ?, ?, ?), ('b', ?, ?, ?)",
				noon, noon, &noon, noon.Add(time.Hour), noon, none).Error
		})
		var names []string
		err := db.Read(t.Context()).Raw("SELECT name FROM timed WHERE created_at <= ? AND edited_at IS NOT NULL",
			noon.In(time.FixedZone("", 3600))).Scan(&names).Error
		if err != nil || len(names) != 1 || names[0] != "a" {
			t.Errorf("%v, %v", names, err)
		}
	})
}

func TestAForgottenTimeIsNeitherStoredNorMadeUp(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		createTimed(t, db)
		at := storage.At(time.Now())
		for _, row := range []timeRow{{Name: "a", CreatedAt: at}, {Name: "b", UpdatedAt: at}} {
			err := db.Write(t.Context(), func(tx storage.Tx) error { return tx.DB().Create(&row).Error })
			if err == nil || count(t, db, "timed") != 0 {
				t.Errorf("%+v was stored: %v", row, err)
			}
		}
		write(t, db, func(tx storage.Tx) error {
			return tx.DB().Create(&timeRow{Name: "b", CreatedAt: at, UpdatedAt: at}).Error
		})
		write(t, db, func(tx storage.Tx) error {
			return tx.DB().Model(&timeRow{}).Where("name = 'b'").Updates(map[string]any{"name": "c"}).Error
		})
		var have timeRow
		if err := db.Read(t.Context()).Take(&have).Error; err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(timeRow{Name: "c", CreatedAt: at, UpdatedAt: at}, have); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAtKeepsAZeroTimeZero(t *testing.T) {
	if !storage.At(time.Time{}).IsZero() || storage.AtPtr(nil) != nil || (*storage.Time)(nil).Ptr() != nil {
		t.Error("nothing became something")
	}
}
