package library

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/internal/memory"
	"galley/internal/wording"
	"galley/storage"
	"galley/storage/queue"
)

// closeTimeout is how long Close waits for saves.
const closeTimeout = 3 * time.Second

// A Result says what became of a save. A save that is tried again has several.
type Result struct {
	Article string // "" for what is not a step: an article, a position, folds
	Step    string // ID of the step
	Seq     uint64
	Err     error // nil: it is on disk
	Refused bool  // the annotation was changed elsewhere, so the step was dropped
}

// A saveQueue saves what the reader hands over, in order, and knows what is not
// on disk yet.
type saveQueue struct {
	base
	start   func() *queue.Queue // starts the queue once
	stop    func() error        // drains it once
	results chan Result
	ready   chan struct{} // holds a token while there are results to deliver
	closing chan struct{} // closed when draining begins

	mu          sync.Mutex
	opened      map[string]*annotate.Article // by ID
	waiting     []waitingStep                // not on disk, in order
	undelivered []Result
	err         error // of the last save
}

// A waitingStep is a step that is not on disk, with its article: both go to the
// rescue file if it never is.
type waitingStep struct {
	article *annotate.Article
	step    annotate.Step
}

func newSaveQueue(b base) *saveQueue {
	q := &saveQueue{
		base: b, results: make(chan Result), ready: make(chan struct{}, 1), closing: make(chan struct{}),
		opened: map[string]*annotate.Article{},
	}
	q.start = sync.OnceValue(func() *queue.Queue {
		go q.deliver()
		return queue.New(queue.Options{Report: q.report, Judge: judge})
	})
	q.stop = sync.OnceValue(q.drain)
	return q
}

// Save hands over a step of an opened article. It does not wait: saves are made
// in order, one at a time, and a failed one is tried again.
func (q *saveQueue) Save(article string, step annotate.Step) {
	q.mu.Lock()
	q.waiting = append(q.waiting, waitingStep{q.opened[article], step})
	q.mu.Unlock()
	touches := make([]string, len(step.Changes))
	for i, c := range step.Changes {
		touches[i] = c.ID()
	}
	q.start().Add(queue.Job{ID: step.ID, Touches: touches, Do: func() (uint64, error) {
		return q.store.Commit(article, step)
	}})
}

// SavePosition keeps the caret, a byte offset into the text with digest text,
// and how far that is, in per cent. Once the article has another text it does
// nothing.
func (q *saveQueue) SavePosition(article, text string, off, percent int) {
	q.add(func() error { return q.store.SavePosition(article, text, off, percent, q.options.Now()) })
}

// SaveFolds keeps which blocks of the text with digest text the user folded
// (true) or unfolded (false), by the byte offset of the block.
func (q *saveQueue) SaveFolds(article, text string, folds map[int]bool) {
	q.add(func() error { return q.store.SaveFolds(article, text, folds) })
}

// touch notes that an article was opened.
func (q *saveQueue) touch(article string) {
	q.add(func() error { return q.store.Touch(article, q.options.Now()) })
}

// Pending lists the steps of an article that are not on disk, in order.
func (q *saveQueue) Pending(article string) (steps []annotate.Step) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, w := range q.waiting {
		if w.article.ID == article {
			steps = append(steps, w.step)
		}
	}
	return steps
}

// Results delivers what became of each save, in order. It is closed by Close.
func (q *saveQueue) Results() <-chan Result {
	q.start()
	return q.results
}

// Close waits until everything is saved, but for 3 s at most. Steps that are
// not saved then go to rescue files, which the error names.
func (q *saveQueue) Close() error { return q.stop() }

// judge drops what belongs to an article that is gone, so that it does not hold
// up other saves.
func judge(err error) queue.Verdict {
	if errors.Is(err, storage.ErrNotFound) {
		return queue.Drop
	}
	return queue.Judge(err)
}

// show notes an article that the reader is about to show.
func (q *saveQueue) show(a *annotate.Article) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.opened[a.ID] = a
	memory.ReturnLater(len(a.Text))
}

// saveArticle saves an article that was read from its source, or the location
// where a saved one was opened. words is 0 if they are not counted yet;
// original is the bytes to keep beside the text, nil for none. For a large
// article that takes a while, so the first screen is drawn before.
func (q *saveQueue) saveArticle(a *annotate.Article, words int, original []byte) {
	q.add(func() error {
		select {
		case <-time.After(memory.FirstScreen):
		case <-q.closing:
		}
		if words == 0 {
			words = segment.CountArticleWords(a)
		}
		saving := storage.NewArticle{Article: a, Words: words}
		if original != nil {
			saving.Original = storage.Pack(original)
		}
		defer memory.ReturnLater(len(a.Text))
		_, err := q.store.SaveArticles([]storage.NewArticle{saving}, q.options.Now())
		return err
	})
}

// add saves something that is not a step.
func (q *saveQueue) add(do func() error) {
	q.start().Add(queue.Job{ID: q.options.NewID(), Do: func() (uint64, error) { return 0, do() }})
}

// report takes a result of the queue. A step whose article is gone stays
// waiting, for the rescue file.
func (q *saveQueue) report(r queue.Result) {
	gone := errors.Is(r.Err, storage.ErrNotFound)
	out := Result{Seq: r.Seq, Err: r.Err, Refused: r.Verdict == queue.Drop && !gone}
	q.mu.Lock()
	defer q.mu.Unlock()
	at := slices.IndexFunc(q.waiting, func(w waitingStep) bool { return w.step.ID == r.ID })
	switch {
	case at >= 0:
		out.Article, out.Step = q.waiting[at].article.ID, r.ID
		if r.Err == nil || out.Refused {
			q.waiting = slices.Delete(q.waiting, at, at+1)
		}
	case gone:
		out.Err = nil // the position in an article that is gone
	}
	q.err = r.Err
	q.undelivered = append(q.undelivered, out)
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

// deliver sends results to the channel until the queue is closed. Reporting
// never waits for the reader.
func (q *saveQueue) deliver() {
	defer close(q.results)
	for {
		select {
		case <-q.ready:
		case <-q.closing:
			return
		}
		q.mu.Lock()
		results := q.undelivered
		q.undelivered = nil
		q.mu.Unlock()
		for _, r := range results {
			select {
			case q.results <- r:
			case <-q.closing:
				return
			}
		}
	}
}

// drain waits for all saves, and rescues the steps that could not be saved.
func (q *saveQueue) drain() error {
	close(q.closing)
	saves := q.start()
	jobs := saves.Drain(closeTimeout)
	saves.Close()
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(jobs) == 0 && len(q.waiting) == 0 {
		return nil
	}
	err := q.err
	switch {
	case len(jobs) == 0:
		err = errors.New("the article was deleted for good in another window")
	case err == nil:
		err = errors.New("it took too long")
	}
	if len(q.waiting) == 0 {
		return fmt.Errorf("the reading position could not be saved: %w", err)
	}
	return q.rescue(err)
}

// rescue writes the waiting steps to a file for each article. cause is why they
// could not be saved.
func (q *saveQueue) rescue(cause error) error {
	var paths []string
	for left := q.waiting; len(left) > 0; {
		article, steps := left[0].article, []annotate.Step(nil)
		for len(left) > 0 && left[0].article == article {
			steps, left = append(steps, left[0].step), left[1:]
		}
		path, err := storage.WriteRescue(filepath.Dir(q.options.Path), article, steps, q.options.Now())
		if err != nil {
			return fmt.Errorf("the last changes could not be saved: %w; nor could they be written to a rescue file: %w", cause, err)
		}
		paths = append(paths, path)
	}
	return fmt.Errorf("the last changes could not be saved: %w; they are in %s; galley import brings them back from there",
		cause, wording.And(paths))
}
