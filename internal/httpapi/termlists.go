package httpapi

import (
	"context"

	"github.com/google/uuid"

	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

func termListOnWire(l moderation.TermList) oapi.TermList {
	return oapi.TermList{
		ID: uuid.UUID(l.ID), Name: l.Name, Enabled: l.Enabled, Revision: l.Revision, UpdatedAt: l.UpdatedAt,
		Terms: each(l.Terms, func(t moderation.Term) oapi.TermInput {
			return oapi.TermInput{
				Text: t.Text, Action: oapi.Action(t.Action), Kinds: kindsOnWire(t.Kinds), Clause: t.Clause, Note: maybe(t.Note),
			}
		}),
	}
}

func termListOf(in oapi.TermListInput) moderation.TermListInput {
	return moderation.TermListInput{
		Name: in.Name, Enabled: in.Enabled, Revision: given(in.Revision),
		Terms: each(in.Terms, func(t oapi.TermInput) moderation.Term {
			return moderation.Term{
				Text: t.Text, Action: moderation.Action(t.Action), Kinds: kindsOf(t.Kinds), Clause: t.Clause, Note: given(t.Note),
			}
		}),
	}
}

// ListTermLists are the site's term lists without their terms.
func (h handlers) ListTermLists(ctx context.Context, _ oapi.ListTermListsRequestObject) (oapi.ListTermListsResponseObject, error) {
	c := callOf(ctx)
	lists, err := h.moderation.TermLists(ctx, c.actor, c.site.ID)
	if err != nil {
		return nil, err
	}
	return oapi.ListTermLists200JSONResponse{Lists: each(lists, func(l moderation.TermListSummary) oapi.TermListSummary {
		return oapi.TermListSummary{
			ID: uuid.UUID(l.ID), Name: l.Name, Enabled: l.Enabled, Revision: l.Revision,
			TermCount: l.TermCount, UpdatedAt: l.UpdatedAt,
		}
	})}, nil
}

// CreateTermList makes a term list.
func (h handlers) CreateTermList(ctx context.Context, r oapi.CreateTermListRequestObject) (oapi.CreateTermListResponseObject, error) {
	c := callOf(ctx)
	list, err := h.moderation.CreateTermList(ctx, c.actor, c.site, termListOf(*r.Body))
	if err != nil {
		return nil, err
	}
	return oapi.CreateTermList201JSONResponse(termListOnWire(list)), nil
}

// GetTermList is a term list with its terms.
func (h handlers) GetTermList(ctx context.Context, r oapi.GetTermListRequestObject) (oapi.GetTermListResponseObject, error) {
	c := callOf(ctx)
	list, err := h.moderation.TermList(ctx, c.actor, c.site.ID, moderation.TermListID(r.List))
	if err != nil {
		return nil, err
	}
	return oapi.GetTermList200JSONResponse(termListOnWire(list)), nil
}

// SaveTermList replaces a term list.
func (h handlers) SaveTermList(ctx context.Context, r oapi.SaveTermListRequestObject) (oapi.SaveTermListResponseObject, error) {
	c := callOf(ctx)
	list, err := h.moderation.SaveTermList(ctx, c.actor, c.site, moderation.TermListID(r.List), termListOf(*r.Body))
	if err != nil {
		return nil, err
	}
	return oapi.SaveTermList200JSONResponse(termListOnWire(list)), nil
}

// DeleteTermList deletes a term list.
func (h handlers) DeleteTermList(ctx context.Context, r oapi.DeleteTermListRequestObject) (oapi.DeleteTermListResponseObject, error) {
	c := callOf(ctx)
	err := h.moderation.DeleteTermList(ctx, c.actor, c.site, moderation.TermListID(r.List))
	return oapi.DeleteTermList204Response{}, err
}
