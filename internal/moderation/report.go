package moderation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/fault"
	"board/internal/storage"
)

// ReportID is the key of a report.
type ReportID = storage.Key[Report]

// ReportOutcome is what became of a report.
type ReportOutcome string

// The outcomes of a report; an undecided one has none.
const (
	Upheld         ReportOutcome = "upheld"
	ReportRejected ReportOutcome = "rejected"
)

// Report is a reader's complaint about a subject.
type Report struct {
	ID       ReportID
	Subject  Subject // the revision that was seen
	Reporter auth.Member
	Clause   string
	Note     string
	// Weight is in hundredths: what the reporter's record and age on the site made it worth.
	Weight    int
	Outcome   ReportOutcome
	CreatedAt time.Time
}

// ReportInput is what a reader complains about.
type ReportInput struct {
	Clause, Note string
	Idempotency  *Idempotency
}

// ReportReceipt is what a reader gets for a report.
type ReportReceipt struct {
	ID        ReportID
	CreatedAt time.Time
}

// Reported is what a reader has reported of what stands under one article.
type Reported struct {
	Comments []comments.ID
	Tags     []comments.TagID
	Members  []auth.MemberID
}

var (
	// ErrAlreadyReported is returned for a second report of one reader about one subject.
	ErrAlreadyReported = fault.New(fault.Conflict, "already_reported", "This reader has reported it before.")
	// ErrOwnSubject is returned to who reports what is their own.
	ErrOwnSubject = fault.New(fault.Forbidden, "own_subject", "Nobody reports what is their own.")
	// ErrSubjectNotPublished is returned for a report about what others don't see.
	ErrSubjectNotPublished = fault.New(fault.Conflict, "subject_not_published", "It is not published.")

	errNoteTooLong = fault.New(fault.Invalid, "note_too_long", "A note has at most 500 characters.").
			WithField("note", "note_too_long", "At most 500 characters.")
)

const maxReportNote = 500

// weightOf is what a member's report is worth, in hundredths. Members of less than a day count a quarter and of less than
// a week about half, so that three accounts made for the purpose don't reach a threshold that three others do. The record
// (Laplace's rule of succession over upheld and rejected reports) at best doubles that, and at worst leaves a quarter.
func weightOf(m auth.Member, now time.Time) int {
	base := 100
	switch age := now.Sub(m.CreatedAt); {
	case age < 24*time.Hour:
		base = 25
	case age < 7*24*time.Hour:
		base = 60
	}
	record := 200 * (m.ReportsUpheld + 1) / (m.ReportsUpheld + m.ReportsRejected + 2)
	return base * min(max(record, 25), 200) / 100
}

// Report complains about a subject. It opens the subject's case or adds to it, and holds the subject when the weight of
// all its undecided reports reaches the site's threshold. A subject that a decision found in order stays as it is until
// its text changes: the report is kept, and that is all. Only members in standing may, once, and not about their own.
func (s *Service) Report(
	ctx context.Context, actor auth.Actor, site auth.Site, kind SubjectKind, id [16]byte, in ReportInput,
) (ReportReceipt, error) {
	if err := s.mayReport(ctx, actor, site); err != nil {
		return ReportReceipt{}, err
	}
	if !isWithin(in.Note, maxReportNote) {
		return ReportReceipt{}, errNoteTooLong
	}
	if _, err := s.clauseFor(ctx, site, kind, in.Clause); err != nil {
		return ReportReceipt{}, err
	}
	settings, err := loadSettings(s.db.Read(ctx), site.ID)
	if err != nil {
		return ReportReceipt{}, err
	}
	now := s.moment()
	row := reportRow{
		ID: storage.NewKey[Report](), SiteID: site.ID, SubjectKind: kind, SubjectID: SubjectID(id),
		ReporterID: actor.Member.ID, Clause: in.Clause, Note: in.Note, Weight: weightOf(*actor.Member, now.Time), CreatedAt: now,
	}
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		if in.Idempotency != nil {
			if err := storage.Remember(tx, *in.Idempotency, row.ID.String()); err != nil {
				return err //nolint:wrapcheck // A Replay must come back as it is.
			}
		}
		return s.reportTx(tx, site, row, settings.ReportThreshold)
	})
	var replay *storage.Replay
	if errors.As(err, &replay) {
		return s.receiptAgain(ctx, site.ID, replay.Subject)
	}
	return ReportReceipt{ID: row.ID, CreatedAt: now.Time}, err
}

func (s *Service) mayReport(ctx context.Context, actor auth.Actor, site auth.Site) error {
	if err := actor.On(site.ID); err != nil {
		return err //nolint:wrapcheck // A fault.
	}
	return s.auth.MayWrite(ctx, actor) //nolint:wrapcheck // A fault, or wrapped there.
}

// receiptAgain answers a repeated request as the first time.
func (s *Service) receiptAgain(ctx context.Context, site auth.SiteID, key string) (ReportReceipt, error) {
	id, err := storage.ParseKey[Report](key)
	if err != nil {
		return ReportReceipt{}, fmt.Errorf("read the key of a report: %w", err)
	}
	row, found, err := loadReport(s.db.Read(ctx), site, id)
	if err == nil && !found {
		err = fmt.Errorf("report %s is gone", id)
	}
	return ReportReceipt{ID: row.ID, CreatedAt: row.CreatedAt.Time}, err
}

// reportTx stores a report and does what follows from it.
func (s *Service) reportTx(tx storage.Tx, site auth.Site, row reportRow, threshold int) error {
	st, err := s.subjectTx(tx, site.ID, row.SubjectKind, row.SubjectID)
	if err != nil {
		return err
	}
	if err := s.reportable(tx, st, row.ReporterID); err != nil {
		return err
	}
	row.SubjectRevision = st.shown
	if st.reviewed == st.shown {
		return addOnce(tx, row)
	}
	total, err := s.addWeight(tx, st.Subject, row.Weight)
	if err != nil {
		return err
	}
	crossed := total >= threshold
	c, err := openCase(tx, cause{
		subject: Subject{Kind: st.Kind, ID: st.ID, Revision: st.shown}, site: site.ID, member: st.member, article: st.article,
		origin: FromReport, held: crossed, reports: 1, weight: row.Weight, severity: namedSeverity(row.Clause, row.Weight),
		exposure: st.exposure, at: row.CreatedAt,
	})
	if err != nil {
		return err
	}
	row.CaseID = &c.ID
	if err := addOnce(tx, row); err != nil || !crossed {
		return err
	}
	return s.hold(tx, site.ID, st, row.CreatedAt.Time)
}

func addOnce(tx storage.Tx, row reportRow) error {
	known, err := addReport(tx, row)
	if err == nil && known {
		err = ErrAlreadyReported
	}
	return err
}

// reportable refuses reports about what is not to be seen, and about what is the reporter's own: their comment, a tag
// they placed, their nickname.
func (s *Service) reportable(tx storage.Tx, st subjectState, reporter auth.MemberID) error {
	if st.member == reporter {
		return ErrOwnSubject
	}
	if st.Kind == TagSubject {
		placed, err := s.comments.PlacedTx(tx, st.tagID(), reporter)
		if err != nil {
			return fmt.Errorf("look who placed a tag: %w", err)
		}
		if placed {
			return ErrOwnSubject
		}
	}
	switch st.status {
	case comments.Published:
		return nil
	case comments.Held:
		return ErrSubjectNotFound
	case comments.Removed, comments.Withdrawn:
	}
	return ErrSubjectNotPublished
}

// ReportedBy is what the member has reported of what stands under the article.
func (s *Service) ReportedBy(
	ctx context.Context, actor auth.Actor, site auth.Site, article comments.ArticleID,
) (Reported, error) {
	if err := actor.On(site.ID); err != nil {
		return Reported{}, err //nolint:wrapcheck // A fault.
	}
	if actor.Member == nil || article.IsZero() {
		return Reported{}, nil
	}
	subjects, err := loadReported(s.db.Read(ctx), actor.Member.ID, article)
	var reported Reported
	for _, subject := range subjects {
		switch subject.Kind {
		case CommentSubject:
			reported.Comments = append(reported.Comments, subject.commentID())
		case TagSubject:
			reported.Tags = append(reported.Tags, subject.tagID())
		case NicknameSubject:
			reported.Members = append(reported.Members, subject.memberID())
		}
	}
	return reported, err
}
