package team

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/segment"
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

	state    State
	appended map[string]bool // IDs of steps that this replica appended
	put      map[string]bool // digests of texts that it put
	waiting  map[string]bool // articles with a step that the log refused, until an entry of theirs comes
	caughtUp bool            // whether the log was received up to its end once
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
	r.state, r.caughtUp = State{}, false
	r.appended, r.put, r.waiting = map[string]bool{}, map[string]bool{}, map[string]bool{}
	desk, err := r.Store.Desk()
	if err != nil {
		return err
	}
	if desk.Name == "" {
		return errors.New("the library belongs to no team")
	}
	in := make(chan received, maxBatch)
	go r.follow(ctx, Cursor(desk.Cursor), in)
	written := r.Store.Watch(ctx)
	pause := r.Quiet
	if pause == 0 {
		pause = defaultQuiet
	}
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
			r.caughtUp = true
			calm++
		case <-retry.C:
			clear(r.waiting)
		case <-written:
		}
		if !r.caughtUp {
			continue
		}
		if err := r.send(ctx); err != nil {
			return err
		}
		done := calm >= doneCalm && (r.state.Queued == 0 || r.state.ReadOnly) || calm >= maxCalm && r.state.Refused != nil
		if until == untilDone && done {
			return nil
		}
		if until == untilDone {
			quiet.Reset(pause)
		}
	}
}

// received is an entry, or the error that ended the log.
type received struct {
	entry Entry
	err   error
}

// follow sends the entries after a cursor, then the error that ended them.
func (r *Replica) follow(ctx context.Context, from Cursor, in chan<- received) {
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
	err := r.apply(ctx, entries)
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
		receipts, err := r.receipts(ctx, entries)
		if err == nil {
			err = r.Store.Receive(desk.Cursor, int64(entries[len(entries)-1].Cursor), receipts, r.Now())
		}
		if errors.Is(err, storage.ErrConflict) && try < maxTries {
			continue
		}
		for _, e := range entries {
			delete(r.waiting, e.Article)
		}
		return err
	}
	return ctx.Err()
}

// receipts returns what entries mean for the library.
func (r *Replica) receipts(ctx context.Context, entries []Entry) (receipts []storage.Receipt, err error) {
	byArticle := map[string]*exchange{}
	var order []*exchange
	for i, e := range entries {
		x := byArticle[e.Article]
		if x == nil {
			if x, err = r.exchange(ctx, e, affected(e.Article, entries[i:])); err != nil {
				return nil, err
			}
			byArticle[e.Article] = x
			order = append(order, x)
		}
		if err := x.add(e); err != nil {
			return nil, fmt.Errorf("step %s of the team: %w", e.Step.ID, err)
		}
	}
	for _, x := range order {
		if !x.unknown {
			receipts = append(receipts, x.receipt())
		}
	}
	return receipts, nil
}

// affected lists the annotations of an article that entries change; nil if they may change
// all of them.
func affected(article string, entries []Entry) []string {
	ids := []string{}
	for _, e := range entries {
		if e.Article != article {
			continue
		}
		if !e.Step.Version.IsZero() {
			return nil
		}
		for _, c := range e.Step.Changes {
			ids = append(ids, c.ID())
		}
	}
	return ids
}

// An exchange is an article while entries of the log are applied to it.
type exchange struct {
	state
	shared  storage.Shared
	unknown bool // the library had it and deleted it for good: its entries are left out
}

// exchange returns the article of an entry, with the annotations with those IDs.
func (r *Replica) exchange(ctx context.Context, first Entry, ids []string) (*exchange, error) {
	x := &exchange{}
	var err error
	x.shared, err = r.Store.Shared(first.Article, ids)
	isNew := errors.Is(err, storage.ErrNotFound)
	if err != nil && !isNew {
		return nil, err
	}
	x.unknown = isNew && first.Step.Version != (annotate.VersionChange{To: first.Article})
	x.state = state{
		logText: x.shared.Text, text: x.shared.Record.Digest, set: map[string]annotate.Annotation{},
		login: r.Login, newID: r.NewID, now: r.Now().UTC(),
		texts: texts{
			ctx: ctx, store: r.Store, log: r.Log, article: x.shared.Record.ID,
			known: map[string]bool{}, read: map[string]*annotate.Article{}, diffs: map[[2]string]*diff.Diff{},
		},
	}
	for _, v := range x.shared.Record.Versions {
		x.texts.known[v.Digest] = true
	}
	for _, a := range x.shared.Annotations {
		x.set[a.ID] = a
	}
	x.queue, x.rebased = split(x.shared.Queue)
	if isNew {
		x.shared.Name, x.text = first.Article, first.Article
	}
	return x, nil
}

// add applies an entry.
func (x *exchange) add(e Entry) error {
	if x.unknown {
		return nil
	}
	id := x.texts.article
	e.Step.Changes = append([]annotate.Change(nil), e.Step.Changes...)
	for i, c := range e.Step.Changes {
		e.Step.Changes[i] = annotate.Change{Before: inArticle(c.Before, id), After: inArticle(c.After, id)}
	}
	if err := x.texts.need(e.Step); err != nil {
		return err
	}
	if e.Step.Version.From == "" && !e.Step.Version.IsZero() {
		if x.logText == "" {
			x.enter(e)
		}
		return nil
	}
	if e.Step.Undoes != "" && id != "" {
		undone, err := x.texts.store.Step(id, e.Step.Undoes)
		if err != nil && !errors.Is(err, storage.ErrNotFound) && !errors.Is(err, storage.ErrConflict) {
			return err
		}
		x.undone = undone
	}
	return x.apply(e)
}

// enter notes that the article entered the log with an entry. If the library has gone on to
// another text, it queues that.
func (x *exchange) enter(e Entry) {
	x.shared.Name, x.logText = e.Article, e.Step.Version.To
	turns := slices.ContainsFunc(x.queue, func(q annotate.Step) bool { return !q.Version.IsZero() })
	if x.text != x.logText && !turns {
		turn := annotate.Step{
			ID: x.newID(), Time: x.now, Creator: x.login, Summary: "newer text",
			Version: annotate.VersionChange{From: x.logText, To: x.text},
		}
		x.queue, x.rebased = append([]annotate.Step{turn}, x.queue...), true
	}
}

// inArticle returns an annotation as one of an article.
func inArticle(a *annotate.Annotation, article string) *annotate.Annotation {
	if a == nil {
		return nil
	}
	b := *a
	b.Article = article
	return &b
}

// receipt returns what the entries have led to.
func (x *exchange) receipt() storage.Receipt {
	c := storage.Receipt{
		Article: x.shared.Record.ID, Seq: x.shared.Record.Seq, Name: x.shared.Name, Text: x.logText,
		Versions: x.texts.fetched, Steps: x.steps, Sent: x.sent,
	}
	for _, a := range c.Versions {
		c.Words = append(c.Words, segment.CountArticleWords(a))
	}
	if x.rebased {
		c.Queue = append([]annotate.Step{}, x.queue...)
	}
	return c
}
