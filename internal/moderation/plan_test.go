package moderation

import (
	"fmt"
	"strings"
	"testing"

	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// What the desk and every draft ask for must be found by an index, or it gets slower with every case.
func TestNoQueryOfTheDeskReadsAWholeTable(t *testing.T) {
	w := newWorld(t, storagetest.Open(t))
	moderator, author := w.moderator("林"), w.reader()
	c := w.caseOf(moderator, CommentSubject, w.post(author, "a", "你們都是笨蛋").ID)
	w.decide(moderator, c, violation(c, ActInput{Act: Warn}))
	site, member, id := w.site.ID, author.Member.ID, c.ID
	for query, args := range map[string][]any{
		`SELECT ` + caseColumns + ` FROM cases WHERE site_id = ? AND status = 'open' AND (priority < ? OR priority = ? AND id > ?)
			ORDER BY priority DESC, id LIMIT 20`: {site, 1, 1, id},
		`SELECT ` + caseColumns + ` FROM cases WHERE site_id = ? AND status = 'open' AND subject_kind = ? ORDER BY priority DESC, id
			LIMIT 20`: {site, CommentSubject},
		`SELECT ` + caseColumns + ` FROM cases WHERE site_id = ? AND status = 'open' AND held = ? ORDER BY priority DESC, id
			LIMIT 20`: {site, true},
		`SELECT ` + caseColumns + ` FROM cases WHERE site_id = ? AND status = 'decided' ORDER BY decided_at DESC, id DESC LIMIT 20`: {site},
		`SELECT count(*) FROM decisions WHERE member_id = ? AND outcome = ? AND status = ? AND made_at >= ?`: {
			member, Violation, Effective, storage.At(w.clock.Now())},
		`SELECT count(*) FROM decisions WHERE status = ? AND case_id IN (SELECT id FROM cases WHERE site_id = ? AND status = 'open')`: {
			AwaitingConfirmation, site},
		`SELECT * FROM signals WHERE subject_kind = ? AND subject_id = ? AND subject_revision = ?`: {CommentSubject, id, 1},
		`SELECT * FROM reports WHERE case_id = ? AND outcome IS NULL`:                              {id},
		`SELECT * FROM notices WHERE member_id = ? ORDER BY id DESC LIMIT 20`:                      {member},
		`SELECT * FROM sanctions WHERE member_id = ? ORDER BY id DESC`:                             {member},
	} {
		var steps []struct{ Detail string }
		w.ok(w.db.Read(t.Context()).Raw("EXPLAIN QUERY PLAN "+query, args...).Scan(&steps).Error)
		for _, step := range steps {
			if strings.HasPrefix(step.Detail, "SCAN") {
				t.Errorf("%s\n%s", query, fmt.Sprint(steps))
			}
		}
	}
}
