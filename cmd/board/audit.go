package main

import (
	"errors"
	"fmt"

	"board/internal/audit"
	"board/internal/auth"
)

type auditVerifyVerb struct {
	Site []string `help:"Only these sites."`
}

// Run checks each chain and names the first entry that is wrong; any such entry makes the verb fail.
func (v *auditVerifyVerb) Run(s *surroundings) error {
	s.storage.ReadOnly = true
	return withHouse(s, func(h *house) error {
		chains, err := v.chains(s, h)
		if err != nil {
			return err
		}
		broken := false
		for _, chain := range chains {
			report, err := audit.Verify(s.ctx, h.db, chain.id)
			if err != nil {
				fmt.Fprintf(s.out, "%s: BROKEN: %v\n", chain.name, err)
				broken = true
				continue
			}
			fmt.Fprintf(s.out, "%s: sealed, entries: %d, head: %x\n", chain.name, report.Entries, report.Head)
		}
		if broken {
			return errors.New("the audit log was changed")
		}
		return nil
	})
}

type auditChain struct {
	name string
	id   audit.ChainID
}

// chains are those of the sites named, or of all sites and of the house itself.
func (v *auditVerifyVerb) chains(s *surroundings, h *house) ([]auditChain, error) {
	var sites []auth.Site
	chains := []auditChain{}
	if len(v.Site) == 0 {
		all, err := h.auth.Sites(s.ctx)
		if err != nil {
			return nil, err
		}
		sites = all
		chains = append(chains, auditChain{"(no site)", audit.ChainID{}})
	}
	for _, slug := range v.Site {
		site, err := h.auth.Site(s.ctx, slug)
		if err != nil {
			return nil, fmt.Errorf("site %s: %w", slug, err)
		}
		sites = append(sites, site)
	}
	for _, site := range sites {
		chains = append(chains, auditChain{site.Slug, audit.ChainID(site.ID)})
	}
	return chains, nil
}
