package library

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"galley/annotate"
	"galley/internal/memory"
	"galley/internal/wording"
	"galley/storage"
	"galley/storage/queue"
)

// closeTimeout limits how long Close waits for saves.
const closeTimeout = 3 * time.Second

// A Result is the outcome of a save. A save that is retried has several.
type Result struct {
	Article string // "" unless a step was saved
	Step    string // ID of the step
	Seq     uint64
	Err     error // nil if it is on disk
	Refused bool  // whether the step was dropped because the annotation was changed elsewhere
}

// A saveQueue runs the reader's saves in order.
type saveQueue struct {
	base
	start   func() *queue.Queue // starts the queue once
	stop    func() error        // drains it once
	closing chan struct{}       // closed when draining begins

	mu      sync.Mutex
	opened  map[string]*annotate.Article // by ID
	refused map[string]bool              // annotations of steps that were refused, by ID
}

func newSaveQueue(b base) *saveQueue {
	q := &saveQueue{base: b, closing: make(chan struct{}), opened: map[string]*annotate.Article{}, refused: map[string]bool{}, start: sync.OnceValue(queue.New)}
	q.stop = sync.OnceValue(q.drain)
	return q
}

// Save queues a step of an opened article. It does not wait: saves are made in
// order, one at a time, and failed ones are retried. The rescue file of an article
// that was not opened lacks the text.
func (q *saveQueue) Save(article string, step annotate.Step) {
	q.mu.Lock()
	defer q.mu.Unlock()
	a := q.opened[article]
	if a == nil {
		a = &annotate.Article{ID: article, Meta: annotate.Meta{Title: article}, Blocks: []annotate.Block{{}}}
		q.opened[article] = a
	}
	q.start().Add(queue.Job{Article: a, Step: step, Do: func() (uint64, error) { return q.commitQueued(article, step) }})
}

// commitQueued commits a step and notes whether it is refused.
func (q *saveQueue) commitQueued(article string, step annotate.Step) (uint64, error) {
	seq, err := q.commit(article, step)
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, c := range step.Changes {
		if errors.Is(err, storage.ErrConflict) {
			q.refused[c.ID()] = true
		} else {
			delete(q.refused, c.ID())
		}
	}
	return seq, err
}

// savedRecord returns the record of an article. If there is none, it waits for what is still to
// be saved: an article that was opened a moment ago is saved after its first screen.
func (q *saveQueue) savedRecord(id string) (Record, error) {
	r, err := q.store.Record(id)
	if !errors.Is(err, storage.ErrNotFound) {
		return r, err
	}
	_, saving := q.start().Drain(closeTimeout)
	r, err = q.store.Record(id)
	if errors.Is(err, storage.ErrNotFound) && saving != nil {
		err = fmt.Errorf("the article is not saved yet: %w; try again once it is", saving)
	}
	return r, err
}

// SavePosition saves the caret, a byte offset into the text with digest text, and
// how much of the text has been read, in percent, if that is more than before. It does nothing if the article has
// another text by then.
func (q *saveQueue) SavePosition(article, text string, off, percent int) {
	q.add(func() error { return q.store.SavePosition(article, text, off, percent, q.options.Now()) })
}

// SaveFolds saves which blocks of the text with digest text the user folded
// (true) or unfolded (false), by the byte offset of the block.
func (q *saveQueue) SaveFolds(article, text string, folds map[int]bool) {
	q.add(func() error { return q.store.SaveFolds(article, text, folds) })
}

// SaveRefusals saves which suggestions the user refused (true) or no longer refuses
// (false), by their keys.
func (q *saveQueue) SaveRefusals(article string, refusals map[string]bool) {
	q.add(func() error { return q.store.SaveRefusals(article, refusals) })
}

// SetDone saves that a person finished annotating an article at a time or, if that is
// zero, that the person has not.
func (q *saveQueue) SetDone(article, by string, at time.Time) {
	q.add(func() error { return q.store.SetDone(article, by, at) })
}

// touch notes that an article was opened.
func (q *saveQueue) touch(article string) {
	q.add(func() error { return q.store.Touch(article, q.options.Now()) })
}

// Pending lists the steps of an article that are not on disk yet, in order.
func (q *saveQueue) Pending(article string) (steps []annotate.Step) {
	for _, j := range q.start().Unsaved() {
		if j.Article.ID == article {
			steps = append(steps, j.Step)
		}
	}
	return steps
}

// NextResult waits for the outcome of the next save. ok is false once the library
// is closed.
func (q *saveQueue) NextResult() (_ Result, ok bool) {
	r, ok := q.start().Next()
	result := Result{Step: r.Job.Step.ID, Seq: r.Seq, Err: r.Err, Refused: r.Verdict == queue.Drop}
	switch {
	case r.Job.Article != nil:
		result.Article = r.Job.Article.ID
	case r.Verdict == queue.SetAside:
		result.Err = nil // an article without unsaved steps was deleted
	}
	return result, ok
}

// Pause saves what is queued, for at most a second, and then runs do. While do runs,
// Galley holds no lock on the library, so do may suspend the process.
func (q *saveQueue) Pause(do func()) {
	_, _ = q.start().Drain(time.Second)
	q.store.Pause(do)
}

// Close waits for the saves, as [Library.Close] describes.
func (q *saveQueue) Close() error { return q.stop() }

// show registers an article that the reader is about to show.
func (q *saveQueue) show(a *annotate.Article) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.opened[a.ID] = a
	memory.ReturnLater(len(a.Text))
}

// saveArticle saves an article that was read from its source, or the location
// that a saved one was opened from. A large article takes a while, so it waits
// until the first screen is drawn.
func (q *saveQueue) saveArticle(m Match, a *annotate.Article) {
	q.add(func() error {
		select {
		case <-time.After(memory.FirstScreen):
		case <-q.closing:
		}
		defer memory.ReturnLater(len(a.Text))
		_, err := q.store.SaveArticles([]storage.NewArticle{m.newArticle(a)}, q.options.Now())
		return err
	})
}

// add queues a save of something other than a step.
func (q *saveQueue) add(do func() error) {
	q.start().Add(queue.Job{Do: func() (uint64, error) { return 0, do() }})
}

// drain waits for all saves, and rescues the steps that could not be saved.
func (q *saveQueue) drain() error {
	close(q.closing)
	saves := q.start()
	left, err := saves.Drain(closeTimeout)
	saves.Close()
	unsaved := saves.Unsaved()
	switch {
	case left == 0 && len(unsaved) == 0:
		return nil
	case left == 0:
		err = errors.New("the article was deleted for good in another window")
	case err == nil:
		err = errors.New("it took too long")
	}
	if len(unsaved) == 0 {
		return fmt.Errorf("the reading position could not be saved: %w", err)
	}
	return q.rescue(unsaved, err)
}

// rescue writes unsaved steps to rescue files, one for each text of an article.
// cause is why they could not be saved.
func (q *saveQueue) rescue(unsaved []queue.Job, cause error) error {
	var paths []string
	for len(unsaved) > 0 {
		article, steps := unsaved[0].Article, []annotate.Step(nil)
		unsaved = slices.DeleteFunc(unsaved, func(j queue.Job) bool {
			same := j.Article == article
			if same {
				steps = append(steps, j.Step)
			}
			return same
		})
		path, err := storage.WriteRescue(filepath.Dir(q.options.Path), article, steps, q.options.Now())
		if err != nil {
			return fmt.Errorf("the last changes could not be saved: %w; nor could they be written to a rescue file: %w", cause, err)
		}
		paths = append(paths, path)
	}
	return fmt.Errorf("the last changes could not be saved: %w; they are in %s; galley import restores them from there",
		cause, wording.And(paths))
}
