// Package queue saves in order: jobs run one at a time, in the order in which
// they were added, in a goroutine of the queue. A job that fails temporarily
// stays at the head and is retried; later jobs wait, because they may build on
// it.
//
//	q := queue.New(queue.Options{Report: send})
//	q.Add(queue.Job{ID: step.ID, Touches: ids, Do: func() (uint64, error) { return store.Commit(article, step) }})
//	…
//	left := q.Drain(3 * time.Second) // at exit; what is left goes into a rescue file
//
// A job that failed may have taken effect, so Do must be safe to repeat.
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
	Do      func() (uint64, error) // saves and returns the Seq of the step
}

// A Result is the outcome of one try of a job.
type Result struct {
	ID      string
	Seq     uint64
	Err     error // nil if the job is saved
	Verdict Verdict
	Waiting int // number of jobs that are not saved yet
}

// A Verdict says what happens to a job that failed. It is zero for a job that
// succeeded.
type Verdict int

// The verdicts.
const (
	Again Verdict = iota + 1 // it stays at the head and is retried after a delay
	Halt                     // it stays at the head until Retry or Add
	Drop                     // it is removed, with all later jobs that build on it
)

// ErrDropped is the error of a job that was dropped because it changes the same
// annotations as an earlier job that was dropped.
var ErrDropped = errors.New("builds on a change that could not be made")

// Judge returns the verdict on an error of the store. A conflict never resolves
// itself, and a damaged or foreign library not while this process runs;
// everything else may be temporary.
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

// Options configure a queue. All are optional.
type Options struct {
	Report func(Result)                         // called in order in the queue's goroutine; must not wait for the queue
	Judge  func(error) Verdict                  // default Judge
	After  func(time.Duration) <-chan time.Time // default time.After
}

// The delay before a retry doubles from minDelay to maxDelay.
const (
	minDelay = 500 * time.Millisecond
	maxDelay = 10 * time.Second
)

// A Queue runs jobs. Its methods are safe for concurrent use.
type Queue struct {
	options Options
	wake    chan struct{} // holds a token if the head is to be tried at once

	mu      sync.Mutex
	jobs    []Job         // not saved yet, the one in flight at the head
	busy    bool          // a job is in flight or being reported
	halted  bool          // the head waits for Retry or Add
	closed  bool          // Close was called
	changed chan struct{} // closed and replaced when any of this changes
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

// Add appends a job, and tries the head at once if it waits. It never blocks. A
// closed queue does not run the job, but Drain returns it.
func (q *Queue) Add(j Job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, j)
	q.kick()
}

// Retry tries the head at once if it waits.
func (q *Queue) Retry() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.kick()
}

// kick makes run try the head at once. q.mu must be held.
func (q *Queue) kick() {
	q.halted = false
	select {
	case q.wake <- struct{}{}:
	default: // it holds a token already
	}
}

// Waiting returns the number of jobs that are not saved yet.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.jobs)
}

// Drain waits until all jobs are saved and reported, but no longer than limit,
// and not for a job that halts. It returns the remaining jobs, which stay in the
// queue. The first of them may be in flight and still be saved.
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

// Close ends the queue's goroutine when the job in flight is done.
func (q *Queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.notify()
	q.kick()
}

// notify wakes every Drain. q.mu must be held.
func (q *Queue) notify() {
	close(q.changed)
	q.changed = make(chan struct{})
}

// run tries jobs until the queue is closed.
func (q *Queue) run() {
	delay := minDelay
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
			delay = minDelay
			continue
		}
		select {
		case <-q.wake:
			delay = minDelay
		case <-q.options.After(delay):
			delay = min(2*delay, maxDelay)
		}
	}
}

// next returns the head and marks it as in flight; ok is false if there is
// nothing to run.
func (q *Queue) next() (job Job, ok, closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.halted || len(q.jobs) == 0 {
		return Job{}, false, q.closed
	}
	select {
	case <-q.wake: // this try is the one it is for
	default:
	}
	q.busy = true
	return q.jobs[0], true, false
}

// settle removes a job that is done or dropped and reports the results.
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
	q.notify()
	q.mu.Unlock()
	return v
}

// dropAfter removes all jobs that build on a dropped one, or on one of those.
// q.mu must be held.
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
