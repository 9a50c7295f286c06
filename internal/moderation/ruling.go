package moderation

import (
	"context"
	"fmt"
	"slices"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

// ruling is a decision in the making, within a transaction. Preview and decision are the same ruling: a preview is rolled
// back once it is known what it changed.
type ruling struct {
	s     *Service
	tx    storage.Tx
	actor auth.Actor
	site  auth.Site
	now   storage.Time

	id   DecisionID
	in   DecisionInput
	cite citation // zero without a violation
	c    caseRow
	st   subjectState
	acts []ActInput
	// bulk are the comments of the acts that remove a member's comments, by member.
	bulk map[auth.MemberID][]comments.ID
	// article is the subject's; nil with nicknames.
	article *comments.Article

	rows      []actRow
	settled   []reportRow
	standings []StandingChange
	articles  map[comments.ArticleID]bool
	// removed counts the comments removed beside the subject, by member.
	removed map[auth.MemberID]int
	// nickname is the member's after the ruling, oldNickname the one it took away or a change it refused.
	nickname, oldNickname string
}

// task is what Preview, Decide and Confirm bring to a ruling.
type task struct {
	actor   auth.Actor
	site    auth.Site
	caseID  CaseID
	in      DecisionInput
	id      DecisionID
	cite    citation
	article *comments.Article
	now     storage.Time
}

// prepare reads what doesn't need the transaction: the case's article, and the clause as the current rules have it.
func (s *Service) prepare(
	ctx context.Context, actor auth.Actor, site auth.Site, id CaseID, in DecisionInput,
) (task, error) {
	if err := moderates(actor, site.ID); err != nil {
		return task{}, err
	}
	t := task{actor: actor, site: site, caseID: id, in: in, id: storage.NewKey[Decision](), now: s.moment()}
	c, err := loadCase(s.db.Read(ctx), site.ID, id)
	if err != nil {
		return task{}, err
	}
	if err := checkDecision(in, c, site, t.now.Time); err != nil {
		return task{}, err
	}
	if in.Outcome == Violation {
		if t.cite, err = s.clauseFor(ctx, site, c.SubjectKind, in.Clause); err != nil {
			return task{}, err
		}
	}
	t.article, err = s.articleOf(ctx, c)
	return t, err
}

func (s *Service) articleOf(ctx context.Context, c caseRow) (*comments.Article, error) {
	if c.ArticleID == nil {
		return nil, nil //nolint:nilnil // Nicknames stand under no article.
	}
	a, err := s.comments.ArticleByID(ctx, c.SiteID, *c.ArticleID)
	if err != nil {
		return nil, fmt.Errorf("load the article of case %s: %w", c.ID, err)
	}
	return &a, nil
}

// open locks all that the ruling is about (articles and comments, then members, then the case) and makes sure that it is
// still what the moderator judged.
func (s *Service) open(tx storage.Tx, t task) (*ruling, error) {
	r := &ruling{
		s: s, tx: tx, actor: t.actor, site: t.site, now: t.now, id: t.id, in: t.in, cite: t.cite, article: t.article,
		articles: make(map[comments.ArticleID]bool), bulk: make(map[auth.MemberID][]comments.ID),
		removed: make(map[auth.MemberID]int),
	}
	c, err := loadCase(tx.DB(), t.site.ID, t.caseID)
	if err != nil {
		return nil, err
	}
	if err := r.lockBulk(c); err != nil {
		return nil, err
	}
	if r.st, err = s.subjectTx(tx, t.site.ID, c.SubjectKind, c.SubjectID); err != nil {
		return nil, err
	}
	if err := r.lockMembers(); err != nil {
		return nil, err
	}
	if r.c, err = lockCase(tx, t.site.ID, t.caseID); err != nil {
		return nil, err
	}
	if err := notYours(r.c, t.actor.Account.ID, t.now); err != nil {
		return nil, err
	}
	if r.st.Revision != t.in.Revision {
		return nil, ErrRevisionConflict.With("revision", r.st.Revision)
	}
	r.acts = completed(t.in.Acts, t.in.Outcome, r.st)
	return r, nil
}

// lockMembers locks the members the acts meet, in one order, and makes sure that each has to do with the case.
func (r *ruling) lockMembers() error {
	members := []auth.MemberID{r.st.member}
	for _, a := range r.in.Acts {
		if m := a.member(r.st.member); !slices.Contains(members, m) {
			members = append(members, m)
		}
	}
	slices.SortFunc(members, func(a, b auth.MemberID) int { return slices.Compare(a[:], b[:]) })
	for _, m := range members {
		if err := r.involved(m); err != nil {
			return err
		}
		if _, err := r.s.auth.MemberTx(r.tx, r.site.ID, m); err != nil {
			return fmt.Errorf("lock member %s: %w", m, err)
		}
	}
	return nil
}

// involved refuses members who neither are the case's nor placed its tag.
func (r *ruling) involved(m auth.MemberID) error {
	if m == r.st.member {
		return nil
	}
	if r.st.Kind == TagSubject {
		placed, err := r.s.comments.PlacedTx(r.tx, r.st.tagID(), m)
		if err != nil {
			return fmt.Errorf("look who placed a tag: %w", err)
		}
		if placed {
			return nil
		}
	}
	return errDecisionInvalid.WithField("acts", errActMember.Code, errActMember.Text)
}

// needsConfirmation reports whether a second moderator must confirm: for the end of a membership, where there is one.
func (r *ruling) needsConfirmation() (bool, error) {
	if !slices.ContainsFunc(r.acts, func(a ActInput) bool { return a.Act == EndMembership }) {
		return false, nil
	}
	n, err := r.s.auth.CountModeratorsTx(r.tx, r.site.ID)
	if err != nil {
		return false, fmt.Errorf("count the moderators: %w", err)
	}
	return n > 1, nil
}

// run does the acts and settles the case. The decision's row is stored before, because sanctions point at it.
func (r *ruling) run() error {
	for _, a := range r.acts {
		if err := r.do(a); err != nil {
			return err
		}
	}
	if err := r.settle(r.c, r.outcome()); err != nil {
		return err
	}
	if err := insert(r.tx, "decision_acts", r.rows...); err != nil {
		return err
	}
	return r.closeStandings()
}

func (r *ruling) do(a ActInput) error {
	switch a.Act {
	case Remove:
		return r.setStatus(comments.Removed)
	case Restore:
		return r.setStatus(comments.Published)
	case RemoveComments:
		return r.removeComments(a)
	case ResetNickname:
		return r.resetNickname(a)
	case ApproveNickname:
		return r.approveNickname(a)
	case LiftSanction:
		return r.liftSanction(a)
	case Warn:
		return r.sanction(a, Warning, nil)
	case Suspend:
		until, _ := a.suspendedUntil(r.site, r.now.Time)
		return r.sanction(a, Suspension, &until)
	case EndMembership:
		return r.sanction(a, EndOfMembership, nil)
	}
	return fmt.Errorf("there is no act %q", a.Act)
}

func (r *ruling) outcome() ReportOutcome {
	if r.in.Outcome == Violation {
		return Upheld
	}
	return ReportRejected
}

// keep adds what was done to one target, with the state before and after.
func (r *ruling) keep(act Act, kind string, target [16]byte, before, after any) {
	r.rows = append(r.rows, actRow{
		DecisionID: r.id, Ordinal: len(r.rows) + 1, SiteID: r.site.ID, Act: act, TargetKind: kind,
		TargetID: storage.Key[Target](target), Before: jsonText(before), After: jsonText(after),
	})
}

// preview counts what the ruling changed.
func (r *ruling) preview(needsConfirmation bool) Preview {
	p := Preview{Articles: len(r.articles), NewNickname: r.nickname, NeedsConfirmation: needsConfirmation}
	for _, row := range r.rows {
		switch row.Act {
		case Remove, Restore, RemoveComments:
			if row.TargetKind == string(TagSubject) {
				p.Tags++
			} else {
				p.Comments++
			}
		case ResetNickname, ApproveNickname:
			p.Nicknames++
		default:
		}
	}
	for _, change := range r.standings {
		if !sameStanding(change.Before, change.After) {
			p.Members = append(p.Members, change)
		}
	}
	return p
}

func sameStanding(a, b auth.Standing) bool {
	return a.Kind == b.Kind && (a.Until == nil) == (b.Until == nil) && (a.Until == nil || a.Until.Equal(*b.Until))
}

// longAgo is before anything that Board knows of; the database keeps no zero times.
var longAgo = time.UnixMicro(1).UTC()
