package httpapi

import (
	"slices"
	"strings"
)

// language is the site's language that the reader would like best: the first of Accept-Language that the site has, by
// its whole tag or by its language alone (RFC 4647, lookup). Weights are not read: browsers list the best first.
func (c *call) language() string {
	for wish := range strings.SplitSeq(c.request.Header.Get("Accept-Language"), ",") {
		wish, _, _ = strings.Cut(strings.TrimSpace(wish), ";")
		at := slices.IndexFunc(c.site.Languages, func(has string) bool {
			return strings.EqualFold(has, wish) || strings.EqualFold(primary(has), primary(wish))
		})
		if wish != "" && at >= 0 {
			return c.site.Languages[at]
		}
	}
	return c.site.DefaultLanguage()
}

func primary(tag string) string {
	language, _, _ := strings.Cut(tag, "-")
	return language
}
