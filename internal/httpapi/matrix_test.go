package httpapi

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"board/internal/auth"
	"board/internal/httpapi/oapi"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// The roles of the matrix. The owner is a member too: whose comment, session or password it is.
const (
	anonymous = iota
	owner
	otherMember
	memberElsewhere
	suspended
	ended
	moderatorHere
	moderatorElsewhere
	administrator
	publisherKey
	roles
)

var roleNames = [roles]string{
	"anonymous", "owner", "other member", "member of another site", "suspended", "ended",
	"moderator", "moderator of another site", "admin", "publisher key",
}

// statuses are what the roles get, in their order.
type statuses [roles]int

// The usual rows; those that differ are written out.
func everyone(ok int) statuses {
	return statuses{ok, ok, ok, ok, ok, ok, ok, ok, ok, ok}
}

func readers(ok int) statuses {
	return statuses{ok, ok, ok, 403, ok, 401, ok, ok, ok, ok}
}

func members(ok int) statuses {
	return statuses{401, ok, ok, 403, ok, 401, 403, 403, 403, 403}
}

func writers(ok int) statuses {
	return statuses{401, ok, ok, 403, 403, 401, 403, 403, 403, 403}
}

func moderators(ok int) statuses {
	return statuses{401, 403, 403, 403, 403, 401, ok, 403, ok, 403}
}

func admins(ok int) statuses {
	return statuses{401, 403, 403, 403, 403, 401, 403, 403, ok, 403}
}

func accounts(ok int) statuses {
	return statuses{401, 403, 403, 403, 403, 401, ok, ok, ok, 403}
}

// attempt is a call to be made by one role: everything it needs has just been made.
type attempt struct {
	path string
	body any
	// own makes the role come with a session of its own, because the call ends it.
	own bool
	// with are headers.
	with map[string]string
}

type row struct {
	want statuses
	make func(m *matrix, role int) attempt
}

// matrix is a site with somebody in each role.
type matrix struct {
	*stack
	by     [roles]visitor
	author visitor
	// third is a moderator who takes no part but to decide what others confirm.
	third visitor
	rules int
}

func at(path string) func(*matrix, int) attempt {
	return func(*matrix, int) attempt { return attempt{path: path} }
}

func sending(path string, body any) func(*matrix, int) attempt {
	return func(*matrix, int) attempt { return attempt{path: path, body: body} }
}

// matrixRows has a row for every operation of the contract.
func matrixRows() map[string]row {
	rows := make(map[string]row)
	for _, some := range []map[string]row{articleRows(), commentRows(), memberRows(), ruleRows(), caseRows(), deskRows()} {
		maps.Copy(rows, some)
	}
	return rows
}

func articleRows() map[string]row {
	article := object{"url": newsArticle, "title": "A title"}
	return map[string]row{
		"getSite":    {everyone(200), at(news)},
		"getArticle": {readers(200), at(news + "/articles/a1")},
		"putArticle": {
			statuses{401, 403, 403, 403, 403, 401, 403, 403, 200, 200}, sending(news+"/articles/a1", article),
		},
		"setArticleState": {moderators(200), sending(news+"/articles/a1", object{"state": "open"})},
		"getDiscussion":   {moderators(200), at(news + "/discussion")},
		"setDiscussion":   {moderators(200), sending(news+"/discussion", object{"section": "sports", "state": "open"})},
		"getCounts":       {readers(200), at(news + "/counts?article=a1&article=a2")},
		"listComments":    {readers(200), at(news + "/articles/a1/comments")},
		"listTags":        {readers(200), at(news + "/articles/a1/tags")},
		"getMine":         {members(200), at(news + "/articles/a1/me")},
	}
}

func commentRows() map[string]row {
	onComment := func(rest string, body any) func(*matrix, int) attempt {
		return func(m *matrix, _ int) attempt {
			return attempt{path: news + "/comments/" + m.written(m.author).ID.String() + rest, body: body}
		}
	}
	onOwn := func(body any) func(*matrix, int) attempt {
		return func(m *matrix, _ int) attempt {
			return attempt{path: news + "/comments/" + m.written(m.by[owner]).ID.String(), body: body}
		}
	}
	return map[string]row{
		"createComment": {writers(201), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/articles/a1/comments", body: object{"source": m.fresh("A thought, number ")}}
		}},
		"getComment":    {readers(200), onComment("", nil)},
		"listReplies":   {readers(200), onComment("/replies", nil)},
		"vote":          {writers(200), onComment("/vote", object{"value": 1})},
		"reportComment": {writers(201), func(m *matrix, role int) attempt { return onComment("/reports", m.complaint("comment"))(m, role) }},
		// Somebody else's comment is not one's own to edit or to withdraw.
		"editComment":     {statuses{401, 200, 403, 403, 403, 401, 403, 403, 403, 403}, onOwn(object{"source": "Better words", "revision": 1})},
		"withdrawComment": {statuses{401, 204, 403, 403, 403, 401, 403, 403, 403, 403}, onOwn(nil)},
		"placeTag": {writers(201), func(m *matrix, _ int) attempt {
			article := m.fresh("tagged-")
			return attempt{path: news + "/articles/" + article + "/tags", body: object{"label": "交通", "article_url": newsOrigin + "/" + article}}
		}},
		"reportTag": {writers(201), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/tags/" + m.author.tag(m.fresh("tagged-"), "交通").ID.String() + "/reports", body: m.complaint("tag")}
		}},
		// Taking back what one did not place changes nothing, and is not known from having taken it back.
		"withdrawTagging": {members(204), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/tags/" + m.by[owner].tag(m.fresh("tagged-"), "交通").ID.String() + "/tagging"}
		}},
		"reportNickname": {writers(201), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/members/" + m.member(m.fresh("Somebody")).id + "/reports", body: m.complaint("nickname")}
		}},
	}
}

func memberRows() map[string]row {
	own := func(path string, body any) func(*matrix, int) attempt {
		return func(*matrix, int) attempt { return attempt{path: path, body: body, own: true} }
	}
	onMember := func(body any) func(*matrix, int) attempt {
		return func(m *matrix, _ int) attempt { return attempt{path: news + "/members/" + m.author.id, body: body} }
	}
	// Only the owner has a password here; the others come by single sign-on.
	passwords := statuses{401, 204, 409, 403, 409, 401, 403, 403, 403, 403}
	return map[string]row{
		"register": {everyone(201), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/members", body: object{"nickname": m.fresh("Newcomer"), "password": password, "rulebook": m.rules}}
		}},
		"signIn": {everyone(201), sending(news+"/sessions", object{"name": "olive@example.org", "password": password})},
		"signInSso": {everyone(201), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/sessions/sso", body: object{"token": m.ssoToken("news", "Reader", nil)}}
		}},
		"refreshSession": {everyone(201), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/sessions/refresh", body: object{"refresh_token": m.refreshToken()}}
		}},
		"signOut":        {members(204), own(news+"/sessions/current", nil)},
		"getMe":          {members(200), at(news + "/me")},
		"changePassword": {passwords, own(news+"/me/password", object{"old": password, "new": password})},
		"changeNickname": {writers(200), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/me/nickname", body: object{"nickname": m.fresh("Renamed")}}
		}},
		"agreeRulebook": {members(200), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/me/rulebook", body: object{"version": m.rules}}
		}},
		"listNotices": {members(200), at(news + "/me/notices")},
		"readNotices": {members(204), func(m *matrix, role int) attempt {
			return attempt{path: news + "/me/notices", body: object{"up_to": m.noticeOf(m.by[role])}}
		}},
		"listMembers": {moderators(200), at(news + "/members?q=o")},
		"getMember":   {moderators(200), onMember(nil)},
		"setMember":   {moderators(200), onMember(object{"premoderated": false})},
	}
}

func ruleRows() map[string]row {
	list := object{"name": "Words", "enabled": true, "terms": []object{
		{"text": "abracadabra", "action": "hold", "kinds": []string{"comment"}, "clause": "abusive"},
	}}
	onList := func(body func(oapi.TermList) any) func(*matrix, int) attempt {
		return func(m *matrix, _ int) attempt {
			made := read[oapi.TermList](m.by[administrator].post(news+"/term-lists", object{
				"name": m.fresh("List "), "enabled": false, "terms": []object{},
			}).want(201))
			return attempt{path: news + "/term-lists/" + made.ID.String(), body: body(made)}
		}
	}
	nothing := func(oapi.TermList) any { return nil }
	return map[string]row{
		"getRulebook": {readers(200), at(news + "/rulebook?language=en")},
		"getSettings": {moderators(200), at(news + "/settings")},
		"saveSettings": {admins(200), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/settings", body: read[oapi.SettingsInput](m.by[administrator].get(news + "/settings").want(200))}
		}},
		"publishRulebook": {admins(200), func(m *matrix, _ int) attempt {
			return attempt{path: other + "/rulebook", body: m.rulebook()}
		}},
		"listTermLists": {moderators(200), at(news + "/term-lists")},
		"createTermList": {moderators(201), func(m *matrix, _ int) attempt {
			list["name"] = m.fresh("List ")
			return attempt{path: news + "/term-lists", body: maps.Clone(list)}
		}},
		"getTermList": {moderators(200), onList(nothing)},
		"saveTermList": {moderators(200), onList(func(made oapi.TermList) any {
			return object{"name": made.Name, "enabled": true, "revision": made.Revision, "terms": []object{}}
		})},
		"deleteTermList": {moderators(204), onList(nothing)},
	}
}

func caseRows() map[string]row {
	onCase := func(rest string, body func(oapi.Case) any) func(*matrix, int) attempt {
		return func(m *matrix, _ int) attempt {
			c := m.reported()
			made := attempt{path: news + "/cases/" + c.Summary.ID.String() + rest}
			if body != nil {
				made.body = body(c)
			}
			return made
		}
	}
	clears := func(c oapi.Case) any {
		return object{"outcome": "no_violation", "revision": c.Summary.Subject.Revision, "acts": []object{}}
	}
	onDecision := func(rest string, body any) func(*matrix, int) attempt {
		return func(m *matrix, _ int) attempt {
			d := m.by[administrator].finds(m.reported())
			return attempt{path: news + "/decisions/" + d.Summary.ID.String() + rest, body: body}
		}
	}
	return map[string]row{
		"listCases": {moderators(200), at(news + "/cases")},
		"openCase": {moderators(201), func(m *matrix, _ int) attempt {
			return attempt{path: news + "/cases", body: object{"kind": "comment", "id": m.written(m.author).ID}}
		}},
		"getCase":         {moderators(200), onCase("", nil)},
		"claimCase":       {moderators(200), onCase("/claim", nil)},
		"releaseCase":     {moderators(204), onCase("/claim", nil)},
		"previewDecision": {moderators(200), onCase("/preview", clears)},
		"decide":          {moderators(201), onCase("/decisions", clears)},
		"listDecisions":   {moderators(200), at(news + "/decisions")},
		"getDecision":     {moderators(200), onDecision("", nil)},
		"undoDecision":    {moderators(200), onDecision("/undo", object{"reason": "A mistake"})},
		"confirmDecision": {moderators(200), func(m *matrix, role int) attempt {
			return attempt{path: news + "/decisions/" + m.awaiting().Summary.ID.String() + "/confirmation", body: object{"confirm": true}}
		}},
		"listAudit":   {moderators(200), at(news + "/audit")},
		"verifyAudit": {moderators(200), at(news + "/audit/verification")},
	}
}

func deskRows() map[string]row {
	return map[string]row{
		"deskSignIn": {everyone(201), sending("/api/v1/desk/sessions", object{"login": "admin", "password": password})},
		"deskRefresh": {everyone(201), func(m *matrix, _ int) attempt {
			tokens, err := m.auth.SignInAccount(m.t.Context(), auth.Credentials{Name: "admin", Password: password, Address: "192.0.2.3"})
			m.must(err)
			return attempt{
				path: "/api/v1/desk/sessions/refresh",
				with: map[string]string{"Cookie": deskCookieName + "=" + tokens.Refresh, "Origin": boardOrigin},
			}
		}},
		"deskSignOut": {accounts(204), func(*matrix, int) attempt {
			return attempt{path: "/api/v1/desk/sessions/current", own: true}
		}},
		"getDeskMe": {accounts(200), at("/api/v1/desk/me")},
		"changeDeskPassword": {accounts(204), func(*matrix, int) attempt {
			return attempt{path: "/api/v1/desk/me/password", body: object{"old": password, "new": password}, own: true}
		}},
	}
}

func newMatrix(t *testing.T, db *storage.DB) *matrix {
	m := &matrix{stack: newStack(t, db)}
	m.by = [roles]visitor{
		anonymous: m.stranger(), owner: m.registered("Olive"), otherMember: m.member("Reader"),
		memberElsewhere: m.memberOf("other", "Elsewhere"), suspended: m.member("Suspended"), ended: m.member("Ended"),
		moderatorHere: m.moderator("mod", "news"), moderatorElsewhere: m.moderator("modother", "other"),
		administrator: m.admin(), publisherKey: m.publisher("news"),
	}
	m.author, m.third = m.member("Author"), m.moderator("third", "news")
	m.rules = read[oapi.Rulebook](m.stranger().get(news + "/rulebook").want(200)).Version
	m.calm(m.by[administrator])
	m.author.comment("a1", "The first comment")
	admin := m.by[administrator]
	admin.finds(admin.opens("comment", m.by[suspended].comment("a1", "Rude words").ID), object{"act": "suspend", "days": 7})
	end := admin.finds(admin.opens("comment", m.by[ended].comment("a1", "Worse words").ID), object{"act": "end_membership"})
	m.by[moderatorHere].post(news+"/decisions/"+end.Summary.ID.String()+"/confirmation", object{"confirm": true}).want(200)
	return m
}

func (m *matrix) written(by visitor) oapi.Comment {
	return by.comment("a1", m.fresh("Something to talk about, number "))
}

func (m *matrix) complaint(kind string) object { return object{"clause": m.clause(kind)} }

// reported is a case that somebody's report opened.
func (m *matrix) reported() oapi.Case {
	return m.by[administrator].opens("comment", m.written(m.author).ID)
}

// awaiting is a decision that waits for a second moderator, made by one who is not in the matrix.
func (m *matrix) awaiting() oapi.Decision {
	name := m.fresh("Troll")
	return m.third.finds(m.third.opens("comment", m.member(name).comment("a1", m.fresh("Trolling, number ")).ID), object{"act": "end_membership"})
}

func (m *matrix) refreshToken() string {
	tokens, err := m.auth.SignInSSO(m.t.Context(), m.site("news"), m.ssoToken("news", "Reader", nil), "192.0.2.1")
	m.must(err)
	return tokens.Refresh
}

// noticeOf is a notice of a member; for who has none, and for who may not have any, somebody's.
func (m *matrix) noticeOf(v visitor) string {
	asked := v
	if asked.id == "" || asked.token == "" {
		asked = m.by[owner]
	}
	if slices.Contains([]string{"Olive", "Reader"}, asked.name) {
		admin := m.by[administrator]
		admin.finds(admin.opens("comment", m.written(asked).ID))
	}
	answer := asked.get(news + "/me/notices")
	if answer.status != 200 {
		asked = m.by[owner]
		answer = asked.get(news + "/me/notices").want(200)
	}
	list := read[oapi.NoticeList](answer)
	if len(list.Notices) == 0 {
		return "0198c0de-0000-7000-8000-000000000000"
	}
	return list.Notices[0].ID.String()
}

func (m *matrix) rulebook() object {
	clauses := []object{{"code": "abusive", "title": "Abuse", "text": "Be kind.", "kinds": []string{"comment", "tag", "nickname"}}}
	return object{"languages": []object{
		{"language": "zh-TW", "clauses": clauses}, {"language": "en", "clauses": clauses},
	}}
}

func TestEveryRoleGetsExactlyItsStatusAtEveryRoute(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		m := newMatrix(t, db)
		rows := matrixRows()
		for _, op := range sortedOperations(m.server.contract) {
			row, ok := rows[op.id]
			if !ok {
				t.Errorf("%s has no row: who may call it?", op.id)
				continue
			}
			delete(rows, op.id)
			t.Run(op.id, func(t *testing.T) {
				for role, want := range row.want {
					m.t = t
					m.try(op, role, want, row.make(m, role))
				}
			})
		}
		for id := range rows {
			t.Errorf("the contract has no operation %s", id)
		}
	})
}

func (m *matrix) try(op *operation, role, want int, a attempt) {
	m.t.Helper()
	v := m.by[role]
	v.stack = m.stack
	if a.own && want < 300 {
		v = v.again()
		v.stack = m.stack
		defer func() { m.by[role] = v.again() }()
	}
	for name, value := range a.with {
		v = v.with(name, value)
	}
	got := v.do(op.route.Method, a.path, a.body)
	if got.status != want {
		m.t.Errorf("%s: %s %s: %d, want %d\n%s", roleNames[role], op.route.Method, a.path, got.status, want, got.body)
	}
	if got.status == 401 && got.header.Get("WWW-Authenticate") == "" {
		m.t.Errorf("%s: a 401 does not say how to authenticate", roleNames[role])
	}
}

func sortedOperations(c *contract) []*operation {
	return slices.SortedFunc(maps.Values(c.byRoute), func(a, b *operation) int {
		return strings.Compare(a.route.Path+" "+a.route.Method, b.route.Path+" "+b.route.Method)
	})
}

// A route that is neither in the contract nor among these is one nobody agreed on.
func TestNothingIsServedBesideTheContract(t *testing.T) {
	s := newStack(t, storagetest.Open(t))
	besides := []string{"/", "/livez", "/readyz", "/api/openapi.yaml", "/api/docs", "/api/docs.css", "/board.js", "/assets/*", "/desk", "/desk/*"}
	for _, route := range s.server.echo.Routes() {
		known := s.server.contract.operationOf(route.Method, route.Path) != nil || slices.Contains(besides, route.Path)
		if !known {
			t.Errorf("%s %s is served and not in the contract", route.Method, route.Path)
		}
	}
	served := make(map[string]bool)
	for _, route := range s.server.echo.Routes() {
		served[route.Method+" "+route.Path] = true
	}
	for key := range s.server.contract.byRoute {
		if !served[key] {
			t.Errorf("%s is in the contract and not served", key)
		}
	}
}
