package comments

import (
	"slices"
	"testing"
)

const rel = `" rel="nofollow ugc noopener">`

func TestMarkupLinks(t *testing.T) {
	checkMarkup(t, []markupRow{
		{"a link", "[站](https://a.example/x?y=1&z=2#w)", `<p><a href="https://a.example/x?y=1&amp;z=2#w` + rel + `站</a></p>`},
		{"a link with emphasis and a title", `[**站**](http://a.example "題")`, `<p><a href="http://a.example` + rel + `<strong>站</strong></a></p>`},
		{"a link in Chinese", "看[這裡](https://a.example)吧", `<p>看<a href="https://a.example` + rel + `這裡</a>吧</p>`},
		{"a link without a label", "[](https://a.example)", `<p><a href="https://a.example` + rel + `https://a.example</a></p>`},
		{"an address in angle brackets", "<https://a.example/x_y_z>", `<p><a href="https://a.example/x_y_z` + rel + `https://a.example/x_y_z</a></p>`},
		{"a mail address in angle brackets", "<me@a.example>", `<p><a href="mailto:me@a.example` + rel + `me@a.example</a></p>`},
		{"mail without its fields", "[寫信](mailto:me@a.example?subject=x&bcc=all@b.example)", `<p><a href="mailto:me@a.example` + rel + `寫信</a></p>`},
		{"a picture is a link to it", "![貓](https://a.example/cat.jpg)", `<p><a href="https://a.example/cat.jpg` + rel + `貓</a></p>`},
		{"a picture in a link", "[![貓](https://b.example/c.jpg)](https://a.example)", `<p><a href="https://a.example` + rel + `貓</a></p>`},
		{"an address in a link's label", "[<https://b.example>](https://a.example)", `<p><a href="https://a.example` + rel + `https://b.example</a></p>`},
		{"a bare URL in a link's label", "[https://b.example](https://a.example)", `<p><a href="https://a.example` + rel + `https://b.example</a></p>`},
		{"parentheses in a destination", `[a](https://a.example/b_(c)\))`, `<p><a href="https://a.example/b_(c))` + rel + `a</a></p>`},
		{"no link in code", "`https://a.example`", "<p><code>https://a.example</code></p>"},
	})
}

func TestMarkupBareURLs(t *testing.T) {
	link := func(url string) string { return `<a href="` + url + rel + url + "</a>" }
	checkMarkup(t, []markupRow{
		{"alone", "https://a.example", "<p>" + link("https://a.example") + "</p>"},
		{"between Chinese", "詳見https://a.example/路，謝謝", "<p>詳見" + link("https://a.example/") + "路，謝謝</p>"},
		{"at the end of a sentence", "See https://a.example/b.html. Or (http://b.example/)?",
			"<p>See " + link("https://a.example/b.html") + ". Or (" + link("http://b.example/") + ")?</p>"},
		{"with parentheses of its own", "https://a.example/b_(c)", "<p>" + link("https://a.example/b_(c)") + "</p>"},
		{"with marks of emphasis in it", "https://a.example/_b_/c__d", "<p>" + link("https://a.example/_b_/c__d") + "</p>"},
		{"within emphasis", "**https://a.example/b**很好", "<p><strong>" + link("https://a.example/b") + "</strong>很好</p>"},
		{"in brackets that are no link", "【https://a.example】", "<p>【" + link("https://a.example") + "】</p>"},
		{"on two lines", "https://a.example\nhttp://b.example", "<p>" + link("https://a.example") + "<br>" + link("http://b.example") + "</p>"},
		{"in upper case", "HTTPS://A.EXAMPLE/B", `<p><a href="https://a.example/B` + rel + "HTTPS://A.EXAMPLE/B</a></p>"},
		{"with a port and a query", "http://a.example:8080/?q=%E5%8F%B0&r=1", `<p><a href="http://a.example:8080/?q=%E5%8F%B0&amp;r=1` + rel +
			`http://a.example:8080/?q=%E5%8F%B0&amp;r=1</a></p>`},
		{"the end of another word", "xhttp://a.example", "<p>xhttp://a.example</p>"},
		{"without a host", "https:// 和 http://?x", "<p>https:// 和 http://?x</p>"},
		{"another scheme", "ftp://a.example file:///etc/passwd", "<p>ftp://a.example file:///etc/passwd</p>"},
		{"escaped", `https\://a.example`, "<p>https://a.example</p>"},
	})
}

// What may not be linked stays text, and nothing of what was written is lost.
func TestMarkupKeepsForbiddenLinksAsText(t *testing.T) {
	checkMarkup(t, []markupRow{
		{"a script", "[點我](javascript:alert(1))", "<p>[點我](javascript:alert(1))</p>"},
		{"a script in disguise", "[x](JaVaScRiPt&colon;f) [x](java\\script:f) [x](\x01javascript:f)",
			`<p>[x](JaVaScRiPt&amp;colon;f) [x](java\script:f) [x](javascript:f)</p>`},
		{"data", "[x](data:text/html,hi) <data:text/html,hi>", "<p>[x](data:text/html,hi) &lt;data:text/html,hi&gt;</p>"},
		{"other schemes", "<ftp://a.example> [x](tel:123) [x](vbscript:f)", "<p>&lt;ftp://a.example&gt; [x](tel:123) [x](vbscript:f)</p>"},
		{"relative", "[x](/admin) [x](//a.example) [x](?q) a[0](i)", "<p>[x](/admin) [x](//a.example) [x](?q) a[0](i)</p>"},
		{"a picture", "![x](javascript:f)", "<p>![x](javascript:f)</p>"},
		{"with a title", `[x](y "z")`, "<p>[x](y &#34;z&#34;)</p>"},
		{"nowhere", "[x]() [x](<>)", "<p>[x]() [x]()</p>"},
		{"a user name that looks like a host", "[銀行](https://bank.example@evil.example)", "<p>[銀行](https://bank.example@evil.example)</p>"},
		{"without slashes", "[x](https:a.example)", "<p>[x](https:a.example)</p>"},
		{"mail to nobody", "[x](mailto:) [x](mailto:@a)", "<p>[x](mailto:) [x](mailto:@a)</p>"},
		{"a host that can't be", "[x](https://xn--0.example/) <https://%zz> [x](https://a%20b) [x](https://[fe80::1%25e])",
			"<p>[x](https://xn--0.example/) &lt;https://%zz&gt; [x](https://a%20b) [x](https://[fe80::1%25e])</p>"},
	})
}

func TestMarkupLinksLeadToTheHostThatBrowsersVisit(t *testing.T) {
	for address, want := range map[string]string{
		"https://台灣.example/路?問=1#段":   "https://xn--kpry57d.example/%E8%B7%AF?%E5%95%8F=1#%E6%AE%B5",
		"https://ＥＶＩＬ。example":         "https://evil.example",
		"https://ev\u00ADil.example":   "https://evil.example",
		"https://EVIL.example:443/":    "https://evil.example:443/",
		"http://[2001:db8::1]:80/x":    "http://[2001:db8::1]:80/x",
		"http://192.0.2.1":             "http://192.0.2.1",
		"https://under_score.example":  "https://under_score.example",
		"https://a.example/\"'<x>`{}|": "https://a.example/%22%27%3Cx%3E%60%7B%7D%7C",
		"https://a.example/?\"<x>`{}|": "https://a.example/?%22%3Cx%3E%60%7B%7D%7C",
		"mailto:\"a b\"@c.example":     "mailto:%22a%20b%22@c.example",
	} {
		got, ok := safeHref(address)
		if !ok || got != want {
			t.Errorf("%q: got %q, %v, want %q", address, got, ok, want)
		}
	}
}

func TestBodyTellsItsLinksAndItsText(t *testing.T) {
	body := render(t, "甲 https://a.example **乙**\n丙\n\n> [丁](http://b.example/x)\n> - 戊\n> - 己\n\n```\n庚\n辛\n```\n![壬](https://a.example)")
	if want := []string{"https://a.example", "http://b.example/x", "https://a.example"}; !slices.Equal(body.Links(), want) {
		t.Errorf("links %q, want %q", body.Links(), want)
	}
	if got, want := body.PlainText(), "甲 https://a.example 乙\n丙\n丁\n戊\n己\n庚\n辛\n壬"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}
