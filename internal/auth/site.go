package auth

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"board/internal/fault"
	"board/internal/storage"
)

// SiteID is the key of a site.
type SiteID = storage.Key[Site]

// Site is one publisher's property. Members, articles and rules belong to exactly one.
type Site struct {
	ID SiteID
	// Slug is the site's name in addresses and in the audience of tokens.
	Slug string
	Name string
	// Origins are the scheme://host[:port] that may embed the widget, in lower case.
	Origins []string
	// Languages are tags as in "zh-TW"; the first is the default.
	Languages []string
	// TimeZone is an IANA name; dates of suspensions end at its midnight.
	TimeZone   string
	SSOEnabled bool
	CreatedAt  time.Time
}

// NewSite is what it takes to found a site.
type NewSite struct {
	Slug, Name string
	Origins    []string
	Languages  []string
	TimeZone   string
}

// ErrSiteNotFound is returned for a slug no site has.
var ErrSiteNotFound = fault.New(fault.NotFound, "site_not_found", "There is no such site.")

// ErrSlugTaken is returned when another site has the slug.
var ErrSlugTaken = fault.New(fault.Conflict, "slug_taken", "Another site has this slug.")

var errSiteInvalid = fault.New(fault.Invalid, "site_invalid", "The site's settings are not usable.")

var (
	slugPattern     = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$`)
	languagePattern = regexp.MustCompile(`^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)
)

// DefaultLanguage is the language used where a reader's own is not known.
func (s Site) DefaultLanguage() string {
	if len(s.Languages) == 0 {
		return "zh-TW"
	}
	return s.Languages[0]
}

// HasOrigin reports whether origin, as browsers send it, is one of the site's.
func (s Site) HasOrigin(origin string) bool {
	return slices.Contains(s.Origins, strings.ToLower(origin))
}

// Location is the site's time zone, UTC when the system does not know it.
func (s Site) Location() *time.Location {
	loc, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// validated returns the site with its origins in their plain form, or a fault that names every field that is wrong.
func (n NewSite) validated() (NewSite, error) {
	bad := errSiteInvalid
	if !slugPattern.MatchString(n.Slug) || n.Slug == deskSlug {
		bad = bad.WithField("slug", "slug_invalid", "1 to 64 of a-z, 0-9 and hyphens, not at the ends; not desk.")
	}
	n.Name = strings.TrimSpace(n.Name)
	if n.Name == "" || utf8.RuneCountInString(n.Name) > 100 {
		bad = bad.WithField("name", "name_invalid", "1 to 100 characters.")
	}
	origins := make([]string, 0, len(n.Origins))
	for _, origin := range n.Origins {
		plain, ok := plainOrigin(origin)
		if !ok {
			bad = bad.WithField("origins", "origin_invalid", "An origin is scheme://host[:port] and nothing more.")
			continue
		}
		origins = append(origins, plain)
	}
	n.Origins = origins
	if len(n.Languages) == 0 || slices.ContainsFunc(n.Languages, func(l string) bool { return !languagePattern.MatchString(l) }) {
		bad = bad.WithField("languages", "language_invalid", "At least one language tag such as zh-TW.")
	}
	if _, err := time.LoadLocation(n.TimeZone); err != nil || n.TimeZone == "" || n.TimeZone == "Local" {
		bad = bad.WithField("time_zone", "time_zone_invalid", "An IANA name such as Asia/Taipei.")
	}
	if len(bad.Fields) > 0 {
		return NewSite{}, bad
	}
	return n, nil
}

// plainOrigin lowers an origin and checks that it is one (RFC 6454), with nothing after the port.
func plainOrigin(text string) (string, bool) {
	u, err := url.Parse(strings.ToLower(strings.TrimSuffix(strings.TrimSpace(text), "/")))
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return "", false
	}
	if u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	return u.Scheme + "://" + u.Host, true
}
