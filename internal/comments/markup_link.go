package comments

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/idna"
)

// maxHrefBytes bounds where a link may lead to; longer ones stay text.
const maxHrefBytes = 2048

// linkSchemes are those a link in a comment may have.
func linkSchemes() []string { return []string{"http", "https", "mailto"} }

// writtenLink is a link or image as its author wrote it.
type writtenLink struct {
	opener      string
	destination []byte
	title       []byte
}

// link makes a node of [label](destination). An image is a link to the picture. Where the destination is not one that is
// allowed, what was written stays visible: it may not have been meant as a link at all, as in a[0](x). A link within a link
// is its label.
func (b bodyBuilder) link(nodes []Node, n ast.Node, w writtenLink, in inlinePlace) []Node {
	if in.inLink {
		return b.inlines(nodes, n, in)
	}
	destination := string(util.UnescapePunctuations(w.destination))
	href, ok := safeHref(destination)
	if !ok {
		nodes = appendText(nodes, w.opener)
		nodes = b.inlines(nodes, n, in)
		return appendText(nodes, "]("+destination+w.titlePart()+")")
	}
	label := b.inlines(nil, n, inlinePlace{in.depth + 1, true})
	if len(label) == 0 {
		label = []Node{{Type: NodeText, Text: destination}}
	}
	if in.depth >= maxNesting {
		return append(nodes, label...)
	}
	return append(nodes, Node{Type: NodeLink, Href: href, Children: label})
}

func (w writtenLink) titlePart() string {
	if len(w.title) == 0 {
		return ""
	}
	return ` "` + string(w.title) + `"`
}

// autoLink makes a node of <address> and of a bare URL.
func (b bodyBuilder) autoLink(nodes []Node, n *ast.AutoLink, in inlinePlace) []Node {
	label := string(n.Label(b.source))
	address := label
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = "mailto:" + label
	}
	href, ok := safeHref(address)
	switch {
	case !ok:
		return appendText(nodes, "<"+label+">")
	case in.inLink || in.depth >= maxNesting:
		return appendText(nodes, label)
	}
	return append(nodes, Node{Type: NodeLink, Href: href, Children: []Node{{Type: NodeText, Text: label}}})
}

// safeHref brings an address that a link may lead to into its canonical form: ASCII, the scheme and host in lower case, the host of an
// international name as browsers would send it, so that screening judges the host that is really visited. Everything
// else is refused: other schemes, relative addresses, and user names before the host, which serve only to deceive.
func safeHref(address string) (href string, ok bool) {
	if len(address) > maxHrefBytes {
		return "", false
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "", false
	}
	switch u.Scheme {
	case "mailto":
		name, host, found := strings.Cut(u.Opaque, "@")
		if !found || name == "" || host == "" {
			return "", false
		}
		// Only the address is kept: a link shall not fill in a letter's subject, text or further receivers.
		return percentEncoded("mailto:" + u.Opaque), true
	case "http", "https":
		host, ok := asciiHost(u)
		if !ok || u.User != nil || u.Opaque != "" {
			return "", false
		}
		u.Host = host
		return percentEncoded(u.String()), true
	}
	return "", false
}

// asciiHost maps the host of u as UTS #46 has browsers do it. Names that only break the registries' rules pass, as numeric
// addresses do; characters that no browser takes in a host don't.
func asciiHost(u *url.URL) (host string, ok bool) {
	name := u.Hostname()
	if strings.Contains(name, ":") {
		address, err := netip.ParseAddr(name)
		return u.Host, err == nil && address.Zone() == ""
	}
	name, err := idna.New(idna.MapForLookup(), idna.StrictDomainName(false), idna.CheckHyphens(false)).ToASCII(name)
	if err != nil || name == "" || strings.ContainsFunc(name, isNoHostCharacter) {
		return "", false
	}
	if port := u.Port(); port != "" {
		return net.JoinHostPort(name, port), true
	}
	return name, true
}

func isNoHostCharacter(r rune) bool {
	isHostCharacter := 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '.' || r == '_'
	return !isHostCharacter
}

// percentEncoded encodes the bytes that net/url lets stand but that are no part of a URL (RFC 3986, section 2).
func percentEncoded(s string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			out.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			out.WriteByte(c)
		}
	}
	return out.String()
}
