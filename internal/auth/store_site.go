package auth

import (
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"board/internal/storage"
)

const siteColumns = "s.id, s.slug, s.name, s.origins, s.languages, s.time_zone, s.sso_secret <> '', s.created_at"

// scanSite reads siteColumns, and after them what else the query has.
func scanSite(scan func(...any) error, more ...any) (Site, error) {
	var site Site
	var origins, languages string
	var created storage.Time
	into := []any{&site.ID, &site.Slug, &site.Name, &origins, &languages, &site.TimeZone, &site.SSOEnabled, &created}
	if err := scan(append(into, more...)...); err != nil {
		return Site{}, err
	}
	if err := json.Unmarshal([]byte(origins), &site.Origins); err != nil {
		return Site{}, fmt.Errorf("decode origins: %w", err)
	}
	if err := json.Unmarshal([]byte(languages), &site.Languages); err != nil {
		return Site{}, fmt.Errorf("decode languages: %w", err)
	}
	site.CreatedAt = created.Time
	return site, nil
}

func oneSite(db *gorm.DB, where string, args ...any) (Site, error) {
	sites, err := queryAll(db, plainSite, "load a site", "SELECT "+siteColumns+" FROM sites s WHERE "+where, args...)
	if err != nil {
		return Site{}, err
	}
	if len(sites) == 0 {
		return Site{}, ErrSiteNotFound
	}
	return sites[0], nil
}

func plainSite(scan func(...any) error) (Site, error) { return scanSite(scan) }

func siteBySlug(db *gorm.DB, slug string) (Site, error) {
	if !slugPattern.MatchString(slug) {
		return Site{}, ErrSiteNotFound
	}
	return oneSite(db, "s.slug = ?", slug)
}

func siteByID(db *gorm.DB, id SiteID) (Site, error) {
	return oneSite(db, "s.id = ?", id)
}

func allSites(db *gorm.DB) ([]Site, error) {
	return queryAll(db, plainSite, "list the sites", "SELECT "+siteColumns+" FROM sites s ORDER BY s.id")
}

func insertSiteTx(tx storage.Tx, site Site, secret string) error {
	origins, err := json.Marshal(site.Origins)
	if err != nil {
		return fmt.Errorf("encode origins: %w", err)
	}
	languages, err := json.Marshal(site.Languages)
	if err != nil {
		return fmt.Errorf("encode languages: %w", err)
	}
	return execOne(tx, ErrSlugTaken, "add a site", `
		INSERT INTO sites (id, slug, name, origins, languages, time_zone, sso_secret, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING`,
		site.ID, site.Slug, site.Name, string(origins), string(languages), site.TimeZone, secret, storage.At(site.CreatedAt))
}

func setOriginsTx(tx storage.Tx, site SiteID, origins []string) error {
	text, err := json.Marshal(origins)
	if err != nil {
		return fmt.Errorf("encode origins: %w", err)
	}
	return execOne(tx, ErrSiteNotFound, "set a site's origins", "UPDATE sites SET origins = ? WHERE id = ?", string(text), site)
}

func ssoSecret(db *gorm.DB, site SiteID) (string, error) {
	var secret string
	err := queryOne(db, ErrSiteNotFound, "load a site's secret", "SELECT sso_secret FROM sites WHERE id = ?", []any{site}, &secret)
	return secret, err
}

func setSSOSecretTx(tx storage.Tx, site SiteID, secret string) error {
	return execOne(tx, ErrSiteNotFound, "set a site's secret", "UPDATE sites SET sso_secret = ? WHERE id = ?", secret, site)
}

func addAPIKeyTx(tx storage.Tx, key APIKey, hash []byte, now storage.Time) error {
	_, err := exec(tx, "add an API key", "INSERT INTO api_keys (id, site_id, name, hash, created_at) VALUES (?, ?, ?, ?, ?)",
		key.ID, key.SiteID, key.Name, hash, now)
	return err
}

// siteOfAPIKey finds the key that stands with this hash, and its site.
func siteOfAPIKey(db *gorm.DB, hash []byte) (APIKeyID, Site, error) {
	var id APIKeyID
	sites, err := queryAll(db, func(scan func(...any) error) (Site, error) { return scanSite(scan, &id) }, "find an API key",
		"SELECT "+siteColumns+", k.id FROM api_keys k JOIN sites s ON s.id = k.site_id WHERE k.hash = ? AND k.revoked_at IS NULL", hash)
	if err != nil {
		return APIKeyID{}, Site{}, err
	}
	if len(sites) == 0 {
		return APIKeyID{}, Site{}, ErrAPIKeyInvalid
	}
	return id, sites[0], nil
}
