package moderation

import (
	"context"
	"slices"

	"board/internal/auth"
)

// Decisions is a page of the site's decisions.
func (s *Service) Decisions(
	ctx context.Context, actor auth.Actor, site auth.Site, q DecisionQuery,
) (decisions []Decision, next string, err error) {
	if err := moderates(actor, site.ID); err != nil {
		return nil, "", err
	}
	if q.Limit, err = limitOr(q.Limit); err != nil {
		return nil, "", err
	}
	list := "decisions " + site.ID.String() + " " + string(q.Status)
	place, ok, err := decodeCursor(q.Cursor, list)
	if err != nil {
		return nil, "", err
	}
	var before *DecisionID
	if ok {
		before = (*DecisionID)(&place.id)
	}
	rows, err := loadDecisions(s.db.Read(ctx), site.ID, q.Status, before, q.Limit)
	if err != nil {
		return nil, "", err
	}
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		next = cursor{id: rows[q.Limit-1].ID}.encode(list)
	}
	decisions, err = s.decisionsFrom(ctx, site, rows)
	return decisions, next, err
}

// maxTargets bounds the targets that are listed with a decision.
const maxTargets = 500

// Decision is one decision with what its acts met.
func (s *Service) Decision(ctx context.Context, actor auth.Actor, site auth.Site, id DecisionID) (Decision, error) {
	if err := moderates(actor, site.ID); err != nil {
		return Decision{}, err
	}
	db := s.db.Read(ctx)
	row, err := loadDecision(db, site.ID, id)
	if err != nil {
		return Decision{}, err
	}
	decisions, err := s.decisionsFrom(ctx, site, []decisionRow{row})
	if err != nil {
		return Decision{}, err
	}
	d := decisions[0]
	acts, err := loadActs(db, id)
	if err != nil {
		return Decision{}, err
	}
	for _, a := range acts {
		if len(d.Targets) == maxTargets {
			break
		}
		if !a.Act.isChosen() {
			continue
		}
		target := Target{Act: a.Act, Kind: a.TargetKind, ID: a.TargetID}
		if a.TargetKind == sanctionTarget {
			var state sanctionState
			if err := fromJSON("a sanction's state", a.After, &state); err != nil {
				return Decision{}, err
			}
			target.Until = state.Until
		}
		d.Targets = append(d.Targets, target)
	}
	return d, nil
}

// decisionsFrom makes decisions of rows, without their targets.
func (s *Service) decisionsFrom(ctx context.Context, site auth.Site, rows []decisionRow) ([]Decision, error) {
	var members []auth.MemberID
	var accounts []auth.AccountID
	for _, r := range rows {
		members = append(members, r.MemberID)
		accounts = append(accounts, r.AccountID)
		for _, id := range []*auth.AccountID{r.ConfirmedBy, r.UndoneBy} {
			if id != nil {
				accounts = append(accounts, *id)
			}
		}
	}
	known, err := s.members(ctx, site, members)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx, accounts)
	if err != nil {
		return nil, err
	}
	decisions := make([]Decision, len(rows))
	for i, r := range rows {
		if decisions[i], err = r.decision(known[r.MemberID], names); err != nil {
			return nil, err
		}
		text, err := s.textOf(ctx, site, r.subject())
		if err != nil {
			return nil, err
		}
		decisions[i].Excerpt = excerpt(text)
	}
	return decisions, nil
}

func (r decisionRow) decision(member auth.Member, names func(auth.AccountID) AccountRef) (Decision, error) {
	d := Decision{
		ID: r.ID, SiteID: r.SiteID, CaseID: r.CaseID, Subject: r.subject(), Member: member, By: names(r.AccountID),
		Outcome: r.Outcome, Clause: r.Clause, RulebookVersion: r.RulebookVersion, Reason: r.Reason,
		InternalNote: r.InternalNote, Status: r.Status, MadeAt: r.MadeAt.Time, ConfirmedAt: r.ConfirmedAt.Ptr(),
		UndoneAt: r.UndoneAt.Ptr(), UndoReason: r.UndoReason,
	}
	if err := fromJSON("a statement", r.Statement, &d.Statement); err != nil {
		return Decision{}, err
	}
	d.ClauseTitle, d.Acts = d.Statement.ClauseTitle, slices.Clone(d.Statement.What)
	for _, ref := range []struct {
		id *auth.AccountID
		to **AccountRef
	}{{r.ConfirmedBy, &d.ConfirmedBy}, {r.UndoneBy, &d.UndoneBy}} {
		if ref.id != nil {
			name := names(*ref.id)
			*ref.to = &name
		}
	}
	return d, nil
}

// StandingReason is why a member is not in good standing.
type StandingReason struct {
	Clause, ClauseTitle, Reason string
}

// StandingReason says why a member stands as they do, for them to read; it is empty in good standing. The clause's title
// is in the language asked for.
func (s *Service) StandingReason(
	ctx context.Context, site auth.Site, standing auth.Standing, language string,
) (StandingReason, error) {
	if standing.Decision == "" {
		return StandingReason{}, nil
	}
	var id DecisionID
	if err := id.UnmarshalText([]byte(standing.Decision)); err != nil {
		return StandingReason{}, err //nolint:wrapcheck // A fault.
	}
	db := s.db.Read(ctx)
	row, err := loadDecision(db, site.ID, id)
	if err != nil {
		return StandingReason{}, err
	}
	reason := StandingReason{Clause: row.Clause, Reason: row.Reason}
	book, err := loadRulebook(db, site.ID, language, row.RulebookVersion)
	if err != nil {
		return StandingReason{}, err
	}
	clause, _ := book.Clause(row.Clause)
	reason.ClauseTitle = clause.Title
	return reason, nil
}
