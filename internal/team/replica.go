package team

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"time"

	"galley/storage"
)

// A Replica keeps a library and a log the same: it applies what others append, and appends
// what the library queues. A library has one replica at a time.
type Replica struct {
	Store *storage.Store // joined to a desk, see storage.Store.JoinDesk
	Log   Log
	Login string // with which Log appends
	NewID func() string
	Now   func() time.Time
	Quiet time.Duration // time without an entry after which the log is taken to be received; 0: 200 ms
	// Report, if not nil, is called after each change of the state, from Run's goroutine.
	Report func(State)
	// Warn, if not nil, is called with what cannot be received.
	Warn func(error)

	state    State
	appended map[string]bool        // IDs of steps that this replica appended
	put      map[string]bool        // digests of texts that it put
	waiting  map[string]bool        // articles with a step that the log refused, until an entry of theirs comes
	held     map[string]heldArticle // by name on the desk
	caughtUp bool                   // whether the log was received up to its end once
}

// A State is how far a replica has come.
type State struct {
	Queued   int   // steps that the log lacks
	Received int   // entries since Run began
	ReadOnly bool  // the login may not write: own steps stay in the library
	Refused  error // why a step waits, nil if none does
}

const (
	defaultQuiet = 200 * time.Millisecond
	retryAfter   = 5 * time.Second
	maxBatch     = 500
	maxTries     = 50 // of a transaction that others make impossible
	doneCalm     = 3  // pauses after which Sync is done
	maxCalm      = 20 // pauses in which the entry that a step was refused for may come
	maxPauses    = 30 // pauses after which Sync is done even if entries go on coming
)

// Run receives and sends until ctx ends, or until the log or the library fails. Run again
// goes on where it stopped.
func (r *Replica) Run(ctx context.Context) error { return r.run(ctx, untilEnd) }

// Sync receives what the log has, sends what the library has, and returns when nothing is
// left to do: State then says what could not be sent.
func (r *Replica) Sync(ctx context.Context) (State, error) {
	err := r.run(ctx, untilDone)
	return r.state, err
}

// A duration says when a replica ends.
type duration int

const (
	untilEnd  duration = iota // of the context
	untilDone                 // nothing is left to do
)

func (r *Replica) run(ctx context.Context, until duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	desk, err := r.begin(ctx)
	if err != nil {
		return err
	}
	in := make(chan received, maxBatch)
	var loading atomic.Bool // whether a snapshot is being read, which may take long to begin
	loading.Store(desk.Cursor == 0)
	go r.follow(ctx, Cursor(desk.Cursor), in, &loading)
	written := r.Store.Watch(ctx)
	pause := cmp.Or(r.Quiet, defaultQuiet)
	quiet := time.NewTimer(pause)
	retry := time.NewTicker(retryAfter)
	defer retry.Stop()
	began := time.Now()
	calm := 0 // times in a row that nothing came
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case e := <-in:
			if err := r.receive(ctx, e, in); err != nil {
				return err
			}
			calm = 0
			quiet.Reset(pause)
			r.caughtUp = r.caughtUp || len(in) == 0 && time.Since(began) > 10*pause // the others may never pause
		case <-quiet.C:
			if loading.Load() {
				quiet.Reset(pause)
				continue
			}
			r.caughtUp = true
			calm++
		case <-retry.C:
			clear(r.waiting)
			if err := r.applyHeld(ctx); err != nil {
				return err
			}
		case <-written:
		}
		if !r.caughtUp {
			continue
		}
		if err := r.send(ctx); err != nil {
			return err
		}
		if until == untilDone {
			if len(in) == 0 && !loading.Load() && time.Since(began) > maxPauses*pause {
				calm = maxCalm // the others never pause
			}
			if r.isDone(calm) {
				return nil
			}
			quiet.Reset(pause)
		}
	}
}

// begin resets the replica, applies what can be applied by now, and returns the desk.
func (r *Replica) begin(ctx context.Context) (storage.Desk, error) {
	r.state, r.caughtUp = State{}, false
	r.appended, r.put, r.waiting = map[string]bool{}, map[string]bool{}, map[string]bool{}
	desk, err := r.Store.Desk()
	if err == nil && desk.Name == "" {
		err = errors.New("the library belongs to no team")
	}
	if err == nil {
		err = r.loadHeld(ctx)
	}
	return desk, err
}

// isDone reports whether nothing is left to do after a number of pauses in which nothing came.
func (r *Replica) isDone(calm int) bool {
	return calm >= doneCalm && (r.state.Queued == 0 || r.state.ReadOnly) || calm >= maxCalm && r.state.Refused != nil
}

func (r *Replica) warn(err error) {
	if r.Warn != nil {
		r.Warn(err)
	}
}

// received is an entry, or the error that ended the log.
type received struct {
	entry Entry
	err   error
}

// follow sends the entries after a cursor, then the error that ended them.
func (r *Replica) follow(ctx context.Context, from Cursor, in chan<- received, loading *atomic.Bool) {
	send := func(e received) bool {
		select {
		case in <- e:
			return true
		case <-ctx.Done():
			return false
		}
	}
	last, snapshot := from, from == 0
	for {
		entries := r.Log.After
		if snapshot {
			entries = func(ctx context.Context, _ Cursor) iter.Seq2[Entry, error] { return r.Log.Snapshot(ctx) }
		}
		var err error
		for e, failed := range entries(ctx, last) {
			if err = failed; err != nil {
				break
			}
			if e.Cursor <= last {
				continue // in the snapshot, and known
			}
			if last = e.Cursor; !send(received{entry: e}) {
				return
			}
		}
		compacted := errors.Is(err, ErrCompacted)
		if err == nil && !snapshot {
			err = errors.New("the log ended")
		}
		if err != nil && !compacted {
			send(received{err: err})
			return
		}
		snapshot = compacted
		loading.Store(snapshot)
	}
}

// receive applies an entry and those that came in the meantime.
func (r *Replica) receive(ctx context.Context, first received, in <-chan received) error {
	var entries []Entry
	var failed error
	for e := first; ; e = <-in {
		if failed = e.err; failed != nil {
			break
		}
		if entries = append(entries, e.entry); len(entries) == maxBatch || len(in) == 0 {
			break
		}
	}
	err := r.apply(ctx, r.withHeld(entries))
	r.state.Received += len(entries)
	return errors.Join(err, failed)
}

// apply applies entries in one transaction. It starts again if the library changes
// meanwhile.
func (r *Replica) apply(ctx context.Context, entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	for try := 0; ctx.Err() == nil; try++ {
		desk, err := r.Store.Desk()
		if err != nil {
			return err
		}
		to := Cursor(desk.Cursor)
		for _, e := range entries {
			to = max(to, e.Cursor)
		}
		receipts, waits, err := r.receipts(ctx, entries)
		if err == nil {
			var taken []string
			taken, err = r.Store.Receive(desk.Cursor, int64(to), receipts, r.Now())
			for _, id := range taken {
				r.warn(fmt.Errorf("annotation %s of the team was left out, because another article of the library has it", id))
			}
		}
		if errors.Is(err, storage.ErrConflict) && try < maxTries {
			continue
		}
		if err == nil {
			r.noteHeld(entries, waits)
		}
		for _, e := range entries {
			delete(r.waiting, e.Article)
		}
		return err
	}
	return ctx.Err()
}
