package comments

import (
	"context"
	"fmt"
	"time"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// ErrRevisionNotFound is returned for a revision a comment never had.
var ErrRevisionNotFound = fault.New(fault.NotFound, "revision_not_found", "The comment has no such revision.")

// CommentTx is one comment, whatever its status, with its row and its article's locked until the transaction ends.
func (s *Service) CommentTx(tx storage.Tx, id ID) (Comment, error) {
	_, p, err := lockPlace(tx, id)
	if err != nil {
		return Comment{}, err
	}
	return loadComment(tx.DB(), p.site, id)
}

// TagTx is one tag, whatever its status, with its article's row locked until the transaction ends.
func (s *Service) TagTx(tx storage.Tx, id TagID) (Tag, error) {
	_, t, err := lockTag(tx, id)
	return t, err
}

// CommentsOfTx are the member's comments of these statuses made at or after from and before to, oldest first. It locks
// their articles in one order, so that decisions about many comments don't lock each other out.
func (s *Service) CommentsOfTx(
	tx storage.Tx, site auth.SiteID, member auth.MemberID, from, to time.Time, statuses []Status,
) ([]ID, error) {
	of := commentsOf{site: site, member: member, from: storage.At(from), to: storage.At(to), statuses: statuses}
	if err := lockArticlesOf(tx, of); err != nil {
		return nil, err
	}
	return loadIDsOf(tx, of)
}

// CountCommentsOf says how many comments CommentsOfTx would give, and under how many articles.
func (s *Service) CountCommentsOf(
	ctx context.Context, site auth.SiteID, member auth.MemberID, from, to time.Time, statuses []Status,
) (comments, articles int, err error) {
	of := commentsOf{site: site, member: member, from: storage.At(from), to: storage.At(to), statuses: statuses}
	return countOf(s.db.Read(ctx), of)
}

// StatusCounts are how many comments a member has of each status.
func (s *Service) StatusCounts(ctx context.Context, site auth.SiteID, member auth.MemberID) (map[Status]int, error) {
	return loadStatusCounts(s.db.Read(ctx), site, member)
}

// Latest are the member's last comments, whatever their status, newest first.
func (s *Service) Latest(ctx context.Context, site auth.SiteID, member auth.MemberID, limit int) ([]Comment, error) {
	limit, err := checkLimit(limit)
	if err != nil {
		return nil, err
	}
	return loadLatest(s.db.Read(ctx), site, member, limit)
}

// MarkReviewedTx notes which revision of a comment or tag a decision found in order; 0 takes the note back.
func (s *Service) MarkReviewedTx(tx storage.Tx, kind SubjectKind, id [16]byte, revision int) error {
	if _, err := lockSubject(tx, kind, id); err != nil {
		return err
	}
	return putReviewed(tx, kind, id, revision)
}

// AddReportWeightTx adds to the weight of undecided reports and returns the sum.
func (s *Service) AddReportWeightTx(tx storage.Tx, kind SubjectKind, id [16]byte, weight int) (total int, err error) {
	before, err := lockSubject(tx, kind, id)
	if err != nil {
		return 0, err
	}
	return before + weight, addReportWeight(tx, kind, id, weight)
}

// ClearReportWeightTx forgets the weight of reports, since they are decided, and returns what it was.
func (s *Service) ClearReportWeightTx(tx storage.Tx, kind SubjectKind, id [16]byte) (before int, err error) {
	before, err = lockSubject(tx, kind, id)
	if err != nil || before == 0 {
		return before, err
	}
	return before, addReportWeight(tx, kind, id, -before)
}

// lockSubject locks a comment or tag, its article first, and returns the weight of its undecided reports.
func lockSubject(tx storage.Tx, kind SubjectKind, id [16]byte) (weight int, err error) {
	switch kind {
	case SubjectComment:
		_, p, err := lockPlace(tx, ID(id))
		return p.reportWeight, err
	case SubjectTag:
		_, t, err := lockTag(tx, TagID(id))
		return t.ReportWeight, err
	}
	return 0, fmt.Errorf("comments has no subjects of kind %q", kind)
}

// RevisionText is the source of one revision of a comment. Every revision is kept, so a decision can show what it judged.
func (s *Service) RevisionText(ctx context.Context, id ID, revision int) (string, error) {
	return loadRevision(s.db.Read(ctx), id, revision)
}

// RevisionTextTx is RevisionText within tx.
func (s *Service) RevisionTextTx(tx storage.Tx, id ID, revision int) (string, error) {
	return loadRevision(tx.DB(), id, revision)
}
