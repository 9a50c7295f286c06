package comments

import (
	"fmt"

	"gorm.io/gorm"

	"board/internal/storage"
)

// counter is one counter and how to count what it stands for: a query over alias x.
type counter struct {
	table, column, count string
}

const published = `c.status = 'published'`

var counters = []counter{
	{"articles", "comment_count", `SELECT COUNT(*) FROM comments c WHERE c.article_id = x.id AND ` + published},
	{"articles", "root_count", `SELECT COUNT(*) FROM comments c WHERE c.article_id = x.id AND c.depth = 0 AND ` + published},
	{"articles", "held_count", `SELECT COUNT(*) FROM comments c WHERE c.article_id = x.id AND c.status = 'held'`},
	{"articles", "tag_count", `SELECT COUNT(*) FROM tags t WHERE t.article_id = x.id AND t.status IN ('published', 'held')`},
	{"comments", "up", `SELECT COUNT(*) FROM votes v WHERE v.comment_id = x.id AND v.value = 1`},
	{"comments", "down", `SELECT COUNT(*) FROM votes v WHERE v.comment_id = x.id AND v.value = -1`},
	{"comments", "reply_count", `SELECT COUNT(*) FROM comments c WHERE c.parent_id = x.id AND ` + published},
	{"comments", "thread_count", `SELECT COUNT(*) FROM comments c WHERE x.depth = 0 AND c.root_id = x.id AND c.depth > 0 AND ` + published},
	{"comments", "shown_children", `SELECT COUNT(*) FROM comments c WHERE c.parent_id = x.id AND c.id IN (SELECT id FROM seen)`},
	{"comments", "shown", `SELECT COUNT(*) FROM seen WHERE seen.id = x.id`},
	{"tags", "tagging_count", `SELECT COUNT(*) FROM taggings g WHERE g.tag_id = x.id AND g.withdrawn_at IS NULL`},
	{"members", "comments_published", `SELECT COUNT(*) FROM comments c WHERE c.author_id = x.id AND ` + published},
}

// seen are the comments that ought to be shown: the published ones and all that stands above them.
const seen = `WITH RECURSIVE seen (id, parent_id) AS (
		SELECT c.id, c.parent_id FROM comments c WHERE ` + published + `
		UNION SELECT p.id, p.parent_id FROM comments p JOIN seen ON p.id = seen.parent_id) `

func recount(db *gorm.DB) ([]Difference, error) {
	var differences []Difference
	for _, c := range counters {
		found, err := list(db, func(row scanner, d *Difference) error {
			var id storage.Key[Difference]
			err := row.Scan(&id, &d.Stored, &d.Counted)
			d.Table, d.ID, d.Counter = c.table, id.String(), c.column
			return err
		}, c.query())
		if err != nil {
			return nil, fmt.Errorf("recount %s.%s: %w", c.table, c.column, err)
		}
		differences = append(differences, found...)
	}
	return differences, nil
}

// query lists where the counter differs. A flag counts as 1 or 0.
func (c counter) query() string {
	stored := "x." + c.column
	if c.column == "shown" {
		stored = "CASE WHEN x.shown THEN 1 ELSE 0 END"
	}
	return seen + `SELECT id, stored, counted FROM (SELECT x.id AS id, ` + stored + ` AS stored, (` + c.count + `) AS counted
		FROM ` + c.table + ` x) AS compared WHERE stored <> counted ORDER BY id`
}
