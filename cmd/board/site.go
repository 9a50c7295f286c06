package main

import (
	"fmt"
	"strings"

	"board/internal/auth"
)

type siteCreateVerb struct {
	Slug     string   `arg:"" help:"Short name, as in the element's site attribute."`
	Name     string   `help:"Name that readers see." required:""`
	Origin   []string `help:"Origin that may embed the widget, scheme://host[:port]; several times if need be." required:""`
	Language []string `help:"Languages, the first is the default." default:"zh-TW,en"`
	TimeZone string   `help:"Time zone in which dates end." default:"Asia/Taipei"`
}

func (v *siteCreateVerb) Run(s *surroundings) error {
	return withHouse(s, func(h *house) error {
		site, secret, err := h.auth.CreateSite(s.ctx, auth.NewSite{
			Slug: v.Slug, Name: v.Name, Origins: v.Origin, Languages: v.Language, TimeZone: v.TimeZone,
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Site %s is founded.\nSecret for single sign-on (shown once): %s\n", site.Slug, secret)
		return nil
	})
}

type siteSetOriginsVerb struct {
	Slug   string   `arg:"" help:"The site."`
	Origin []string `help:"Origin that may embed the widget; those not named here may no longer." required:""`
}

func (v *siteSetOriginsVerb) Run(s *surroundings) error {
	return withHouse(s, func(h *house) error {
		site, err := h.auth.SetOrigins(s.ctx, v.Slug, v.Origin)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Site %s may be embedded by %s.\nA server that is running learns of it within seconds.\n",
			site.Slug, strings.Join(site.Origins, ", "))
		return nil
	})
}

type siteRotateSSOSecretVerb struct {
	Slug string `arg:"" help:"The site."`
}

func (v *siteRotateSSOSecretVerb) Run(s *surroundings) error {
	return withHouse(s, func(h *house) error {
		secret, err := h.auth.RotateSSOSecret(s.ctx, v.Slug)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Secret for single sign-on (shown once): %s\n", secret)
		return nil
	})
}

type apiKeyCreateVerb struct {
	Site string `arg:"" help:"The site whose articles the key may put."`
	Name string `arg:"" help:"What the key is for."`
}

func (v *apiKeyCreateVerb) Run(s *surroundings) error {
	return withHouse(s, func(h *house) error {
		key, err := h.auth.CreateAPIKey(s.ctx, v.Site, v.Name)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "API key (shown once): %s\n", key)
		return nil
	})
}
