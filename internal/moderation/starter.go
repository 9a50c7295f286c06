package moderation

import (
	"bytes"
	"embed"
	"fmt"
	"sync"
)

// The starter lists are made by scripts/starter.mjs; NOTICE says from what.
//
//go:embed starter
var starterFiles embed.FS

// starterLists are the lists that every site starts with, and the clause that their hits speak of.
var starterLists = []struct{ file, name, clause string }{
	{"zh.tsv", "起始詞庫・中文 Starter, Chinese", "nickname"},
	{"en.tsv", "起始詞庫・英文 Starter, English", "nickname"},
	{"staff.tsv", "保留暱稱 Reserved nicknames", "nickname"},
	{"allow.tsv", "放行詞 Allowed", ""},
}

// loadStarter reads the starter lists, which are part of the program.
func loadStarter() ([]knownTerm, error) {
	var known []knownTerm
	for _, list := range starterLists {
		text, err := starterFiles.ReadFile("starter/" + list.file)
		if err != nil {
			return nil, fmt.Errorf("starter list %s: %w", list.file, err)
		}
		terms, err := ReadTerms(bytes.NewReader(text), Term{Clause: list.clause})
		if err != nil {
			return nil, fmt.Errorf("starter list %s: %w", list.file, err)
		}
		for _, t := range terms {
			known = append(known, knownTerm{Term: t, list: list.name})
		}
	}
	return known, nil
}

// starter compiles the starter lists when they are first needed. All sites share them.
func (s *Screening) starter() (*siteMatcher, error) { return s.starterOnce() }

func (s *Screening) newStarter() func() (*siteMatcher, error) {
	return sync.OnceValues(func() (*siteMatcher, error) {
		known, err := loadStarter()
		if err != nil {
			return nil, err
		}
		m, err := compileTerms(s.folder, known)
		if err != nil {
			return nil, fmt.Errorf("compile the starter lists: %w", err)
		}
		return m, nil
	})
}
