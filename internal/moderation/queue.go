package moderation

import (
	"context"
	"fmt"

	"board/internal/auth"
)

// Queue names an ordered view of cases.
type Queue string

// The queues.
const (
	AllCases      Queue = "all"
	HeldCases     Queue = "held"
	ReportedCases Queue = "reported"
)

// QueueQuery asks for cases: open ones by priority and then age, decided ones newest decision first.
type QueueQuery struct {
	Queue  Queue       // empty: all
	Kind   SubjectKind // empty: all
	Status CaseStatus  // empty: open
	Cursor string
	// Limit is between 1 and 100; 0 means 20.
	Limit int
}

// QueueCounts are the numbers of open cases.
type QueueCounts struct {
	All, Held, Reported       int
	Comments, Tags, Nicknames int
	// AwaitingConfirmation are decisions that wait for a second moderator.
	AwaitingConfirmation int
}

// Queue is a page of the site's cases.
func (s *Service) Queue(
	ctx context.Context, actor auth.Actor, site auth.Site, q QueueQuery,
) (cases []CaseSummary, next string, err error) {
	if err := moderates(actor, site.ID); err != nil {
		return nil, "", err
	}
	if q.Status == "" {
		q.Status = CaseOpen
	}
	if q.Limit, err = limitOr(q.Limit); err != nil {
		return nil, "", err
	}
	list := fmt.Sprintf("queue %s %s %s %s", site.ID, q.Queue, q.Kind, q.Status)
	place, ok, err := decodeCursor(q.Cursor, list)
	if err != nil {
		return nil, "", err
	}
	var after *queuePlace
	if ok {
		after = &queuePlace{rank: place.rank, id: CaseID(place.id)}
	}
	rows, err := loadQueue(s.db.Read(ctx), site.ID, q, after, q.Limit)
	if err != nil {
		return nil, "", err
	}
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		last := rows[q.Limit-1]
		next = cursor{rank: last.rank(), id: last.ID}.encode(list)
	}
	cases, err = s.summaries(ctx, site, rows)
	return cases, next, err
}

// rank is the case's place in the order of its queue.
func (r caseRow) rank() int64 {
	if r.Status == CaseDecided && r.DecidedAt != nil {
		return r.DecidedAt.UnixMicro()
	}
	return int64(r.Priority)
}

// QueueCounts are the numbers of all queues.
func (s *Service) QueueCounts(ctx context.Context, actor auth.Actor, site auth.Site) (QueueCounts, error) {
	if err := moderates(actor, site.ID); err != nil {
		return QueueCounts{}, err
	}
	return countQueues(s.db.Read(ctx), site.ID)
}
