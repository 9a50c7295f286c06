package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/mattn/go-sqlite3"
	sqlitegorm "gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// maxBatch bounds the jobs of one commit, and so what one caller may have to wait for.
const maxBatch = 256

// writer is the only one who writes to SQLite. Committing costs an fsync however much it commits, so the writer takes
// all jobs that queued up while the last commit ran, gives each a savepoint in one transaction, commits once, and then
// answers every caller (group commit). Nobody is made to wait for others to come.
type writer struct {
	db   *DB
	conn *sql.Conn
	raw  *sqliteConn
	gorm *gorm.DB
	ctx  context.Context // without an end: what a caller cancels is its waiting
	done chan struct{}   // closed when the last job has been answered

	mu     sync.RWMutex // guards closed, and the queue against being closed under a sender
	closed bool
	queue  chan *writeJob
}

// writeJob is one caller's wish.
type writeJob struct {
	ctx    context.Context
	run    func(tx Tx) error
	err    error      // what the job itself returned in the last attempt
	answer chan error // has room for one, so that a caller who left keeps nobody waiting
}

func startWriter(ctx context.Context, pool *sql.DB, db *DB, maxQueue int) (*writer, error) {
	ctx = context.WithoutCancel(ctx)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect the writer: %w", err)
	}
	w := &writer{
		db: db, conn: conn, ctx: ctx,
		queue: make(chan *writeJob, maxQueue),
		done:  make(chan struct{}),
	}
	err = conn.Raw(func(raw any) error {
		w.raw = raw.(*sqliteConn)
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if w.gorm, err = openGorm(sqlitegorm.New(sqlitegorm.Config{Conn: conn})); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	go w.loop()
	return w, nil
}

func (w *writer) write(ctx context.Context, run func(tx Tx) error) error {
	job := &writeJob{ctx: ctx, run: run, answer: make(chan error, 1)}
	if err := w.enqueue(job); err != nil {
		return err
	}
	select {
	case err := <-job.answer:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-job.answer: // It came at the last moment.
		return err
	default:
		return fmt.Errorf("wait for the write: %w", context.Cause(ctx))
	}
}

func (w *writer) enqueue(job *writeJob) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrClosed
	}
	select {
	case w.queue <- job:
		return nil
	default:
		return ErrQueueFull
	}
}

// close refuses new jobs, waits for those that are queued, and lets go of the connection.
func (w *writer) close(ctx context.Context) error {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.queue)
	}
	w.mu.Unlock()
	select {
	case <-w.done:
		if err := w.conn.Close(); err != nil {
			return fmt.Errorf("close the writer: %w", err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for the queued writes: %w", context.Cause(ctx))
	}
}

func (w *writer) loop() {
	// A job may end its goroutine (runtime.Goexit, as t.Fatal does in a test); the next jobs get a new one.
	ended := false
	defer func() {
		if ended {
			close(w.done)
		} else {
			go w.loop()
		}
	}()
	batch := make([]*writeJob, 0, maxBatch)
	for job := range w.queue {
		batch = w.gather(append(batch[:0], job))
		w.settle(batch)
		clear(batch)
	}
	ended = true
}

// gather adds what has queued up, and leaves out those whose callers have gone.
func (w *writer) gather(batch []*writeJob) []*writeJob {
	for len(batch) < maxBatch {
		select {
		case job, ok := <-w.queue:
			if !ok {
				return waiting(batch)
			}
			batch = append(batch, job)
		default:
			return waiting(batch)
		}
	}
	return waiting(batch)
}

func waiting(batch []*writeJob) []*writeJob {
	return slices.DeleteFunc(batch, func(job *writeJob) bool { return job.ctx.Err() != nil })
}

// settle answers every job of the batch.
func (w *writer) settle(batch []*writeJob) {
	settled := false
	defer func() {
		if !settled {
			answer(batch, errors.New("a job ended the writer's goroutine; nothing of its batch was changed"))
		}
	}()
	for len(batch) > 0 {
		batch = w.attempt(batch)
	}
	settled = true
}

// attempt runs the batch in one transaction. It returns the jobs that must run again, one fewer than before: those that
// lost their transaction by another's doing.
func (w *writer) attempt(batch []*writeJob) []*writeJob {
	if err := w.db.failure(); err != nil {
		return answer(batch, err)
	}
	tx, err := w.conn.BeginTx(w.ctx, nil)
	if err != nil {
		return answer(batch, sqliteFault(fmt.Errorf("begin: %w", err)))
	}
	defer tx.Rollback() // After a commit there is nothing to roll back; else the next BEGIN tells.

	job := txOver(w.ctx, w.gorm, tx, SQLite)
	for i, j := range batch {
		j.err = w.runInSavepoint(tx, job, j)
		if w.raw.dropped() {
			return w.blame(batch, i)
		}
	}
	if err := w.db.failure(); err != nil {
		return answer(batch, err)
	}
	if err := tx.Commit(); err != nil {
		return w.commitFailed(batch, err)
	}
	for _, j := range batch {
		j.answer <- j.err
	}
	return nil
}

// runInSavepoint runs one job so that its failure, be it a panic, undoes its own effects and no others.
func (w *writer) runInSavepoint(tx *sql.Tx, job Tx, j *writeJob) error {
	if _, err := tx.ExecContext(w.ctx, "SAVEPOINT job"); err != nil {
		return fmt.Errorf("set a savepoint: %w", err)
	}
	err := call(j.run, job)
	if err != nil {
		if _, undo := tx.ExecContext(w.ctx, "ROLLBACK TO job"); undo != nil && !errors.Is(undo, errDropped) {
			return fmt.Errorf("%w (undo: %w)", err, undo)
		}
	}
	if _, release := tx.ExecContext(w.ctx, "RELEASE job"); release != nil && err == nil {
		return fmt.Errorf("release the savepoint: %w", release)
	}
	return sqliteFault(err)
}

// blame answers the job in whose turn SQLite dropped the transaction; the others run again without it. When the disk was
// the reason, they would fare no better, and all get that answer.
func (w *writer) blame(batch []*writeJob, i int) []*writeJob {
	culprit := batch[i]
	if strikesAll(culprit.err) {
		return answer(batch, culprit.err)
	}
	if culprit.err == nil {
		culprit.err = errDropped
	}
	culprit.answer <- culprit.err
	return slices.Delete(batch, i, i+1)
}

// commitFailed decides who gets to hear of a commit that failed. What the jobs themselves returned does not count any
// more: a vote that was refused as the second one may have lost the first. A constraint that is checked at the end may
// be one job's fault, so they run again, each by itself.
func (w *writer) commitFailed(batch []*writeJob, err error) []*writeJob {
	var se sqlite3.Error
	if errors.As(err, &se) && se.Code == sqlite3.ErrConstraint && len(batch) > 1 {
		for i := range batch {
			w.settleOne(batch[i])
		}
		return nil
	}
	return answer(batch, sqliteFault(fmt.Errorf("commit: %w", err)))
}

func (w *writer) settleOne(job *writeJob) {
	for again := []*writeJob{job}; len(again) > 0; {
		again = w.attempt(again)
	}
}

// answer tells every job of the batch the same, and leaves none to run again.
func answer(batch []*writeJob, err error) []*writeJob {
	for _, job := range batch {
		select {
		case job.answer <- err:
		default: // answered before
		}
	}
	return nil
}

// call runs the job and turns its panic into an error.
func call(job func(tx Tx) error, tx Tx) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("a job panicked: %v\n%s", reason, debug.Stack())
		}
	}()
	return job(tx)
}
