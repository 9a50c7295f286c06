package httpapi

import (
	"context"

	"board/internal/comments"
	"board/internal/httpapi/oapi"
)

// viewer says who looks at comments.
func (c *call) viewer() comments.Viewer {
	viewer := comments.Viewer{Moderator: c.actor.IsModeratorOf(c.site.ID)}
	if c.actor.Member != nil {
		viewer.MemberID = &c.actor.Member.ID
	}
	return viewer
}

// ListComments is a page of a discussion as a stranger sees it, whoever asks.
func (h handlers) ListComments(ctx context.Context, r oapi.ListCommentsRequestObject) (oapi.ListCommentsResponseObject, error) {
	site := callOf(ctx).site
	page, err := h.comments.Page(ctx, comments.Viewer{}, site.ID, r.Article, comments.PageQuery{
		Sort: comments.Sort(given(r.Params.Sort)), Cursor: given(r.Params.Cursor),
		Limit: given(r.Params.Limit), RepliesPerRoot: given(r.Params.Replies),
	})
	if err != nil {
		return nil, err
	}
	var all []comments.Comment
	for _, root := range page.Roots {
		all = append(append(all, root.Comment), root.Replies...)
	}
	n, err := h.namesIn(ctx, site, all)
	if err != nil {
		return nil, err
	}
	return oapi.ListComments200JSONResponse{Body: oapi.CommentPage{
		Article: articleOnWire(page.Article), Next: maybe(page.Next),
		Threads: each(page.Roots, func(root comments.Root) oapi.CommentThread {
			return oapi.CommentThread{
				Root: n.comment(root.Comment), Replies: n.comments(root.Replies), Next: maybe(root.RepliesCursor),
			}
		}),
	}}, nil
}

// CreateComment writes a comment or a reply.
func (h handlers) CreateComment(ctx context.Context, r oapi.CreateCommentRequestObject) (oapi.CreateCommentResponseObject, error) {
	c := callOf(ctx)
	in := comments.PostInput{
		ArticleKey: r.Article, ArticleURL: given(r.Body.ArticleURL), ArticleTitle: given(r.Body.ArticleTitle),
		Source: r.Body.Source, Idempotency: c.idempotency(r.Params.IdempotencyKey, h.now()),
	}
	if r.Body.ParentID != nil {
		in.ParentID = maybe(comments.ID(*r.Body.ParentID))
	}
	made, version, err := h.comments.Post(ctx, c.actor, c.site, in)
	if err != nil {
		return nil, err
	}
	wire, err := h.one(ctx, made)
	if err != nil {
		return nil, err
	}
	return oapi.CreateComment201JSONResponse{
		Body:    oapi.CommentCreated{Comment: wire, ArticleVersion: version},
		Headers: oapi.CreateComment201ResponseHeaders{Location: maybe(apiBase + "/sites/" + r.Site + "/comments/" + made.ID.String())},
	}, nil
}

// one is a comment for whoever asked for it.
func (h handlers) one(ctx context.Context, c comments.Comment) (oapi.Comment, error) {
	call := callOf(ctx)
	n, err := h.namesIn(ctx, call.site, []comments.Comment{c})
	if err != nil {
		return oapi.Comment{}, err
	}
	return n.own(c, call.actor), nil
}

// GetComment is one comment.
func (h handlers) GetComment(ctx context.Context, r oapi.GetCommentRequestObject) (oapi.GetCommentResponseObject, error) {
	c := callOf(ctx)
	found, err := h.comments.Comment(ctx, c.viewer(), c.site.ID, comments.ID(r.Comment))
	if err != nil {
		return nil, err
	}
	wire, err := h.one(ctx, found)
	return oapi.GetComment200JSONResponse(wire), err
}

// EditComment changes one's own comment.
func (h handlers) EditComment(ctx context.Context, r oapi.EditCommentRequestObject) (oapi.EditCommentResponseObject, error) {
	c := callOf(ctx)
	edited, err := h.comments.Edit(ctx, c.actor, c.site, comments.ID(r.Comment), r.Body.Revision, r.Body.Source)
	if err != nil {
		return nil, err
	}
	wire, err := h.one(ctx, edited)
	return oapi.EditComment200JSONResponse(wire), err
}

// WithdrawComment takes back one's own comment.
func (h handlers) WithdrawComment(ctx context.Context, r oapi.WithdrawCommentRequestObject) (oapi.WithdrawCommentResponseObject, error) {
	c := callOf(ctx)
	err := h.comments.Withdraw(ctx, c.actor, c.site.ID, comments.ID(r.Comment))
	return oapi.WithdrawComment204Response{}, err
}

// ListReplies goes on with a thread.
func (h handlers) ListReplies(ctx context.Context, r oapi.ListRepliesRequestObject) (oapi.ListRepliesResponseObject, error) {
	c := callOf(ctx)
	replies, next, err := h.comments.Replies(
		ctx, c.viewer(), c.site.ID, comments.ID(r.Comment), given(r.Params.Cursor), given(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	n, err := h.namesIn(ctx, c.site, replies)
	if err != nil {
		return nil, err
	}
	wire := each(replies, func(reply comments.Comment) oapi.Comment { return n.own(reply, c.actor) })
	return oapi.ListReplies200JSONResponse{Comments: wire, Next: maybe(next)}, nil
}

// Vote votes on a comment, or takes the vote back.
func (h handlers) Vote(ctx context.Context, r oapi.VoteRequestObject) (oapi.VoteResponseObject, error) {
	c := callOf(ctx)
	up, down, mine, err := h.comments.Vote(ctx, c.actor, c.site.ID, comments.ID(r.Comment), int(r.Body.Value))
	if err != nil {
		return nil, err
	}
	return oapi.Vote200JSONResponse{Votes: oapi.Votes{Up: up, Down: down}, Mine: mine}, nil
}
