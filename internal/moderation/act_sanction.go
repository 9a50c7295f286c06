package moderation

import (
	"fmt"
	"time"

	"board/internal/auth"
	"board/internal/storage"
)

// sanctionState is what of a sanction undo must find and restore.
type sanctionState struct {
	Member auth.MemberID `json:"member"`
	Kind   SanctionKind  `json:"kind"`
	Until  *time.Time    `json:"until,omitempty"`
	Lifted bool          `json:"lifted"`
}

func (r sanctionRow) state() sanctionState {
	return sanctionState{Member: r.MemberID, Kind: r.Kind, Until: r.UntilAt.Ptr(), Lifted: r.LiftedAt != nil}
}

// sanction imposes a sanction on a member.
func (r *ruling) sanction(a ActInput, kind SanctionKind, until *time.Time) error {
	member := a.member(r.st.member)
	if err := r.watch(member); err != nil {
		return err
	}
	if r.standingBefore(member).Kind == auth.Ended {
		return ErrMemberEnded
	}
	row := sanctionRow{
		ID: storage.NewKey[Sanction](), SiteID: r.site.ID, MemberID: member, DecisionID: r.id, Kind: kind,
		FromAt: r.now, UntilAt: storage.AtPtr(until),
	}
	if err := addSanction(r.tx, row); err != nil {
		return err
	}
	before := row.state()
	before.Lifted = true
	r.keep(a.Act, sanctionTarget, row.ID, before, row.state())
	return r.s.restand(r.tx, r.site.ID, member)
}

// sanctionTarget is the kind of target in acts that impose or lift sanctions.
const sanctionTarget = "sanction"

// liftSanction lifts a sanction that an earlier decision imposed.
func (r *ruling) liftSanction(a ActInput) error {
	row, err := lockSanction(r.tx, r.site.ID, *a.SanctionID)
	if err != nil {
		return err
	}
	if err := r.involved(row.MemberID); err != nil {
		return err
	}
	if row.LiftedAt != nil {
		return ErrSanctionLifted
	}
	if err := r.watch(row.MemberID); err != nil {
		return err
	}
	before := row.state()
	row.LiftedAt = &r.now
	if err := setLifted(r.tx, row.ID, &r.now, &r.id); err != nil {
		return err
	}
	r.keep(LiftSanction, sanctionTarget, row.ID, before, row.state())
	return r.s.restand(r.tx, r.site.ID, row.MemberID)
}

// watch remembers a member's standing before the ruling touches it.
func (r *ruling) watch(member auth.MemberID) error {
	for _, known := range r.standings {
		if known.Member.ID == member {
			return nil
		}
	}
	m, err := r.s.auth.MemberTx(r.tx, r.site.ID, member)
	if err != nil {
		return fmt.Errorf("lock member %s: %w", member, err)
	}
	r.standings = append(r.standings, StandingChange{Member: m, Before: m.Standing})
	return nil
}

func (r *ruling) standingBefore(member auth.MemberID) auth.Standing {
	for _, known := range r.standings {
		if known.Member.ID == member {
			return known.Before
		}
	}
	return auth.Standing{Kind: auth.Good}
}

// closeStandings looks how the members stand that the ruling touched.
func (r *ruling) closeStandings() error {
	for i, change := range r.standings {
		m, err := r.s.auth.MemberTx(r.tx, r.site.ID, change.Member.ID)
		if err != nil {
			return fmt.Errorf("read member %s: %w", change.Member.ID, err)
		}
		r.standings[i].After = m.Standing
	}
	return nil
}

// restand derives a member's standing from the sanctions that were not lifted.
func (s *Service) restand(tx storage.Tx, site auth.SiteID, member auth.MemberID) error {
	sanctions, err := loadSanctions(tx.DB(), member)
	if err != nil {
		return err
	}
	if err := s.auth.SetStandingTx(tx, site, member, standingFrom(sanctions)); err != nil {
		return fmt.Errorf("set the standing of member %s: %w", member, err)
	}
	return nil
}

// standingFrom is what of the sanctions makes the standing: an end, the suspension that lasts longest, the last warning.
// It does not depend on the clock, which has its say when the standing is read. The decision is that of the hardest of
// these, and a suspension is harder than a warning that came before it was over.
func standingFrom(sanctions []Sanction) auth.StandingColumns {
	var end, longest, last *Sanction
	for i := range sanctions {
		s := &sanctions[i]
		if s.LiftedAt != nil {
			continue
		}
		switch s.Kind {
		case EndOfMembership:
			end = s
		case Suspension:
			if longest == nil || s.Until.After(*longest.Until) {
				longest = s
			}
		case Warning:
			if last == nil || s.From.After(last.From) {
				last = s
			}
		}
	}
	var c auth.StandingColumns
	if last != nil {
		c.WarnedAt, c.DecisionID = &last.From, (*[16]byte)(&last.DecisionID)
	}
	if longest != nil {
		c.SuspendedUntil = longest.Until
		if last == nil || longest.Until.After(last.From) {
			c.DecisionID = (*[16]byte)(&longest.DecisionID)
		}
	}
	if end != nil {
		c.EndedAt, c.DecisionID = &end.From, (*[16]byte)(&end.DecisionID)
	}
	return c
}

// undoSanction takes a sanction back, or puts one that was lifted in force again.
func (u *undoing) undoSanction(row actRow) error {
	var before, after sanctionState
	if err := u.states(row, &before, &after); err != nil {
		return err
	}
	sanction, err := lockSanction(u.tx, u.site.ID, SanctionID(row.TargetID))
	if err != nil {
		return err
	}
	mine := sanction.LiftedBy == nil || *sanction.LiftedBy == u.id
	if (sanction.LiftedAt != nil) != after.Lifted || !mine {
		return superseded(row)
	}
	if before.Lifted {
		err = setLifted(u.tx, sanction.ID, &u.now, nil)
	} else {
		err = setLifted(u.tx, sanction.ID, nil, nil)
	}
	if err != nil {
		return err
	}
	u.members[sanction.MemberID] = true
	return u.s.restand(u.tx, u.site.ID, sanction.MemberID)
}
