package textmatch

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// IdentityVersion is stored beside every name that Identity folded. It must be raised whenever Identity answers otherwise
// for any name, because stored folds are unique keys and are compared with new ones.
const IdentityVersion = 1

// brailleBlank is a symbol to Unicode and a space to the eye.
const brailleBlank = '\u2800'

// Identity returns the form under which a nickname or a tag is unique: NFKC, case folded, without anything invisible,
// trimmed, and with each run of white space as one space. It does less than a Folder does and shares no folding code with it:
// matching gets cleverer with every release, and a name that was unique yesterday must be so today. Of f it uses only
// Unicode's list of invisible code points.
func Identity(f *Folder, s string) string {
	fold := cases.Fold()
	for range 4 {
		next := strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r), r == brailleBlank:
				return ' '
			case unicode.Is(f.ignorable, r), unicode.IsControl(r):
				return -1
			}
			return r
		}, s)
		next = norm.NFKC.String(fold.String(norm.NFKC.String(next)))
		next = strings.Join(strings.Fields(next), " ")
		if next == s {
			break
		}
		s = next
	}
	return s
}
