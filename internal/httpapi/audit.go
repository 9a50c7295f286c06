package httpapi

import (
	"context"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"board/internal/audit"
	"board/internal/auth"
	"board/internal/fault"
	"board/internal/httpapi/oapi"
)

const defaultAuditPage = 20

var errAuditCursor = fault.New(fault.Invalid, "cursor_invalid", "The cursor is not one this list gave out.").
	WithField("query.cursor", "cursor_invalid", "Not one this list gave out.")

// ListAudit is the site's sealed log, newest first. A cursor is the number of the last entry given.
func (h handlers) ListAudit(ctx context.Context, r oapi.ListAuditRequestObject) (oapi.ListAuditResponseObject, error) {
	c := callOf(ctx)
	limit := defaultAuditPage
	if r.Params.Limit != nil {
		limit = *r.Params.Limit
	}
	var before int64
	if r.Params.Cursor != nil {
		var err error
		if before, err = strconv.ParseInt(*r.Params.Cursor, 10, 64); err != nil || before < 1 {
			return nil, errAuditCursor
		}
	}
	links, err := h.moderation.AuditLog(ctx, c.actor, c.site.ID, before, limit)
	if err != nil {
		return nil, err
	}
	actors, err := h.actorNames(ctx, links)
	if err != nil {
		return nil, err
	}
	wire := oapi.ListAudit200JSONResponse{Entries: each(links, func(l audit.Link) oapi.AuditEntry {
		return entryOnWire(l, actors[l.ActorID])
	})}
	if len(links) == limit && links[limit-1].N > 1 {
		wire.Next = maybe(strconv.FormatInt(links[limit-1].N, 10))
	}
	return wire, nil
}

// actorNames are the names of the accounts that did it; the log itself holds keys only.
func (h handlers) actorNames(ctx context.Context, links []audit.Link) (map[string]string, error) {
	wanted := make(map[auth.AccountID]bool)
	for _, link := range links {
		if id, err := uuid.Parse(link.ActorID); err == nil && link.ActorKind == audit.ActorAccount {
			wanted[auth.AccountID(id)] = true
		}
	}
	accounts, err := h.auth.AccountsByID(ctx, slices.Collect(maps.Keys(wanted)))
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(accounts))
	for id, account := range accounts {
		names[id.String()] = account.Name
	}
	return names, nil
}

func entryOnWire(l audit.Link, actor string) oapi.AuditEntry {
	details := l.Details
	if details == nil {
		details = map[string]string{}
	}
	return oapi.AuditEntry{
		N: l.N, At: l.At, ActorKind: l.ActorKind, Actor: l.ActorID, ActorName: maybe(actor), Act: l.Act,
		SubjectKind: l.SubjectKind, Subject: l.SubjectID, Details: details, Hash: hex.EncodeToString(l.Hash[:]),
	}
}

// VerifyAudit checks every seal of the log.
func (h handlers) VerifyAudit(ctx context.Context, _ oapi.VerifyAuditRequestObject) (oapi.VerifyAuditResponseObject, error) {
	c := callOf(ctx)
	report, err := h.moderation.VerifyAudit(ctx, c.actor, c.site.ID)
	var broken *audit.BrokenError
	if errors.As(err, &broken) {
		return oapi.VerifyAudit200JSONResponse{Entries: broken.N - 1, FirstBad: &broken.N, Detail: maybe(broken.Why)}, nil
	}
	if err != nil {
		return nil, err
	}
	return oapi.VerifyAudit200JSONResponse{
		Valid: true, Entries: report.Entries, Head: maybe(hex.EncodeToString(report.Head[:])),
	}, nil
}
