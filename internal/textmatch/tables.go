package textmatch

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"iter"
	"strings"
)

// The tables are made by scripts/tables.mjs, but for components.tsv and similar.tsv, which are written by hand. NOTICE says
// where they come from.
//
//go:embed tables
var tableFiles embed.FS

// tableLines yields the cells of each line of an embedded table. The tables are part of the program: one that can't be read
// is a mistake in the program, so it panics.
func tableLines(name string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range strings.SplitSeq(string(tableText(name)), "\n") {
			if line != "" && !yield(strings.Split(line, "\t")) {
				return
			}
		}
	}
}

func tableText(name string) []byte {
	text, err := tableFiles.ReadFile("tables/" + name)
	if err == nil && strings.HasSuffix(name, ".gz") {
		text, err = unpack(text)
	}
	if err != nil {
		panic(fmt.Sprintf("textmatch: table %s: %v", name, err))
	}
	return text
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return text, nil
}

// lookalikes are the characters that are read as another: UTS #39, traditional characters, letters in boxes and turned ones.
func lookalikes() map[rune][]rune {
	like := make(map[rune][]rune)
	for cells := range tableLines("confusables.tsv") {
		like[firstRune(cells[0])] = []rune(cells[1])
	}
	for cells := range tableLines("t2s.tsv") {
		like[firstRune(cells[0])] = []rune(cells[1])
	}
	for cells := range tableLines("similar.tsv") {
		for _, r := range cells[1] {
			like[r] = []rune(cells[0])
		}
	}
	for _, row := range [...]struct{ first, last, a rune }{
		{0x249C, 0x24B5, 'a'},   // letters in parentheses
		{0x1F110, 0x1F129, 'a'}, // capital letters in parentheses
		{0x1F150, 0x1F169, 'a'}, // white letters in black circles
		{0x1F170, 0x1F189, 'a'}, // white letters in black squares
		{0x1F1E6, 0x1F1FF, 'a'}, // regional indicators
	} {
		for r := row.first; r <= row.last; r++ {
			like[r] = []rune{row.a + r - row.first}
		}
	}
	for i, r := range []rune("一二三四五六七八九十") { // in parentheses
		like[0x3220+rune(i)] = []rune{r}
	}
	return like
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
