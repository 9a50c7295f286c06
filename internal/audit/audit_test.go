package audit_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"board/internal/audit"
	"board/internal/storage"
	"board/internal/storage/storagetest"
)

var noon = time.Date(2026, 1, 1, 12, 0, 0, 123_456_000, time.UTC)

// entry is a decision of an account, the n-th of the test.
func entry(chain audit.ChainID, n int) audit.Entry {
	return audit.Entry{
		SiteID: chain, At: noon.Add(time.Duration(n) * time.Second),
		ActorKind: audit.ActorAccount, ActorID: "0190-account",
		Act: "decision.made", SubjectKind: "comment", SubjectID: fmt.Sprintf("0190-comment-%d", n),
		Details: map[string]string{"outcome": "violation", "clause": "abusive", "acts": "remove,warn"},
	}
}

func add(t *testing.T, db *storage.DB, entries ...audit.Entry) {
	t.Helper()
	for _, e := range entries {
		if err := db.Write(t.Context(), func(tx storage.Tx) error { return audit.Append(tx, e) }); err != nil {
			t.Fatal(err)
		}
	}
}

// newChain is a chain of five decisions.
func newChain(t *testing.T, db *storage.DB) audit.ChainID {
	t.Helper()
	chain := storage.NewKey[audit.Chain]()
	for n := range 5 {
		add(t, db, entry(chain, n))
	}
	return chain
}

func TestAWholeChainIsVerified(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		chain := newChain(t, db)
		report, err := audit.Verify(t.Context(), db, chain)
		if err != nil || report.Entries != 5 {
			t.Fatalf("%+v, %v", report, err)
		}
		add(t, db, entry(chain, 5))
		longer, err := audit.Verify(t.Context(), db, chain)
		if err != nil || longer.Entries != 6 || longer.Head == report.Head {
			t.Errorf("%+v, %v", longer, err)
		}
	})
}

func TestAChainThatNeverBeganIsWholeAndEmpty(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		report, err := audit.Verify(t.Context(), db, storage.NewKey[audit.Chain]())
		if err != nil || report != (audit.Report{}) {
			t.Errorf("%+v, %v", report, err)
		}
	})
}

func TestALongChainIsVerifiedInParts(t *testing.T) {
	db := storagetest.Open(t)
	chain := storage.NewKey[audit.Chain]()
	err := db.Write(t.Context(), func(tx storage.Tx) error {
		for n := range 2001 {
			if err := audit.Append(tx, entry(chain, n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if report, err := audit.Verify(t.Context(), db, chain); err != nil || report.Entries != 2001 {
		t.Errorf("%d entries, %v", report.Entries, err)
	}
	tamper(t, db, "UPDATE audit_entries SET act = 'claim' WHERE n = 1500")
	wantBrokenAt(t, db, chain, 1500)
}

func TestWhatWasAppendedIsListedNewestFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		chain := newChain(t, db)
		newChain(t, db)
		var have []audit.Entry
		var numbers []int64
		for before := int64(0); ; {
			page, err := audit.List(t.Context(), db, chain, before, 2)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, link := range page {
				have, numbers, before = append(have, link.Entry), append(numbers, link.N), link.N
			}
		}
		want := []audit.Entry{entry(chain, 4), entry(chain, 3), entry(chain, 2), entry(chain, 1), entry(chain, 0)}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int64{5, 4, 3, 2, 1}, numbers); diff != "" {
			t.Error(diff)
		}
	})
}

func TestActsOfNoSiteHaveAChainOfTheirOwn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		site := newChain(t, db)
		global := audit.Entry{At: noon, ActorKind: audit.ActorSystem, Act: "account.created"}
		add(t, db, global, global)
		if report, err := audit.Verify(t.Context(), db, audit.ChainID{}); err != nil || report.Entries != 2 {
			t.Errorf("%+v, %v", report, err)
		}
		chains, err := audit.Chains(t.Context(), db)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]audit.ChainID{{}, site}, chains); diff != "" {
			t.Error(diff)
		}
		links, err := audit.List(t.Context(), db, audit.ChainID{}, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(global, links[0].Entry, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWritersAtOnceNeverForkAChain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		chain := storage.NewKey[audit.Chain]()
		var all sync.WaitGroup
		for n := range 50 {
			all.Go(func() {
				if err := db.Write(t.Context(), func(tx storage.Tx) error { return audit.Append(tx, entry(chain, n)) }); err != nil {
					t.Error(err)
				}
				if _, err := audit.Verify(t.Context(), db, chain); err != nil {
					t.Errorf("verifying while others append: %v", err)
				}
			})
		}
		all.Wait()
		if report, err := audit.Verify(t.Context(), db, chain); err != nil || report.Entries != 50 {
			t.Errorf("%d entries, %v", report.Entries, err)
		}
	})
}

func TestAnActThatIsUndoneLeavesNoLink(t *testing.T) {
	undone := errors.New("undone")
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		chain := newChain(t, db)
		err := db.Write(t.Context(), func(tx storage.Tx) error { return errors.Join(audit.Append(tx, entry(chain, 9)), undone) })
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		if report, err := audit.Verify(t.Context(), db, chain); err != nil || report.Entries != 5 {
			t.Errorf("%d entries, %v", report.Entries, err)
		}
	})
}

func TestAnEntrySaysWhoWhenAndWhat(t *testing.T) {
	db := storagetest.Open(t)
	for name, spoil := range map[string]func(e *audit.Entry){
		"no act":                     func(e *audit.Entry) { e.Act = "" },
		"no time":                    func(e *audit.Entry) { e.At = time.Time{} },
		"no kind of actor":           func(e *audit.Entry) { e.ActorKind = "" },
		"a member as actor":          func(e *audit.Entry) { e.ActorKind = "member" },
		"an account without its key": func(e *audit.Entry) { e.ActorID = "" },
		"a system with a key":        func(e *audit.Entry) { e.ActorKind = audit.ActorSystem },
	} {
		e := entry(storage.NewKey[audit.Chain](), 0)
		spoil(&e)
		if err := db.Write(t.Context(), func(tx storage.Tx) error { return audit.Append(tx, e) }); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
