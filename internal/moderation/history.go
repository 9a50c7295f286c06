package moderation

import (
	"context"
	"fmt"

	"board/internal/auth"
	"board/internal/comments"
)

// MemberHistory is what the desk knows of a member.
type MemberHistory struct {
	Member    auth.Member
	Nicknames []auth.NicknameRevision
	Sanctions []Sanction // newest first
	Decisions []Decision // newest first, at most 20
	// Comments are numbers by status.
	Comments map[comments.Status]int
	// RecentComments are the newest, at most 10, whatever their status.
	RecentComments []comments.Comment
	ReportsMade    int
}

const (
	historyDecisions = 20
	historyComments  = 10
)

// History is what the desk knows of a member of the site.
func (s *Service) History(
	ctx context.Context, actor auth.Actor, site auth.Site, member auth.MemberID,
) (MemberHistory, error) {
	if err := moderates(actor, site.ID); err != nil {
		return MemberHistory{}, err
	}
	return s.history(ctx, site, member)
}

func (s *Service) history(ctx context.Context, site auth.Site, id auth.MemberID) (MemberHistory, error) {
	var h MemberHistory
	var err error
	fail := func(what string, err error) (MemberHistory, error) {
		return MemberHistory{}, fmt.Errorf("load %s of member %s: %w", what, id, err)
	}
	if h.Member, err = s.auth.Member(ctx, site.ID, id); err != nil {
		return fail("the record", err)
	}
	if h.Nicknames, err = s.auth.Nicknames(ctx, site.ID, id); err != nil {
		return fail("the nicknames", err)
	}
	if h.Comments, err = s.comments.StatusCounts(ctx, site.ID, id); err != nil {
		return fail("the numbers of comments", err)
	}
	if h.RecentComments, err = s.comments.Latest(ctx, site.ID, id, historyComments); err != nil {
		return fail("the last comments", err)
	}
	db := s.db.Read(ctx)
	if h.Sanctions, err = loadSanctions(db, id); err != nil {
		return fail("the sanctions", err)
	}
	if h.ReportsMade, err = countReportsMade(db, id); err != nil {
		return fail("the reports", err)
	}
	decisions, err := loadDecisionsOf(db, id, historyDecisions)
	if err != nil {
		return fail("the decisions", err)
	}
	h.Decisions, err = s.decisionsFrom(ctx, site, decisions)
	return h, err
}
