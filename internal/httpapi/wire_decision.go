package httpapi

import (
	"time"

	"github.com/google/uuid"

	"board/internal/auth"
	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

func actNames(acts []moderation.Act) []string {
	return each(acts, func(a moderation.Act) string { return string(a) })
}

func decisionSummary(d moderation.Decision) oapi.DecisionSummary {
	member := deskAuthor(d.Member)
	return oapi.DecisionSummary{
		ID: uuid.UUID(d.ID), Case: uuid.UUID(d.CaseID), SubjectKind: oapi.SubjectKind(d.Subject.Kind),
		Outcome: oapi.Outcome(d.Outcome), Clause: maybe(d.Clause), ClauseTitle: maybe(d.ClauseTitle),
		Reason: maybe(d.Reason), Status: oapi.DecisionStatus(d.Status), By: accountRef(d.By), MadeAt: d.MadeAt,
		Acts: actNames(d.Acts), Excerpt: maybe(d.Excerpt), Member: &member,
	}
}

func decisionOnWire(d moderation.Decision) oapi.Decision {
	return oapi.Decision{
		Summary: decisionSummary(d), SubjectID: uuid.UUID(d.Subject.ID), SubjectRevision: d.Subject.Revision,
		RulebookVersion: d.RulebookVersion, InternalNote: d.InternalNote, Statement: statementOnWire(d.Statement),
		Targets:     each(d.Targets, targetOnWire),
		ConfirmedBy: maybeAccount(d.ConfirmedBy), ConfirmedAt: d.ConfirmedAt,
		UndoneBy: maybeAccount(d.UndoneBy), UndoneAt: d.UndoneAt, UndoReason: maybe(d.UndoReason),
	}
}

func maybeAccount(a *moderation.AccountRef) *oapi.AccountRef {
	if a == nil {
		return nil
	}
	ref := accountRef(*a)
	return &ref
}

func targetOnWire(t moderation.Target) oapi.DecisionAct {
	return oapi.DecisionAct{Act: string(t.Act), TargetKind: t.Kind, Target: uuid.UUID(t.ID), Until: t.Until}
}

func statementOnWire(s moderation.Statement) oapi.Statement {
	return oapi.Statement{
		What: actNames(s.What), Clause: s.Clause, ClauseTitle: s.ClauseTitle, RulebookVersion: s.RulebookVersion,
		Facts: s.Facts, FoundBy: oapi.StatementFoundBy(s.FoundBy),
		AutomatedDetection: s.AutomatedDetection, AutomatedDecision: s.AutomatedDecision, Appeal: s.Appeal,
	}
}

// decisionOf reads what a moderator decides.
func decisionOf(in oapi.DecisionInput) moderation.DecisionInput {
	return moderation.DecisionInput{
		Outcome: moderation.Outcome(in.Outcome), Clause: given(in.Clause), Reason: given(in.Reason),
		InternalNote: given(in.InternalNote), Revision: in.Revision, Acts: each(in.Acts, actOf),
	}
}

func actOf(in oapi.ActInput) moderation.ActInput {
	act := moderation.ActInput{Act: moderation.Act(in.Act), From: in.From, To: in.To, Days: int(given(in.Days))}
	if in.Member != nil {
		act.MemberID = maybe(auth.MemberID(*in.Member))
	}
	if in.Sanction != nil {
		act.SanctionID = maybe(moderation.SanctionID(*in.Sanction))
	}
	if in.Until != nil {
		act.Until = in.Until.Format(time.DateOnly)
	}
	return act
}

func previewOnWire(p moderation.Preview) oapi.Preview {
	wire := oapi.Preview{
		Comments: p.Comments, Articles: p.Articles, Tags: p.Tags, Nicknames: p.Nicknames,
		NewNickname: maybe(p.NewNickname), NeedsConfirmation: p.NeedsConfirmation,
	}
	wire.Members = each(p.Members, func(c moderation.StandingChange) standingChange {
		return standingChange{
			Member: deskAuthor(c.Member), Before: standingOnWire(c.Before), After: standingOnWire(c.After),
		}
	})
	return wire
}

// standingChange is what the generated code has no name for.
type standingChange = struct {
	After  oapi.Standing `json:"after"`
	Before oapi.Standing `json:"before"`
	Member oapi.Author   `json:"member"`
}
