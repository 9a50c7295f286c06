package httpapi

import (
	"context"

	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

// ListDecisions are the site's decisions, newest first.
func (h handlers) ListDecisions(ctx context.Context, r oapi.ListDecisionsRequestObject) (oapi.ListDecisionsResponseObject, error) {
	c := callOf(ctx)
	decisions, next, err := h.moderation.Decisions(ctx, c.actor, c.site, moderation.DecisionQuery{
		Status: moderation.DecisionStatus(given(r.Params.Status)), Cursor: given(r.Params.Cursor), Limit: given(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	return oapi.ListDecisions200JSONResponse{Decisions: each(decisions, decisionSummary), Next: maybe(next)}, nil
}

// GetDecision is one decision with its acts.
func (h handlers) GetDecision(ctx context.Context, r oapi.GetDecisionRequestObject) (oapi.GetDecisionResponseObject, error) {
	c := callOf(ctx)
	decision, err := h.moderation.Decision(ctx, c.actor, c.site, moderation.DecisionID(r.Decision))
	if err != nil {
		return nil, err
	}
	return oapi.GetDecision200JSONResponse(decisionOnWire(decision)), nil
}

// UndoDecision undoes a decision whole.
func (h handlers) UndoDecision(ctx context.Context, r oapi.UndoDecisionRequestObject) (oapi.UndoDecisionResponseObject, error) {
	c := callOf(ctx)
	decision, err := h.moderation.Undo(ctx, c.actor, c.site, moderation.DecisionID(r.Decision), r.Body.Reason)
	if err != nil {
		return nil, err
	}
	return oapi.UndoDecision200JSONResponse(decisionOnWire(decision)), nil
}

// ConfirmDecision confirms or rejects what somebody else decided.
func (h handlers) ConfirmDecision(ctx context.Context, r oapi.ConfirmDecisionRequestObject) (oapi.ConfirmDecisionResponseObject, error) {
	c := callOf(ctx)
	id := moderation.DecisionID(r.Decision)
	var decision moderation.Decision
	var err error
	if r.Body.Confirm {
		decision, err = h.moderation.Confirm(ctx, c.actor, c.site, id)
	} else {
		decision, err = h.moderation.Reject(ctx, c.actor, c.site, id, given(r.Body.Note))
	}
	if err != nil {
		return nil, err
	}
	return oapi.ConfirmDecision200JSONResponse(decisionOnWire(decision)), nil
}
