package comments

import (
	"math"
	"testing"

	"board/internal/storage"
)

func TestAHundredParallelVotesAreCountedOnceEach(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c := w.post(w.member(), "a", "vote on this")
		voters := w.members(50)
		version := w.article("a").Version
		// Each member votes twice at the same time, so that the second vote changes the first or repeats it.
		for _, err := range atOnce(100, func(i int) error {
			value := 1
			if i%10 == 0 {
				value = -1
			}
			_, _, _, err := w.Vote(w.Context(), voters[i/2], w.site.ID, c.ID, value)
			return err
		}) {
			w.ok(err)
		}
		got := w.comment(c.ID)
		if got.Up+got.Down != 50 || rows(w, "SELECT COUNT(*) FROM votes") != 50 {
			t.Fatalf("%d up and %d down from 50 members", got.Up, got.Down)
		}
		if got.score != wilson(got.Up, got.Down) {
			t.Errorf("score is %v, want %v", got.score, wilson(got.Up, got.Down))
		}
		if a := w.article("a"); a.Version != version || a.VotesTick < 50 {
			t.Errorf("votes raise the tick alone, got version %d and tick %d", a.Version, a.VotesTick)
		}
		w.exact()
	})
}

func TestAVoteIsChangedAndTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		c, voter := w.post(w.member(), "a", "text"), w.member()
		for _, step := range []struct{ value, up, down int }{{1, 1, 0}, {1, 1, 0}, {-1, 0, 1}, {0, 0, 0}, {0, 0, 0}, {-1, 0, 1}} {
			up, down, mine, err := w.Vote(w.Context(), voter, w.site.ID, c.ID, step.value)
			w.ok(err)
			if up != step.up || down != step.down || mine != step.value {
				t.Fatalf("%+v: got %d up, %d down, mine %d", step, up, down, mine)
			}
			m, err := w.Mine(w.Context(), voter, w.site.ID, "a")
			w.ok(err)
			if m.Votes[c.ID] != step.value {
				t.Fatalf("%+v: mine is %v", step, m.Votes)
			}
			w.exact()
		}
	})
}

func TestWhatCannotBeVotedOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		author, voter := w.member(), w.member()
		c := w.post(author, "a", "text")
		vote := func(id ID, value int) error {
			_, _, _, err := w.Vote(w.Context(), voter, w.site.ID, id, value)
			return err
		}
		_, _, _, err := w.Vote(w.Context(), author, w.site.ID, c.ID, 1)
		w.refused(err, ErrOwnVote)
		w.refused(vote(c.ID, 2), ErrVoteValue)
		w.refused(vote(c.ID, math.MinInt), ErrVoteValue)
		w.refused(vote(storage.NewKey[Comment](), 1), ErrNotFound)
		w.reply(voter, "a", &c.ID, "answer")
		w.setStatus(c.ID, Removed)
		w.refused(vote(c.ID, 1), ErrNotPublished)
		hidden := w.post(author, "a", "hidden")
		w.setStatus(hidden.ID, Held)
		w.refused(vote(hidden.ID, 1), ErrNotFound)
		other := w.newSite("other")
		_, _, _, err = w.Vote(w.Context(), w.memberOf(other), other.ID, c.ID, 1)
		w.refused(err, ErrNotFound)
	})
}

func TestWilsonRanksByWhatIsKnown(t *testing.T) {
	// Worked out by hand from the formula with z = 1.96.
	for _, c := range []struct {
		up, down int
		want     float64
	}{{0, 0, 0}, {0, 5, 0}, {1, 0, 0.2065}, {10, 0, 0.7225}, {1, 1, 0.0945}, {60, 40, 0.5020}, {600, 400, 0.5693}} {
		if got := wilson(c.up, c.down); math.Abs(got-c.want) > 0.0005 {
			t.Errorf("%d up, %d down: %.4f, want %.4f", c.up, c.down, got, c.want)
		}
	}
}
