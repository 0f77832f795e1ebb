package cli

import (
	"errors"
	"slices"
	"sync"
	"time"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/storage"
	"galley/storage/queue"
	"galley/ui"
)

// drainFor is how long leaving waits for what is still to be saved.
const drainFor = 3 * time.Second

// A saver saves what the reader hands it, one thing after the other: articles
// that are new, steps, reading places. It is the reader's [ui.Saver].
type saver struct {
	store *storage.Store
	now   func() time.Time
	newID func() string
	queue *queue.Queue

	leaving chan struct{} // closed when the reader has ended

	mu      sync.Mutex
	report  func(ui.Saved) // nil until the reader runs
	kept    []ui.Saved     // results that came before
	steps   map[string]waitingStep
	shown   map[string]*annotate.Article // by ID, those that the reader has shown
	lost    []string                     // IDs of steps whose article is gone, in order
	trouble error                        // why saving failed last, nil if it works
}

// A waitingStep is a step that is not saved yet, with its article: both go to
// the rescue file if it never is.
type waitingStep struct {
	article *annotate.Article
	step    annotate.Step
}

func newSaver(store *storage.Store, now func() time.Time, newID func() string) *saver {
	s := &saver{store: store, now: now, newID: newID, leaving: make(chan struct{}), steps: map[string]waitingStep{}, shown: map[string]*annotate.Article{}}
	s.queue = queue.New(queue.Options{Report: s.result, Judge: judge})
	return s
}

// judge gives up what belongs to an article that is gone, so that it holds up
// nothing else.
func judge(err error) queue.Verdict {
	if errors.Is(err, storage.ErrNotFound) {
		return queue.Drop
	}
	return queue.Judge(err)
}

// show tells of an article that the reader is about to show.
func (s *saver) show(a *annotate.Article) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown[a.ID] = a
	giveBackLater(len(a.Text))
}

// Report tells where results go from now on. Those that came before follow at
// once.
func (s *saver) Report(report func(ui.Saved)) {
	s.mu.Lock()
	kept := s.kept
	s.report, s.kept = report, nil
	s.mu.Unlock()
	for _, r := range kept {
		report(r)
	}
}

// result takes a result of the queue and hands it on.
func (s *saver) result(r queue.Result) {
	gone := errors.Is(r.Err, storage.ErrNotFound)
	saved := ui.Saved{Seq: r.Seq, Err: r.Err, Refused: r.Verdict == queue.Drop && !gone}
	s.mu.Lock()
	w, isStep := s.steps[r.ID]
	switch {
	case isStep:
		saved.Article, saved.Step = w.article.ID, r.ID
	case gone:
		saved.Err = nil // a reading place of an article that is gone
	}
	if r.Err == nil || saved.Refused {
		delete(s.steps, r.ID)
	} else if isStep && gone {
		s.lost = append(s.lost, r.ID)
	}
	s.trouble = r.Err
	report := s.report
	if report == nil {
		s.kept = append(s.kept, saved)
	}
	s.mu.Unlock()
	if report != nil {
		report(saved)
	}
}

// Save saves a step of the article that the reader shows.
func (s *saver) Save(article string, step annotate.Step) {
	s.mu.Lock()
	s.steps[step.ID] = waitingStep{s.shown[article], step}
	s.mu.Unlock()
	touches := make([]string, len(step.Changes))
	for i, c := range step.Changes {
		touches[i] = c.ID()
	}
	s.queue.Add(queue.Job{ID: step.ID, Touches: touches, Do: func() (uint64, error) {
		return s.store.Commit(article, step)
	}})
}

// SavePlace keeps a reading place, a byte offset into that text, and how far that
// is.
func (s *saver) SavePlace(article, text string, off, percent int) {
	s.add(func() error { return s.store.SavePosition(article, text, off, percent, s.now()) })
}

// SaveFolds keeps what a person folded and unfolded in that text.
func (s *saver) SaveFolds(article, text string, folds map[int]bool) {
	s.add(func() error { return s.store.SaveFolds(article, text, folds) })
}

// touch notes that an article was opened.
func (s *saver) touch(article string) {
	s.add(func() error { return s.store.Touch(article, s.now()) })
}

// settle is how long the first screen has the processor to itself before a
// new article is saved: for a large one that takes a while.
const settle = 100 * time.Millisecond

// keep saves an article that was read from its source, or notes where a saved
// one was met. words is 0 if they are not counted yet; raw is the bytes to keep
// beside the text, nil for none.
func (s *saver) keep(a *annotate.Article, words int, raw []byte) {
	s.add(func() error {
		select {
		case <-time.After(settle):
		case <-s.leaving:
		}
		if words == 0 {
			words = segment.CountArticleWords(a)
		}
		saving := storage.NewArticle{Article: a, Words: words}
		if raw != nil {
			saving.Original = storage.Pack(raw)
		}
		defer giveBackLater(len(a.Text))
		_, err := s.store.SaveArticles([]storage.NewArticle{saving}, s.now())
		return err
	})
}

// add saves something that is no step.
func (s *saver) add(do func() error) {
	s.queue.Add(queue.Job{ID: s.newID(), Do: func() (uint64, error) { return 0, do() }})
}

// A leftover is what could not be saved of one article.
type leftover struct {
	article *annotate.Article
	steps   []annotate.Step
}

// drain waits until all is saved, but not for long. It returns the steps that
// are left, by article, and why; without an error all is saved.
func (s *saver) drain() (left []leftover, err error) {
	close(s.leaving)
	jobs := s.queue.Drain(drainFor)
	s.queue.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := slices.Clone(s.lost)
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	for _, id := range ids {
		w, isStep := s.steps[id]
		switch {
		case !isStep:
		case len(left) > 0 && left[len(left)-1].article == w.article:
			left[len(left)-1].steps = append(left[len(left)-1].steps, w.step)
		default:
			left = append(left, leftover{w.article, []annotate.Step{w.step}})
		}
	}
	switch {
	case len(jobs) == 0:
		return left, errors.New("the article was removed for good in another window")
	case s.trouble == nil:
		return left, errors.New("it took too long")
	}
	return left, s.trouble
}
