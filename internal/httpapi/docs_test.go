package httpapi

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"board/internal/storage/storagetest"
)

func TestThePageAboutTheAPIShowsEveryOperation(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	page := string(s.stranger().get("/api/docs").want(200).body)
	for _, op := range s.server.contract.byRoute {
		if !strings.Contains(page, `id="`+op.id+`"`) {
			t.Errorf("%s is not shown", op.id)
		}
	}
	if !strings.Contains(string(s.stranger().get("/api/openapi.yaml").want(200).body), "openapi: 3.0.3") {
		t.Error("the contract is not served")
	}
	s.stranger().get("/api/docs.css").want(200)
	for _, link := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+link[1]+`"`) {
			t.Errorf("a link to %s leads nowhere", link[1])
		}
	}
	if found := activeParts(t, page); len(found) > 0 {
		t.Errorf("the page needs a laxer policy for %v", found)
	}
}

// activeParts are the elements, attributes and addresses by which a page could do something, or be made to.
func activeParts(t testing.TB, page string) (found []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	forbidden := " script iframe object embed style svg math base form meta-refresh template frame frameset applet "
	for node := range root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		if strings.Contains(forbidden, " "+node.Data+" ") {
			found = append(found, node.Data)
		}
		for _, a := range node.Attr {
			if isActive(a) {
				found = append(found, node.Data+" "+a.Key+"="+a.Val)
			}
		}
	}
	return found
}

func isActive(a html.Attribute) bool {
	switch a.Key {
	case "style", "srcdoc", "formaction", "http-equiv":
		return true
	case "href", "src", "action", "data", "poster", "xlink:href":
		scheme, _, found := strings.Cut(a.Val, ":")
		return found && !strings.ContainsAny(scheme, "/#?") && scheme != "http" && scheme != "https" && scheme != "mailto"
	}
	return strings.HasPrefix(a.Key, "on")
}
