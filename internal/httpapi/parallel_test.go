package httpapi

import (
	"strings"
	"sync"
	"testing"

	"board/internal/httpapi/oapi"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// atOnce lets n requests start together and counts the answers by status.
func atOnce(n int, ask func(i int) answer) (answers []answer, byStatus map[int]int) {
	answers = make([]answer, n)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			answers[i] = ask(i)
		})
	}
	close(start)
	all.Wait()
	byStatus = make(map[int]int)
	for _, a := range answers {
		byStatus[a.status]++
	}
	return answers, byStatus
}

func TestAHundredVotesAtOnceAreAHundredVotes(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		s := newStack(t, db)
		comment := s.member("Author").comment("a1", "Vote for this")
		voters := make([]visitor, 100)
		for i := range voters {
			voters[i] = s.member(s.fresh("Voter"))
		}
		path := news + "/comments/" + comment.ID.String()
		// Each votes twice, so that a vote that is counted twice would show.
		for range 2 {
			if _, by := atOnce(len(voters), func(i int) answer { return voters[i].put(path+"/vote", object{"value": 1 - 2*(i%4/3)}) }); by[200] != 100 {
				t.Fatalf("answers by status: %v", by)
			}
		}
		if votes := read[oapi.Comment](s.stranger().get(path).want(200)).Votes; votes.Up != 75 || votes.Down != 25 {
			t.Errorf("%d up and %d down, want 75 and 25", votes.Up, votes.Down)
		}
		// One member's hundred votes at once are one vote.
		if _, by := atOnce(100, func(int) answer { return voters[0].put(path+"/vote", object{"value": 1}) }); by[200] != 100 {
			t.Fatalf("answers by status: %v", by)
		}
		if votes := read[oapi.Comment](s.stranger().get(path).want(200)).Votes; votes.Up != 75 || votes.Down != 25 {
			t.Errorf("%d up and %d down, want 75 and 25", votes.Up, votes.Down)
		}
		s.counted()
	})
}

func TestFiftyPostsWithOneKeyAreOneComment(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		s := newStack(t, db)
		author := s.member("Author").with("Idempotency-Key", "one-and-the-same")
		body := object{"source": "Said once", "article_url": newsArticle}
		answers, by := atOnce(50, func(int) answer { return author.post(news+"/articles/a1/comments", body) })
		if by[201] != 50 {
			t.Fatalf("answers by status: %v", by)
		}
		for _, a := range answers[1:] {
			if string(a.body) != string(answers[0].body) {
				t.Fatalf("the same key gives another answer:\n%s\n%s", answers[0].body, a.body)
			}
		}
		if page := read[oapi.CommentPage](s.stranger().get(news + "/articles/a1/comments").want(200)); len(page.Threads) != 1 || page.Article.CommentCount != 1 {
			t.Errorf("%d comments, counted %d", len(page.Threads), page.Article.CommentCount)
		}
		author.post(news+"/articles/a1/comments", object{"source": "Something else"}).want(422, "idempotency_key_reused")
		author.post(news+"/articles/a2/comments", body).want(422, "idempotency_key_reused")
		s.counted()
	})
}

func TestAHundredRegistrationsOfOneNicknameMakeOneMember(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		s := newStack(t, db)
		rules := read[oapi.Rulebook](s.stranger().get(news + "/rulebook").want(200)).Version
		variants := []string{"Robin", "robin", "ROBIN", "rObIn", "Ｒｏｂｉｎ", "ＲＯＢＩＮ", "Ro\u200bbin", " Robin "}
		_, by := atOnce(100, func(i int) answer {
			return s.stranger().post(news+"/members", object{"nickname": variants[i%len(variants)], "password": password, "rulebook": rules})
		})
		if by[201] != 1 || by[201]+by[409]+by[400] != 100 {
			t.Fatalf("answers by status: %v", by)
		}
		members := read[oapi.MemberList](s.admin().get(news + "/members").want(200)).Members
		if len(members) != 1 || !strings.EqualFold(strings.TrimSpace(members[0].Nickname), "robin") && len(members[0].Nickname) < 5 {
			t.Errorf("members: %v", members)
		}
	})
}

func TestReportsAndTagsWithOneKeyAreOne(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		s := newStack(t, db)
		comment := s.member("Author").comment("a1", "Report this")
		reader := s.member("Reader").with("Idempotency-Key", "the-same-report")
		clause := s.clause("comment")
		_, by := atOnce(20, func(int) answer {
			return reader.post(news+"/comments/"+comment.ID.String()+"/reports", object{"clause": clause})
		})
		if by[201] != 20 {
			t.Errorf("reports by status: %v", by)
		}
		tagger := s.member("Tagger").with("Idempotency-Key", "the-same-tag")
		if _, by := atOnce(20, func(int) answer { return tagger.post(news+"/articles/a1/tags", object{"label": "公車"}) }); by[201] != 20 {
			t.Errorf("tags by status: %v", by)
		}
		if tags := read[oapi.TagList](s.stranger().get(news + "/articles/a1/tags").want(200)).Tags; len(tags) != 1 || tags[0].Count != 1 {
			t.Errorf("tags: %v", tags)
		}
		s.counted()
	})
}

// counted fails unless every counter equals a recount.
func (s *stack) counted() {
	s.t.Helper()
	differences, err := s.comments.Recount(s.t.Context())
	s.must(err)
	if len(differences) > 0 {
		s.t.Errorf("counters are wrong: %v", differences)
	}
}
