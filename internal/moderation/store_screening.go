package moderation

import (
	"time"

	"gorm.io/gorm"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

type signalRow struct {
	ID              storage.Key[Signal]
	SiteID          auth.SiteID
	SubjectKind     SubjectKind
	SubjectID       SubjectID
	SubjectRevision int
	Phase           Phase
	Code            string
	Action          Action
	Clause          string
	TermID          *TermID
	Term            string
	List            string
	StartAt         *int
	EndAt           *int
	CreatedAt       storage.Time
}

func (r signalRow) signal() Signal {
	return Signal{
		Phase: r.Phase, Code: r.Code, Action: r.Action, Clause: r.Clause, TermID: r.TermID, Term: r.Term, List: r.List,
		Start: r.StartAt, End: r.EndAt,
	}
}

// screened is what screening found in a subject that was stored.
type screened struct {
	subject Subject
	site    auth.SiteID
	member  auth.MemberID
	article *comments.ArticleID
	held    bool
	clause  string
	signals []Signal
	at      storage.Time
}

// recordScreening keeps the signals and opens a case where the subject is held.
func recordScreening(tx storage.Tx, s screened) error {
	rows := make([]signalRow, len(s.signals))
	severity := severityOf(s.clause)
	for i, f := range s.signals {
		rows[i] = signalRow{
			ID: storage.NewKey[Signal](), SiteID: s.site, SubjectKind: s.subject.Kind, SubjectID: s.subject.ID,
			SubjectRevision: s.subject.Revision, Phase: f.Phase, Code: f.Code, Action: f.Action, Clause: f.Clause,
			TermID: f.TermID, Term: f.Term, List: f.List, StartAt: f.Start, EndAt: f.End, CreatedAt: s.at,
		}
		if f.Action != Note {
			severity = max(severity, severityOf(f.Clause))
		}
	}
	if err := insert(tx, "signals", rows...); err != nil || !s.held {
		return err
	}
	_, err := openCase(tx, cause{
		subject: s.subject, site: s.site, member: s.member, article: s.article, origin: FromScreening,
		held: true, severity: severity, at: s.at,
	})
	return err
}

// loadSignals are those of one revision of a subject, in the order of their places.
func loadSignals(db *gorm.DB, s Subject) ([]Signal, error) {
	rows, err := rowsOf[signalRow](db, "the signals", `SELECT * FROM signals
		WHERE subject_kind = ? AND subject_id = ? AND subject_revision = ? ORDER BY coalesce(start_at, -1), id`,
		s.Kind, s.ID, s.Revision)
	if err != nil {
		return nil, err
	}
	signals := make([]Signal, len(rows))
	for i, r := range rows {
		signals[i] = r.signal()
	}
	return signals, nil
}

// countViolations counts decisions in effect that found the member in violation since then.
func countViolations(db *gorm.DB, member auth.MemberID, since time.Time) (int, error) {
	n, _, err := rowOf[int](db, "the member's violations", `SELECT count(*) FROM decisions
		WHERE member_id = ? AND outcome = ? AND status = ? AND made_at >= ?`,
		member, Violation, Effective, storage.At(since))
	return n, err
}
