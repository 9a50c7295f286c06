package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	docPath   = regexp.MustCompile("(?:`|\\]\\(|^)((?:cmd|internal|web|docs|scripts)/[A-Za-z0-9_./*-]*)")
	docTarget = regexp.MustCompile("(?:`|&& |^)make ([a-z][a-z0-9-]*)")
)

// documents are the files that tell people about the house, relative to its root.
func documents(t *testing.T, root string) []string {
	t.Helper()
	found, err := fs.Glob(os.DirFS(root), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(os.DirFS(root), "docs", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".md") {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestDocumentsNameOnlyWhatExists(t *testing.T) {
	const root = "../.."
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range documents(t, root) {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			for _, match := range docPath.FindAllStringSubmatch(line, -1) {
				seen++
				if paths, err := filepath.Glob(filepath.Join(root, match[1])); err != nil || len(paths) == 0 {
					t.Errorf("%s names %s, which is not there", name, match[1])
				}
			}
			for _, match := range docTarget.FindAllStringSubmatch(line, -1) {
				seen++
				if !slices.ContainsFunc(strings.Split(string(makefile), "\n"), func(l string) bool {
					return strings.HasPrefix(l, match[1]+":")
				}) {
					t.Errorf("%s names make %s, which is no target", name, match[1])
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("want the paths and targets of the documents, saw %d", seen)
	}
}
