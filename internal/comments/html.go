package comments

import (
	"html"
	"strconv"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// HTML writes the body as HTML, for pages without scripts, feeds and mail; Board's own clients build their elements from the
// nodes and never parse this. Links say that readers put them there. All text is escaped here, and what comes out is
// filtered again by a policy that knows nothing of how it was made.
func (b Body) HTML() string {
	var out strings.Builder
	writeHTML(&out, b)
	return htmlPolicy().Sanitize(out.String())
}

// htmlPolicy is the second wall: exactly the elements and attributes that writeHTML writes.
func htmlPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "blockquote", "ul", "ol", "li", "pre", "code", "strong", "em", "br")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(bluemonday.SpaceSeparatedTokens).OnElements("a")
	p.AllowURLSchemes(linkSchemes()...)
	p.RequireParseableURLs(true)
	return p
}

func writeHTML(out *strings.Builder, nodes []Node) {
	for _, n := range nodes {
		before, after := n.tags()
		out.WriteString(before)
		out.WriteString(html.EscapeString(n.Text))
		writeHTML(out, n.Children)
		out.WriteString(after)
	}
}

// tags returns what stands before and after the content of a node. A type that is not known has none, so its text shows.
func (n Node) tags() (before, after string) {
	switch n.Type {
	case NodeParagraph:
		return "<p>", "</p>"
	case NodeQuote:
		return "<blockquote>", "</blockquote>"
	case NodeList:
		return n.listTags()
	case NodeItem:
		return "<li>", "</li>"
	case NodeCodeBlock:
		return "<pre><code>", "</code></pre>"
	case NodeStrong:
		return "<strong>", "</strong>"
	case NodeEmphasis:
		return "<em>", "</em>"
	case NodeCode:
		return "<code>", "</code>"
	case NodeLink:
		return `<a href="` + html.EscapeString(n.Href) + `" rel="nofollow ugc noopener">`, "</a>"
	case NodeBreak:
		return "<br>", ""
	}
	return "", ""
}

func (n Node) listTags() (before, after string) {
	switch {
	case !n.Ordered:
		return "<ul>", "</ul>"
	case n.Start == 0:
		return "<ol>", "</ol>"
	}
	return `<ol start="` + strconv.Itoa(n.Start) + `">`, "</ol>"
}
