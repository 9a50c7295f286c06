package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/moderation"
	"board/internal/storage"
)

const (
	demoSite    = "demo"
	demoArticle = "night-bus"
	demoTitle   = "河濱夜間公車擬年底試辦　通勤族叫好、里民盼先改善照明"
	demoLogin   = "demo"
	// The demonstration's members joined long ago, so that their reports count in full.
	demoMemberAge     = 60 * 24 * time.Hour
	demoDiscussionAge = 5 * time.Hour
)

// demoDiscussion is demo/discussion.json.
type demoDiscussion struct {
	Members []string      `json:"members"`
	Threads []demoComment `json:"threads"`
	Tags    []struct {
		Label string   `json:"label"`
		By    []string `json:"by"`
	} `json:"tags"`
	Trouble struct {
		Comment struct {
			demoComment
			Reports []demoReport `json:"reports"`
		} `json:"comment"`
		Tag struct {
			Label   string       `json:"label"`
			Reports []demoReport `json:"reports"`
		} `json:"tag"`
		Nickname struct {
			Member  string       `json:"member"`
			Reports []demoReport `json:"reports"`
		} `json:"nickname"`
	} `json:"trouble"`
}

type demoComment struct {
	By      string        `json:"by"`
	Text    string        `json:"text"`
	Replies []demoComment `json:"replies"`
}

type demoReport struct {
	By     string `json:"by"`
	Clause string `json:"clause"`
	Note   string `json:"note"`
}

// demoSeeder writes the demonstration through the same services that readers use, on a clock that runs from weeks ago to
// the present. Every step can be repeated: a start that was cut short is taken up again by the next.
type demoSeeder struct {
	*house
	ctx     context.Context
	at      time.Time
	origin  string
	site    auth.Site
	order   []string // nicknames, as the members joined
	fresh   []string // those of members that this run made
	members map[string]auth.Member
	tags    map[string]comments.TagID
	trouble comments.ID // the comment that is reported
	written int
}

// seedDemo makes the demonstration where it is not there yet, and prints the passwords it made. The desk account comes
// last: where it is, the rest is complete.
func seedDemo(s *surroundings, h *house, origin string) error {
	d, err := newDemoSeeder(s, h, origin)
	if err != nil {
		return err
	}
	discussion, err := readDiscussion()
	if err != nil {
		return err
	}
	done, err := d.found()
	if err != nil {
		return err
	}
	if done {
		if err := d.move(); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Desk:    sign in as %[1]s; board account set-password %[1]s makes a new password\n", demoLogin)
		return nil
	}
	readers, moderator := newPassword(), newPassword()
	if err := d.seed(discussion, readers); err != nil {
		return err
	}
	_, err = d.auth.CreateAccount(d.ctx, auth.NewAccount{
		Login: demoLogin, Name: "示範版主", Password: moderator, Sites: []auth.SiteID{d.site.ID},
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Desk:    sign in as %s with %s (shown once)\n", demoLogin, moderator)
	fmt.Fprintf(s.out, "Readers: sign in as %s with %s (shown once)\n", strings.Join(d.fresh, "、"), readers)
	return nil
}

// found makes the site, and says whether everything is there already.
func (d *demoSeeder) found() (done bool, err error) {
	d.site, _, err = d.auth.CreateSite(d.ctx, auth.NewSite{
		Slug: demoSite, Name: "河岸日報", Origins: d.origins(), Languages: []string{"zh-TW", "en"}, TimeZone: "Asia/Taipei",
	})
	if !errors.Is(err, auth.ErrSlugTaken) {
		return false, err
	}
	if d.site, err = d.auth.Site(d.ctx, demoSite); err != nil {
		return false, err
	}
	_, err = d.auth.AccountByLogin(d.ctx, demoLogin)
	if errors.Is(err, auth.ErrAccountNotFound) {
		return false, nil
	}
	return err == nil, err
}

// origins are those under which a browser on this machine finds the demonstration.
func (d *demoSeeder) origins() []string {
	return []string{d.origin, strings.Replace(d.origin, "127.0.0.1", "localhost", 1)}
}

// move follows a server that listens elsewhere than the last time.
func (d *demoSeeder) move() error {
	if slices.Contains(d.site.Origins, d.origin) {
		return nil
	}
	d.at = time.Now()
	site, err := d.auth.SetOrigins(d.ctx, demoSite, d.origins())
	if err != nil {
		return err
	}
	d.site = site
	return d.putArticle()
}

func newDemoSeeder(s *surroundings, h *house, origin string) (*demoSeeder, error) {
	d := &demoSeeder{
		ctx: s.ctx, at: time.Now().Add(-demoMemberAge), origin: origin,
		members: map[string]auth.Member{}, tags: map[string]comments.TagID{},
	}
	var err error
	d.house, err = newHouse(h.db, func() time.Time { return d.at }, s.log)
	return d, err
}

func readDiscussion() (discussion demoDiscussion, err error) {
	text, err := demoFiles.ReadFile("demo/discussion.json")
	if err != nil {
		return discussion, fmt.Errorf("read the discussion: %w", err)
	}
	if err := json.Unmarshal(text, &discussion); err != nil {
		return discussion, fmt.Errorf("decode the discussion: %w", err)
	}
	return discussion, nil
}

func (d *demoSeeder) seed(discussion demoDiscussion, password string) error {
	trouble := discussion.Trouble
	for _, nickname := range append(discussion.Members, trouble.Nickname.Member) {
		if err := d.join(nickname, password); err != nil {
			return fmt.Errorf("member %s: %w", nickname, err)
		}
	}
	d.at = d.at.Add(demoMemberAge - demoDiscussionAge)
	if err := d.putArticle(); err != nil {
		return err
	}
	for i, thread := range discussion.Threads {
		if i == 1 {
			if err := d.writeTrouble(trouble.Comment.demoComment); err != nil {
				return err
			}
		}
		if err := d.write(thread, nil); err != nil {
			return err
		}
	}
	if err := d.placeTags(discussion); err != nil {
		return err
	}
	return d.makeTrouble(discussion)
}

func (d *demoSeeder) join(nickname, password string) error {
	d.at = d.at.Add(time.Minute)
	d.order = append(d.order, nickname)
	version, err := d.moderation.Rulebook(d.ctx, d.site.ID, "zh-TW", 0)
	if err != nil {
		return err
	}
	tokens, err := d.auth.Register(d.ctx, d.site, auth.Registration{
		Nickname: nickname, Password: password, Rulebook: version.Version, Address: "127.0.0.1",
	})
	if err == nil {
		d.members[nickname] = *tokens.Member
		d.fresh = append(d.fresh, nickname)
		return nil
	}
	if !errors.Is(err, auth.ErrNicknameTaken) {
		return err
	}
	known, _, err := d.auth.Members(d.ctx, d.site.ID, auth.MemberQuery{Prefix: nickname, Limit: 100})
	if err != nil {
		return err
	}
	for _, member := range known {
		if member.Nickname == nickname {
			d.members[nickname] = member
			return nil
		}
	}
	return fmt.Errorf("the nickname %s is taken by nobody", nickname)
}

func (d *demoSeeder) actor(nickname string) auth.Actor {
	member := d.members[nickname]
	return auth.Actor{Role: auth.RoleMember, Site: &d.site, Member: &member, Address: "127.0.0.1"}
}

func (d *demoSeeder) articleURL() string { return d.origin + "/demo" }

func (d *demoSeeder) putArticle() error {
	url, title, section := d.articleURL(), demoTitle, "地方"
	_, err := d.comments.PutArticle(d.ctx, d.site, demoArticle, comments.ArticleInput{URL: &url, Title: &title, Section: &section})
	return err
}

// write writes a comment with its replies. Its place in the discussion is its idempotency key.
func (d *demoSeeder) write(c demoComment, parent *comments.ID) error {
	d.written++
	d.at = d.at.Add(4 * time.Minute)
	comment, _, err := d.comments.Post(d.ctx, d.actor(c.By), d.site, comments.PostInput{
		ArticleKey: demoArticle, ParentID: parent, Source: c.Text,
		Idempotency: d.once("comment", fmt.Sprintf("demo-%d", d.written), c.Text),
	})
	if err != nil {
		return fmt.Errorf("comment %d of %s: %w", d.written, c.By, err)
	}
	if err := d.vote(comment, c.By); err != nil {
		return err
	}
	for _, reply := range c.Replies {
		if err := d.write(reply, &comment.ID); err != nil {
			return err
		}
	}
	return nil
}

// vote lets some members vote, the more the earlier the comment stands; who does follows from its place alone.
func (d *demoSeeder) vote(comment comments.Comment, author string) error {
	number := 0
	for place, nickname := range d.order {
		value := 1
		switch {
		case nickname == author || (place*7+d.written*3)%5 > 1:
			continue
		case (place+d.written)%11 == 0:
			value = -1
		}
		number++
		if number > 9-d.written/8 {
			return nil
		}
		if _, _, _, err := d.comments.Vote(d.ctx, d.actor(nickname), d.site.ID, comment.ID, value); err != nil {
			return fmt.Errorf("vote of %s: %w", nickname, err)
		}
	}
	return nil
}

func (d *demoSeeder) placeTags(discussion demoDiscussion) error {
	for _, tag := range discussion.Tags {
		for _, nickname := range tag.By {
			d.at = d.at.Add(time.Second)
			placed, err := d.comments.PlaceTag(
				d.ctx, d.actor(nickname), d.site, demoArticle, d.articleURL(), demoTitle, tag.Label, nil)
			if err != nil {
				return fmt.Errorf("tag %s of %s: %w", tag.Label, nickname, err)
			}
			d.tags[tag.Label] = placed.ID
		}
	}
	return nil
}

// writeTrouble writes, among the others, the comment that readers complain about.
func (d *demoSeeder) writeTrouble(c demoComment) error {
	d.at = d.at.Add(time.Minute)
	comment, _, err := d.comments.Post(d.ctx, d.actor(c.By), d.site, comments.PostInput{
		ArticleKey: demoArticle, Source: c.Text, Idempotency: d.once("comment", "demo-trouble", c.Text),
	})
	if err != nil {
		return fmt.Errorf("comment that is reported: %w", err)
	}
	d.trouble = comment.ID
	return nil
}

// makeTrouble lets readers complain: about a comment, a tag and a nickname.
func (d *demoSeeder) makeTrouble(discussion demoDiscussion) error {
	trouble := discussion.Trouble
	about := []struct {
		kind    moderation.SubjectKind
		id      [16]byte
		reports []demoReport
	}{
		{moderation.CommentSubject, d.trouble, trouble.Comment.Reports},
		{moderation.TagSubject, d.tags[trouble.Tag.Label], trouble.Tag.Reports},
		{moderation.NicknameSubject, d.members[trouble.Nickname.Member].ID, trouble.Nickname.Reports},
	}
	for _, subject := range about {
		for _, report := range subject.reports {
			d.at = d.at.Add(time.Minute)
			_, err := d.moderation.Report(d.ctx, d.actor(report.By), d.site, subject.kind, subject.id,
				moderation.ReportInput{Clause: report.Clause, Note: report.Note})
			if err != nil && !errors.Is(err, moderation.ErrAlreadyReported) {
				return fmt.Errorf("report of %s about a %s: %w", report.By, subject.kind, err)
			}
		}
	}
	return nil
}

func (d *demoSeeder) once(operation, key, body string) *storage.IdempotencyScope {
	return &storage.IdempotencyScope{
		Site: d.site.ID.String(), Actor: "demo", Operation: operation, Key: key, BodyHash: sha256.Sum256([]byte(body)), Now: d.at,
	}
}
