package queue

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/storage"
)

var errBusy = fmt.Errorf("commit: %w", storage.ErrLocked)

// A rig is a queue with a clock that the test advances, and jobs whose outcome the test
// decides.
type rig struct {
	t     *testing.T
	q     *Queue
	waits chan wait // delays that the queue is waiting for

	mu   sync.Mutex
	fail map[string]error // errors of jobs
	done []string         // jobs that succeeded, in order
}

// A wait is a delay that the test may end.
type wait struct {
	delay time.Duration
	end   chan time.Time
}

func newRig(t *testing.T) *rig {
	r := &rig{t: t, waits: make(chan wait, 100), fail: map[string]error{}}
	r.q = newQueue(func(d time.Duration) <-chan time.Time {
		w := wait{d, make(chan time.Time, 1)}
		r.waits <- w
		return w.end
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
	return Job{Article: &annotate.Article{}, Step: step(id, touches...), Do: func() (uint64, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if err := r.fail[id]; err != nil {
			return 0, err
		}
		r.done = append(r.done, id)
		return uint64(len(r.done)), nil
	}}
}

// step returns a step that edits annotations.
func step(id string, annotations ...string) annotate.Step {
	s := annotate.Step{ID: id}
	for _, a := range annotations {
		s.Changes = append(s.Changes, annotate.Create(annotate.Annotation{ID: a}))
	}
	return s
}

// rest returns the results that Next has not returned yet.
func (r *rig) rest() []Result {
	r.q.mu.Lock()
	defer r.q.mu.Unlock()
	rest := r.q.results
	r.q.results = nil
	return rest
}

// unsaved lists the ids of the steps that are not saved.
func (r *rig) unsaved() (ids []string) {
	for _, j := range r.q.Unsaved() {
		ids = append(ids, j.Step.ID)
	}
	return ids
}

func (r *rig) want(id string, v Verdict, err error) {
	r.t.Helper()
	if x, ok := r.q.Next(); !ok || x.Job.Step.ID != id || x.Verdict != v || !errors.Is(x.Err, err) {
		r.t.Fatalf("result %+v, want %s, %d, %v", x, id, v, err)
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
	if left, _ := r.q.Drain(time.Hour); left > 0 {
		t.Errorf("left %v", left)
	}
	if !slices.Equal(r.done, want) {
		t.Errorf("done %v", r.done)
	}
	for i := range 40 {
		if x, _ := r.q.Next(); x.Seq != uint64(i+1) || x.Err != nil {
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
		r.want("a", Retry, errBusy)
		w := <-r.waits
		delays = append(delays, w.delay)
		if len(delays) == 7 {
			r.failWith("a", nil)
		}
		w.end <- time.Time{}
	}
	r.want("a", 0, nil)
	want := []time.Duration{500, 1000, 2000, 4000, 8000, 10_000, 10_000}
	for i := range want {
		want[i] *= time.Millisecond
	}
	if !slices.Equal(delays, want) {
		t.Errorf("delays %v", delays)
	}
}

func TestNoJobOvertakesAFailedOne(t *testing.T) {
	r := newRig(t)
	r.failWith("a", errBusy)
	r.q.Add(r.job("a", "x"))
	r.want("a", Retry, errBusy)
	r.q.Add(r.job("b", "y")) // tries a at once
	r.want("a", Retry, errBusy)
	if left := r.unsaved(); !slices.Equal(left, []string{"a", "b"}) {
		t.Errorf("unsaved %v", left)
	}
	r.failWith("a", nil)
	r.q.Retry()
	r.want("a", 0, nil)
	r.want("b", 0, nil)
	if left, _ := r.q.Drain(time.Hour); left > 0 || !slices.Equal(r.done, []string{"a", "b"}) {
		t.Errorf("done %v, left %v", r.done, left)
	}
}

func TestConflictDropsDependentSteps(t *testing.T) {
	r := newRig(t)
	r.failWith("first", errBusy)
	r.failWith("a", storage.ErrConflict)
	r.q.Add(r.job("first"))
	r.want("first", Retry, errBusy)
	held := make(chan struct{})
	r.q.Add(Job{Step: step("gate"), Do: func() (uint64, error) { <-held; return 0, nil }})
	r.q.Add(r.job("a", "1"))
	r.q.Add(r.job("b", "2"))
	r.q.Add(r.job("c", "1", "3"))
	r.q.Add(r.job("d", "3"))
	r.q.Add(r.job("e"))
	r.failWith("first", nil)
	r.q.Retry()
	close(held)
	if left, _ := r.q.Drain(time.Hour); left > 0 {
		t.Errorf("left %v", left)
	}
	if !slices.Equal(r.done, []string{"first", "b", "e"}) {
		t.Errorf("done %v", r.done)
	}
	var dropped []string
	for _, x := range r.rest() {
		if x.Verdict == Drop {
			id := x.Job.Step.ID
			dropped = append(dropped, id)
			if id == "a" != errors.Is(x.Err, storage.ErrConflict) || id == "a" == errors.Is(x.Err, ErrDropped) {
				t.Errorf("result %+v", x)
			}
		}
	}
	if !slices.Equal(dropped, []string{"a", "c", "d"}) {
		t.Errorf("dropped %v", dropped)
	}
}

func TestStepsOfAnArticleThatIsGoneStayUnsavedAndHoldNothingUp(t *testing.T) {
	r := newRig(t)
	r.failWith("a", storage.ErrNotFound)
	r.failWith("b", storage.ErrNotFound)
	for _, j := range []Job{r.job("a", "1"), r.job("b", "1"), r.job("c")} {
		r.q.Add(j)
	}
	if left, _ := r.q.Drain(time.Hour); left != 0 || !slices.Equal(r.done, []string{"c"}) {
		t.Errorf("%d left, done %v", left, r.done)
	}
	if got := r.unsaved(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("unsaved %v", got)
	}
}

func TestHaltedJobWaitsForRetry(t *testing.T) {
	r := newRig(t)
	r.failWith("a", storage.ErrDamaged)
	r.q.Add(r.job("a"))
	r.want("a", Halt, storage.ErrDamaged)
	left, err := r.q.Drain(time.Hour) // tries once more and does not wait
	if left != 1 || !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("%d left, %v", left, err)
	}
	r.rest()
	r.failWith("a", nil)
	r.q.Retry()
	r.want("a", 0, nil)
}

func TestDrainReturnsWhatIsLeftAtTheDeadline(t *testing.T) {
	r := newRig(t)
	r.failWith("a", errBusy)
	r.q.Add(r.job("a"))
	r.q.Add(r.job("b"))
	left := make(chan int)
	go func() {
		n, _ := r.q.Drain(3 * time.Second)
		left <- n
	}()
	for {
		if w := <-r.waits; w.delay == 3*time.Second {
			w.end <- time.Time{}
			break
		}
	}
	if got := <-left; got != 2 || !slices.Equal(r.unsaved(), []string{"a", "b"}) {
		t.Errorf("%d left, unsaved %v", got, r.unsaved())
	}
}

func TestDrainDoesNotWaitForAJobThatHangs(t *testing.T) {
	r := newRig(t)
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	r.q.Add(Job{Do: func() (uint64, error) { <-hang; return 0, nil }})
	left := make(chan int)
	go func() {
		n, _ := r.q.Drain(3 * time.Second)
		left <- n
	}()
	(<-r.waits).end <- time.Time{}
	if got := <-left; got != 1 {
		t.Errorf("left %v", got)
	}
}

func TestClosedQueueRunsNothing(t *testing.T) {
	r := newRig(t)
	r.q.Close()
	r.q.Add(r.job("a"))
	if left, _ := r.q.Drain(time.Hour); left != 1 || r.done != nil {
		t.Errorf("left %v, done %v", left, r.done)
	}
}

func TestQueueWithDefaultOptions(t *testing.T) {
	q := New()
	defer q.Close()
	ran := false
	q.Add(Job{Do: func() (uint64, error) { ran = true; return 1, nil }})
	if left, _ := q.Drain(time.Minute); left > 0 || !ran {
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
		{storage.ErrNotFound, SetAside},
		{storage.ErrNewerSchema, Halt},
		{storage.ErrForeign, Halt},
		{storage.ErrLocked, Retry},
		{storage.ErrFull, Retry},
		{storage.ErrPermission, Retry},
		{errors.New("anything else"), Retry},
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
				r.q.Unsaved()
			}
			r.q.Drain(time.Hour)
		})
	}
	all.Wait()
	if len(r.done) != 80 {
		t.Errorf("%d were done", len(r.done))
	}
}
