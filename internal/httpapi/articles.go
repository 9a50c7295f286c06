package httpapi

import (
	"context"
	"errors"

	"board/internal/comments"
	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

// GetSite is what a widget must know of a site.
func (h handlers) GetSite(ctx context.Context, _ oapi.GetSiteRequestObject) (oapi.GetSiteResponseObject, error) {
	site := callOf(ctx).site
	states, err := h.comments.States(ctx, site.ID)
	if err != nil {
		return nil, err
	}
	rules, err := h.moderation.Rulebook(ctx, site.ID, site.DefaultLanguage(), 0)
	if err != nil && !errors.Is(err, moderation.ErrRulebookNotFound) {
		return nil, err
	}
	return oapi.GetSite200JSONResponse{
		Slug: site.Slug, Name: site.Name, Languages: append([]string{}, site.Languages...),
		State: discussionOnWire(states).State, Sso: site.SSOEnabled, RulebookVersion: rules.Version,
	}, nil
}

// GetArticle is an article; an unknown one reads as empty.
func (h handlers) GetArticle(ctx context.Context, r oapi.GetArticleRequestObject) (oapi.GetArticleResponseObject, error) {
	article, err := h.comments.Article(ctx, callOf(ctx).site.ID, r.Article)
	if err != nil {
		return nil, err
	}
	return oapi.GetArticle200JSONResponse(articleOnWire(article)), nil
}

// PutArticle makes an article known or changes it.
func (h handlers) PutArticle(ctx context.Context, r oapi.PutArticleRequestObject) (oapi.PutArticleResponseObject, error) {
	in := comments.ArticleInput{URL: &r.Body.URL, Title: &r.Body.Title, Section: r.Body.Section, Text: r.Body.Text}
	if r.Body.State != nil {
		state := comments.ArticleState(*r.Body.State)
		in.State = &state
	}
	article, err := h.comments.PutArticle(ctx, callOf(ctx).site, r.Article, in)
	if err != nil {
		return nil, err
	}
	return oapi.PutArticle200JSONResponse(articleOnWire(article)), nil
}

// SetArticleState turns the switch of one discussion.
func (h handlers) SetArticleState(ctx context.Context, r oapi.SetArticleStateRequestObject) (oapi.SetArticleStateResponseObject, error) {
	c := callOf(ctx)
	article, err := h.moderation.SetArticleState(ctx, c.actor, c.site, r.Article, comments.ArticleState(r.Body.State))
	if err != nil {
		return nil, err
	}
	return oapi.SetArticleState200JSONResponse(articleOnWire(article)), nil
}

// GetDiscussion is the switch of the site and of its sections.
func (h handlers) GetDiscussion(ctx context.Context, _ oapi.GetDiscussionRequestObject) (oapi.GetDiscussionResponseObject, error) {
	states, err := h.comments.States(ctx, callOf(ctx).site.ID)
	if err != nil {
		return nil, err
	}
	return oapi.GetDiscussion200JSONResponse(discussionOnWire(states)), nil
}

// SetDiscussion turns the switch of the site or of a section.
func (h handlers) SetDiscussion(ctx context.Context, r oapi.SetDiscussionRequestObject) (oapi.SetDiscussionResponseObject, error) {
	c := callOf(ctx)
	err := h.moderation.SetDiscussionState(ctx, c.actor, c.site, given(r.Body.Section), comments.ArticleState(r.Body.State))
	if err != nil {
		return nil, err
	}
	states, err := h.comments.States(ctx, c.site.ID)
	if err != nil {
		return nil, err
	}
	return oapi.SetDiscussion200JSONResponse(discussionOnWire(states)), nil
}

// GetCounts counts the comments of up to 100 articles.
func (h handlers) GetCounts(ctx context.Context, r oapi.GetCountsRequestObject) (oapi.GetCountsResponseObject, error) {
	counts, err := h.comments.Counts(ctx, callOf(ctx).site.ID, r.Params.Article)
	if err != nil {
		return nil, err
	}
	var wire oapi.GetCounts200JSONResponse
	wire.Counts = each(counts, func(c comments.Count) articleCount { return articleCount{c.Key, c.Comments} })
	return wire, nil
}

// articleCount is what the generated code has no name for.
type articleCount = struct {
	Article  oapi.ArticleKey `json:"article"`
	Comments int             `json:"comments"`
}
