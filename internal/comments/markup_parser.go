package comments

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/width"
)

const (
	// These bound how many runs of marks of emphasis, brackets that may begin a link, and bare URLs are looked at as such in
	// one comment. The parser searches back or ahead from each of them, so their number bounds its work.
	maxEmphases = 1000
	maxBrackets = 200
	maxBareURLs = 200
)

// newMarkupParser makes a parser of Board's subset of CommonMark, for one text: it counts as it goes. What CommonMark has
// besides (headings, HTML, indented code, reference definitions, entities) is left out by not being listed.
func newMarkupParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(plainRules{}, 200),
			util.Prioritized(shallowBlocks{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(codeFences{parser.NewFencedCodeBlockParser()}, 700),
			util.Prioritized(shallowBlocks{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(looseParagraphs{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(&bracketLinks{InlineParser: parser.NewLinkParser(), left: maxBrackets}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(&bareURLs{left: maxBareURLs}, 400),
			util.Prioritized(&emphasisRuns{left: maxEmphases}, 500),
		),
	)
}

// shallowBlocks lets quotes and lists open only so deep in each other.
type shallowBlocks struct{ parser.BlockParser }

func (s shallowBlocks) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		if n.Kind() == ast.KindBlockquote || n.Kind() == ast.KindList {
			depth++
		}
	}
	// Under a list the parser is asked for the next item and keeps a note of that, so it must be let.
	if depth >= maxNesting && parent.Kind() != ast.KindList {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// looseParagraphs may be indented as far as their writers like.
type looseParagraphs struct{ parser.BlockParser }

func (looseParagraphs) CanAcceptIndentedLine() bool { return true }

// codeFences open code with ``` alone, or with a word naming its language, which is not kept. A line of ~~~ is how people draw
// out a vowel, and ``` before a sentence is no fence either: what stands there would be lost.
type codeFences struct{ parser.BlockParser }

func (codeFences) Trigger() []byte { return []byte{'`'} }

func (f codeFences) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	for _, c := range bytes.TrimLeft(bytes.TrimSpace(line), "`") {
		if !util.IsAlphaNumeric(c) && bytes.IndexByte([]byte("+-#._"), c) < 0 {
			return nil, parser.NoChildren
		}
	}
	return f.BlockParser.Open(parent, reader, pc)
}

// plainRules keeps lines such as --- or * * * what they are. CommonMark makes them thematic breaks; without this they would be
// lists in lists in lists.
type plainRules struct{}

func (plainRules) Trigger() []byte { return []byte{'-', '*', '_'} }

func (plainRules) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	marks := bytes.Join(bytes.Fields(line), nil)
	if len(marks) < 3 || len(bytes.Trim(marks, string(marks[:1]))) > 0 {
		return nil, parser.NoChildren
	}
	source := reader.Source()
	segment = segment.TrimLeftSpace(source)
	node := ast.NewTextBlock()
	node.Lines().Append(segment.TrimRightSpace(source))
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

func (plainRules) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }

func (plainRules) Close(ast.Node, text.Reader, parser.Context) {}

func (plainRules) CanInterruptParagraph() bool { return true }

func (plainRules) CanAcceptIndentedLine() bool { return false }

// bracketLinks is the parser's own, with a bound on the brackets.
type bracketLinks struct {
	parser.InlineParser
	left int
}

func (l *bracketLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); line[0] != ']' {
		if l.left == 0 {
			return nil
		}
		l.left--
	}
	return l.InlineParser.Parse(parent, block, pc)
}

// CloseBlock passes on the end of a block, at which brackets that stayed open become text.
func (l *bracketLinks) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if closer, ok := l.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// emphasisRuns finds the runs of * and _ that may mark emphasis.
//
// CommonMark's rules for them look at spaces and punctuation, of which running Chinese has no spaces where a word begins and
// has its own punctuation: in 中文**「重點」**中文 nothing would be strong. So for * wide characters, punctuation among them, count neither
// as letters nor as punctuation: a run beside one may open or close wherever it may beside a space.
type emphasisRuns struct{ left int }

func (*emphasisRuns) Trigger() []byte { return []byte{'*', '_'} }

func (e *emphasisRuns) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if e.left == 0 {
		return nil
	}
	e.left--
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	length := len(line) - len(bytes.TrimLeft(line, string(line[:1])))
	after := ' '
	if length < len(line) {
		after, _ = utf8.DecodeRune(line[length:])
	}
	opens := flanks(after, before)
	closes := flanks(before, after)
	if line[0] == '_' {
		opens, closes = opens && (!closes || isPunctuation(before)), closes && (!opens || isPunctuation(after))
	}
	run := parser.NewDelimiter(opens, closes, length, line[0], emphasisMarks{})
	run.Segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	pc.PushDelimiter(run)
	return run
}

// flanks tells whether a run of marks stands at the edge of what begins with inner, when outer is on its other side.
func flanks(inner, outer rune) bool {
	if unicode.IsSpace(inner) {
		return false
	}
	return isWide(inner) || !isPunctuation(inner) || unicode.IsSpace(outer) || isPunctuation(outer) || isWide(outer)
}

func isPunctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// isWide tells the characters of East Asian scripts and their punctuation, and emoji (UAX #11).
func isWide(r rune) bool {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianHalfwidth:
		return true
	}
	return false
}

// emphasisMarks tells the parser how runs become emphasis.
type emphasisMarks struct{}

func (emphasisMarks) IsDelimiter(c byte) bool { return c == '*' || c == '_' }

func (emphasisMarks) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisMarks) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// bareURLs makes links of http and https URLs in running text. The parser can be woken by punctuation only, so it is by the
// colon, and takes the scheme back from the text before. Chinese follows a URL without a space, so a URL ends at the first character
// that isn't ASCII.
type bareURLs struct{ left int }

func (*bareURLs) Trigger() []byte { return []byte{':'} }

func (u *bareURLs) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if u.left == 0 || !bytes.HasPrefix(line, []byte("://")) || pc.IsInLinkLabel() {
		return nil
	}
	u.left--
	before, isText := parent.LastChild().(*ast.Text)
	if !isText || before.Segment.Stop != segment.Start {
		return nil
	}
	scheme := schemeBefore(before.Segment.Value(block.Source()))
	if scheme == 0 {
		return nil
	}
	start, length := segment.Start-scheme, urlLength(line[:min(len(line), maxHrefBytes+1)])
	address := text.NewSegment(start, segment.Start+length)
	if _, ok := safeHref(string(address.Value(block.Source()))); !ok {
		return nil
	}
	before.Segment = before.Segment.WithStop(start)
	if before.Segment.IsEmpty() {
		parent.RemoveChild(parent, before)
	}
	block.Advance(length)
	link := ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(address))
	link.SetPos(start)
	return link
}

// schemeBefore returns the length of the scheme that text ends with, 0 if it ends with none or the scheme is only the end of a word.
func schemeBefore(text []byte) int {
	for _, scheme := range []string{"https", "http"} {
		at := len(text) - len(scheme)
		if at >= 0 && bytes.EqualFold(text[at:], []byte(scheme)) {
			if at > 0 && util.IsAlphaNumeric(text[at-1]) {
				return 0
			}
			return len(scheme)
		}
	}
	return 0
}

// urlLength returns how much of line belongs to the URL it continues. Punctuation at the end belongs to the sentence, and so does
// a parenthesis that isn't opened within the URL.
func urlLength(line []byte) int {
	length, opened := 0, 0
	for ; length < len(line); length++ {
		c := line[length]
		if !util.IsAlphaNumeric(c) && bytes.IndexByte([]byte("-._~:/?#@!$&'()+,;=%"), c) < 0 {
			break
		}
		switch c {
		case '(':
			opened++
		case ')':
			opened--
		}
	}
	for ; length > 0; length-- {
		switch c := line[length-1]; {
		case c == ')' && opened < 0:
			opened++
		case bytes.IndexByte([]byte("?!.,:;'_~"), c) < 0:
			return length
		}
	}
	return length
}
