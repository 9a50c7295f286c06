package httpapi

import (
	"context"

	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

// ListCases is a queue, with the counts of all queues.
func (h handlers) ListCases(ctx context.Context, r oapi.ListCasesRequestObject) (oapi.ListCasesResponseObject, error) {
	c := callOf(ctx)
	cases, next, err := h.moderation.Queue(ctx, c.actor, c.site, moderation.QueueQuery{
		Queue: moderation.Queue(given(r.Params.Queue)), Kind: moderation.SubjectKind(given(r.Params.Kind)),
		Status: moderation.CaseStatus(given(r.Params.Status)),
		Cursor: given(r.Params.Cursor), Limit: given(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	counts, err := h.moderation.QueueCounts(ctx, c.actor, c.site)
	if err != nil {
		return nil, err
	}
	return oapi.ListCases200JSONResponse{
		Cases:  each(cases, func(s moderation.CaseSummary) oapi.CaseSummary { return caseSummary(c, s) }),
		Counts: countsOnWire(counts), Next: maybe(next),
	}, nil
}

// OpenCase gives the open case of a subject, or opens one.
func (h handlers) OpenCase(ctx context.Context, r oapi.OpenCaseRequestObject) (oapi.OpenCaseResponseObject, error) {
	c := callOf(ctx)
	found, err := h.moderation.OpenCase(ctx, c.actor, c.site, moderation.SubjectKind(r.Body.Kind), r.Body.ID)
	if err != nil {
		return nil, err
	}
	wire, err := h.wholeCase(ctx, found)
	return oapi.OpenCase201JSONResponse(wire), err
}

// GetCase is all that is known about one case.
func (h handlers) GetCase(ctx context.Context, r oapi.GetCaseRequestObject) (oapi.GetCaseResponseObject, error) {
	c := callOf(ctx)
	found, err := h.moderation.Case(ctx, c.actor, c.site, moderation.CaseID(r.Case))
	if err != nil {
		return nil, err
	}
	wire, err := h.wholeCase(ctx, found)
	return oapi.GetCase200JSONResponse(wire), err
}

func (h handlers) wholeCase(ctx context.Context, found moderation.Case) (oapi.Case, error) {
	c := callOf(ctx)
	n, err := h.namesIn(ctx, c.site, found.Context, found.History.RecentComments)
	if err != nil {
		return oapi.Case{}, err
	}
	return h.caseOnWire(c, n, found), nil
}

// ClaimCase claims a case, or renews the claim.
func (h handlers) ClaimCase(ctx context.Context, r oapi.ClaimCaseRequestObject) (oapi.ClaimCaseResponseObject, error) {
	c := callOf(ctx)
	claim, err := h.moderation.Claim(ctx, c.actor, c.site, moderation.CaseID(r.Case))
	if err != nil {
		return nil, err
	}
	return oapi.ClaimCase200JSONResponse(claimOnWire(claim, c.actor)), nil
}

// ReleaseCase lets go of one's claim.
func (h handlers) ReleaseCase(ctx context.Context, r oapi.ReleaseCaseRequestObject) (oapi.ReleaseCaseResponseObject, error) {
	c := callOf(ctx)
	err := h.moderation.Unclaim(ctx, c.actor, c.site, moderation.CaseID(r.Case))
	return oapi.ReleaseCase204Response{}, err
}

// PreviewDecision is what a decision would change.
func (h handlers) PreviewDecision(ctx context.Context, r oapi.PreviewDecisionRequestObject) (oapi.PreviewDecisionResponseObject, error) {
	c := callOf(ctx)
	preview, err := h.moderation.Preview(ctx, c.actor, c.site, moderation.CaseID(r.Case), decisionOf(*r.Body))
	if err != nil {
		return nil, err
	}
	return oapi.PreviewDecision200JSONResponse(previewOnWire(preview)), nil
}

// Decide decides a case.
func (h handlers) Decide(ctx context.Context, r oapi.DecideRequestObject) (oapi.DecideResponseObject, error) {
	c := callOf(ctx)
	decision, err := h.moderation.Decide(ctx, c.actor, c.site, moderation.CaseID(r.Case), decisionOf(*r.Body),
		c.idempotency(r.Params.IdempotencyKey, h.now()))
	if err != nil {
		return nil, err
	}
	return oapi.Decide201JSONResponse(decisionOnWire(decision)), nil
}
