package moderation

import (
	"regexp"
	"unicode/utf8"
)

// bareAddress is an address that a reader would recognise, with or without its scheme: matching starts at a word, and the
// last part of the host is of letters.
var bareAddress = regexp.MustCompile(`(?i)\b(?:https?://[^\s<>()]+|(?:[a-z0-9-]+\.)+(?:` + topDomains + `)\b(?:/[^\s<>()]*)?)`)

// topDomains are those that spam comes from and readers know; a word before any other dot is left alone.
const topDomains = `com|net|org|info|biz|xyz|top|shop|site|online|club|vip|cc|io|tw|cn|hk|me|ly|gl|link|live|app`

// lookAtLinks counts the addresses of a comment. In tags and nicknames there is no place for any.
func lookAtLinks(d *draft) []found {
	places := bareAddress.FindAllStringIndex(d.text, maxLinksLooked)
	if d.kind != CommentSubject {
		if len(places) == 0 {
			return nil
		}
		return []found{d.linkFound("link", places[0])}
	}
	if max(len(places), len(d.links)) <= d.settings.MaxLinks {
		return nil
	}
	if len(places) <= d.settings.MaxLinks {
		return []found{{Signal: Signal{Code: "many_links", Clause: "advertising"}}}
	}
	all := make([]found, 0, len(places))
	for _, place := range places {
		all = append(all, d.linkFound("many_links", place))
	}
	return all
}

// maxLinksLooked bounds the signals of one text.
const maxLinksLooked = 50

func (d *draft) linkFound(code string, bytes []int) found {
	start := utf8.RuneCountInString(d.text[:bytes[0]])
	end := start + utf8.RuneCountInString(d.text[bytes[0]:bytes[1]])
	return found{Signal: Signal{Code: code, Clause: "advertising", Start: &start, End: &end}}
}
