package textmatch

import (
	"fmt"
	"strings"
)

// View is a set of ways of writing a term beside its letters. Each finds more, and each finds things nobody meant, so a term
// says which of them it counts in. The letters themselves, in any case, width, script variant, look-alike, with separators and
// with repeats, always count.
type View uint8

// The views there are.
const (
	// Bopomofo: characters replaced by the first sign of their reading, 幹你ㄋ.
	Bopomofo View = 1 << iota
	// Pinyin: the reading without tones in Latin letters, wangbadan, also of some of the characters, 操ni媽.
	Pinyin
	// Homophone: other characters with the same readings, 草尼麻.
	Homophone
	// Initials: the first letters of the readings, tmd, or of one of them, 傻b.
	Initials
	// Split: characters written as their parts, 女表子.
	Split
	// Reversed: the term from its end.
	Reversed
	// Masked: a letter within the term left out for a sign, f*ck.
	Masked

	// Plain is no view at all: the letters themselves.
	Plain View = 0
	// AllViews is every view.
	AllViews = Bopomofo | Pinyin | Homophone | Initials | Split | Reversed | Masked
)

var viewNames = [...]string{"bopomofo", "pinyin", "homophone", "initials", "split", "reversed", "masked"}

// String names the views of the set, separated by commas; no view is "plain".
func (v View) String() string {
	var names []string
	for i, name := range viewNames {
		if v&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if names == nil {
		return "plain"
	}
	return strings.Join(names, ",")
}

// ParseView reads what String writes, and "all".
func ParseView(s string) (View, error) {
	var v View
	for name := range strings.SplitSeq(s, ",") {
		switch name = strings.TrimSpace(name); name {
		case "", "plain":
		case "all":
			v = AllViews
		default:
			view, err := viewNamed(name)
			if err != nil {
				return 0, err
			}
			v |= view
		}
	}
	return v, nil
}

func viewNamed(name string) (View, error) {
	for i, known := range viewNames {
		if name == known {
			return 1 << i, nil
		}
	}
	return 0, fmt.Errorf("there is no view %q; known are %s, all and plain", name, strings.Join(viewNames[:], ", "))
}
