package httpapi

import (
	"context"

	"board/internal/comments"
	"board/internal/httpapi/oapi"
)

// ListTags are an article's published tags.
func (h handlers) ListTags(ctx context.Context, r oapi.ListTagsRequestObject) (oapi.ListTagsResponseObject, error) {
	tags, err := h.comments.Tags(ctx, comments.Viewer{}, callOf(ctx).site.ID, r.Article)
	if err != nil {
		return nil, err
	}
	return oapi.ListTags200JSONResponse{Tags: each(tags, tagOnWire)}, nil
}

// PlaceTag places a tag on an article.
func (h handlers) PlaceTag(ctx context.Context, r oapi.PlaceTagRequestObject) (oapi.PlaceTagResponseObject, error) {
	c := callOf(ctx)
	tag, err := h.comments.PlaceTag(ctx, c.actor, c.site, r.Article, given(r.Body.ArticleURL), given(r.Body.ArticleTitle),
		r.Body.Label, c.idempotency(r.Params.IdempotencyKey, h.now()))
	if err != nil {
		return nil, err
	}
	return oapi.PlaceTag201JSONResponse(tagOnWire(tag)), nil
}

// WithdrawTagging takes back a tag that one placed.
func (h handlers) WithdrawTagging(ctx context.Context, r oapi.WithdrawTaggingRequestObject) (oapi.WithdrawTaggingResponseObject, error) {
	c := callOf(ctx)
	err := h.comments.WithdrawTagging(ctx, c.actor, c.site.ID, comments.TagID(r.Tag))
	return oapi.WithdrawTagging204Response{}, err
}
