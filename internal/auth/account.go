package auth

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"board/internal/fault"
	"board/internal/storage"
)

// AccountID is the key of a desk account.
type AccountID = storage.Key[Account]

// Account is a person at the desk: a moderator of some sites, or an administrator, who moderates all.
type Account struct {
	ID AccountID
	// Login is what the person signs in with, in lower case.
	Login string
	Name  string
	Admin bool
	// Sites are the sites a moderator moderates; empty for an administrator.
	Sites     []SiteID
	CreatedAt time.Time
}

// NewAccount is what it takes to open a desk account.
type NewAccount struct {
	Login, Name, Password string
	Admin                 bool
	Sites                 []SiteID
}

// ErrLoginTaken is returned when another account has the login.
var ErrLoginTaken = fault.New(fault.Conflict, "login_taken", "Another account has this login.")

// ErrAccountNotFound is returned for a login or key no account has.
var ErrAccountNotFound = fault.New(fault.NotFound, "account_not_found", "There is no such account.")

var errAccountInvalid = fault.New(fault.Invalid, "account_invalid", "The account's details are not usable.")

var loginPattern = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9._@+-]{0,98}[a-z0-9])?$`)

// Moderates reports whether the account may moderate the site.
func (a Account) Moderates(site SiteID) bool {
	return a.Admin || slices.Contains(a.Sites, site)
}

// validated returns the account with its login folded and its password normalised, or a fault that names every wrong
// field.
func (n NewAccount) validated() (NewAccount, error) {
	bad := errAccountInvalid
	n.Login = foldLogin(n.Login)
	if !loginPattern.MatchString(n.Login) {
		bad = bad.WithField("login", "login_invalid", "1 to 100 of a-z, 0-9, and . _ @ + - between them.")
	}
	n.Name = strings.TrimSpace(n.Name)
	if n.Name == "" || utf8.RuneCountInString(n.Name) > 100 {
		bad = bad.WithField("name", "name_invalid", "1 to 100 characters.")
	}
	password, err := normalPassword(n.Password)
	if err != nil {
		bad = bad.WithField("password", "password_invalid", "8 to 128 characters of any script.")
	}
	n.Password = password
	if !n.Admin && len(n.Sites) == 0 {
		bad = bad.WithField("sites", "sites_missing", "A moderator has at least one site.")
	}
	if len(bad.Fields) > 0 {
		return NewAccount{}, bad
	}
	return n, nil
}

func foldLogin(login string) string {
	return strings.ToLower(strings.TrimSpace(login))
}

// Role is what the account is at the desk.
func (a Account) Role() Role {
	if a.Admin {
		return RoleAdmin
	}
	return RoleModerator
}
