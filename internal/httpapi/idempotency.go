package httpapi

import (
	"crypto/sha256"
	"time"

	"board/internal/comments"
)

// idempotency is the scope of the client's key: this operation of this actor on this site. The hash is over the address
// and the body, so that a key used for one comment is not taken for the same words about another. It is nil without a key.
func (c *call) idempotency(key *string, now time.Time) *comments.Idempotency {
	if key == nil {
		return nil
	}
	sent := append([]byte(c.request.URL.Path+"\n"), c.body...)
	return &comments.Idempotency{
		Site: c.site.ID.String(), Actor: c.actor.Key(), Operation: c.operation.id,
		Key: *key, BodyHash: sha256.Sum256(sent), Now: now,
	}
}
