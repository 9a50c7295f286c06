package audit

import (
	"context"
	"fmt"

	"board/internal/storage"
)

// verifyAtOnce is how many links Verify reads at a time.
const verifyAtOnce = 1000

// Report says that a chain is whole, and where it ends.
type Report struct {
	Entries int64
	Head    [32]byte
}

// BrokenError says where a chain is broken.
type BrokenError struct {
	N   int64 // the first link that is not as it was written, or that is missing
	Why string
}

func (b *BrokenError) Error() string {
	return fmt.Sprintf("the audit chain is broken at entry %d: %s", b.N, b.Why)
}

// Verify walks the chain from its first link to its head. It returns a *BrokenError for the first link that was changed,
// moved, removed or slipped in. Links may be added meanwhile.
func Verify(ctx context.Context, db *storage.DB, chain ChainID) (Report, error) {
	end, err := endOf(ctx, db, chain)
	if err != nil {
		return Report{}, err
	}
	var report Report
	for report.Entries < end.last {
		batch, err := after(ctx, db, chain, report.Entries, verifyAtOnce)
		if err != nil {
			return Report{}, err
		}
		if len(batch) == 0 {
			return Report{}, &BrokenError{report.Entries + 1, "it is missing"}
		}
		for _, link := range batch {
			if report.Entries == end.last {
				break // what follows was added since
			}
			if why := report.check(link); why != "" {
				return Report{}, &BrokenError{report.Entries + 1, why}
			}
			report = Report{Entries: link.N, Head: link.Hash}
		}
	}
	return report, report.checkEnd(end)
}

// check says what is wrong with the link that comes after those in the report.
func (r Report) check(link Link) (why string) {
	switch {
	case link.N != r.Entries+1:
		return "it is missing"
	case link.PrevHash != r.Head:
		return "it does not follow the entry before it"
	case link.Hash != link.seal():
		return "it was changed"
	default:
		return ""
	}
}

func (r Report) checkEnd(end chainEnd) error {
	switch {
	case end.count != r.Entries:
		return &BrokenError{0, "an entry stands before the first"}
	case end.head > r.Entries:
		return &BrokenError{r.Entries + 1, "it is missing, the head knows it"}
	case end.head < r.Entries:
		return &BrokenError{end.head + 1, "the head does not know it"}
	case end.hash != r.Head:
		return &BrokenError{r.Entries, "the head has another seal for it"}
	default:
		return nil
	}
}
