package comments

import (
	"context"
	"math"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// What may be wrong with a vote.
var (
	ErrVoteValue = fault.New(fault.Invalid, "vote_invalid", "A vote is 1, -1, or 0 to take it back.").
			WithField("value", "vote_invalid", "-1, 0 or 1.")
	ErrOwnVote = fault.New(fault.Forbidden, "own_comment", "Nobody votes on their own comment.")
)

// Vote sets the member's one vote on a comment: 1 up, -1 down, 0 takes it back. It returns the comment's votes after it.
// Nobody votes on their own comment, nor on what is not published.
func (s *Service) Vote(
	ctx context.Context, actor auth.Actor, site auth.SiteID, id ID, value int,
) (up, down, mine int, err error) {
	if value < -1 || value > 1 {
		return 0, 0, 0, ErrVoteValue
	}
	if err := s.mayWrite(ctx, actor, site); err != nil {
		return 0, 0, 0, err
	}
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		up, down, err = vote(tx, site, id, actor.Member.ID, value, s.moment())
		return err
	})
	return up, down, value, err
}

func vote(tx storage.Tx, site auth.SiteID, id ID, member auth.MemberID, value int, now storage.Time) (up, down int, err error) {
	_, p, err := lockPlace(tx, id)
	if err != nil {
		return 0, 0, err
	}
	switch {
	case p.site != site, !p.shown && p.author != member:
		return 0, 0, ErrNotFound
	case p.status != Published:
		return 0, 0, ErrNotPublished
	case p.author == member:
		return 0, 0, ErrOwnVote
	}
	was, err := loadVote(tx, id, member)
	if err != nil || was == value {
		return p.up, p.down, err
	}
	up, down = p.up+ups(value)-ups(was), p.down+downs(value)-downs(was)
	if err := putVote(tx, p, member, value, now); err != nil {
		return 0, 0, err
	}
	return up, down, countVote(tx, p, up, down)
}

func ups(value int) int   { return max(value, 0) }
func downs(value int) int { return max(-value, 0) }

// wilson is the lower bound of the Wilson score interval for the share of up among all votes at 95 % (E. B. Wilson,
// "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927). No votes give 0.
func wilson(up, down int) float64 {
	const z = 1.959963984540054 // the 97.5th percentile of the normal distribution
	n := float64(up + down)
	if n == 0 {
		return 0
	}
	p := float64(up) / n
	center := p + z*z/(2*n)
	margin := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (center-margin)/(1+z*z/n))
}
