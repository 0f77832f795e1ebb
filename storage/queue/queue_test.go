package queue

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"galley/storage"
)

var errBusy = fmt.Errorf("commit: %w", storage.ErrLocked)

// rig is a queue with a clock that stops until it is moved, and jobs
// whose outcome the test decides.
type rig struct {
	t       *testing.T
	q       *Queue
	results chan Result
	waits   chan wait // what the queue waits for

	mu   sync.Mutex
	fail map[string]error // what a job fails with
	done []string         // jobs that succeeded, in order
}

// A wait is a delay that the test may end.
type wait struct {
	delay time.Duration
	end   chan time.Time
}

func newRig(t *testing.T) *rig {
	r := &rig{t: t, results: make(chan Result, 100), waits: make(chan wait, 100), fail: map[string]error{}}
	r.q = New(Options{
		Report: func(x Result) { r.results <- x },
		After: func(d time.Duration) <-chan time.Time {
			w := wait{d, make(chan time.Time, 1)}
			r.waits <- w
			return w.end
		},
	})
	t.Cleanup(r.q.Close)
	return r
}

func (r *rig) failWith(id string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fail[id] = err
}

func (r *rig) job(id string, touches ...string) Job {
	return Job{ID: id, Touches: touches, Do: func() (uint64, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if err := r.fail[id]; err != nil {
			return 0, err
		}
		r.done = append(r.done, id)
		return uint64(len(r.done)), nil
	}}
}

// next is the next result.
func (r *rig) next() Result {
	r.t.Helper()
	select {
	case x := <-r.results:
		return x
	case <-time.After(30 * time.Second):
		r.t.Fatal("no result")
		return Result{}
	}
}

func (r *rig) want(id string, v Verdict, err error, waiting int) {
	r.t.Helper()
	x := r.next()
	if x.ID != id || x.Verdict != v || !errors.Is(x.Err, err) || x.Waiting != waiting {
		r.t.Fatalf("result %+v, want %s, %d, %v, %d waiting", x, id, v, err, waiting)
	}
}

func TestJobsRunOnceAndInOrder(t *testing.T) {
	r := newRig(t)
	var want []string
	for i := range 40 {
		id := fmt.Sprint(i)
		want = append(want, id)
		r.q.Add(r.job(id))
	}
	if left := r.q.Drain(time.Hour); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	if !slices.Equal(r.done, want) {
		t.Errorf("done %v", r.done)
	}
	for i := range 40 {
		if x := r.next(); x.Seq != uint64(i+1) || x.Err != nil {
			t.Errorf("result %+v", x)
		}
	}
}

func TestTemporaryFailureIsTriedAgainWithGrowingDelay(t *testing.T) {
	r := newRig(t)
	r.failWith("a", errBusy)
	r.q.Add(r.job("a"))
	var delays []time.Duration
	for len(delays) < 7 {
		r.want("a", Again, errBusy, 1)
		w := <-r.waits
		delays = append(delays, w.delay)
		if len(delays) == 7 {
			r.failWith("a", nil)
		}
		w.end <- time.Time{}
	}
	r.want("a", 0, nil, 0)
	want := []time.Duration{500, 1000, 2000, 4000, 8000, 10_000, 10_000}
	for i := range want {
		want[i] *= time.Millisecond
	}
	if !slices.Equal(delays, want) {
		t.Errorf("delays %v", delays)
	}
}

func TestNothingOvertakesAFailedJob(t *testing.T) {
	r := newRig(t)
	r.failWith("a", errBusy)
	r.q.Add(r.job("a", "x"))
	r.want("a", Again, errBusy, 1)
	r.q.Add(r.job("b", "y")) // tries a at once
	r.want("a", Again, errBusy, 2)
	if n := r.q.Waiting(); n != 2 {
		t.Errorf("%d are waiting", n)
	}
	r.failWith("a", nil)
	r.q.Retry()
	r.want("a", 0, nil, 1)
	r.want("b", 0, nil, 0)
	if left := r.q.Drain(time.Hour); len(left) > 0 || !slices.Equal(r.done, []string{"a", "b"}) {
		t.Errorf("done %v, left %v", r.done, left)
	}
}

func TestConflictDropsAllThatBuildsOnIt(t *testing.T) {
	r := newRig(t)
	r.failWith("first", errBusy)
	r.failWith("a", storage.ErrConflict)
	r.q.Add(r.job("first"))
	r.want("first", Again, errBusy, 1)
	held := make(chan struct{})
	r.q.Add(Job{ID: "gate", Do: func() (uint64, error) { <-held; return 0, nil }})
	r.q.Add(r.job("a", "1"))
	r.q.Add(r.job("b", "2"))
	r.q.Add(r.job("c", "1", "3"))
	r.q.Add(r.job("d", "3"))
	r.q.Add(r.job("e"))
	r.failWith("first", nil)
	r.q.Retry()
	close(held)
	if left := r.q.Drain(time.Hour); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	if !slices.Equal(r.done, []string{"first", "b", "e"}) {
		t.Errorf("done %v", r.done)
	}
	var dropped []string
	for len(r.results) > 0 {
		if x := <-r.results; x.Verdict == Drop {
			dropped = append(dropped, x.ID)
			if x.ID == "a" != errors.Is(x.Err, storage.ErrConflict) || x.ID == "a" == errors.Is(x.Err, ErrDropped) {
				t.Errorf("result %+v", x)
			}
		}
	}
	if !slices.Equal(dropped, []string{"a", "c", "d"}) {
		t.Errorf("dropped %v", dropped)
	}
}

func TestHaltedJobWaitsForRetry(t *testing.T) {
	r := newRig(t)
	r.failWith("a", storage.ErrDamaged)
	r.q.Add(r.job("a"))
	r.want("a", Halt, storage.ErrDamaged, 1)
	left := r.q.Drain(time.Hour) // tries once more and does not wait
	if len(left) != 1 || left[0].ID != "a" {
		t.Errorf("left %v", left)
	}
	for len(r.results) > 0 {
		<-r.results
	}
	r.failWith("a", nil)
	r.q.Retry()
	r.want("a", 0, nil, 0)
}

func TestDrainReturnsWhatIsLeftAtTheDeadline(t *testing.T) {
	r := newRig(t)
	r.failWith("a", errBusy)
	r.q.Add(r.job("a"))
	r.q.Add(r.job("b"))
	left := make(chan []Job)
	go func() { left <- r.q.Drain(3 * time.Second) }()
	for {
		if w := <-r.waits; w.delay == 3*time.Second {
			w.end <- time.Time{}
			break
		}
	}
	got := <-left
	if len(got) != 2 || got[0].ID != "a" || got[1].ID != "b" {
		t.Errorf("left %v", got)
	}
}

func TestDrainDoesNotWaitForAJobThatHangs(t *testing.T) {
	r := newRig(t)
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	r.q.Add(Job{ID: "a", Do: func() (uint64, error) { <-hang; return 0, nil }})
	left := make(chan []Job)
	go func() { left <- r.q.Drain(3 * time.Second) }()
	(<-r.waits).end <- time.Time{}
	if got := <-left; len(got) != 1 {
		t.Errorf("left %v", got)
	}
}

func TestClosedQueueRunsNothing(t *testing.T) {
	r := newRig(t)
	r.q.Close()
	r.q.Add(r.job("a"))
	if left := r.q.Drain(time.Hour); len(left) != 1 || r.done != nil {
		t.Errorf("left %v, done %v", left, r.done)
	}
}

func TestQueueOfDefaults(t *testing.T) {
	q := New(Options{})
	defer q.Close()
	ran := false
	q.Add(Job{ID: "a", Do: func() (uint64, error) { ran = true; return 1, nil }})
	if left := q.Drain(time.Minute); len(left) > 0 || !ran {
		t.Errorf("left %v, ran %v", left, ran)
	}
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Verdict
	}{
		{storage.ErrConflict, Drop},
		{storage.ErrDamaged, Halt},
		{storage.ErrNotFound, Halt},
		{storage.ErrNewerSchema, Halt},
		{storage.ErrForeign, Halt},
		{storage.ErrLocked, Again},
		{storage.ErrFull, Again},
		{storage.ErrPermission, Again},
		{errors.New("anything else"), Again},
	} {
		if got := Judge(fmt.Errorf("save: %w", c.err)); got != c.want {
			t.Errorf("%v: verdict %d, want %d", c.err, got, c.want)
		}
	}
}

func TestManyGoroutinesMayUseAQueue(t *testing.T) {
	r := newRig(t)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 10 {
				r.q.Add(r.job(fmt.Sprintf("%d-%d", g, i)))
				r.q.Retry()
				r.q.Waiting()
			}
			r.q.Drain(time.Hour)
		})
	}
	all.Wait()
	if len(r.done) != 80 {
		t.Errorf("%d were done", len(r.done))
	}
}
