package comments

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"board/internal/fault"
)

const (
	// maxSourceBytes bounds what Render looks at. It is more than any comment within the limits of length needs.
	maxSourceBytes = 128 << 10
	// maxNesting bounds how deep quotes and lists stand in each other, and likewise strong, emphasis and links. What is
	// nested deeper is shown without its markup's effect.
	maxNesting = 8
)

// ErrSourceTooLarge answers a text that no comment could need.
var ErrSourceTooLarge = fault.New(fault.TooLarge, "source_too_large", "The text of a comment is at most 128 KiB.")

// Render reads the source of a comment, in Board's subset of Markdown: paragraphs, strong and emphasis, quotes, lists,
// `code` and fenced code, links, and a new line wherever the source has one. Everything else, HTML and headings above all, is
// text and shown as it was written; so is a link that does not lead to http, https or mailto. Characters that can't be seen
// but change how others are shown (controls, bidi embeddings, overrides and isolates) are left out.
//
// The body is never nil; it is empty when there is nothing to show. The only error is ErrSourceTooLarge.
func Render(source string) (Body, error) {
	if len(source) > maxSourceBytes {
		return nil, ErrSourceTooLarge
	}
	clean := []byte(showable(source))
	b := bodyBuilder{source: clean}
	body := b.blocks(newMarkupParser().Parse(text.NewReader(clean)))
	if body == nil {
		body = []Node{}
	}
	return body, nil
}

// showable leaves out what has no place in a comment, and ends all lines alike.
func showable(source string) string {
	source = strings.ReplaceAll(strings.ToValidUTF8(source, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			return '\n'
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), r == '\uFEFF', isBidiFormatting(r), '\uFFF9' <= r && r <= '\uFFFB':
			return -1
		}
		return r
	}, source)
}

// isBidiFormatting covers the characters that reorder what follows them until they are closed (UAX #9, sections 2.1 to 2.5). The
// mere marks, U+200E, U+200F and U+061C, are not among them: they reach no further than a space does.
func isBidiFormatting(r rune) bool {
	return '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069'
}

// bodyBuilder turns what the Markdown parser found into nodes.
type bodyBuilder struct {
	source []byte
}

func (b bodyBuilder) blocks(parent ast.Node) []Node {
	var nodes []Node
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Blockquote:
			nodes = appendFilled(nodes, Node{Type: NodeQuote, Children: b.blocks(n)})
		case *ast.List:
			nodes = appendFilled(nodes, b.list(n))
		case *ast.FencedCodeBlock:
			nodes = append(nodes, Node{Type: NodeCodeBlock, Text: b.lines(n)})
		default:
			nodes = appendFilled(nodes, Node{Type: NodeParagraph, Children: b.inlines(nil, n, inlinePlace{})})
		}
	}
	return nodes
}

// appendFilled leaves out nodes with nothing in them, such as a lone `>`.
func appendFilled(nodes []Node, n Node) []Node {
	if len(n.Children) == 0 {
		return nodes
	}
	return append(nodes, n)
}

func (b bodyBuilder) list(list *ast.List) Node {
	node := Node{Type: NodeList, Ordered: list.IsOrdered()}
	if node.Ordered && list.Start > 1 {
		node.Start = list.Start
	}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		children := b.blocks(item)
		if list.IsTight {
			children = unwrapParagraphs(children)
		}
		node.Children = append(node.Children, Node{Type: NodeItem, Children: children})
	}
	return node
}

// unwrapParagraphs puts the lines of an item right under it, as lists without empty lines are shown.
func unwrapParagraphs(blocks []Node) []Node {
	var nodes []Node
	for i, block := range blocks {
		if block.Type != NodeParagraph {
			nodes = append(nodes, block)
			continue
		}
		if i > 0 && blocks[i-1].Type == NodeParagraph {
			nodes = append(nodes, Node{Type: NodeBreak})
		}
		nodes = append(nodes, block.Children...)
	}
	return nodes
}

func (b bodyBuilder) lines(n ast.Node) string {
	var text strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text.Write(line.Value(b.source))
	}
	return strings.TrimSuffix(text.String(), "\n")
}

// inlinePlace says what an inline stands in.
type inlinePlace struct {
	depth  int
	inLink bool
}

func (b bodyBuilder) inlines(nodes []Node, parent ast.Node, in inlinePlace) []Node {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		nodes = b.inline(nodes, n, in)
	}
	return nodes
}

func (b bodyBuilder) inline(nodes []Node, n ast.Node, in inlinePlace) []Node {
	switch n := n.(type) {
	case *ast.Text:
		nodes = appendText(nodes, string(util.UnescapePunctuations(n.Segment.Value(b.source))))
		if n.SoftLineBreak() || n.HardLineBreak() {
			nodes = append(nodes, Node{Type: NodeBreak})
		}
		return nodes
	case *ast.CodeSpan:
		return append(nodes, Node{Type: NodeCode, Text: b.code(n)})
	case *ast.Emphasis:
		if in.depth >= maxNesting {
			return b.inlines(nodes, n, in)
		}
		kind := NodeEmphasis
		if n.Level == 2 {
			kind = NodeStrong
		}
		return append(nodes, Node{Type: kind, Children: b.inlines(nil, n, inlinePlace{in.depth + 1, in.inLink})})
	case *ast.AutoLink:
		return b.autoLink(nodes, n, in)
	case *ast.Link:
		return b.link(nodes, n, writtenLink{"[", n.Destination, n.Title}, in)
	case *ast.Image:
		return b.link(nodes, n, writtenLink{"![", n.Destination, n.Title}, in)
	}
	return b.inlines(nodes, n, in)
}

// appendText lets neighbouring texts be one node.
func appendText(nodes []Node, text string) []Node {
	if text == "" {
		return nodes
	}
	if last := len(nodes) - 1; last >= 0 && nodes[last].Type == NodeText {
		nodes[last].Text += text
		return nodes
	}
	return append(nodes, Node{Type: NodeText, Text: text})
}

func (b bodyBuilder) code(n ast.Node) string {
	var code bytes.Buffer
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			code.Write(t.Segment.Value(b.source))
		}
	}
	return strings.ReplaceAll(code.String(), "\n", " ")
}
