// Package queue saves in order: jobs run one at a time, in the order in which
// they were added, in the queue's goroutine. A job that fails temporarily stays at
// the head and is retried; later jobs wait, because they may build on it. Only the
// queue knows which steps are not on disk.
//
//	q := queue.New()
//	q.Add(queue.Job{Article: a, Step: step, Do: func() (uint64, error) { return store.Commit(a.ID, step) }})
//	result, ok := q.Next()
//	…
//	left, err := q.Drain(3 * time.Second) // at exit
//	q.Unsaved()                           // goes into rescue files
//
// A job that failed may have taken effect, so Do must be safe to repeat.
package queue

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"galley/annotate"
	"galley/storage"
)

// A Job is something to save: a step of an article, or, without an Article,
// something that is not worth rescuing.
type Job struct {
	Article *annotate.Article
	Step    annotate.Step
	Do      func() (uint64, error) // saves and returns the Seq of the step
}

// A Result is the outcome of one attempt at a job.
type Result struct {
	Job     Job
	Seq     uint64
	Err     error // nil if the job is saved
	Verdict Verdict
}

// A Verdict says what the queue does with a job that failed. It is zero for a job
// that succeeded.
type Verdict int

// The verdicts.
const (
	Retry    Verdict = iota + 1 // it stays at the head and is retried after a delay
	Halt                        // it stays at the head until Retry or Add
	Drop                        // it is removed, with all later jobs that build on it
	SetAside                    // it is removed because its article is gone; its step stays unsaved
)

// ErrDropped is the error of a job that was dropped because it changes the same
// annotations as an earlier job that was dropped.
var ErrDropped = errors.New("depends on a change that could not be saved")

// Judge returns the verdict on an error of the store. A conflict never resolves
// itself, nor does a damaged or foreign library while this process runs. A job for
// an article that is gone must not hold up others. Everything else may be
// temporary.
func Judge(err error) Verdict {
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return SetAside
	case errors.Is(err, storage.ErrConflict):
		return Drop
	case errors.Is(err, storage.ErrDamaged), errors.Is(err, storage.ErrNewerSchema), errors.Is(err, storage.ErrForeign):
		return Halt
	}
	return Retry
}

// The delay before a retry doubles from minDelay to maxDelay.
const (
	minDelay = 500 * time.Millisecond
	maxDelay = 10 * time.Second
)

// A Queue runs jobs. Its methods are safe for concurrent use.
type Queue struct {
	after func(time.Duration) <-chan time.Time
	wake  chan struct{} // holds a token if the head is to be tried at once

	mu      sync.Mutex
	jobs    []Job         // not saved yet, the one in flight at the head
	aside   []Job         // jobs whose article is gone
	results []Result      // that Next has not returned yet
	err     error         // from the last attempt
	busy    bool          // a job is in flight
	halted  bool          // the head waits for Retry or Add
	closed  bool          // Close was called
	changed chan struct{} // closed and replaced when any of this changes
}

// New starts a queue.
func New() *Queue { return newQueue(time.After) }

func newQueue(after func(time.Duration) <-chan time.Time) *Queue {
	q := &Queue{after: after, wake: make(chan struct{}, 1), changed: make(chan struct{})}
	go q.run()
	return q
}

// Add appends a job, and tries the head at once if it is waiting. It never blocks. A
// closed queue does not run the job.
func (q *Queue) Add(j Job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, j)
	q.kick()
}

// Retry tries the head at once if it is waiting.
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
	default: // it already holds a token
	}
}

// Next waits for the next result, and returns the results in order. ok is false
// once the queue is closed.
func (q *Queue) Next() (r Result, ok bool) {
	for {
		q.mu.Lock()
		changed, closed := q.changed, q.closed
		if len(q.results) > 0 && !closed {
			r, q.results = q.results[0], q.results[1:]
			q.mu.Unlock()
			return r, true
		}
		q.mu.Unlock()
		if closed {
			return Result{}, false
		}
		<-changed
	}
}

// Unsaved returns the jobs with steps that are not on disk, in order. The first
// may be in flight and still be saved.
func (q *Queue) Unsaved() []Job {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.DeleteFunc(slices.Concat(q.aside, q.jobs), func(j Job) bool { return j.Article == nil })
}

// Drain waits until all jobs are done, but no longer than limit, and not while the
// queue is halted. It returns the number of jobs that are left, which stay in the
// queue, and the error from the last attempt.
func (q *Queue) Drain(limit time.Duration) (left int, err error) {
	deadline := q.after(limit)
	q.Retry()
	for {
		q.mu.Lock()
		left, err, changed := len(q.jobs), q.err, q.changed
		done := !q.busy && (left == 0 || q.halted || q.closed)
		q.mu.Unlock()
		if done {
			return left, err
		}
		select {
		case <-changed:
		case <-deadline:
			return left, err
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

// notify wakes every Drain and Next. q.mu must be held.
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
		if q.settle(job, seq, err) != Retry {
			delay = minDelay
			continue
		}
		select {
		case <-q.wake:
			delay = minDelay
		case <-q.after(delay):
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
	case <-q.wake: // the token is for this try
	default:
	}
	q.busy = true
	return q.jobs[0], true, false
}

// settle records the outcome of the job in flight.
func (q *Queue) settle(job Job, seq uint64, err error) (v Verdict) {
	if err != nil {
		v = Judge(err)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.busy, q.err = false, err
	q.results = append(q.results, Result{job, seq, err, v})
	if v == Halt {
		q.halted = true
	} else if v != Retry {
		q.jobs = slices.Delete(q.jobs, 0, 1)
	}
	switch v {
	case Drop:
		q.dropAfter(job.Step)
	case SetAside:
		q.aside = append(q.aside, job)
	}
	q.notify()
	return v
}

// dropAfter removes all jobs that build on a dropped step, or on one of those.
// q.mu must be held.
func (q *Queue) dropAfter(dropped annotate.Step) {
	touched := slices.Clone(dropped.Changes)
	q.jobs = slices.DeleteFunc(q.jobs, func(j Job) bool {
		if !slices.ContainsFunc(j.Step.Changes, func(c annotate.Change) bool {
			return slices.ContainsFunc(touched, func(t annotate.Change) bool { return t.ID() == c.ID() })
		}) {
			return false
		}
		touched = append(touched, j.Step.Changes...)
		q.results = append(q.results, Result{Job: j, Err: fmt.Errorf("%w: %q", ErrDropped, dropped.ID), Verdict: Drop})
		return true
	})
}
