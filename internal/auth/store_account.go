package auth

import (
	"errors"

	"gorm.io/gorm"

	"board/internal/storage"
)

const accountColumns = "a.id, a.login, a.name, a.admin, a.created_at"

func scanAccount(scan func(...any) error) (Account, error) {
	var a Account
	var created storage.Time
	err := scan(&a.ID, &a.Login, &a.Name, &a.Admin, &created)
	a.CreatedAt = created.Time
	return a, err
}

// enabledAccount loads an account with the sites it moderates.
func enabledAccount(db *gorm.DB, id AccountID) (Account, error) {
	found, err := queryAll(db, scanAccount, "load an account",
		"SELECT "+accountColumns+" FROM accounts a WHERE a.id = ? AND a.disabled_at IS NULL", id)
	if err != nil {
		return Account{}, err
	}
	if len(found) == 0 {
		return Account{}, ErrAccountNotFound
	}
	account := found[0]
	if account.Admin {
		return account, nil
	}
	account.Sites, err = queryAll(db, func(scan func(...any) error) (SiteID, error) {
		var site SiteID
		err := scan(&site)
		return site, err
	}, "load the sites of an account", "SELECT site_id FROM account_sites WHERE account_id = ? ORDER BY site_id", id)
	return account, err
}

// accountsByID leaves out which sites they moderate: it is for their names.
func accountsByID(db *gorm.DB, ids []AccountID) (map[AccountID]Account, error) {
	found := make(map[AccountID]Account, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	accounts, err := queryAll(db, scanAccount, "load accounts", "SELECT "+accountColumns+" FROM accounts a WHERE a.id IN ?", ids)
	for _, account := range accounts {
		found[account.ID] = account
	}
	return found, err
}

func insertAccountTx(tx storage.Tx, a Account, hash string) error {
	err := execOne(tx, ErrLoginTaken, "add an account", `
		INSERT INTO accounts (id, login, name, password_hash, admin, created_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (login) DO NOTHING`, a.ID, a.Login, a.Name, hash, a.Admin, storage.At(a.CreatedAt))
	for _, site := range a.Sites {
		if err == nil {
			_, err = exec(tx, "give an account a site",
				"INSERT INTO account_sites (account_id, site_id) VALUES (?, ?) ON CONFLICT DO NOTHING", a.ID, site)
		}
	}
	return err
}

// accountCredentials finds the account with this login and its hash; without one both are zero.
func accountCredentials(db *gorm.DB, login string) (AccountID, string, error) {
	var id AccountID
	var hash string
	err := queryOne(db, ErrAccountNotFound, "find an account by login",
		"SELECT id, password_hash FROM accounts WHERE login = ? AND disabled_at IS NULL", []any{login}, &id, &hash)
	if errors.Is(err, ErrAccountNotFound) {
		return AccountID{}, "", nil
	}
	return id, hash, err
}

// accountPasswordStandsTx makes sure that the password that was right is still the account's.
func accountPasswordStandsTx(tx storage.Tx, id AccountID, hash string) error {
	if err := tx.Lock("accounts", "id = ?", id); err != nil {
		return err
	}
	var stored string
	err := queryOne(tx.DB(), ErrSignInFailed, "load a password", "SELECT password_hash FROM accounts WHERE id = ?", []any{id}, &stored)
	if err == nil && stored != hash {
		return ErrSignInFailed
	}
	return err
}

func setAccountPasswordTx(tx storage.Tx, login, hash string, now storage.Time) (AccountID, error) {
	id, _, err := accountCredentials(tx.DB(), login)
	if err != nil {
		return AccountID{}, err
	}
	if id.IsZero() {
		return AccountID{}, ErrAccountNotFound
	}
	if _, err := exec(tx, "set a password", "UPDATE accounts SET password_hash = ? WHERE id = ?", hash, id); err != nil {
		return AccountID{}, err
	}
	return id, revokeAccountTx(tx, id, revokedPassword, now)
}

func countModerators(db *gorm.DB, site SiteID) (int, error) {
	var n int
	err := queryOne(db, ErrSiteNotFound, "count moderators", `
		SELECT COUNT(*) FROM accounts a WHERE a.disabled_at IS NULL
		AND (a.admin OR EXISTS (SELECT 1 FROM account_sites s WHERE s.account_id = a.id AND s.site_id = ?))`, []any{site}, &n)
	return n, err
}
