package moderation

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

// subjectState is a subject as a transaction found it, with its row locked.
type subjectState struct {
	// Subject has the revision a decision must name: of a nickname with a change that waits, the change's.
	Subject
	// shown is the revision others see, which reports are about.
	shown  int
	member auth.MemberID
	// article is nil with nicknames.
	article *comments.ArticleID
	// status of a nickname is published or held.
	status   comments.Status
	reviewed int
	weight   int
	// exposure is how much of an audience the subject has: votes, replies, taggings, comments under a nickname.
	exposure int
	text     string
	// waits says that a nickname has a change that a moderator has to see.
	waits bool
}

// subjectTx finds and locks a subject of the site.
func (s *Service) subjectTx(tx storage.Tx, site auth.SiteID, kind SubjectKind, id SubjectID) (subjectState, error) {
	switch kind {
	case CommentSubject:
		return s.commentState(tx, site, comments.ID(id))
	case TagSubject:
		return s.tagState(tx, site, comments.TagID(id))
	case NicknameSubject:
		return s.nicknameState(tx, site, auth.MemberID(id))
	}
	return subjectState{}, ErrSubjectNotFound
}

func (s *Service) commentState(tx storage.Tx, site auth.SiteID, id comments.ID) (subjectState, error) {
	c, err := s.comments.CommentTx(tx, id)
	if errors.Is(err, comments.ErrNotFound) || err == nil && c.SiteID != site {
		return subjectState{}, ErrSubjectNotFound
	}
	if err != nil {
		return subjectState{}, fmt.Errorf("lock comment %s: %w", id, err)
	}
	return subjectState{
		Subject: Subject{Kind: CommentSubject, ID: SubjectID(id), Revision: c.Revision}, shown: c.Revision,
		member: c.AuthorID, article: &c.ArticleID, status: c.Status, reviewed: c.Reviewed, weight: c.ReportWeight,
		exposure: c.Up + c.Down + 5*c.ReplyCount, text: c.Source,
	}, nil
}

func (s *Service) tagState(tx storage.Tx, site auth.SiteID, id comments.TagID) (subjectState, error) {
	t, err := s.comments.TagTx(tx, id)
	if errors.Is(err, comments.ErrTagNotFound) || err == nil && t.SiteID != site {
		return subjectState{}, ErrSubjectNotFound
	}
	if err != nil {
		return subjectState{}, fmt.Errorf("lock tag %s: %w", id, err)
	}
	return subjectState{
		Subject: Subject{Kind: TagSubject, ID: SubjectID(id), Revision: t.Revision}, shown: t.Revision,
		member: t.FirstPlacer, article: &t.ArticleID, status: t.Status, reviewed: t.Reviewed, weight: t.ReportWeight,
		exposure: 10 * t.Count, text: t.Label,
	}, nil
}

func (s *Service) nicknameState(tx storage.Tx, site auth.SiteID, id auth.MemberID) (subjectState, error) {
	m, err := s.auth.MemberTx(tx, site, id)
	if errors.Is(err, auth.ErrMemberNotFound) {
		return subjectState{}, ErrSubjectNotFound
	}
	if err != nil {
		return subjectState{}, fmt.Errorf("lock member %s: %w", id, err)
	}
	n, err := s.auth.NicknameStateTx(tx, site, id)
	if err != nil {
		return subjectState{}, fmt.Errorf("read the nickname of member %s: %w", id, err)
	}
	state := subjectState{
		Subject: Subject{Kind: NicknameSubject, ID: SubjectID(id), Revision: n.Revision}, shown: n.Revision,
		member: id, status: comments.Published, reviewed: m.NicknameReviewed, weight: m.NicknameReportWeight,
		exposure: m.CommentsPublished, text: n.Nickname,
	}
	if n.Status == auth.NicknameHeld {
		state.status = comments.Held
	}
	if n.HeldRevision == 0 {
		return state, nil
	}
	state.Revision, state.waits = n.HeldRevision, true
	state.text, err = s.auth.MemberRevisionTextTx(tx, id, n.HeldRevision)
	return state, err
}

// hold hides the subject from others until a decision.
func (s *Service) hold(tx storage.Tx, site auth.SiteID, st subjectState, now time.Time) error {
	var err error
	switch st.Kind {
	case CommentSubject:
		_, err = s.comments.SetStatusTx(tx, st.commentID(), comments.Held, now)
	case TagSubject:
		_, err = s.comments.SetTagStatusTx(tx, st.tagID(), comments.Held, now)
	case NicknameSubject:
		err = s.auth.HoldNicknameTx(tx, site, st.member, st.shown)
	}
	if err != nil {
		return fmt.Errorf("hold %s %s: %w", st.Kind, st.ID, err)
	}
	return nil
}

// addWeight adds to the weight of the subject's undecided reports and returns the sum.
func (s *Service) addWeight(tx storage.Tx, subject Subject, weight int) (int, error) {
	var total int
	var err error
	if subject.Kind == NicknameSubject {
		total, err = s.auth.AddNicknameReportTx(tx, subject.memberID(), weight)
	} else {
		total, err = s.comments.AddReportWeightTx(tx, comments.SubjectKind(subject.Kind), subject.ID, weight)
	}
	if err != nil {
		return 0, fmt.Errorf("weigh the reports about %s %s: %w", subject.Kind, subject.ID, err)
	}
	return total, nil
}

// clearWeight forgets the weight of the subject's reports, since they are decided.
func (s *Service) clearWeight(tx storage.Tx, subject Subject) error {
	var err error
	if subject.Kind == NicknameSubject {
		_, err = s.auth.ClearNicknameReportsTx(tx, subject.memberID())
	} else {
		_, err = s.comments.ClearReportWeightTx(tx, comments.SubjectKind(subject.Kind), subject.ID)
	}
	if err != nil {
		return fmt.Errorf("clear the reports about %s %s: %w", subject.Kind, subject.ID, err)
	}
	return nil
}

// markReviewed notes which revision was found in order, 0 for none.
func (s *Service) markReviewed(tx storage.Tx, subject Subject, revision int) error {
	var err error
	if subject.Kind == NicknameSubject {
		err = s.auth.MarkNicknameReviewedTx(tx, subject.memberID(), revision)
	} else {
		err = s.comments.MarkReviewedTx(tx, comments.SubjectKind(subject.Kind), subject.ID, revision)
	}
	if err != nil {
		return fmt.Errorf("mark %s %s as reviewed: %w", subject.Kind, subject.ID, err)
	}
	return nil
}

// excerptLength is how many code points of a text a list shows.
const excerptLength = 200

func excerpt(text string) string {
	runes := []rune(text)
	if len(runes) <= excerptLength {
		return text
	}
	return string(slices.Concat(runes[:excerptLength-1], []rune("…")))
}
