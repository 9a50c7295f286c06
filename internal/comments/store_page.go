package comments

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"board/internal/auth"
)

// The queries of a page. Each walks one index from where the last page ended, so it costs as much as it returns,
// whatever the size of the table.
const (
	rootsOf       = selectComment + `WHERE c.article_id = ? AND c.depth = 0 AND c.shown `
	newestFirst   = rootsOf + `ORDER BY c.id DESC LIMIT ?`
	newestAfter   = rootsOf + `AND c.id < ? ORDER BY c.id DESC LIMIT ?`
	oldestFirst   = rootsOf + `ORDER BY c.id LIMIT ?`
	oldestAfter   = rootsOf + `AND c.id > ? ORDER BY c.id LIMIT ?`
	topFirst      = rootsOf + `ORDER BY c.score DESC, c.id DESC LIMIT ?`
	topAfter      = rootsOf + `AND (c.score, c.id) < (?, ?) ORDER BY c.score DESC, c.id DESC LIMIT ?`
	threadOf      = selectComment + `WHERE c.root_id = ? AND c.depth > 0 AND c.shown `
	threadFirst   = threadOf + `ORDER BY c.id LIMIT ?`
	threadAfter   = threadOf + `AND c.id > ? ORDER BY c.id LIMIT ?`
	childrenOf    = selectComment + `WHERE c.parent_id = ? AND c.shown `
	childrenFirst = childrenOf + `ORDER BY c.id LIMIT ?`
	childrenAfter = childrenOf + `AND c.id > ? ORDER BY c.id LIMIT ?`
)

func loadRoots(db *gorm.DB, article Article, o order, from *cursor, limit int) ([]Comment, error) {
	query, args := rootsQuery(article.ID, o, from, limit)
	roots, err := list(db, scanComment, query, args...)
	if err != nil {
		return nil, fmt.Errorf("load the comments of article %s: %w", article.ID, err)
	}
	return roots, nil
}

func rootsQuery(article ArticleID, o order, from *cursor, limit int) (string, []any) {
	first := map[order]string{orderNewest: newestFirst, orderOldest: oldestFirst, orderTop: topFirst}
	after := map[order]string{orderNewest: newestAfter, orderOldest: oldestAfter, orderTop: topAfter}
	switch {
	case from == nil:
		return first[o], []any{article, limit}
	case o == orderTop:
		return after[o], []any{article, from.score, from.last, limit}
	}
	return after[o], []any{article, from.last, limit}
}

// withReplies brings the first replies of each root.
func withReplies(db *gorm.DB, viewer Viewer, roots []Comment, perRoot int) ([]Root, error) {
	if perRoot == 0 {
		perRoot = defaultReplies
	}
	perRoot = min(max(perRoot, 0), maxReplies)
	var replies []Comment
	var err error
	if perRoot > 0 {
		replies, err = loadFirstReplies(db, roots, perRoot+1)
	}
	if err != nil {
		return nil, err
	}
	if err := addParents(db, replies, roots...); err != nil {
		return nil, err
	}
	threads := make(map[ID][]Comment, len(roots))
	for _, r := range replies {
		threads[r.RootID] = append(threads[r.RootID], r.as(viewer))
	}
	result := make([]Root, len(roots))
	for i, c := range roots {
		root := Root{Comment: c.as(viewer), Replies: threads[c.ID]}
		if len(root.Replies) > perRoot {
			root.Replies = root.Replies[:perRoot]
			root.RepliesCursor = cursor{order: orderReplies, of: c.ID, last: root.Replies[perRoot-1].ID}.String()
		}
		result[i] = root
	}
	return result, nil
}

// loadFirstReplies brings the first n shown replies of each thread, in order of creation.
func loadFirstReplies(db *gorm.DB, roots []Comment, n int) ([]Comment, error) {
	var threads []ID
	for _, root := range roots {
		if root.shownChildren > 0 {
			threads = append(threads, root.ID)
		}
	}
	if len(threads) == 0 {
		return nil, nil
	}
	replies, err := list(db, scanComment, firstRepliesQuery(len(threads)), firstRepliesArgs(threads, n)...)
	if err != nil {
		return nil, fmt.Errorf("load the first replies of %d threads: %w", len(threads), err)
	}
	slices.SortFunc(replies, byID)
	return replies, nil
}

// firstRepliesQuery cuts the start of each thread out of the index by itself: a window over all of them would read
// every thread to its end.
func firstRepliesQuery(threads int) string {
	const one = `SELECT * FROM (SELECT id FROM comments WHERE root_id = ? AND depth > 0 AND shown ORDER BY id LIMIT ?) AS thread`
	return selectComment + `WHERE c.id IN (` + strings.TrimSuffix(strings.Repeat(one+" UNION ALL ", threads), " UNION ALL ") + `)`
}

func firstRepliesArgs(threads []ID, n int) []any {
	args := make([]any, 0, 2*len(threads))
	for _, id := range threads {
		args = append(args, id, n)
	}
	return args
}

func byID(a, b Comment) int { return slices.Compare(a.ID[:], b.ID[:]) }

func loadReplies(db *gorm.DB, parent Comment, from *cursor, limit int) ([]Comment, error) {
	query, after := childrenFirst, childrenAfter
	if parent.Depth == 0 {
		query, after = threadFirst, threadAfter
	}
	args := []any{parent.ID, limit}
	if from != nil {
		query, args = after, []any{parent.ID, from.last, limit}
	}
	replies, err := list(db, scanComment, query, args...)
	if err != nil {
		return nil, fmt.Errorf("load the replies of comment %s: %w", parent.ID, err)
	}
	return replies, nil
}

// The queries of a comment's surroundings. Comments that answer another are found whatever their status.
const (
	siblingsBefore = selectComment + `WHERE c.parent_id = ? AND c.id < ? ORDER BY c.id DESC LIMIT ?`
	siblingsAfter  = selectComment + `WHERE c.parent_id = ? AND c.id > ? ORDER BY c.id LIMIT ?`
	answersTo      = selectComment + `WHERE c.parent_id = ? ORDER BY c.id LIMIT ?`
)

func loadAround(db *gorm.DB, c Comment, n int) ([]Comment, error) {
	before, after, of := newestAfter, oldestAfter, any(c.ArticleID)
	around := []Comment{c}
	if c.ParentID != nil {
		before, after, of = siblingsBefore, siblingsAfter, *c.ParentID
		parent, err := loadComment(db, c.SiteID, *c.ParentID)
		if err != nil {
			return nil, err
		}
		around = append(around, parent)
	}
	for _, q := range []struct {
		query string
		args  []any
	}{
		{before, []any{of, c.ID, n}},
		{after, []any{of, c.ID, n}},
		{answersTo, []any{c.ID, n}},
	} {
		found, err := list(db, scanComment, q.query, q.args...)
		if err != nil {
			return nil, fmt.Errorf("load what is around comment %s: %w", c.ID, err)
		}
		around = append(around, found...)
	}
	slices.SortFunc(around, byID)
	return around, nil
}

// maxMine bounds what a member gets to know of their own on one article.
const maxMine = 1000

// The queries of a member's own on an article. Held comments are sorted afterwards: asked for an order, SQLite would read
// all that the member ever wrote.
const (
	votesOf    = `SELECT comment_id, value FROM votes WHERE member_id = ? AND article_id = ? LIMIT ?`
	heldOf     = selectComment + `WHERE c.article_id = ? AND c.author_id = ? AND c.status = 'held' LIMIT ?`
	taggingsOf = `SELECT tag_id FROM taggings WHERE article_id = ? AND member_id = ? AND withdrawn_at IS NULL`
)

func loadMine(db *gorm.DB, article Article, member auth.MemberID) (Mine, error) {
	mine := Mine{Votes: map[ID]int{}}
	type vote struct {
		id    ID
		value int
	}
	votes, err := list(db, func(row scanner, v *vote) error { return row.Scan(&v.id, &v.value) },
		votesOf, member, article.ID, maxMine)
	if err != nil {
		return Mine{}, fmt.Errorf("load the member's votes: %w", err)
	}
	for _, v := range votes {
		mine.Votes[v.id] = v.value
	}
	if mine.Held, err = list(db, scanComment, heldOf, article.ID, member, maxLimit); err != nil {
		return Mine{}, fmt.Errorf("load the member's held comments: %w", err)
	}
	slices.SortFunc(mine.Held, byID)
	if mine.Taggings, err = list(db, scanOne[TagID], taggingsOf, article.ID, member); err != nil {
		return Mine{}, fmt.Errorf("load the member's taggings: %w", err)
	}
	mine.OwnHeldTags, err = loadHeldTagsOf(db, article, member)
	return mine, err
}
