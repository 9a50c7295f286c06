// Package audit is the sealed log of what the desk and the administrators do.
//
// Each site has a chain, and acts that belong to no site have one of their own. A link is sealed with a hash over all it
// says and over the seal of the link before, and the chain's head remembers the last seal, so that a link can't be
// changed, removed, moved or slipped in without Verify finding it. Someone who can write to the database could still cut
// the end off a chain and set its head back; who needs to know about that keeps Report.Head elsewhere now and then.
//
// No personal text is kept here, only keys and names of acts: erasing a member never touches a chain.
package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"board/internal/storage"
)

// Chain is what a chain's key identifies: a site. The zero key is the chain of acts that belong to no site.
type Chain struct{}

// ChainID is the key of a chain: that of its site, or zero.
type ChainID = storage.Key[Chain]

// Who acts.
const (
	ActorAccount = "account" // a desk account; ActorID is its key
	ActorAPIKey  = "api_key" // a publisher's system; ActorID is the key's key
	ActorSystem  = "system"  // Board itself, or an operator at the command line
)

// Entry is one act.
type Entry struct {
	SiteID      ChainID
	At          time.Time
	ActorKind   string // ActorAccount, ActorAPIKey or ActorSystem
	ActorID     string // empty with ActorSystem
	Act         string // what was done, as in "decision.made"
	SubjectKind string // to what, as in "comment"
	SubjectID   string
	Details     map[string]string // keys, counts, names of states; never what a person wrote
}

// Link is an act in its place in the chain.
type Link struct {
	Entry
	N        int64    // 1, 2, 3, …
	PrevHash [32]byte // the seal of link N-1; zero on the first
	Hash     [32]byte // the seal
	details  string   // as stored, which is what the seal covers
}

// Append adds the act to the end of its chain, within the transaction of the act itself. The chain's head is locked until
// that ends: a job calls it last, after the rows it locks.
func Append(tx storage.Tx, e Entry) error {
	if err := e.check(); err != nil {
		return err
	}
	details, err := json.Marshal(e.Details)
	if err != nil {
		return fmt.Errorf("encode an audit entry: %w", err)
	}
	if e.Details == nil {
		details = []byte("{}")
	}
	n, prev, err := lockHead(tx, e.SiteID)
	if err != nil {
		return err
	}
	link := Link{Entry: e, N: n + 1, PrevHash: prev, details: string(details)}
	link.At = storage.At(e.At).Time
	link.Hash = link.seal()
	return addLink(tx, link)
}

func (e Entry) check() error {
	switch {
	case e.Act == "":
		return errors.New("an audit entry needs an act")
	case e.At.IsZero():
		return errors.New("an audit entry needs a time")
	case e.ActorKind != ActorAccount && e.ActorKind != ActorAPIKey && e.ActorKind != ActorSystem:
		return fmt.Errorf("an audit entry needs an actor, not %q", e.ActorKind)
	case (e.ActorID == "") != (e.ActorKind == ActorSystem):
		return errors.New("an audit entry needs the actor's id, unless the system acts")
	default:
		return nil
	}
}
