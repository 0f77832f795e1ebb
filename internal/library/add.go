package library

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// An AddRequest asks for articles to be saved.
type AddRequest struct {
	Names      []string // of articles, or of folders with the texts to add
	Read       ReadOptions
	Collection string                             // to put the articles into, also saved ones; "" leaves those where they are
	Progress   func(done, total int, name string) // called before each is read
	Report     func(a *Addition, total int)       // called with each outcome; total grows with the chapters of books
}

// The outcomes of adding an article.
const (
	Added    = "added"
	Known    = "known"    // already in the library
	Changed  = "changed"  // known, but its source has changed since
	Restored = "restored" // from the trash
	Skipped  = "skipped"  // a file in a folder that is not a text
	Failed   = "failed"
)

// An Addition is the outcome of adding one article. galley add --json prints it
// as JSON.
type Addition struct {
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	ID      string `json:"id,omitempty"`
	Title   string `json:"title,omitempty"`
	Words   int    `json:"words,omitempty"`
	Removed string `json:"removed,omitempty"` // characters that were dropped
	Remark  string `json:"remark,omitempty"`
	Error   string `json:"error,omitempty"`

	Err     error    `json:"-"` // why it failed
	Notices []string `json:"-"`
}

func (a *Addition) fail(err error) { a.Outcome, a.Error, a.Err = Failed, err.Error(), err }

// complete fills in an addition whose article has been saved.
func (a *Addition) complete(m Match, r Record) {
	a.ID, a.Title, a.Words = r.ID, r.Meta.Title, r.Words
	switch {
	case a.Outcome == Restored:
		a.Notices = append(a.Notices, quoteTitle(r)+" was restored from the trash")
	case a.Outcome == Changed:
		a.Notices = append(a.Notices, m.content.label()+" has changed since it was saved; the library keeps the saved text")
	case a.Outcome == Known:
		a.Notices = append(a.Notices, quoteTitle(r)+" is already in the library")
	case a.Removed != "":
		a.Notices = append(a.Notices, wording.Quote(a.Name)+": "+a.Removed)
	}
	if a.Remark != "" {
		a.Notices = append(a.Notices, wording.Quote(a.Name)+": "+a.Remark)
	}
}

// Run adds the articles that can be added. It returns the outcomes of those that
// it reached: ctx, or canceling a download, ends it early. The error is about
// the library: nothing more can be added after it.
func (r AddRequest) Run(ctx context.Context, l *Library) (additions []*Addition, total int, err error) {
	if err := r.Read.Check(); err != nil {
		return nil, 0, err
	}
	r.Collection = source.CleanLine(r.Collection)
	inputs := expand(r.Names)
	a := &adder{AddRequest: r, Library: l, total: len(inputs)}
	for i, input := range inputs {
		if err != nil || ctx.Err() != nil {
			break
		}
		r.Progress(i, a.total, input.name)
		err = a.add(input)
	}
	if errors.Is(err, errCanceled) {
		err = nil
	}
	return a.additions, a.total, cmp.Or(a.save(), err)
}

// A batch is saved when it reaches one of these limits. A transaction for each
// article would take most of the time.
const (
	batchArticles = 64
	batchBytes    = 8 << 20
	batchTime     = time.Second
)

// An adder carries out an AddRequest.
type adder struct {
	AddRequest
	*Library
	total     int
	additions []*Addition // in the order of the names
	batch     []batchEntry
	bytes     int       // of the batch
	started   time.Time // when the first of the batch was read
}

// A batchEntry is an article that has been read but not saved yet.
type batchEntry struct {
	*Addition
	match   Match
	article *annotate.Article
}

// add adds one article. It returns only errors after which no other article can
// be added.
func (a *adder) add(input addInput) error {
	n := a.newAddition(input.name)
	if input.skip {
		n.Outcome = Skipped
		return nil
	}
	err := input.err
	if err == nil {
		err = a.read(n)
	}
	return a.noteFailure(n, err)
}

func (a *adder) newAddition(name string) *Addition {
	n := &Addition{Name: name}
	a.additions = append(a.additions, n)
	return n
}

// noteFailure notes that an addition failed, if err is not nil. It returns only
// errors after which no other article can be added.
func (a *adder) noteFailure(n *Addition, err error) error {
	if err == nil {
		return nil
	}
	n.fail(err)
	var broken *storage.Error
	if errors.As(err, &broken) && !errors.Is(err, storage.ErrNotFound) && !errors.Is(err, storage.ErrAmbiguous) {
		return err
	}
	a.Report(n, a.total)
	if errors.Is(err, errCanceled) {
		return err
	}
	return nil
}

// read finds an article and reads it. Each chapter of a book is an article.
func (a *adder) read(n *Addition) error {
	m, err := a.find(n.Name, a.Read)
	if err != nil {
		return err
	}
	chapters, err := m.content.chapters()
	if err != nil {
		return err
	}
	if len(chapters) > 1 && !m.Saved() {
		return a.readBook(n, m.content, chapters)
	}
	return a.readMatch(n, m)
}

// readBook reads the chapters of a book. The addition of the book becomes that of
// its first chapter.
func (a *adder) readBook(n *Addition, book *content, chapters []source.Chapter) error {
	name := n.Name
	a.total += len(chapters) - 1
	for i, c := range chapters {
		if i > 0 {
			n = a.newAddition("")
		}
		n.Name = name + "#" + strconv.Itoa(i+1)
		m, err := a.match(n.Name, book.chapter(c), (*content).readSHA256)
		if err == nil {
			err = a.readMatch(n, m)
		}
		if err := a.noteFailure(n, err); err != nil {
			return err
		}
	}
	return nil
}

// readMatch reads an article, and adds it to the batch if there is something to
// save.
func (a *adder) readMatch(n *Addition, m Match) error {
	if !m.Saved() && a.inBatch(m.sha256) {
		err := a.save()
		if err == nil {
			m, err = a.match(n.Name, m.content, (*content).sha256)
		}
		if err != nil {
			return err
		}
	}
	n.Outcome = m.outcome()
	t, err := a.text(m)
	if err != nil {
		return err
	}
	n.Removed, n.Remark, n.Notices = t.article.Removed.String(), t.remark, m.optionsNotice()
	switch {
	case m.content == nil && m.Trashed():
		if err = a.save(); err == nil {
			err = a.Restore(m.Record.ID)
		}
	case m.isNew(t):
		return a.enqueue(batchEntry{n, m, t.article})
	}
	if err == nil && a.Collection != "" {
		err = a.SetCollection(m.Record.ID, a.Collection)
	}
	if err == nil {
		n.complete(m, m.Record)
		a.Report(n, a.total)
	}
	return err
}

func (m Match) outcome() string {
	switch {
	case m.Trashed():
		return Restored
	case m.Changed:
		return Changed
	case m.Saved():
		return Known
	}
	return Added
}

// inBatch reports whether an article read from the same bytes is in the batch.
func (a *adder) inBatch(sha256 string) bool {
	return slices.ContainsFunc(a.batch, func(w batchEntry) bool { return w.match.sha256 == sha256 })
}

// enqueue adds an article to the batch, and saves the batch when it is full.
func (a *adder) enqueue(w batchEntry) error {
	if len(a.batch) == 0 {
		a.started = time.Now()
	}
	a.batch = append(a.batch, w)
	a.bytes += len(w.article.Text) + len(w.match.content.bytes)
	if len(a.batch) < batchArticles && a.bytes < batchBytes && time.Since(a.started) < batchTime {
		return nil
	}
	return a.save()
}

// save saves the whole batch, or nothing.
func (a *adder) save() error {
	batch := a.batch
	a.batch, a.bytes = nil, 0
	if len(batch) == 0 {
		return nil
	}
	records, err := a.saveArticles(batch)
	for i, w := range batch {
		if err != nil {
			w.fail(err)
			continue
		}
		w.complete(w.match, records[i])
		a.Report(w.Addition, a.total)
	}
	return err
}

func (a *adder) saveArticles(batch []batchEntry) ([]Record, error) {
	articles := make([]storage.NewArticle, len(batch))
	for i, w := range batch {
		articles[i] = w.match.newArticle(w.article)
		articles[i].Collection = a.Collection
		if w.Outcome == Added && w.match.content.source.Kind == annotate.FromSample {
			var err error
			if articles[i].Step, err = a.sampleStep(w.article); err != nil {
				return nil, err
			}
		}
	}
	return a.store.SaveArticles(articles, a.options.Now())
}
