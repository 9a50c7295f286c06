package comments

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func render(t testing.TB, source string) Body {
	t.Helper()
	body, err := Render(source)
	if err != nil {
		t.Fatalf("Render(%q): %v", source, err)
	}
	return body
}

type markupRow struct{ name, source, html string }

func checkMarkup(t *testing.T, rows []markupRow) {
	t.Helper()
	for _, row := range rows {
		if got := render(t, row.source).HTML(); got != row.html {
			t.Errorf("%s: %q\n got %s\nwant %s", row.name, row.source, got, row.html)
		}
	}
}

func TestMarkupParagraphsAndLines(t *testing.T) {
	checkMarkup(t, []markupRow{
		{"a line", "推一個", "<p>推一個</p>"},
		{"a new line is a new line", "第一行\n第二行", "<p>第一行<br>第二行</p>"},
		{"an empty line parts paragraphs", "一\n\n\n二", "<p>一</p><p>二</p>"},
		{"line ends of all systems", "a\r\nb\rc\u2028d\u0085e", "<p>a<br>b<br>c<br>d<br>e</p>"},
		{"a backslash or spaces at the end of a line", "a\\\nb  \nc", "<p>a<br>b<br>c</p>"},
		{"an indented line is no code", "    四個空白\n\n\ttab\n\n  two", "<p>四個空白</p><p>tab</p><p>two</p>"},
		{"an indented line after a paragraph", "a\n      b", "<p>a<br>b</p>"},
		{"ideographic spaces in front stay", "　　全形縮排", "<p>　　全形縮排</p>"},
		{"nothing", "", ""},
		{"nothing but space", " \n\t\n ", ""},
		{"a lone quote mark", ">", ""},
		{"a list with nothing in it", "-", "<ul><li></li></ul>"},
	})
}

func TestMarkupEmphasisInChineseText(t *testing.T) {
	checkMarkup(t, []markupRow{
		{"corner brackets within", "中文**「x」**中文", "<p>中文<strong>「x」</strong>中文</p>"},
		{"one of them", "這是**重點（備註）**喔", "<p>這是<strong>重點（備註）</strong>喔</p>"},
		{"a full stop within", "**結論。**我同意", "<p><strong>結論。</strong>我同意</p>"},
		{"full-width marks outside", "（**重點**）、《**書名**》", "<p>（<strong>重點</strong>）、《<strong>書名</strong>》</p>"},
		{"quotes that are not wide", "他說**“不行”**就走", "<p>他說<strong>“不行”</strong>就走</p>"},
		{"ASCII punctuation within", "真的**(important!)**嗎", "<p>真的<strong>(important!)</strong>嗎</p>"},
		{"emoji", "讚**👍**讚", "<p>讚<strong>👍</strong>讚</p>"},
		{"kana and Hangul", "これは**「大事」**です *한국어*를", "<p>これは<strong>「大事」</strong>です <em>한국어</em>를</p>"},
		{"light emphasis", "我*「很」*好", "<p>我<em>「很」</em>好</p>"},
		{"both at once", "我***「很」***好", "<p>我<em><strong>「很」</strong></em>好</p>"},
		{"twice on a line", "「**甲**」和「**乙**」", "<p>「<strong>甲</strong>」和「<strong>乙</strong>」</p>"},
		{"one within the other", "**甲*「乙」*丙**", "<p><strong>甲<em>「乙」</em>丙</strong></p>"},
		{"beside Latin as everywhere", "a**b**c and **d** _e_ __f__", "<p>a<strong>b</strong>c and <strong>d</strong> <em>e</em> <strong>f</strong></p>"},
		{"low lines within names", "snake_case_name 和 檔_案_名", "<p>snake_case_name 和 檔_案_名</p>"},
		{"spaces inside", "** 不是 ** 2 * 3 * 4", "<p>** 不是 ** 2 * 3 * 4</p>"},
		{"ideographic space inside", "**　不是　**", "<p>**　不是　**</p>"},
		{"never closed", "**開始 *然後", "<p>**開始 *然後</p>"},
		{"escaped", `\*不是\* \_a\_ \\ \中`, `<p>*不是* _a_ \ \中</p>`},
		{"over a line end", "**甲\n乙**", "<p><strong>甲<br>乙</strong></p>"},
		{"not over paragraphs", "**甲\n\n乙**", "<p>**甲</p><p>乙**</p>"},
	})
}

func TestMarkupBlocks(t *testing.T) {
	checkMarkup(t, []markupRow{
		{"a quote", "> 引用\n> 兩行\n\n回覆", "<blockquote><p>引用<br>兩行</p></blockquote><p>回覆</p>"},
		{"a quote without a space", ">引用", "<blockquote><p>引用</p></blockquote>"},
		{"a quote in a quote", "> a\n> > b", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>"},
		{"a list", "- 甲\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"},
		{"a list after a line", "清單：\n* 甲\n* 乙", "<p>清單：</p><ul><li>甲</li><li>乙</li></ul>"},
		{"a numbered list", "1. 甲\n2. 乙", "<ol><li>甲</li><li>乙</li></ol>"},
		{"a numbered list that begins later", "3) 甲\n4) 乙", `<ol start="3"><li>甲</li><li>乙</li></ol>`},
		{"a numbered list from zero", "0. 甲", "<ol><li>甲</li></ol>"},
		{"a list in a list", "- 甲\n  1. 乙\n- 丙", "<ul><li>甲<ol><li>乙</li></ol></li><li>丙</li></ul>"},
		{"a list with paragraphs", "- 甲\n\n- 乙\n\n  丙", "<ul><li><p>甲</p></li><li><p>乙</p><p>丙</p></li></ul>"},
		{"lines within an item", "- 甲\n  乙\n丙", "<ul><li>甲<br>乙<br>丙</li></ul>"},
		{"a quote in a list in a quote", "> - > x", "<blockquote><ul><li><blockquote><p>x</p></blockquote></li></ul></blockquote>"},
		{"a year in running text begins no list", "那是\n1987. 我記得", "<p>那是<br>1987. 我記得</p>"},
		{"a sign before a word is no list", "-1 +1 *好*", "<p>-1 +1 <em>好</em></p>"},
		{"inline code", "用 `a < b` 和 ``x`y``", "<p>用 <code>a &lt; b</code> 和 <code>x`y</code></p>"},
		{"inline code over a line end", "`a\nb`", "<p><code>a b</code></p>"},
		{"code keeps marks and breaks", "```\n**a**\n\n  b\n```", "<pre><code>**a**\n\n  b</code></pre>"},
		{"code in a language", "```go\nx := 1\n```\n好", "<pre><code>x := 1</code></pre><p>好</p>"},
		{"code in a list", "- ```\n  a\n   b\n  ```", "<ul><li><pre><code>a\n b</code></pre></li></ul>"},
		{"code that never ends", "```\na", "<pre><code>a</code></pre>"},
		{"empty code", "```\n```", "<pre><code></code></pre>"},
		{"a drawn-out vowel is no code", "~~~\n好棒", "<p>~~~<br>好棒</p>"},
		{"a sentence after backticks is not lost", "```這是什麼\n好", "<p>```這是什麼<br>好</p>"},
	})
}

func TestMarkupThatIsNotInTheSubsetIsText(t *testing.T) {
	checkMarkup(t, []markupRow{
		{"headings", "# 標題\n## 二\n內文", "<p># 標題<br>## 二<br>內文</p>"},
		{"underlined headings", "標題\n===\n\n標題二\n---\n內文", "<p>標題<br>===</p><p>標題二</p><p>---</p><p>內文</p>"},
		{"rules", "a\n\n---\n* * *\n___\nb", "<p>a</p><p>---</p><p>* * *</p><p>___</p><p>b</p>"},
		{"a rule ends a list", "- a\n- - -\n- b", "<ul><li>a</li></ul><p>- - -</p><ul><li>b</li></ul>"},
		{"a rule in a list", "- a\n  ***", "<ul><li>a<br>***</li></ul>"},
		{"tables", "| a | b |\n|---|---|\n| 1 | 2 |", "<p>| a | b |<br>|---|---|<br>| 1 | 2 |</p>"},
		{"reference definitions", "[a]: https://a.example\n\n見 [a] 與 [b][a]",
			`<p>[a]: <a href="https://a.example" rel="nofollow ugc noopener">https://a.example</a></p><p>見 [a] 與 [b][a]</p>`},
		{"strikethrough and tasks", "~~x~~\n\n- [ ] y", "<p>~~x~~</p><ul><li>[ ] y</li></ul>"},
		{"entities", "&lt;b&gt; &#60; &amp;", "<p>&amp;lt;b&amp;gt; &amp;#60; &amp;amp;</p>"},
		{"elements", "<b>粗</b> <!-- x -->", "<p>&lt;b&gt;粗&lt;/b&gt; &lt;!-- x --&gt;</p>"},
		{"a block of elements", "<div>\n**粗**\n</div>", "<p>&lt;div&gt;<br><strong>粗</strong><br>&lt;/div&gt;</p>"},
	})
}

func TestMarkupLeavesOutWhatChangesHowOthersAreShown(t *testing.T) {
	checkMarkup(t, []markupRow{
		{"controls", "a\x00b\x1B[31mc\x7Fd\u009Fe", "<p>ab[31mcde</p>"},
		{"controls within markup", "*\x00*a*\x00*", "<p><strong>a</strong></p>"},
		{"bidi overrides, embeddings and isolates", "\u202Ea\u202A\u202Db\u202C \u2066\u2067c\u2068d\u2069", "<p>ab cd</p>"},
		{"marks stay", "a\u200E\u200F\u061Cb", "<p>a\u200E\u200F\u061Cb</p>"},
		{"emoji that are joined stay", "👨‍👩‍👧", "<p>👨‍👩‍👧</p>"},
		{"a byte order mark and annotations", "\uFEFFa\uFFF9b\uFFFBc", "<p>abc</p>"},
		{"bytes that are no text", "a\xFFb\xC3", "<p>a\uFFFDb\uFFFD</p>"},
	})
}

// Longer comments stand in testdata with what becomes of them.
func TestMarkupOfWholeComments(t *testing.T) {
	sources, err := filepath.Glob(filepath.Join("testdata", "markup", "*.md"))
	if err != nil || len(sources) == 0 {
		t.Fatalf("no comments in testdata/markup: %v", err)
	}
	for _, path := range sources {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".md"), func(t *testing.T) {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(path, ".md") + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var wanted Body
			if err := json.Unmarshal(want, &wanted); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wanted, render(t, string(source))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// depthOf counts how many nodes of the given types stand in each other.
func depthOf(nodes []Node, types ...NodeType) int {
	deepest := 0
	for _, n := range nodes {
		depth := depthOf(n.Children, types...)
		for _, kind := range types {
			if n.Type == kind {
				depth++
			}
		}
		deepest = max(deepest, depth)
	}
	return deepest
}

func TestMarkupNestsOnlySoDeepAndLosesNoText(t *testing.T) {
	for name, source := range map[string]string{
		"quotes":         strings.Repeat(">", 3000) + "底",
		"quotes, spaced": strings.Repeat("> ", 3000) + "底\n" + strings.Repeat("還\n", 1000),
		"lists":          strings.Repeat("- ", 3000) + "底",
		"numbered lists": strings.Repeat("1. ", 3000) + "底",
		"mixed":          strings.Repeat("> - 1. ", 1000) + "底",
		"indented lists": indentedList(60) + "底",
		"emphasis":       strings.Repeat("*甲 **乙 ", 300) + "底" + strings.Repeat("乙** 甲*", 300),
		"many stars":     strings.Repeat("*", 2000) + "底" + strings.Repeat("*", 2000),
		"brackets":       strings.Repeat("[", 4000) + "底" + strings.Repeat("](https://a.example)", 1000),
	} {
		body := render(t, source)
		if blocks := depthOf(body, NodeQuote, NodeList); blocks > maxNesting {
			t.Errorf("%s: quotes and lists are %d deep", name, blocks)
		}
		if inlines := depthOf(body, NodeStrong, NodeEmphasis, NodeLink); inlines > maxNesting {
			t.Errorf("%s: emphasis and links are %d deep", name, inlines)
		}
		if !strings.Contains(body.PlainText(), "底") {
			t.Errorf("%s: the text is lost", name)
		}
	}
}

func indentedList(levels int) string {
	var source strings.Builder
	for level := range levels {
		source.WriteString(strings.Repeat("  ", level) + "- 層\n")
	}
	return source.String()
}

func TestMarkupRefusesWhatNoCommentNeeds(t *testing.T) {
	if _, err := Render(strings.Repeat("a", maxSourceBytes)); err != nil {
		t.Errorf("as long as is allowed: %v", err)
	}
	if _, err := Render(strings.Repeat("a", maxSourceBytes+1)); !errors.Is(err, ErrSourceTooLarge) {
		t.Errorf("a byte longer: %v", err)
	}
}
