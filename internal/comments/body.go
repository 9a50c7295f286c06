package comments

import (
	"encoding/json"
	"strings"
)

// NodeType tells the nodes of a comment's text apart.
type NodeType string

// The node types. Quote, list and item hold blocks; an item, and only an item, may hold inlines beside them. Paragraph,
// strong, emphasis and link hold inlines. The others hold nothing.
const (
	NodeParagraph NodeType = "paragraph"
	NodeQuote     NodeType = "quote"
	NodeList      NodeType = "list"
	NodeItem      NodeType = "item"
	NodeCodeBlock NodeType = "code_block"
	NodeText      NodeType = "text"
	NodeStrong    NodeType = "strong"
	NodeEmphasis  NodeType = "emphasis"
	NodeCode      NodeType = "code"
	NodeLink      NodeType = "link"
	NodeBreak     NodeType = "break"
)

// Node is a piece of a comment's text.
type Node struct {
	Type NodeType `json:"type"`
	// Text is what a text, code or code_block says, without any markup.
	Text string `json:"text,omitempty"`
	// Href is where a link leads: an absolute http, https or mailto URL in ASCII.
	Href string `json:"href,omitempty"`
	// Ordered makes a list a numbered one; Start is its first number if that isn't 1.
	Ordered  bool   `json:"ordered,omitempty"`
	Start    int    `json:"start,omitempty"`
	Children []Node `json:"children,omitempty"`
}

// Body is a comment's text as a tree, in the order of reading. It is what Render made of the source, is stored beside it
// as JSON, and goes over the wire as it is.
type Body []Node

// MarshalJSON writes the body as an array, also when there is nothing in it.
func (b Body) MarshalJSON() ([]byte, error) {
	if b == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]Node(b))
}

// PlainText is what is left to read without the markup: a line for each block, and at each break a new one. Where links lead is
// not in it; see Links.
func (b Body) PlainText() string {
	var text strings.Builder
	atLineStart := true
	var write func(nodes []Node)
	write = func(nodes []Node) {
		for _, n := range nodes {
			if n.isBlock() && !atLineStart || n.Type == NodeBreak {
				text.WriteByte('\n')
				atLineStart = true
			}
			if n.Text != "" {
				text.WriteString(n.Text)
				atLineStart = false
			}
			write(n.Children)
		}
	}
	write(b)
	return text.String()
}

// Links returns where the links lead, in the order of the text.
func (b Body) Links() []string {
	var links []string
	var collect func(nodes []Node)
	collect = func(nodes []Node) {
		for _, n := range nodes {
			if n.Type == NodeLink {
				links = append(links, n.Href)
			}
			collect(n.Children)
		}
	}
	collect(b)
	return links
}

func (n Node) isBlock() bool {
	switch n.Type {
	case NodeParagraph, NodeQuote, NodeList, NodeItem, NodeCodeBlock:
		return true
	}
	return false
}
