package comments

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// dangers parses what the server made as a browser does and lists what has no place in it.
func dangers(markup string) []string {
	allowed := map[string][]string{
		"p": nil, "blockquote": nil, "ul": nil, "ol": {"start"}, "li": nil, "pre": nil, "code": nil,
		"strong": nil, "em": nil, "br": nil, "a": {"href", "rel"},
	}
	root, err := html.Parse(strings.NewReader("<!DOCTYPE html><html><head></head><body>" + markup + "</body></html>"))
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	for n := range root.Descendants() {
		attributes, known := allowed[n.Data]
		switch {
		case n.Type == html.CommentNode:
			found = append(found, "comment "+n.Data)
		case n.Type != html.ElementNode || slices.Contains([]string{"html", "head", "body"}, n.Data) && len(n.Attr) == 0:
			continue
		case !known:
			found = append(found, "element "+n.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(attributes, a.Key) {
				found = append(found, n.Data+" with "+a.Key)
			}
			if u, err := url.Parse(a.Val); a.Key == "href" && (err != nil || !slices.Contains(linkSchemes(), u.Scheme)) {
				found = append(found, "link to "+a.Val)
			}
		}
		if n.Data == "a" && !slices.Contains(n.Attr, html.Attribute{Key: "rel", Val: "nofollow ugc noopener"}) {
			found = append(found, "link without rel")
		}
	}
	return found
}

func TestHTMLOfHostileTextIsHarmless(t *testing.T) {
	for _, source := range []string{
		"<script>fetch('/steal')</script>",
		"</p></body><script>go()</script>",
		"<img src=nowhere onerror=go()>",
		"\"><svg/onload=go()>",
		"<iframe srcdoc='<script>go()</script>'></iframe>",
		"<a href='jav&#x09;ascript:go()'>x</a>",
		"<style>*{display:none}</style><link rel=stylesheet href=//a.example>",
		"<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1 onerror=go()>\">",
		"<!--><img src=x onerror=go()>-->",
		"[x](https://a.example/\" onmouseover=\"go())",
		"[x](<https://a.example/\"onmouseover=\"go()>)",
		"[x](https://a.example/'onclick='go() 'title')",
		"https://a.example/\"onmouseover=\"go()",
		"https://a.example/'onmouseover='go()",
		"<https://a.example/\"onfocus=\"go()>",
		"![\" onerror=\"go()](https://a.example/x.png)",
		"[javascript:go()](javascript:go())",
		"[x](javascript&#58;go())",
		"[x](  javascript:go()  )",
		"[x](https://javascript:go()@a.example)",
		"<javascript:go()>",
		"<JAVASCRIPT://a.example/%0Ago()>",
		"[a]: javascript:go()\n[a]",
		"```<script>\n</code></pre><script>go()</script>\n```",
		"`</code><script>go()</script>`",
		"1. <li onclick=go()>\n> <base href=//a.example>",
		"\u0000<\u0000script\u0000>go()",
		"＜script＞go()＜/script＞",
		"<scr\u200Bipt>go()</scr\u00ADipt>",
	} {
		body := render(t, source)
		if found := dangers(body.HTML()); found != nil {
			t.Errorf("%q became %s: %q", source, body.HTML(), found)
		}
	}
}

// The filter is a second wall: where the first holds, it finds nothing to change.
func TestHTMLPassesTheFilterUnchanged(t *testing.T) {
	body := render(t, "**a** *b* `c`\n[d](https://e.example/?f=1&g='\")\n\n> 1. h\n\n3. i\n\n- j\n\n```\nk \"l\" 'm' <n> &\n```\n<o@p.example>")
	var made strings.Builder
	writeHTML(&made, body)
	if diff := cmp.Diff(made.String(), body.HTML()); diff != "" {
		t.Errorf("(-made +filtered)\n%s", diff)
	}
}

// And where the first would not hold, because a stored body was tampered with, the second does.
func TestHTMLOfAForgedBodyIsHarmless(t *testing.T) {
	var body Body
	err := json.Unmarshal([]byte(`[{"type":"link","href":"javascript:go()","children":[{"type":"text","text":"<b>x"}]},
		{"type":"script","text":"go()","children":[{"type":"img"}]},{"type":"list","ordered":true,"start":-5}]`), &body)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := body.HTML(), `&lt;b&gt;xgo()<ol start="-5"></ol>`; !strings.Contains(got, "&lt;b&gt;x") || strings.Contains(got, "javascript") {
		t.Errorf("got %s, want something like %s", got, want)
	}
}

func TestBodySurvivesBeingStored(t *testing.T) {
	for _, source := range []string{"", "甲<b>\n**乙** https://a.example\n\n3. 丙\n   - 丁\n\n> `戊`\n\n```\n己\n```"} {
		body := render(t, source)
		stored, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		var again Body
		if err := json.Unmarshal(stored, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(body, again); diff != "" {
			t.Errorf("%q (-rendered +stored)\n%s", source, diff)
		}
	}
	if stored, err := json.Marshal(struct{ Body Body }{}); string(stored) != `{"Body":[]}` {
		t.Errorf("no body is stored as %s, %v", stored, err)
	}
}

func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		"**「x」** [a](https://b.example) <c@d.example>", "> - 1. *a\n\n  ```\n b", "![[]](](https://a", "http://a:b://c)",
		"\\*`\\`*_a_*\\\n  \n- \n\n   - - -\n>", "[*a](b 'c\n*d')**", "\t- a\n\t\t> b\n\n1)\n", "***a**b*_c__",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		body, err := Render(source)
		if err != nil {
			t.Skip(err)
		}
		markup := body.HTML()
		if found := dangers(markup); found != nil {
			t.Errorf("%q became %s: %q", source, markup, found)
		}
		if blocks := depthOf(body, NodeQuote, NodeList); blocks > maxNesting {
			t.Errorf("%q is %d deep", source, blocks)
		}
		if got, want := foreignLetters(body.PlainText()), foreignLetters(source); len(body.Links()) == 0 && got != want {
			t.Errorf("%q: the letters %q became %q", source, want, got)
		}
		if found := misplaced(body, true, false, false); found != "" {
			t.Errorf("%q: %s", source, found)
		}
		stored, err := json.Marshal(body)
		var again Body
		if err != nil || json.Unmarshal(stored, &again) != nil || again.HTML() != markup {
			t.Errorf("%q is stored as %s", source, stored)
		}
	})
}

// misplaced names a node that stands where the node types' description does not let it, or has what its type hasn't.
func misplaced(nodes []Node, blocks, inlines, inLink bool) string {
	for _, n := range nodes {
		plain := n.Type == NodeText || n.Type == NodeCode || n.Type == NodeCodeBlock
		within := n.Type == NodeQuote || n.Type == NodeItem
		switch {
		case n.isBlock() && !blocks, !n.isBlock() && !inlines, n.Type == NodeLink && inLink:
			return string(n.Type) + " is out of place"
		case n.Text != "" && !plain, n.Type == NodeText && n.Text == "", (n.Href != "") != (n.Type == NodeLink):
			return string(n.Type) + " has what it should not, or lacks something"
		case len(n.Children) > 0 && (plain || n.Type == NodeBreak), len(n.Children) == 0 && !plain && n.Type != NodeBreak && n.Type != NodeItem:
			return string(n.Type) + " has the wrong children"
		}
		if n.Type == NodeList {
			for _, item := range n.Children {
				if item.Type != NodeItem {
					return "a list holds a " + string(item.Type)
				}
			}
		}
		found := misplaced(n.Children, within || n.Type == NodeList, !within && n.Type != NodeList || n.Type == NodeItem, inLink || n.Type == NodeLink)
		if found != "" {
			return found
		}
	}
	return ""
}

// foreignLetters are the letters that no markup is made of, so that none may get lost.
func foreignLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.IsLetter(r) {
			return -1
		}
		return r
	}, s)
}

// hostile are units that, repeated, make a Markdown parser go back and forth, or deep.
func hostile() map[string]string {
	return map[string]string{
		"emphasis that never closes": "*a _", "emphasis that never opens": "a_ *b", "emphasis of both kinds": "*a_ ", "brackets": "[",
		"images": "![", "links": "[a](", "links with titles": "[a](b \"", "links to angles": "[a](<b", "closed brackets": "[a]",
		"brackets in brackets": "[[a]", "quotes": ">", "quoted lines": "> > >\n", "lists": "- ", "list lines": "- a\n",
		"lists in lists": "- a\n  ", "backticks": "`a``b", "fences": "```\n", "angles": "<a", "mail addresses": "<a@b.",
		"schemes": "http://", "colons": ":", "backslashes": "\\", "stars": "*", "stars and lines": "*_", "entities": "&#",
		"spaces": " ", "tabs": "\t", "lines": "\n", "quotes and lines": ">a\n\n", "numbers": "1. ", "rules": "- - -\n",
		"parentheses": "https://a.b/(", "addresses": "https://a.b ", "quotes in lists": "- > ", "escapes": "\\*",
	}
}

func TestHTMLOfEndlesslyRepeatedMarkupIsHarmless(t *testing.T) {
	for name, unit := range hostile() {
		if found := dangers(render(t, strings.Repeat(unit, maxSourceBytes/len(unit))).HTML()); found != nil {
			t.Errorf("%s: %q", name, found[:1])
		}
	}
}

// The time for each byte must not grow with the length.
func BenchmarkRenderHostile(b *testing.B) {
	for name, unit := range hostile() {
		for _, size := range []int{maxSourceBytes / 16, maxSourceBytes} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				source := strings.Repeat(unit, size/len(unit))
				b.SetBytes(int64(len(source)))
				for b.Loop() {
					render(b, source)
				}
			})
		}
	}
}

// A comment of some 300 characters with a little of everything.
func BenchmarkRender(b *testing.B) {
	source := strings.Repeat("這家店的**「招牌」**真的不錯，詳見 https://a.example/x 。\n\n> 引用一句\n\n- 好吃\n- 不貴\n", 6)
	body := render(b, source)
	b.Run("nodes", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			render(b, source)
		}
	})
	b.Run("HTML", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			body.HTML()
		}
	})
}
