package httpapi

import (
	"context"

	"github.com/google/uuid"

	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

// report files a complaint about any kind of subject.
func (h handlers) report(
	ctx context.Context, kind moderation.SubjectKind, id uuid.UUID, in *oapi.ReportInput, key *string,
) (oapi.ReportReceipt, error) {
	c := callOf(ctx)
	receipt, err := h.moderation.Report(ctx, c.actor, c.site, kind, id, moderation.ReportInput{
		Clause: in.Clause, Note: given(in.Note), Idempotency: c.idempotency(key, h.now()),
	})
	return oapi.ReportReceipt{ID: uuid.UUID(receipt.ID), CreatedAt: receipt.CreatedAt}, err
}

// ReportComment files a complaint about a comment.
func (h handlers) ReportComment(ctx context.Context, r oapi.ReportCommentRequestObject) (oapi.ReportCommentResponseObject, error) {
	receipt, err := h.report(ctx, moderation.CommentSubject, r.Comment, r.Body, r.Params.IdempotencyKey)
	return oapi.ReportComment201JSONResponse(receipt), err
}

// ReportTag files a complaint about a tag.
func (h handlers) ReportTag(ctx context.Context, r oapi.ReportTagRequestObject) (oapi.ReportTagResponseObject, error) {
	receipt, err := h.report(ctx, moderation.TagSubject, r.Tag, r.Body, r.Params.IdempotencyKey)
	return oapi.ReportTag201JSONResponse(receipt), err
}

// ReportNickname files a complaint about a member's nickname.
func (h handlers) ReportNickname(ctx context.Context, r oapi.ReportNicknameRequestObject) (oapi.ReportNicknameResponseObject, error) {
	receipt, err := h.report(ctx, moderation.NicknameSubject, r.Member, r.Body, r.Params.IdempotencyKey)
	return oapi.ReportNickname201JSONResponse(receipt), err
}
