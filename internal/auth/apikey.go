package auth

import (
	"context"
	"strings"
	"unicode/utf8"

	"board/internal/fault"
	"board/internal/storage"
)

// APIKeyID is the key of an API key.
type APIKeyID = storage.Key[APIKey]

// APIKey lets a publisher's server act for its site. Its text is shown once, when it is made.
type APIKey struct {
	ID     APIKeyID
	SiteID SiteID
	Name   string
}

// apiKeyPrefix tells API keys from access tokens, and lets secret scanners find them.
const apiKeyPrefix = "bk_"

// ErrAPIKeyInvalid is returned for a key that was never given or is revoked.
var ErrAPIKeyInvalid = fault.New(fault.Unauthenticated, "api_key_invalid", "This is not an API key this server gave.")

var errAPIKeyName = fault.New(fault.Invalid, "api_key_name_invalid", "The key's name is not usable.").
	WithField("name", "name_invalid", "1 to 100 characters.")

// CreateAPIKey gives the site a new API key. The text it returns is stored nowhere.
func (s *Service) CreateAPIKey(ctx context.Context, slug, name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > 100 || !storable(name) {
		return "", errAPIKeyName
	}
	site, err := s.Site(ctx, slug)
	if err != nil {
		return "", err
	}
	random, _, err := newRefresh()
	if err != nil {
		return "", err
	}
	text := apiKeyPrefix + random
	key := APIKey{ID: storage.NewKey[APIKey](), SiteID: site.ID, Name: name}
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		if err := addAPIKeyTx(tx, key, hashOf(text), s.moment()); err != nil {
			return err
		}
		return s.auditTx(tx, site.ID, "api_key.created", "api_key", key.ID.String(), nil)
	})
	if err != nil {
		return "", err
	}
	return text, nil
}
