package comments

import "context"

// Difference is a counter that is not what counting gives.
type Difference struct {
	Table   string
	ID      string
	Counter string
	Stored  int64
	Counted int64
}

// Recount compares every counter this package keeps (of articles, comments, tags, and the members' published comments)
// with what it counts, and returns those that differ. It reads whole tables and is meant for tests and for checking a
// database, not for serving. Acts that happen while it runs don't disturb it: each comparison is one statement.
func (s *Service) Recount(ctx context.Context) ([]Difference, error) {
	return recount(s.db.Read(ctx))
}
