package httpapi

import (
	"strings"
	"testing"

	"board/internal/httpapi/oapi"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// scenario is one thing that must stay true: who asks what, and what comes back. Placeholders such as {comment} stand for
// the things in newDiscussion.
type scenario struct {
	name string
	as   string
	// One of them is the address, below /api/v1/sites/news unless it begins with a slash.
	get, post, put, patch, delete string
	body                          any
	with                          map[string]string
	status                        int
	code                          string
	// field is the path and the code of a complaint.
	field       string
	has, absent []string
}

// discussion is what the scenarios are about.
type discussion struct {
	*stack
	by     map[string]visitor
	things map[string]string
}

func newDiscussion(t *testing.T, db *storage.DB) *discussion {
	t.Helper()
	s := newStack(t, db)
	d := &discussion{stack: s, by: map[string]visitor{
		"stranger": s.stranger(), "author": s.member("Author"), "reader": s.member("Reader"), "troll": s.member("Troll"),
		"elsewhere": s.memberOf("other", "Elsewhere"), "moderator": s.moderator("mod", "news"),
		"second": s.moderator("second", "news"), "admin": s.admin(), "publisher": s.publisher("news"),
	}, things: make(map[string]string)}
	d.by["admin"].post(news+"/term-lists", object{"name": "Test", "enabled": true, "terms": []object{
		{"text": "buy pills", "action": "hold", "kinds": []string{"comment", "tag"}, "clause": s.clause("comment")},
		{"text": "forbidden", "action": "refuse", "kinds": []string{"comment", "tag", "nickname"}, "clause": s.clause("comment")},
	}}).want(201)
	root := d.by["author"].comment("a1", "The **night bus** is a good idea.")
	reply := d.by["reader"].reply(root, "I would take it twice a week.")
	held := d.by["troll"].comment("a1", "Hey you, buy pills at my place")
	removed := d.by["troll"].comment("a1", "Nobody should read this line")
	d.by["moderator"].finds(d.by["moderator"].opens("comment", removed.ID))
	elsewhere := d.by["author"].comment("a2", "Another article, another thought.")
	tag := d.by["author"].tag("a1", "交通")
	d.things = map[string]string{
		"comment": root.ID.String(), "reply": reply.ID.String(), "held": held.ID.String(), "removed": removed.ID.String(),
		"elsewhere": elsewhere.ID.String(), "tag": tag.ID.String(), "author": d.by["author"].id, "troll": d.by["troll"].id,
		"clause": s.clause("comment"), "nothing": "0198c0de-0000-7000-8000-000000000000",
	}
	return d
}

func (d *discussion) fill(text string) string {
	for name, value := range d.things {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

func (d *discussion) play(row scenario) answer {
	d.t.Helper()
	as := row.as
	if as == "" {
		as = "stranger"
	}
	v, ok := d.by[as]
	if !ok {
		d.t.Fatalf("nobody is called %s", as)
	}
	v.stack = d.stack
	for name, value := range row.with {
		v = v.with(name, value)
	}
	method, path := "GET", row.get
	for verb, address := range map[string]string{"POST": row.post, "PUT": row.put, "PATCH": row.patch, "DELETE": row.delete} {
		if address != "" {
			method, path = verb, address
		}
	}
	if !strings.HasPrefix(path, "/") {
		path = news + "/" + path
	}
	body := row.body
	switch sent := body.(type) {
	case string:
		body = d.fill(sent)
	case object:
		filled := object{}
		for name, value := range sent {
			if text, ok := value.(string); ok {
				value = d.fill(text)
			}
			filled[name] = value
		}
		body = filled
	}
	return v.do(method, d.fill(path), body)
}

func (d *discussion) playAll(t *testing.T, rows []scenario) {
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			d.t = t
			a := d.play(row)
			a.t = t
			a.want(row.status)
			if row.code != "" {
				a.want(row.status, row.code)
			}
			if row.field != "" && !strings.Contains(strings.Join(a.fields(), "\n"), row.field) {
				t.Errorf("complains about %q, not %q\n%s", a.fields(), row.field, a.body)
			}
			for _, text := range row.has {
				if !strings.Contains(string(a.body), d.fill(text)) {
					t.Errorf("%q is not in it\n%s", text, a.body)
				}
			}
			for _, text := range row.absent {
				if strings.Contains(string(a.body), d.fill(text)) {
					t.Errorf("%q is in it\n%s", text, a.body)
				}
			}
		})
	}
}

func TestWhatReadersSeeAndDo(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		newDiscussion(t, db).playAll(t, []scenario{
			{name: "an unknown article reads as empty", get: "articles/nobody-wrote", status: 200,
				has: []string{`"comment_count":0`, `"version":0`}},
			{name: "a stranger reads the discussion", get: "articles/a1/comments", status: 200,
				has: []string{"night bus", `"type":"strong"`, `"nickname":"Author"`}, absent: []string{`"source"`, "192.0.2"}},
			{name: "a stranger cannot see a held comment", get: "articles/a1/comments", status: 200, absent: []string{"buy pills"}},
			{name: "a stranger cannot see a removed comment", get: "articles/a1/comments", status: 200, absent: []string{"Nobody should read"}},
			{name: "a moderator gets the same page as everyone", as: "moderator", get: "articles/a1/comments", status: 200,
				absent: []string{"buy pills", `"source"`}},
			{name: "a held comment is not there for a stranger", get: "comments/{held}", status: 404, code: "comment_not_found"},
			{name: "a held comment is there for its author", as: "troll", get: "comments/{held}", status: 200,
				has: []string{`"status":"held"`, "buy pills", `"editable_until"`}},
			{name: "a held comment is there for a moderator", as: "moderator", get: "comments/{held}", status: 200, has: []string{`"source"`}},
			{name: "a held comment is not there for another member", as: "reader", get: "comments/{held}", status: 404},
			{name: "the source is its author's", as: "author", get: "comments/{comment}", status: 200, has: []string{`**night bus**`}},
			{name: "the source is nobody else's", as: "reader", get: "comments/{comment}", status: 200, absent: []string{`**night bus**`, "editable_until"}},
			{name: "replies come with what they answer", get: "comments/{comment}/replies", status: 200,
				has: []string{"twice a week", `"in_reply_to":{"id":"{comment}","nickname":"Author"}`}},
			{name: "one's own held comments come in the second request", as: "troll", get: "articles/a1/me", status: 200, has: []string{"buy pills"}},
			{name: "another's held comments do not", as: "reader", get: "articles/a1/me", status: 200, absent: []string{"buy pills"}},
			{name: "counts come in the order asked for", get: "counts?article=a2&article=nothing&article=a1", status: 200,
				has: []string{`[{"article":"a2","comments":1},{"article":"nothing","comments":0},{"article":"a1","comments":2}]`}},
			{name: "tags are read by everyone", get: "articles/a1/tags", status: 200, has: []string{"交通"}},

			{name: "a vote is counted", as: "reader", put: "comments/{comment}/vote", body: object{"value": 1}, status: 200,
				has: []string{`"up":1`, `"mine":1`}},
			{name: "and is the reader's own", as: "reader", get: "articles/a1/me", status: 200, has: []string{`"comment":"{comment}","value":1`}},
			{name: "nobody votes on their own comment", as: "author", put: "comments/{comment}/vote", body: object{"value": 1}, status: 403, code: "own_comment"},
			{name: "nobody votes on what they don't see", as: "reader", put: "comments/{held}/vote", body: object{"value": 1}, status: 404},
			{name: "nobody edits another's comment", as: "reader", patch: "comments/{comment}",
				body: object{"source": "Mine now", "revision": 1}, status: 403, code: "not_author"},
			{name: "nobody edits what was answered", as: "author", patch: "comments/{comment}",
				body: object{"source": "Changed", "revision": 1}, status: 409, code: "comment_answered"},
			{name: "an edit names the revision it saw", as: "reader", patch: "comments/{reply}",
				body: object{"source": "Changed", "revision": 9}, status: 409, code: "revision_conflict"},
			{name: "one's own comment is edited", as: "reader", patch: "comments/{reply}",
				body: object{"source": "Three times a week", "revision": 1}, status: 200, has: []string{`"revision":2`, `"edited_at"`}},
			{name: "what the rules refuse is refused with the clause", as: "reader", post: "articles/a1/comments",
				body: object{"source": "this is forbidden here"}, status: 422, code: "comment_refused", has: []string{`"clause":"{clause}"`, `"rule"`}},
			{name: "a tag that is refused", as: "reader", post: "articles/a1/tags", body: object{"label": "forbidden"}, status: 422, code: "tag_refused"},
			{name: "a nickname that is refused", as: "reader", put: "me/nickname", body: object{"nickname": "forbidden"}, status: 422, code: "nickname_refused"},
			{name: "nobody reports what is their own", as: "author", post: "comments/{comment}/reports", body: object{"clause": "{clause}"}, status: 403, code: "own_subject"},
			{name: "a report is received", as: "reader", post: "comments/{comment}/reports", body: object{"clause": "{clause}", "note": "Really?"}, status: 201},
			{name: "once", as: "reader", post: "comments/{comment}/reports", body: object{"clause": "{clause}"}, status: 409, code: "already_reported"},
			{name: "and the reader knows", as: "reader", get: "articles/a1/me", status: 200, has: []string{`"reported":{"comments":["{comment}"]`}},
			{name: "a clause that there is not", as: "troll", post: "comments/{comment}/reports", body: object{"clause": "no_such"}, status: 422, code: "clause_unknown"},
			{name: "an API key cannot write", as: "publisher", post: "articles/a1/comments", body: object{"source": "Advertisement"}, status: 403, code: "members_only"},
			{name: "a member of another site cannot write", as: "elsewhere", post: "articles/a1/comments", body: object{"source": "Hello"}, status: 403, code: "wrong_site"},
			{name: "an unknown site", get: "/api/v1/sites/nobody/articles/a1", status: 404, code: "site_not_found"},
			{name: "an unknown address", get: "/api/v1/nothing/here", status: 404, code: "not_found"},
			{name: "an unknown address outside the API", get: "/wp-login.php", status: 404, code: "not_found"},
			{name: "a method nobody knows", delete: "articles/a1", status: 405, code: "method_not_allowed"},
		})
	})
}

func TestTheRoadOfASuspension(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		d := newDiscussion(t, db)
		admin, troll := d.by["moderator"], d.by["troll"]
		decision := admin.finds(admin.opens("nickname", troll.id), object{"act": "suspend", "days": 7})
		d.things["decision"] = decision.Summary.ID.String()
		d.playAll(t, []scenario{
			{name: "a suspended member reads", as: "troll", get: "articles/a1/comments", status: 200},
			{name: "and sees why, and until when", as: "troll", get: "me", status: 200,
				has: []string{`"kind":"suspended"`, `"until":"2026-05-11T08:00:00Z"`, `"reason":"This breaks the rules."`, `"decision":"{decision}"`}},
			{name: "in a notice too, with the statement of reasons", as: "troll", get: "me/notices", status: 200,
				has: []string{`"kind":"suspension"`, `"facts":"This breaks the rules."`, `"automated_decision":false`}},
			{name: "but does not write", as: "troll", post: "articles/a1/comments", body: object{"source": "Still here"}, status: 403,
				code: "member_suspended", has: []string{`"until":"2026-05-11T08:00:00Z"`, `"decision":"{decision}"`}},
			{name: "nor vote", as: "troll", put: "comments/{comment}/vote", body: object{"value": 1}, status: 403, code: "member_suspended"},
			{name: "nor tag", as: "troll", post: "articles/a1/tags", body: object{"label": "公車"}, status: 403, code: "member_suspended"},
			{name: "nor report", as: "troll", post: "comments/{comment}/reports", body: object{"clause": "{clause}"}, status: 403, code: "member_suspended"},
			{name: "yet takes back what they wrote", as: "troll", delete: "comments/{held}", status: 204},
			{name: "the decision is in the audit log, with a name", as: "moderator", get: "audit", status: 200, has: []string{`"actor_name":"Desk mod"`}},
			{name: "whose seals hold", as: "moderator", get: "audit/verification", status: 200, has: []string{`"valid":true`}},
			{name: "the sanction is in force", as: "moderator", get: "members/{troll}", status: 200, has: []string{`"in_force":true`, `"kind":"suspension"`}},
			{name: "undone, and everything stands as before", as: "moderator", post: "decisions/{decision}/undo", body: object{"reason": "A mistake"}, status: 200,
				has: []string{`"status":"undone"`}},
			{name: "the sanction is not any more", as: "moderator", get: "members/{troll}", status: 200, has: []string{`"in_force":false`}, absent: []string{`"in_force":true`}},
			{name: "2,000 families are as long as 2,000 letters", as: "author", post: "articles/a1/comments",
				body: object{"source": "Families: " + strings.Repeat("👨‍👩‍👧‍👦", 2000)}, status: 201},
			{name: "so they write again", as: "troll", post: "articles/a1/comments", body: object{"source": "Thank you for looking again"}, status: 201},
			{name: "under their own name", as: "troll", get: "me", status: 200, has: []string{`"nickname":"Troll"`, `"kind":"good"`}},
		})
	})
}

func TestTheEndOfAMembershipBitesAtOnce(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		d := newDiscussion(t, db)
		mod := d.by["moderator"]
		decision := mod.finds(mod.opens("nickname", d.by["troll"].id), object{"act": "end_membership"})
		d.things["decision"] = decision.Summary.ID.String()
		d.things["token"] = d.ssoToken("news", "Troll", nil)
		d.playAll(t, []scenario{
			{name: "nothing happens before somebody else confirms", as: "troll", get: "me", status: 200, has: []string{`"kind":"good"`}},
			{name: "nobody confirms their own decision", as: "moderator", post: "decisions/{decision}/confirmation",
				body: object{"confirm": true}, status: 403, code: "own_decision"},
			{name: "a second moderator confirms", as: "second", post: "decisions/{decision}/confirmation",
				body: object{"confirm": true}, status: 200, has: []string{`"status":"effective"`, `"confirmed_by"`}},
			{name: "the open token is worth nothing", as: "troll", get: "me", status: 401, code: "session_ended"},
			{name: "not even for reading", as: "troll", get: "articles/a1/comments", status: 401, code: "session_ended"},
			{name: "nobody signs in", post: "sessions/sso", body: object{"token": "{token}"}, status: 403,
				code: "membership_ended", has: []string{`"decision":"{decision}"`}},
		})
	})
}

func TestARemovedCommentLeavesOnlyItsPlaceOverReplies(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		d := newDiscussion(t, db)
		d.by["moderator"].finds(d.by["moderator"].opens("comment", d.things["comment"]))
		page := read[oapi.CommentPage](d.by["stranger"].get(news + "/articles/a1/comments").want(200))
		if len(page.Threads) != 1 || len(page.Threads[0].Replies) != 1 {
			t.Fatalf("the thread is gone: %v", page.Threads)
		}
		root, reply := page.Threads[0].Root, page.Threads[0].Replies[0]
		if root.Status != oapi.StatusRemoved || root.Author != nil || root.Body != nil || root.Source != nil {
			t.Errorf("more than its place is left: %+v", root)
		}
		if reply.InReplyTo == nil || reply.InReplyTo.Nickname != nil {
			t.Errorf("the reply names whom it answers: %+v", reply.InReplyTo)
		}
	})
}
