package storage_test

import (
	"context"
	"database/sql"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"board/internal/storage"
	"board/internal/storage/storagetest"
)

// BenchmarkFsync is the price of keeping a promise on this disk: 4 KB and an fsync.
func BenchmarkFsync(b *testing.B) {
	file, err := os.Create(b.TempDir() + "/file")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	page := make([]byte, 4096)
	for i := 0; b.Loop(); i++ {
		if _, err := file.WriteAt(page, int64(i%1000)*4096); err != nil {
			b.Fatal(err)
		}
		if err := file.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWrite inserts one row a job through Write, from so many callers at once.
func BenchmarkWrite(b *testing.B) {
	for _, callers := range []int{1, 16, 64, 256} {
		b.Run(name(callers), func(b *testing.B) {
			db := storagetest.Open(b)
			write(b, db, createLines)
			reportRate(b, callers, func(ctx context.Context) error {
				return db.Write(ctx, addLine)
			})
		})
	}
}

// BenchmarkWriteUngrouped commits the same rows one at a time, on a connection with the same settings.
func BenchmarkWriteUngrouped(b *testing.B) {
	for _, callers := range []int{1, 64} {
		b.Run(name(callers), func(b *testing.B) {
			ungrouped := openUngrouped(b)
			reportRate(b, callers, ungrouped)
		})
	}
}

// BenchmarkGrouping says how many times faster Write is than ungrouped commits, at 64 callers.
func BenchmarkGrouping(b *testing.B) {
	const callers = 64
	db := storagetest.Open(b)
	write(b, db, createLines)
	ungrouped := openUngrouped(b)
	grouped := rate(b, callers, 20_000, func(ctx context.Context) error { return db.Write(ctx, addLine) })
	alone := rate(b, callers, 5_000, ungrouped)
	b.ReportMetric(grouped, "grouped/s")
	b.ReportMetric(alone, "ungrouped/s")
	b.ReportMetric(grouped/alone, "ratio")
	b.ReportMetric(0, "ns/op")
}

const insertLine = "INSERT INTO lines (id, text, at) VALUES (?, ?, ?)"

func createLines(tx storage.Tx) error {
	return tx.DB().Exec("CREATE TABLE lines (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, text TEXT NOT NULL, at INTEGER NOT NULL)").Error
}

func addLine(tx storage.Tx) error {
	return tx.DB().Exec(insertLine, storage.NewKey[thing](), "a comment of an ordinary length, as readers write it", time.Now()).Error
}

// openUngrouped returns a write that has its own transaction on a single connection, as without group commit.
func openUngrouped(b *testing.B) func(ctx context.Context) error {
	b.Helper()
	path := b.TempDir() + "/ungrouped.db"
	db := storagetest.OpenConfig(b, storage.Config{Path: path})
	write(b, db, createLines)
	pool, err := sql.Open("sqlite3", "file:"+path+"?_sync=FULL&_foreign_keys=on&_busy_timeout=5000&_txlock=immediate&_stmt_cache_size=128")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = pool.Close() })
	pool.SetMaxOpenConns(1)
	return func(ctx context.Context) error {
		tx, err := pool.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() // Committed by then.
		key := storage.NewKey[thing]()
		if _, err := tx.ExecContext(ctx, insertLine, key[:], "a comment of an ordinary length, as readers write it", time.Now().UnixMicro()); err != nil {
			return err
		}
		return tx.Commit()
	}
}

// reportRate runs b.N writes from so many callers and reports writes a second.
func reportRate(b *testing.B, callers int, write func(ctx context.Context) error) {
	b.Helper()
	b.ReportAllocs()
	b.ResetTimer()
	perSecond := rate(b, callers, b.N, write)
	b.ReportMetric(perSecond, "writes/s")
}

func rate(b *testing.B, callers, total int, write func(ctx context.Context) error) float64 {
	b.Helper()
	ctx := context.WithoutCancel(b.Context())
	var left atomic.Int64
	left.Store(int64(total))
	var all sync.WaitGroup
	start := time.Now()
	for range callers {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := write(ctx); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return float64(total) / time.Since(start).Seconds()
}

func name(callers int) string {
	if callers == 1 {
		return "1 caller"
	}
	return strconv.Itoa(callers) + " callers"
}
