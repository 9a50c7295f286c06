package moderation

import (
	"fmt"
	"strings"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/storage"
)

type termListRow struct {
	ID        TermListID
	SiteID    auth.SiteID
	Name      string
	Enabled   bool
	Revision  int
	CreatedAt storage.Time
	UpdatedAt storage.Time
}

type termListCountRow struct {
	List      termListRow `gorm:"embedded"`
	TermCount int
}

func (r termListCountRow) summary() TermListSummary {
	l := r.List
	return TermListSummary{
		ID: l.ID, Name: l.Name, Enabled: l.Enabled, Revision: l.Revision, TermCount: r.TermCount, UpdatedAt: l.UpdatedAt.Time,
	}
}

type termRow struct {
	ID        TermID
	ListID    TermListID
	SiteID    auth.SiteID
	Text      string
	Action    Action
	Kinds     string
	Clause    string
	Note      string
	CreatedAt storage.Time
}

func (r termRow) term() Term {
	return Term{Text: r.Text, Action: r.Action, Kinds: splitKinds(r.Kinds), Clause: r.Clause, Note: r.Note}
}

// knownTerm is a term as matching needs it.
type knownTerm struct {
	Term
	id   TermID
	list string
}

const selectTermLists = `SELECT l.id, l.site_id, l.name, l.enabled, l.revision, l.created_at, l.updated_at,
	(SELECT count(*) FROM terms t WHERE t.list_id = l.id) AS term_count FROM term_lists l WHERE l.site_id = ?`

func loadTermLists(db *gorm.DB, site auth.SiteID) ([]TermListSummary, error) {
	rows, err := rowsOf[termListCountRow](db, "the term lists", selectTermLists+` ORDER BY l.id`, site)
	if err != nil {
		return nil, err
	}
	lists := make([]TermListSummary, len(rows))
	for i, r := range rows {
		lists[i] = r.summary()
	}
	return lists, nil
}

func loadTermList(db *gorm.DB, site auth.SiteID, id TermListID) (TermList, error) {
	row, found, err := rowOf[termListCountRow](db, "a term list", selectTermLists+` AND l.id = ?`, site, id)
	if err != nil {
		return TermList{}, err
	}
	if !found {
		return TermList{}, ErrTermListNotFound
	}
	list := TermList{TermListSummary: row.summary()}
	terms, err := rowsOf[termRow](db, "the terms", `SELECT * FROM terms WHERE list_id = ? AND site_id = ? ORDER BY id`, id, site)
	if err != nil {
		return TermList{}, err
	}
	for _, t := range terms {
		list.Terms = append(list.Terms, t.term())
	}
	return list, nil
}

// addTermList stores a new list; taken is true when another one has the name.
func addTermList(tx storage.Tx, site auth.SiteID, id TermListID, in TermListInput, now storage.Time) (taken bool, err error) {
	n, err := exec(tx, "add a term list", `INSERT INTO term_lists (id, site_id, name, enabled, revision, created_at, updated_at)
		VALUES (?, ?, ?, ?, 1, ?, ?) ON CONFLICT (site_id, name) DO NOTHING`, id, site, in.Name, in.Enabled, now, now)
	if err != nil || n == 0 {
		return n == 0, err
	}
	return false, addTerms(tx, site, id, in.Terms, now)
}

// lockTermList keeps others from changing the list, and returns it as it stands.
func lockTermList(tx storage.Tx, site auth.SiteID, id TermListID) (termListRow, error) {
	if err := tx.Lock("term_lists", "id = ?", id); err != nil {
		return termListRow{}, fmt.Errorf("lock a term list: %w", err)
	}
	row, found, err := rowOf[termListRow](tx.DB(), "a term list",
		`SELECT * FROM term_lists WHERE id = ? AND site_id = ?`, id, site)
	if err == nil && !found {
		err = ErrTermListNotFound
	}
	return row, err
}

func termListNameTaken(tx storage.Tx, site auth.SiteID, id TermListID, name string) (bool, error) {
	n, _, err := rowOf[int](tx.DB(), "the names of term lists",
		`SELECT count(*) FROM term_lists WHERE site_id = ? AND name = ? AND id <> ?`, site, name, id)
	return n > 0, err
}

// replaceTermList stores the list over the one that is locked.
func replaceTermList(tx storage.Tx, site auth.SiteID, id TermListID, in TermListInput, now storage.Time) error {
	if _, err := exec(tx, "change a term list", `UPDATE term_lists SET name = ?, enabled = ?, revision = revision + 1,
		updated_at = ? WHERE id = ? AND site_id = ?`, in.Name, in.Enabled, now, id, site); err != nil {
		return err
	}
	if _, err := exec(tx, "drop the terms", `DELETE FROM terms WHERE list_id = ? AND site_id = ?`, id, site); err != nil {
		return err
	}
	return addTerms(tx, site, id, in.Terms, now)
}

func dropTermList(tx storage.Tx, site auth.SiteID, id TermListID) error {
	if _, err := exec(tx, "drop the terms", `DELETE FROM terms WHERE list_id = ? AND site_id = ?`, id, site); err != nil {
		return err
	}
	_, err := exec(tx, "drop a term list", `DELETE FROM term_lists WHERE id = ? AND site_id = ?`, id, site)
	return err
}

func addTerms(tx storage.Tx, site auth.SiteID, list TermListID, terms []Term, now storage.Time) error {
	rows := make([]termRow, len(terms))
	for i, t := range terms {
		rows[i] = termRow{
			ID: storage.NewKey[Term](), ListID: list, SiteID: site, Text: t.Text, Action: t.Action,
			Kinds: joinKinds(t.Kinds), Clause: t.Clause, Note: t.Note, CreatedAt: now,
		}
	}
	return insert(tx, "terms", rows...)
}

// termListsMark changes whenever a list of the site is added, changed or dropped.
func termListsMark(db *gorm.DB, site auth.SiteID) (string, error) {
	rows, err := rowsOf[termListRow](db, "the revisions of the term lists",
		`SELECT id, revision FROM term_lists WHERE site_id = ? ORDER BY id`, site)
	if err != nil {
		return "", err
	}
	var mark strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&mark, "%s/%d ", r.ID, r.Revision)
	}
	return mark.String(), nil
}

// loadKnownTerms loads the terms of the site's enabled lists.
func loadKnownTerms(db *gorm.DB, site auth.SiteID) ([]knownTerm, error) {
	type row struct {
		Term termRow `gorm:"embedded"`
		List string
	}
	rows, err := rowsOf[row](db, "the terms to match", `SELECT t.*, l.name AS list FROM terms t
		JOIN term_lists l ON l.id = t.list_id WHERE t.site_id = ? AND l.enabled ORDER BY t.id`, site)
	if err != nil {
		return nil, err
	}
	terms := make([]knownTerm, len(rows))
	for i, r := range rows {
		terms[i] = knownTerm{Term: r.Term.term(), id: r.Term.ID, list: r.List}
	}
	return terms, nil
}
