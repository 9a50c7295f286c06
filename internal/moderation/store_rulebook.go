package moderation

import (
	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

type clauseRow struct {
	SiteID   auth.SiteID
	Version  int
	Language string
	Code     string
	Ordinal  int
	Title    string
	Text     string
	Kinds    string
}

func (r clauseRow) clause() Clause {
	return Clause{Code: r.Code, Ordinal: r.Ordinal, Title: r.Title, Text: r.Text, Kinds: splitKinds(r.Kinds)}
}

// loadRulebookVersion is the current version, 0 where there are no rules.
func loadRulebookVersion(db *gorm.DB, site auth.SiteID) (int, error) {
	version, _, err := rowOf[int](db, "the rulebook's version",
		`SELECT coalesce(max(version), 0) FROM rulebooks WHERE site_id = ?`, site)
	return version, err
}

// loadRulebook loads a version (0: the current) in a language, or in another where it is not written in it.
func loadRulebook(db *gorm.DB, site auth.SiteID, language string, version int) (Rulebook, error) {
	if version == 0 {
		var err error
		if version, err = loadRulebookVersion(db, site); err != nil {
			return Rulebook{}, err
		}
	}
	published, found, err := rowOf[storage.Time](db, "a rulebook",
		`SELECT published_at FROM rulebooks WHERE site_id = ? AND version = ?`, site, version)
	if err != nil {
		return Rulebook{}, err
	}
	if !found {
		return Rulebook{}, ErrRulebookNotFound
	}
	rows, err := rowsOf[clauseRow](db, "the clauses",
		`SELECT * FROM clauses WHERE site_id = ? AND version = ? ORDER BY language, ordinal`, site, version)
	if err != nil {
		return Rulebook{}, err
	}
	language = writtenLanguage(language, rows)
	book := Rulebook{Version: version, Language: language, PublishedAt: published.Time}
	for _, r := range rows {
		if r.Language == language {
			book.Clauses = append(book.Clauses, r.clause())
		}
	}
	return book, nil
}

// writtenLanguage is the language if there are clauses in it, else one that there is.
func writtenLanguage(language string, rows []clauseRow) string {
	for _, r := range rows {
		if r.Language == language {
			return language
		}
	}
	for _, r := range rows {
		return r.Language
	}
	return language
}

// addRulebook stores the next version and returns it; of two at once, one is ErrRevisionConflict.
func addRulebook(tx storage.Tx, site auth.SiteID, texts map[string][]Clause, now storage.Time) (int, error) {
	version, err := loadRulebookVersion(tx.DB(), site)
	if err != nil {
		return 0, err
	}
	version++
	n, err := exec(tx, "add a rulebook", `INSERT INTO rulebooks (site_id, version, published_at) VALUES (?, ?, ?)
		ON CONFLICT (site_id, version) DO NOTHING`, site, version, now)
	if err = conflictUnless(n == 1, err); err != nil {
		return 0, err
	}
	var rows []clauseRow
	for language, clauses := range texts {
		for i, c := range clauses {
			rows = append(rows, clauseRow{
				SiteID: site, Version: version, Language: language, Code: c.Code, Ordinal: i + 1,
				Title: c.Title, Text: c.Text, Kinds: joinKinds(c.Kinds),
			})
		}
	}
	return version, insert(tx, "clauses", rows...)
}
