package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"board/internal/moderation"
	"board/internal/textmatch"
)

type checkVerb struct {
	Kind string   `arg:"" help:"What the texts are: nickname, tag or comment." enum:"nickname,tag,comment"`
	File string   `arg:"" optional:"" help:"One text per line; - or nothing: standard input." default:"-"`
	Site string   `help:"By the lists and settings of this site."`
	List []string `help:"By the terms in this file: one per line, or a table with tabs. Several times if need be." type:"path"`
}

// Run prints one line for each text: verdict, reason code, matched term, view. Without a site and without lists the rules are
// those of a new site, and no database is opened unless there is a site.
func (v *checkVerb) Run(s *surroundings) error {
	var lists map[string][]moderation.Term
	for _, path := range v.List {
		terms, err := readList(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if lists == nil {
			lists = make(map[string][]moderation.Term)
		}
		lists[filepath.Base(path)] = terms
	}
	if v.Site == "" {
		rules, err := moderation.NewRules(textmatch.NewFolder(), time.Now, lists)
		if err != nil {
			return listFault(err)
		}
		return v.check(s, rules)
	}
	s.storage.ReadOnly = true
	return withHouse(s, func(h *house) error {
		site, err := h.auth.Site(s.ctx, v.Site)
		if err != nil {
			return fmt.Errorf("site %s: %w", v.Site, err)
		}
		rules, err := h.screening.Rules(s.ctx, site.ID, lists)
		if err != nil {
			return listFault(err)
		}
		return v.check(s, rules)
	})
}

// listFault says in which line of a list a term stands that can't be looked for.
func listFault(err error) error {
	var bad *textmatch.TermError
	if errors.As(err, &bad) {
		return fmt.Errorf("term %q %s", bad.Text, bad.Reason)
	}
	return err
}

func readList(path string) ([]moderation.Term, error) {
	file, err := os.Open(path) //nolint:gosec // The operator names it.
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return moderation.ReadTerms(file, moderation.Term{
		Action: moderation.Hold,
		Kinds:  []moderation.SubjectKind{moderation.CommentSubject, moderation.TagSubject, moderation.NicknameSubject},
	})
}

func (v *checkVerb) check(s *surroundings, rules *moderation.Rules) error {
	in := io.Reader(os.Stdin)
	if v.File != "-" {
		file, err := os.Open(v.File)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	out := bufio.NewWriter(s.out)
	for lines.Scan() {
		j := rules.Judge(moderation.SubjectKind(v.Kind), strings.TrimSuffix(lines.Text(), "\r"))
		view := ""
		if j.Signal.Term != "" {
			view = j.Signal.View.String()
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", j.Outcome, j.Code, j.Signal.Term, view)
	}
	if err := errors.Join(lines.Err(), out.Flush()); err != nil {
		return fmt.Errorf("check the texts: %w", err)
	}
	return nil
}
