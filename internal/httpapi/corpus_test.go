//go:build corpus

package httpapi

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"board/internal/comments"
	"board/internal/httpapi/oapi"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// payloads reads the public sets: one payload a line, by \n only, since some hold U+2028. Lines of blns.txt that begin
// with # are its comments.
func payloads(t *testing.T) []string {
	folder := os.Getenv("BOARD_CORPUS")
	if folder == "" {
		t.Fatal("BOARD_CORPUS is empty: make corpus DATA=folder sets it")
	}
	var all []string
	for name, hasComments := range map[string]bool{"xss/payloads.txt": false, "robustness/blns.txt": true} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			if line != "" && (!hasComments || !strings.HasPrefix(line, "#")) {
				all = append(all, line)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Each payload goes in by every door there is for text, over HTTP. The client fails for a 500 and for an answer that the
// contract does not describe; what comes back holds known nodes and known schemes only, and the HTML that the server
// makes of it can do nothing.
func TestCorpusDoesNothing(t *testing.T) {
	all := payloads(t)
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		s := newStack(t, db)
		admin, publisher := s.admin(), s.publisher("news")
		s.calm(admin)
		server := httptest.NewServer(s.server)
		t.Cleanup(server.Close)
		s.base = server.URL
		c := &corpus{stack: s, admin: admin, publisher: publisher, clause: s.clause("comment")}
		for i, payload := range all {
			if i%200 == 0 {
				s.clock.forward(14 * time.Minute) // So that limits of time don't decide.
				c.admin = admin.again()
			}
			c.send(i, payload)
		}
		t.Logf("%d payloads: %v", len(all), c.taken)
		for _, door := range []string{"comment", "nickname", "tag", "note", "title"} {
			if c.taken[door] < len(all)/4 {
				t.Errorf("only %d of %d payloads came in as a %s: the test tests little", c.taken[door], len(all), door)
			}
		}
		c.lookAround()
	})
}

type corpus struct {
	*stack
	admin, publisher visitor
	clause           string
	// target is what gets reported.
	target oapi.Comment
	taken  map[string]int
}

// came counts a payload that was taken in.
func (c *corpus) came(door string, a answer) bool {
	if c.taken == nil {
		c.taken = make(map[string]int)
	}
	if a.status >= 300 {
		return false
	}
	c.taken[door]++
	return true
}

func (c *corpus) send(i int, payload string) {
	c.t.Helper()
	article := fmt.Sprintf("p%d", i)
	member := c.visitorFor(i, payload)
	if !c.came("nickname", member.put(news+"/me/nickname", object{"nickname": payload})) {
		c.came("nickname", member.put(news+"/me/nickname", object{"nickname": short(payload)}))
	}
	c.came("title", c.publisher.put(news+"/articles/"+article, object{"url": newsOrigin + "/" + article, "title": payload}))
	made := member.post(news+"/articles/"+article+"/comments", object{"source": payload, "article_url": newsArticle, "article_title": "T"})
	if c.came("comment", made) {
		c.harmless(payload, read[oapi.CommentCreated](made).Comment)
	}
	if !c.came("tag", member.post(news+"/articles/"+article+"/tags", object{"label": payload})) {
		c.came("tag", member.post(news+"/articles/"+article+"/tags", object{"label": short(payload)}))
	}
	if i%4 == 0 { // Before enough complaints have come together to hold it.
		c.target = c.member(c.fresh("Target")).comment("target", "A comment to complain about, number "+c.fresh(""))
	}
	c.came("note", member.post(news+"/comments/"+c.target.ID.String()+"/reports", object{"clause": c.clause, "note": payload}))
	c.stranger().get(news + "/articles/" + article + "/comments")
	c.stranger().get(news + "/articles/" + article + "/tags")
	c.admin.get(news + "/members?q=" + url.QueryEscape(payload))
	c.stranger().get(news + "/articles/" + url.PathEscape(payload) + "/comments?cursor=" + url.QueryEscape(payload))
}

// visitorFor is a new member whom the publisher names by the payload; one it can't name gets a neutral nickname.
func (c *corpus) visitorFor(i int, payload string) visitor {
	c.t.Helper()
	token := c.ssoToken("news", fmt.Sprintf("subject-%d", i), object{"nickname": payload, "avatar": payload, "email": payload})
	session := read[oapi.Session](c.stranger().post(news+"/sessions/sso", object{"token": token}).want(201))
	v := c.stranger()
	v.token, v.id = session.AccessToken, session.Member.ID.String()
	rules := read[oapi.Rulebook](c.stranger().get(news + "/rulebook").want(200))
	v.put(news+"/me/rulebook", object{"version": rules.Version}).want(200)
	return v
}

// short is the beginning of what is too long for a nickname or a tag.
func short(payload string) string {
	runes := []rune(payload)
	return string(runes[:min(len(runes), 20)])
}

func (c *corpus) harmless(payload string, made oapi.Comment) {
	c.t.Helper()
	nodes := given(made.Body)
	c.nodesAreKnown(payload, nodes)
	body, err := comments.Render(payload)
	c.must(err)
	if found := activeParts(c.t, body.HTML()); len(found) > 0 {
		c.t.Errorf("%q becomes %v", payload, found)
	}
}

// nodesAreKnown walks over a body tree; the contract has checked the types of its nodes already.
func (c *corpus) nodesAreKnown(payload string, nodes []oapi.Node) {
	c.t.Helper()
	for _, node := range nodes {
		if !node.Type.Valid() {
			c.t.Errorf("%q has a node %q", payload, node.Type)
		}
		if href := given(node.Href); href != "" || node.Type == oapi.NodeTypeLink {
			u, err := url.Parse(href)
			if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) || node.Type != oapi.NodeTypeLink {
				c.t.Errorf("%q links to %q", payload, href)
			}
		}
		c.nodesAreKnown(payload, given(node.Children))
	}
}

// lookAround reads what the desk shows of it all, and the pages that the server makes.
func (c *corpus) lookAround() {
	c.t.Helper()
	desk := c.admin.again()
	for cursor, pages := "", 0; pages < 40; pages++ {
		page := read[oapi.CasePage](desk.get(news + "/cases?limit=100" + cursor).want(200))
		for _, found := range page.Cases[:min(len(page.Cases), 5)] {
			desk.get(news + "/cases/" + found.ID.String()).want(200)
		}
		if page.Next == nil {
			break
		}
		cursor = "&cursor=" + *page.Next
	}
	for _, path := range []string{"/api/docs", "/livez", "/nothing"} {
		if found := activeParts(c.t, string(c.stranger().get(path).body)); len(found) > 0 {
			c.t.Errorf("%s holds %v", path, found)
		}
	}
	c.counted()
}
