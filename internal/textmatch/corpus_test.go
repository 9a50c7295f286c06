//go:build corpus

package textmatch

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// corpusLines reads a file of the public sets.
func corpusLines(t *testing.T, path ...string) []string {
	t.Helper()
	root := os.Getenv("BOARD_CORPUS")
	if root == "" {
		t.Fatal("BOARD_CORPUS is empty: run make corpus DATA=folder")
	}
	file, err := os.Open(filepath.Join(append([]string{root}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var lines []string
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// corpusTerms are the Chinese words of the raw lists, once each, in the views given.
func corpusTerms(t *testing.T, f *Folder, views View) (*Matcher, []string) {
	t.Helper()
	var terms []Term
	var texts []string
	known := make(map[string]bool)
	for _, name := range []string{"ldnoobw_zh.txt", "ldnoobw2_zh.txt"} {
		for _, text := range corpusLines(t, "wordlists", name) {
			text = strings.TrimSpace(text)
			key := f.Fold(text).String()
			if known[key] || utf8.RuneCountInString(text) < 2 || strings.ContainsFunc(text, func(r rune) bool { return !isHan(r) }) {
				continue
			}
			known[key] = true
			terms = append(terms, Term{ID: len(terms), Text: text, Views: views})
			texts = append(texts, text)
		}
	}
	m, err := Compile(f, terms)
	if err != nil {
		t.Fatal(err)
	}
	return m, texts
}

// TestCorpusTermsAreFoundInCloakedTexts counts, over real comments and their cloaked variants, the terms of the clean text
// that are found in the variant too.
func TestCorpusTermsAreFoundInCloakedTexts(t *testing.T) {
	f := NewFolder()
	plain, texts := corpusTerms(t, f, Plain)
	spoken, _ := corpusTerms(t, f, Pinyin|Homophone)
	in := func(m *Matcher, text string) map[int]bool {
		found := make(map[int]bool)
		for _, hit := range m.Match(f.Fold(text)) {
			found[hit.Term] = true
		}
		return found
	}
	clean := make(map[string]map[int]bool)
	type count struct{ found, all, rows int }
	counts := make(map[string]*count)
	for _, line := range corpusLines(t, "cloaked", "cold_dev_cloaked.tsv")[1:] {
		cells := strings.SplitN(line, "\t", 4)
		id, transform, text := cells[0], cells[2], cells[3]
		if transform == "clean" {
			clean[id] = in(plain, text)
			continue
		}
		if counts[transform] == nil {
			counts[transform] = &count{}
		}
		c := counts[transform]
		c.rows++
		matcher := plain
		if transform == "homophone" || transform == "pinyin_full" {
			matcher = spoken
		}
		there := in(matcher, text)
		for term := range clean[id] {
			if c.all++; there[term] {
				c.found++
			} else if transform != "homophone" && transform != "pinyin_full" {
				t.Logf("%s %s: %s is lost", id, transform, texts[term])
			}
		}
	}
	for _, row := range []struct {
		transform string
		least     float64
	}{{"zero_width", 0.98}, {"separator", 0.98}, {"traditional", 0.98}, {"homophone", 0}, {"pinyin_full", 0}} {
		c := counts[row.transform]
		if c == nil || c.all == 0 {
			t.Errorf("%s: there are no terms to look for", row.transform)
			continue
		}
		share := float64(c.found) / float64(c.all)
		t.Logf("%s: %d of %d terms found in %d texts, %.1f %%", row.transform, c.found, c.all, c.rows, 100*share)
		if share < row.least {
			t.Errorf("%s: %.1f %% of the terms are found, want %.0f %%", row.transform, 100*share, 100*row.least)
		}
	}
}
