package httpapi

import (
	"github.com/google/uuid"

	"board/internal/auth"
	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

func accountRef(a moderation.AccountRef) oapi.AccountRef {
	return oapi.AccountRef{ID: uuid.UUID(a.ID), Name: a.Name}
}

func claimOnWire(claim moderation.Claim, actor auth.Actor) oapi.Claim {
	return oapi.Claim{
		By: accountRef(claim.By), Until: claim.Until,
		Mine: actor.Account != nil && actor.Account.ID == claim.By.ID,
	}
}

func caseSummary(c *call, s moderation.CaseSummary) oapi.CaseSummary {
	wire := oapi.CaseSummary{
		ID: uuid.UUID(s.ID), Subject: subjectOnWire(s.Subject), Status: oapi.CaseSummaryStatus(s.Status),
		SubjectStatus: oapi.Status(s.SubjectStatus), Origin: oapi.CaseSummaryOrigin(s.Origin), Held: s.Held,
		ReportCount: s.ReportCount, ReportWeight: weighed(s.ReportWeight), Severity: s.Severity,
		Excerpt: s.Excerpt, Member: deskAuthor(s.Member), Clauses: append([]string{}, s.Clauses...),
		OpenedAt: s.OpenedAt, UpdatedAt: s.UpdatedAt, DecidedAt: s.DecidedAt,
	}
	if s.Article != nil {
		article := articleOnWire(*s.Article)
		wire.Article = &article
	}
	if s.Claim != nil {
		claim := claimOnWire(*s.Claim, c.actor)
		wire.Claim = &claim
	}
	return wire
}

// deskAuthor is a member under the nickname they bear: moderators have to judge it.
func deskAuthor(m auth.Member) oapi.Author {
	return oapi.Author{ID: uuid.UUID(m.ID), Nickname: m.Nickname, Avatar: maybe(m.Avatar)}
}

func subjectOnWire(s moderation.Subject) oapi.Subject {
	return oapi.Subject{Kind: oapi.SubjectKind(s.Kind), ID: uuid.UUID(s.ID), Revision: s.Revision}
}

func signalOnWire(s moderation.Signal) oapi.Signal {
	return oapi.Signal{
		Phase: string(s.Phase), Code: s.Code, Action: oapi.Action(s.Action), Clause: maybe(s.Clause),
		Term: maybe(s.Term), List: maybe(s.List), Start: s.Start, End: s.End,
	}
}

func reportOnWire(r moderation.Report) oapi.Report {
	return oapi.Report{
		ID: uuid.UUID(r.ID), Clause: r.Clause, Note: r.Note, Weight: weighed(r.Weight), Revision: r.Subject.Revision,
		Reporter: deskAuthor(r.Reporter), Outcome: maybe(oapi.ReportOutcome(r.Outcome)), CreatedAt: r.CreatedAt,
	}
}

func (s *Server) caseOnWire(c *call, n names, k moderation.Case) oapi.Case {
	return oapi.Case{
		Summary: caseSummary(c, k.CaseSummary), Text: k.Text, JudgedText: k.JudgedText,
		Signals:   each(k.Signals, signalOnWire),
		Reports:   each(k.Reports, reportOnWire),
		Context:   n.comments(k.Context),
		History:   s.historyOnWire(n, k.History),
		Placers:   each(k.Placers, deskAuthor),
		Decisions: each(k.Decisions, decisionOnWire),
	}
}

func countsOnWire(c moderation.QueueCounts) oapi.QueueCounts {
	return oapi.QueueCounts{
		All: c.All, Held: c.Held, Reported: c.Reported, Comments: c.Comments, Tags: c.Tags, Nicknames: c.Nicknames,
		AwaitingConfirmation: c.AwaitingConfirmation,
	}
}
