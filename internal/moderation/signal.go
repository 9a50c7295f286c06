package moderation

import (
	"slices"

	"board/internal/auth"
	"board/internal/textmatch"
)

// Action is what a hit of screening does.
type Action string

// The actions, from the mildest to the strictest.
const (
	Off    Action = "off"   // of a phase: it does not look
	Allow  Action = "allow" // of a term: where it stands, others don't count
	Note   Action = "note"
	Hold   Action = "hold"
	Refuse Action = "refuse"
)

var actionOrder = []Action{Off, Note, Hold, Refuse}

// IsKnown reports whether there is such an action.
func (a Action) IsKnown() bool { return slices.Contains(actionOrder, a) }

// isOfTerm reports whether a term may have the action.
func (a Action) isOfTerm() bool { return a == Allow || a != Off && a.IsKnown() }

func (a Action) stricterThan(b Action) bool {
	return slices.Index(actionOrder, a) > slices.Index(actionOrder, b)
}

func (a Action) outcome() auth.Outcome {
	switch a {
	case Refuse:
		return auth.OutcomeRefuse
	case Hold:
		return auth.OutcomeHold
	case Note, Off, Allow:
	}
	return auth.OutcomePublish
}

// Signal is one finding of screening in one revision of a subject.
type Signal struct {
	Phase  Phase
	Code   string
	Action Action
	// Clause is the clause of the rulebook it speaks of; empty where it is no matter of the rules.
	Clause string
	// TermID, Term and List name the term that was hit, as it stood.
	TermID *TermID
	Term   string
	List   string
	// View is the way of writing that the term was found in.
	View textmatch.View
	// Start and End are the half-open range in the source, in code points; nil where the finding has no place.
	Start, End *int
}
