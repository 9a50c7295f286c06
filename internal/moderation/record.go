package moderation

import (
	"fmt"

	"board/internal/audit"
	"board/internal/auth"
	"board/internal/storage"
)

// record adds an act of a desk account to the site's audit log. It is called last in a job, because it locks the log.
// Details hold codes, numbers and keys, never what a person wrote.
func record(
	tx storage.Tx, actor auth.Actor, site auth.SiteID, act, kind, subject string, details map[string]string, at storage.Time,
) error {
	err := audit.Append(tx, audit.Entry{
		SiteID: audit.ChainID(site), At: at.Time, ActorKind: audit.ActorAccount, ActorID: actor.Account.ID.String(),
		Act: act, SubjectKind: kind, SubjectID: subject, Details: details,
	})
	if err != nil {
		return fmt.Errorf("record %s: %w", act, err)
	}
	return nil
}
