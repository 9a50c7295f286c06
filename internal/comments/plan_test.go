package comments

import (
	"strings"
	"testing"

	"board/internal/auth"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// listQuery is a query of a list, and the index it must walk, as SQLite tells it.
type listQuery struct {
	name, query, index string
	sorts              bool // a few rows of one article, which may be sorted after they are found
	args               []any
}

func listQueries(w *world) []listQuery {
	id, member := storage.NewKey[Comment](), storage.NewKey[auth.Member]()
	now := storage.At(w.clock.Now())
	where, whereArgs := commentsOf{
		site: w.site.ID, member: member, from: now, to: now, statuses: []Status{Published, Held},
	}.where()
	return []listQuery{
		{"newest", newestFirst, "comments_newest", false, []any{id, 20}},
		{"newest after", newestAfter, "comments_newest (article_id=? AND id<?)", false, []any{id, id, 20}},
		{"oldest", oldestFirst, "comments_newest", false, []any{id, 20}},
		{"oldest after", oldestAfter, "comments_newest (article_id=? AND id>?)", false, []any{id, id, 20}},
		{"top", topFirst, "comments_top", false, []any{id, 20}},
		{"top after", topAfter, "comments_top (article_id=? AND (score,id)<(?,?))", false, []any{id, 0.5, id, 20}},
		{"thread", threadFirst, "comments_thread", false, []any{id, 20}},
		{"thread after", threadAfter, "comments_thread (root_id=? AND id>?)", false, []any{id, id, 20}},
		{"children", childrenFirst, "comments_parent", false, []any{id, 20}},
		{"children after", childrenAfter, "comments_parent (parent_id=? AND id>?)", false, []any{id, id, 20}},
		{"first replies", firstRepliesQuery(3), "comments_thread (root_id=?)", false, firstRepliesArgs([]ID{id, id, id}, 4)},
		{"siblings before", siblingsBefore, "comments_parent (parent_id=? AND id<?)", false, []any{id, id, 5}},
		{"siblings after", siblingsAfter, "comments_parent (parent_id=? AND id>?)", false, []any{id, id, 5}},
		{"answers", answersTo, "comments_parent (parent_id=?)", false, []any{id, 5}},
		{"votes", votesOf, "votes_member (member_id=? AND article_id=?)", false, []any{member, id, 10}},
		{"held", heldOf, "comments_held (article_id=? AND author_id=?)", false, []any{id, member, 10}},
		{"taggings", taggingsOf, "taggings_member (article_id=? AND member_id=?)", false, []any{id, member}},
		{"held tags", heldTags, "taggings_member (article_id=? AND member_id=?)", true, []any{id, member}},
		{"tags", tagsOf, "tags_label (article_id=?)", true, []any{id}},
		{"all tags", allTagsOf, "tags_label (article_id=?)", true, []any{id}},
		{"own recent", recentByOwner, "comments_author (author_id=?)", false, []any{member, 20}},
		{"around", recentChanged, "comments_changed (article_id=?)", false, []any{id, 100}},
		{"recent times", recentTimes, "comments_author (author_id=?)", false, []any{member, 500}},
		{"latest", latestOf, "comments_author (author_id=?)", false, []any{member, w.site.ID, 20}},
		{"comments of a member", `SELECT id FROM comments` + where + ` ORDER BY id`, "comments_author (author_id=?)", false, whereArgs},
	}
}

// TestEveryListWalksAnIndex asks SQLite how it would run each query of a list: from the named index, without reading a
// table from its start, and in the index's order where the rows are cut by a limit.
func TestEveryListWalksAnIndex(t *testing.T) {
	w := newWorld(t, storagetest.Open(t))
	for _, q := range listQueries(w) {
		plan := explain(w, q.query, q.args...)
		if !strings.Contains(plan, "USING INDEX "+q.index) && !strings.Contains(plan, "USING COVERING INDEX "+q.index) {
			t.Errorf("%s does not use %s:\n%s", q.name, q.index, plan)
		}
		if strings.Contains(plan, "TEMP B-TREE") && !q.sorts || scansTable(plan) {
			t.Errorf("%s sorts or reads a whole table:\n%s", q.name, plan)
		}
	}
}

// TestPostgresHasAnIndexForEveryList asks PostgreSQL the same. On empty tables it would rather read them whole, and is
// told not to.
func TestPostgresHasAnIndexForEveryList(t *testing.T) {
	w := newWorld(t, storagetest.OpenPostgres(t))
	for _, q := range listQueries(w) {
		index, _, _ := strings.Cut(q.index, " ")
		w.tx(func(tx storage.Tx) error {
			if err := exec(tx, "SET LOCAL enable_seqscan = off"); err != nil {
				return err
			}
			if err := exec(tx, "SET LOCAL enable_bitmapscan = off"); err != nil {
				return err
			}
			steps, err := list(tx.DB(), scanOne[string], "EXPLAIN "+q.query, q.args...)
			plan := strings.Join(steps, "\n")
			if !strings.Contains(plan, index) {
				t.Errorf("%s does not use %s:\n%s", q.name, index, plan)
			}
			if strings.Contains(plan, "Sort") && !q.sorts || strings.Contains(plan, "Seq Scan") {
				t.Errorf("%s sorts or reads a whole table:\n%s", q.name, plan)
			}
			return err
		})
	}
}

// scansTable reports a SCAN of anything but the short list of replies that a query made itself.
func scansTable(plan string) bool {
	for line := range strings.Lines(plan) {
		if strings.HasPrefix(line, "SCAN ") && !strings.HasPrefix(line, "SCAN thread") {
			return true
		}
	}
	return false
}

func explain(w *world, query string, args ...any) string {
	w.Helper()
	type step struct {
		id, parent, unused int
		detail             string
	}
	steps, err := list(w.db.Read(w.Context()), func(row scanner, s *step) error {
		return row.Scan(&s.id, &s.parent, &s.unused, &s.detail)
	}, "EXPLAIN QUERY PLAN "+query, args...)
	w.ok(err)
	var plan strings.Builder
	for _, s := range steps {
		plan.WriteString(s.detail + "\n")
	}
	return plan.String()
}
