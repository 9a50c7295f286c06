package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"board/internal/auth"
)

type accountCreateVerb struct {
	Login string   `arg:"" help:"What the person signs in with."`
	Name  string   `help:"Name that others at the desk see; the login when absent."`
	Role  string   `help:"admin: all sites; moderator: the sites named." enum:"admin,moderator" required:""`
	Site  []string `help:"Site of a moderator; several times if need be."`
}

func (v *accountCreateVerb) Run(s *surroundings) error {
	if v.Role == "admin" && len(v.Site) > 0 {
		return errors.New("an admin has all sites: leave out --site")
	}
	if v.Role == "moderator" && len(v.Site) == 0 {
		return errors.New("a moderator needs --site")
	}
	return withHouse(s, func(h *house) error {
		account := auth.NewAccount{Login: v.Login, Name: v.Name, Admin: v.Role == "admin"}
		if account.Name == "" {
			account.Name = v.Login
		}
		for _, slug := range v.Site {
			site, err := h.auth.Site(s.ctx, slug)
			if err != nil {
				return fmt.Errorf("site %s: %w", slug, err)
			}
			account.Sites = append(account.Sites, site.ID)
		}
		password, made, err := choosePassword()
		if err != nil {
			return err
		}
		account.Password = password
		if _, err := h.auth.CreateAccount(s.ctx, account); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Account %s is open.\n", v.Login)
		return tellPassword(s, password, made)
	})
}

type accountSetPasswordVerb struct {
	Login string `arg:"" help:"The account."`
}

func (v *accountSetPasswordVerb) Run(s *surroundings) error {
	return withHouse(s, func(h *house) error {
		password, made, err := choosePassword()
		if err != nil {
			return err
		}
		if err := h.auth.SetAccountPassword(s.ctx, v.Login, password); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Account %s has a new password; its sessions have ended.\n", v.Login)
		return tellPassword(s, password, made)
	})
}

// choosePassword asks at a terminal, twice and unseen. Where there is none, or nothing was typed, it makes one.
func choosePassword() (password string, made bool, err error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return newPassword(), true, nil
	}
	first, err := askUnseen(in, "Password (empty: make one): ")
	if err != nil {
		return "", false, err
	}
	if len(first) == 0 {
		return newPassword(), true, nil
	}
	again, err := askUnseen(in, "Once more: ")
	if err != nil {
		return "", false, err
	}
	if !bytes.Equal(first, again) {
		return "", false, errors.New("the two differ; nothing was changed")
	}
	return string(first), false, nil
}

func askUnseen(terminal int, question string) ([]byte, error) {
	fmt.Fprint(os.Stderr, question)
	answer, err := term.ReadPassword(terminal)
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return nil, fmt.Errorf("read the password: %w", err)
	}
	return answer, nil
}

// newPassword is 100 random bits in groups that are easy to type.
func newPassword() string {
	letters := strings.ToLower(rand.Text()[:20])
	return strings.Join([]string{letters[:5], letters[5:10], letters[10:15], letters[15:]}, "-")
}

func tellPassword(s *surroundings, password string, made bool) error {
	if !made {
		return nil
	}
	_, err := fmt.Fprintf(s.out, "Password (shown once): %s\n", password)
	return err
}
