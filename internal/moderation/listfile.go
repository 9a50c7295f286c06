package moderation

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"board/internal/textmatch"
)

// Columns of a term list in a file.
const (
	columnTerm   = "term"
	columnAction = "action"
	columnKinds  = "kinds"
	columnViews  = "views"
	columnNote   = "note"
	columnExpiry = "expiry"
)

var listColumns = []string{columnTerm, columnAction, columnKinds, columnViews, columnNote, columnExpiry}

// maxListErrors is how many wrong lines are told at once.
const maxListErrors = 20

// ReadTerms reads a term list from a file: one term per line, or a table with tabs whose first line names its columns, of
// which only term is needed. Empty lines and lines that begin with # are passed over. What a line does not say is as in usual.
// One wrong line refuses the whole list; the error names each.
func ReadTerms(r io.Reader, usual Term) ([]Term, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var columns []string
	var terms []Term
	var wrong []error
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if columns == nil {
			header, err := listHeader(line)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if columns = header; isHeader(line) {
				continue
			}
		}
		term, err := readTerm(columns, line, usual)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("line %d: %w", n, err))
		}
		terms = append(terms, term)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the list: %w", err)
	}
	if more := len(wrong) - maxListErrors; more > 0 {
		wrong = append(wrong[:maxListErrors], fmt.Errorf("and %d more lines", more))
	}
	return terms, errors.Join(wrong...)
}

func isHeader(line string) bool {
	first, _, _ := strings.Cut(line, "\t")
	return strings.EqualFold(strings.TrimSpace(first), columnTerm)
}

// listHeader returns the columns of a table, or the only one of a list of lines.
func listHeader(line string) ([]string, error) {
	if !isHeader(line) {
		if strings.Contains(line, "\t") {
			return nil, fmt.Errorf("a table begins with the names of its columns: %s", strings.Join(listColumns, ", "))
		}
		return []string{columnTerm}, nil
	}
	columns := strings.Split(strings.ToLower(line), "\t")
	for i, name := range columns {
		columns[i] = strings.TrimSpace(name)
		if !slices.Contains(listColumns, columns[i]) {
			return nil, fmt.Errorf("there is no column %q; known are %s", columns[i], strings.Join(listColumns, ", "))
		}
	}
	return columns, nil
}

func readTerm(columns []string, line string, usual Term) (Term, error) {
	cells := strings.Split(line, "\t")
	if len(cells) > len(columns) {
		return Term{}, fmt.Errorf("%d cells, but there are %d columns", len(cells), len(columns))
	}
	if !utf8.ValidString(line) {
		return Term{}, errors.New("this is not UTF-8")
	}
	t := usual
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		if err := t.set(columns[i], cell); err != nil {
			return Term{}, err
		}
	}
	if t.Text == "" {
		return Term{}, errors.New("there is no term")
	}
	if textmatch.Length(t.Text) > maxTermText {
		return Term{}, fmt.Errorf("a term has at most %d characters", maxTermText)
	}
	return t, nil
}

// set takes over one cell.
func (t *Term) set(column, cell string) (err error) {
	switch column {
	case columnTerm:
		t.Text = cell
	case columnAction:
		if t.Action = Action(cell); !t.Action.isOfTerm() {
			return fmt.Errorf("there is no action %q; known are note, hold, refuse and allow", cell)
		}
	case columnKinds:
		t.Kinds = nil
		for name := range strings.SplitSeq(cell, ",") {
			kind := SubjectKind(strings.TrimSpace(name))
			if !kind.IsKnown() {
				return fmt.Errorf("there is no kind %q; known are comment, tag and nickname", kind)
			}
			t.Kinds = append(t.Kinds, kind)
		}
	case columnViews:
		if t.Views, err = textmatch.ParseView(cell); err != nil {
			return fmt.Errorf("views: %w", err)
		}
	case columnNote:
		t.Note = cell
	case columnExpiry:
		if t.Expiry, err = time.Parse(time.DateOnly, cell); err != nil {
			if t.Expiry, err = time.Parse(time.RFC3339, cell); err != nil {
				return fmt.Errorf("expiry %q is no date such as 2027-01-31", cell)
			}
		}
	}
	return nil
}
