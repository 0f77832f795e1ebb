// Package queue puts the saves of one reader in order: jobs run one at a time,
// in the order in which they were added, in a goroutine of their own. A job
// that fails for now stays at the head and is tried again; nothing overtakes
// it, because what comes later builds on it.
//
//	q := queue.New(queue.Options{Report: send})
//	q.Add(queue.Job{ID: step.ID, Touches: ids, Do: func() (uint64, error) { return store.Commit(article, step) }})
//	…
//	left := q.Drain(3 * time.Second) // at quit; what is left goes to a rescue file
//
// A failed job may have been done all the same, so Do must be safe to repeat.
package queue

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"galley/storage"
)

// A Job is something to save.
type Job struct {
	ID      string                 // names the job in results
	Touches []string               // ids of the annotations that it changes
	Do      func() (uint64, error) // saves; returns the Seq that the store gave
}

// A Result tells what became of a job. A job that is tried again has several.
type Result struct {
	ID      string
	Seq     uint64
	Err     error // nil: it is saved
	Verdict Verdict
	Waiting int // jobs that are not saved yet
}

// A Verdict is what is done with a job that failed. The zero value goes with
// success.
type Verdict int

// The verdicts.
const (
	Again Verdict = iota + 1 // it stays at the head and is tried again by itself
	Halt                     // it stays at the head until Retry or Add
	Drop                     // it leaves, and with it all later jobs that build on it
)

// ErrDropped is the error of a job that was dropped because one before it was,
// whose annotations it changes further.
var ErrDropped = errors.New("builds on a change that could not be made")

// Judge is the verdict on an error of the store: a conflict never resolves by
// itself, a damaged or foreign library not while this program runs, and
// everything else may.
func Judge(err error) Verdict {
	switch {
	case errors.Is(err, storage.ErrConflict):
		return Drop
	case errors.Is(err, storage.ErrDamaged), errors.Is(err, storage.ErrNotFound),
		errors.Is(err, storage.ErrNewerSchema), errors.Is(err, storage.ErrForeign):
		return Halt
	}
	return Again
}

// Options are what a queue is made of. Zero values are sensible.
type Options struct {
	Report func(Result)                         // called in order, from the queue's goroutine; must not wait for the queue
	Judge  func(error) Verdict                  // nil: Judge
	After  func(time.Duration) <-chan time.Time // nil: time.After
}

// The delay before a failed job is tried again doubles from least to most.
const (
	leastDelay = 500 * time.Millisecond
	mostDelay  = 10 * time.Second
)

// A Queue runs jobs. Its methods may be called from any goroutine.
type Queue struct {
	options Options
	wake    chan struct{} // holds one token when there is something to do at once

	mu      sync.Mutex
	jobs    []Job         // not saved yet, the one in flight at the head
	busy    bool          // a job is in flight or being reported
	halted  bool          // the head waits for Retry or Add
	closed  bool          // Close was called
	changed chan struct{} // closed when any of this changes
}

// New starts a queue.
func New(o Options) *Queue {
	if o.Report == nil {
		o.Report = func(Result) {}
	}
	if o.Judge == nil {
		o.Judge = Judge
	}
	if o.After == nil {
		o.After = time.After
	}
	q := &Queue{options: o, wake: make(chan struct{}, 1), changed: make(chan struct{})}
	go q.run()
	return q
}

// Add puts a job at the end, and tries the head at once if it waits. It never
// blocks. A closed queue takes the job but does not run it; Drain returns it.
func (q *Queue) Add(j Job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, j)
	q.kick()
}

// Retry tries the head at once, if it waits.
func (q *Queue) Retry() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.kick()
}

// kick has the head tried at once. q.mu is held.
func (q *Queue) kick() {
	q.halted = false
	select {
	case q.wake <- struct{}{}:
	default: // there is a token already
	}
}

// Waiting is the number of jobs that are not saved yet.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.jobs)
}

// Drain waits until all jobs are saved and reported, but no longer than limit
// and not for a job that halts. It returns the jobs that are left, which stay
// in the queue. The first of them may be in flight: it may be saved yet.
func (q *Queue) Drain(limit time.Duration) (left []Job) {
	deadline := q.options.After(limit)
	q.Retry()
	for {
		q.mu.Lock()
		left, changed := slices.Clone(q.jobs), q.changed
		done := !q.busy && (len(q.jobs) == 0 || q.halted || q.closed)
		q.mu.Unlock()
		if done {
			return left
		}
		select {
		case <-changed:
		case <-deadline:
			return left
		}
	}
}

// Close ends the queue's goroutine once a job in flight is done.
func (q *Queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.announce()
	q.kick()
}

// announce wakes those who wait for a change. q.mu is held.
func (q *Queue) announce() {
	close(q.changed)
	q.changed = make(chan struct{})
}

// run is the queue's goroutine.
func (q *Queue) run() {
	delay := leastDelay
	for {
		job, ok, closed := q.next()
		switch {
		case closed:
			return
		case !ok:
			<-q.wake
			continue
		}
		seq, err := job.Do()
		if q.settle(job, seq, err) != Again {
			delay = leastDelay
			continue
		}
		select {
		case <-q.wake:
			delay = leastDelay
		case <-q.options.After(delay):
			delay = min(2*delay, mostDelay)
		}
	}
}

// next takes the head into flight; ok is false if there is nothing to run.
func (q *Queue) next() (job Job, ok, closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.halted || len(q.jobs) == 0 {
		return Job{}, false, q.closed
	}
	select {
	case <-q.wake: // this try is what it asked for
	default:
	}
	q.busy = true
	return q.jobs[0], true, false
}

// settle takes what is done out of the queue and reports it.
func (q *Queue) settle(job Job, seq uint64, err error) (v Verdict) {
	if err != nil {
		v = q.options.Judge(err)
	}
	results := []Result{{ID: job.ID, Seq: seq, Err: err, Verdict: v}}
	q.mu.Lock()
	switch v {
	case Again:
	case Halt:
		q.halted = true
	default:
		q.jobs = slices.Delete(q.jobs, 0, 1)
	}
	if v == Drop {
		results = append(results, q.dropAfter(job)...)
	}
	waiting := len(q.jobs)
	q.mu.Unlock()
	for _, r := range results {
		r.Waiting = waiting
		q.options.Report(r)
	}
	q.mu.Lock()
	q.busy = false
	q.announce()
	q.mu.Unlock()
	return v
}

// dropAfter takes out all jobs that build on a dropped one, or on one of
// those. q.mu is held.
func (q *Queue) dropAfter(dropped Job) (results []Result) {
	touched := slices.Clone(dropped.Touches)
	q.jobs = slices.DeleteFunc(q.jobs, func(j Job) bool {
		if !slices.ContainsFunc(j.Touches, func(id string) bool { return slices.Contains(touched, id) }) {
			return false
		}
		touched = append(touched, j.Touches...)
		err := fmt.Errorf("%w: %q", ErrDropped, dropped.ID)
		results = append(results, Result{ID: j.ID, Err: err, Verdict: Drop})
		return true
	})
	return results
}
