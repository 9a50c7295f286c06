package auth

import (
	"context"
	"encoding/base64"

	"board/internal/audit"
	"board/internal/storage"
)

// CreateSite founds a site. The secret for single sign-on is shown this once.
func (s *Service) CreateSite(ctx context.Context, n NewSite) (Site, string, error) {
	var site Site
	var secret string
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		var err error
		site, secret, err = s.CreateSiteTx(tx, n)
		return err
	})
	return site, secret, err
}

// CreateSiteTx founds a site within a transaction.
func (s *Service) CreateSiteTx(tx storage.Tx, n NewSite) (Site, string, error) {
	n, err := n.validated()
	if err != nil {
		return Site{}, "", err
	}
	secret, err := newSSOSecret()
	if err != nil {
		return Site{}, "", err
	}
	site := Site{
		ID: storage.NewKey[Site](), Slug: n.Slug, Name: n.Name, Origins: n.Origins, Languages: n.Languages,
		TimeZone: n.TimeZone, SSOEnabled: true, CreatedAt: s.moment().Time,
	}
	if err := insertSiteTx(tx, site, secret); err != nil {
		return Site{}, "", err
	}
	if s.onSiteTx != nil {
		if err := s.onSiteTx(tx, site); err != nil {
			return Site{}, "", err
		}
	}
	return site, secret, s.auditTx(tx, site.ID, "site.created", "site", site.ID.String(), nil)
}

// Site finds a site by its slug; ErrSiteNotFound when there is none.
func (s *Service) Site(ctx context.Context, slug string) (Site, error) {
	if known, ok := s.sites.Load(slug); ok && s.now().Before(known.(knownSite).until) {
		return known.(knownSite).site, nil
	}
	site, err := siteBySlug(s.db.Read(ctx), slug)
	if err != nil {
		return Site{}, err
	}
	s.sites.Store(slug, knownSite{site: site, until: s.now().Add(siteMemory)})
	return site, nil
}

// Sites lists all sites, oldest first.
func (s *Service) Sites(ctx context.Context) ([]Site, error) {
	return allSites(s.db.Read(ctx))
}

// SetOrigins replaces the origins whose pages may embed the site. Servers that know the site already go by the old ones
// for a few seconds more.
func (s *Service) SetOrigins(ctx context.Context, slug string, origins []string) (Site, error) {
	site, err := s.Site(ctx, slug)
	if err != nil {
		return Site{}, err
	}
	n := NewSite{Slug: site.Slug, Name: site.Name, Origins: origins, Languages: site.Languages, TimeZone: site.TimeZone}
	if n, err = n.validated(); err != nil {
		return Site{}, err
	}
	site.Origins = n.Origins
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		if err := setOriginsTx(tx, site.ID, site.Origins); err != nil {
			return err
		}
		return s.auditTx(tx, site.ID, "site.origins_set", "site", site.ID.String(), nil)
	})
	if err != nil {
		return Site{}, err
	}
	s.sites.Delete(slug)
	return site, nil
}

// RotateSSOSecret gives the site a new secret for single sign-on. Tokens signed with the old one are refused from now on.
func (s *Service) RotateSSOSecret(ctx context.Context, slug string) (string, error) {
	site, err := s.Site(ctx, slug)
	if err != nil {
		return "", err
	}
	secret, err := newSSOSecret()
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		if err := setSSOSecretTx(tx, site.ID, secret); err != nil {
			return err
		}
		return s.auditTx(tx, site.ID, "site.sso_secret_rotated", "site", site.ID.String(), nil)
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// CreateAccount opens a desk account.
func (s *Service) CreateAccount(ctx context.Context, n NewAccount) (Account, error) {
	n, err := n.validated()
	if err != nil {
		return Account{}, err
	}
	hash, err := s.hashPassword(ctx, n.Password)
	if err != nil {
		return Account{}, err
	}
	account := Account{ID: storage.NewKey[Account](), Login: n.Login, Name: n.Name, Admin: n.Admin}
	if !n.Admin {
		account.Sites = n.Sites
	}
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		account.CreatedAt = s.moment().Time
		if err := insertAccountTx(tx, account, hash); err != nil {
			return err
		}
		return s.auditTx(tx, SiteID{}, "account.created", "account", account.ID.String(),
			map[string]string{"role": string(account.Role())})
	})
	if err != nil {
		return Account{}, err
	}
	return account, nil
}

// SetAccountPassword gives an account a new password and ends all its sessions.
func (s *Service) SetAccountPassword(ctx context.Context, login, password string) error {
	password, err := normalPassword(password)
	if err != nil {
		return err
	}
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx storage.Tx) error {
		id, err := setAccountPasswordTx(tx, foldLogin(login), hash, s.moment())
		if err != nil {
			return err
		}
		return s.auditTx(tx, SiteID{}, "account.password_set", "account", id.String(), nil)
	})
}

// AccountByLogin finds the account that signs in with login; ErrAccountNotFound when none does.
func (s *Service) AccountByLogin(ctx context.Context, login string) (Account, error) {
	id, _, err := accountCredentials(s.db.Read(ctx), foldLogin(login))
	if err != nil {
		return Account{}, err
	}
	if id.IsZero() {
		return Account{}, ErrAccountNotFound
	}
	return enabledAccount(s.db.Read(ctx), id)
}

// AccountsByID loads accounts by their keys, disabled ones too; keys no account has are left out.
func (s *Service) AccountsByID(ctx context.Context, ids []AccountID) (map[AccountID]Account, error) {
	return accountsByID(s.db.Read(ctx), ids)
}

// CountModeratorsTx counts the accounts that may moderate the site, administrators among them.
func (s *Service) CountModeratorsTx(tx storage.Tx, site SiteID) (int, error) {
	return countModerators(tx.DB(), site)
}

// auditTx records what was done at the command line or by the program itself; a zero site is the chain of no site.
func (s *Service) auditTx(tx storage.Tx, site SiteID, act, kind, id string, details map[string]string) error {
	return audit.Append(tx, audit.Entry{
		SiteID: audit.ChainID(site), At: s.now(), ActorKind: audit.ActorSystem,
		Act: act, SubjectKind: kind, SubjectID: id, Details: details,
	})
}

// newSSOSecret is 32 random bytes in base64url; its text is what publishers sign with.
func newSSOSecret() (string, error) {
	secret, err := newSecret()
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(secret), nil
}
