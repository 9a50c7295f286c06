package moderation

import (
	"context"

	"board/internal/audit"
	"board/internal/auth"
)

// AuditLog is what was done on the site, newest first: at most limit entries before the one with this number, or from the
// newest on where before is 0.
func (s *Service) AuditLog(
	ctx context.Context, actor auth.Actor, site auth.SiteID, before int64, limit int,
) ([]audit.Link, error) {
	if err := moderates(actor, site); err != nil {
		return nil, err
	}
	return audit.List(ctx, s.db, audit.ChainID(site), before, limit)
}

// VerifyAudit checks every seal of the site's log. A *audit.BrokenError says where it is broken.
func (s *Service) VerifyAudit(ctx context.Context, actor auth.Actor, site auth.SiteID) (audit.Report, error) {
	if err := moderates(actor, site); err != nil {
		return audit.Report{}, err
	}
	return audit.Verify(ctx, s.db, audit.ChainID(site))
}
