package moderation

import (
	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

type settingsRow struct {
	SiteID   auth.SiteID
	Settings string
	Revision int
}

// loadSettings loads a site's settings; what a site never set is as in a fresh one.
func loadSettings(db *gorm.DB, site auth.SiteID) (Settings, error) {
	settings := defaultSettings()
	row, found, err := rowOf[settingsRow](db, "the settings", `SELECT * FROM moderation_settings WHERE site_id = ?`, site)
	if err != nil || !found {
		return settings, err
	}
	if err := fromJSON("the settings", row.Settings, &settings); err != nil {
		return Settings{}, err
	}
	settings.Revision = row.Revision
	return settings, nil
}

// putSettings stores settings over those of the revision they carry, and reports whether those still stood.
func putSettings(tx storage.Tx, site auth.SiteID, in Settings) (bool, error) {
	if in.Revision == 0 {
		n, err := exec(tx, "add the settings", `INSERT INTO moderation_settings (site_id, settings, revision)
			VALUES (?, ?, 1) ON CONFLICT (site_id) DO NOTHING`, site, jsonText(in))
		return n == 1, err
	}
	n, err := exec(tx, "change the settings", `UPDATE moderation_settings SET settings = ?, revision = revision + 1
		WHERE site_id = ? AND revision = ?`, jsonText(in), site, in.Revision)
	return n == 1, err
}
