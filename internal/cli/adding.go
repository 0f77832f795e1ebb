package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/storage"

	"github.com/spf13/cobra"
)

func (p *program) addCommand() *cobra.Command {
	var how reading
	var asJSON bool
	c := &cobra.Command{
		Use:   "add PATH|URL…",
		Short: "Save articles into the library without opening them",
		Long: "Save articles into the library without opening them, and print their ids. An article in the trash comes back. " +
			"What cannot be read is told and left out.\n\nOf a folder everything below it is saved that has the name of a text, " +
			"but nothing hidden and nothing behind a link. The same bytes are saved once.",
		Example: `galley add levy.txt https://example.org/levy
galley add clippings/`,
		GroupID: groupLibrary,
		Args:    takes(1, many, "PATH or URL"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.add(args, how, asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON array with what became of each")
	how.flags(c)
	return c
}

// How much is read before it is saved: a transaction for each article would
// take most of the time.
const (
	batchArticles = 64
	batchBytes    = 8 << 20
	batchFor      = time.Second
)

// An adder adds things, one after the other.
type adder struct {
	*program
	stop    context.Context // done when the person wants no more
	how     reading
	asJSON  bool
	things  int
	meter   *meter
	done    []*addition // in the order of the things
	waiting []*addition // read, and not saved yet
	bytes   int         // of what waits
	since   time.Time   // when the first of them was read
}

// fewThings is how many things are spoken of one by one.
const fewThings = 10

// add saves what can be saved, and fails if anything could not.
func (p *program) add(names []string, how reading, asJSON bool) error {
	if err := how.check(); err != nil {
		return err
	}
	stop, release := p.untilStopped()
	defer release()
	things := expand(names)
	a := &adder{program: p, stop: stop, how: how, asJSON: asJSON, things: len(things)}
	if len(things) > 1 {
		a.meter = newMeter(p.line(), len(things))
	}
	err := a.addAll(things)
	a.meter.clear()
	return a.finish(err)
}

// errEnough is returned when nothing more is to be added.
var errEnough = errors.New("stopped by the person")

// addAll adds until the library fails or the person stops it. What was read by
// then is saved.
func (a *adder) addAll(things []thing) (err error) {
	for i, t := range things {
		if err != nil || a.stop.Err() != nil {
			break
		}
		a.meter.show(i, t.name)
		err = a.addOne(t)
	}
	if errors.Is(err, errEnough) {
		err = nil
	}
	return cmp.Or(a.save(), err)
}

// addOne reads one thing. It returns only errors after which nothing else can
// be added.
func (a *adder) addOne(t thing) error {
	n := &addition{Name: t.name}
	a.done = append(a.done, n)
	if t.skip {
		n.Outcome = outcomeSkipped
		return nil
	}
	err := t.err
	if err == nil {
		err = a.read(n)
	}
	return a.passed(n, err)
}

// passed notes that adding a thing failed, if it did. It returns only errors
// after which nothing else can be added.
func (a *adder) passed(n *addition, err error) error {
	if err == nil {
		return nil
	}
	n.fail(err)
	if isBroken(err) {
		return err
	}
	if a.things > 1 {
		a.meter.clear()
		a.say("galley: %s%v", n.which(), err)
	}
	if stopped := (*cancelled)(nil); errors.As(err, &stopped) {
		return errEnough
	}
	return nil
}

// isBroken reports whether err is about the library, not about an article.
func isBroken(err error) bool {
	var broken *storage.Error
	return errors.As(err, &broken) && !errors.Is(err, storage.ErrNotFound) && !errors.Is(err, storage.ErrAmbiguous)
}

// read finds a thing and reads it. Of a book every chapter is an article.
func (a *adder) read(n *addition) error {
	f, err := a.find(n.Name, &a.how)
	if err != nil {
		return err
	}
	if chapters, err := f.chapters(); err != nil || len(chapters) > 1 && !f.saved() {
		return cmp.Or(err, a.readBook(n, f, chapters))
	}
	return a.readFound(n, f)
}

// readBook reads the chapters of a book, the first of which takes the place of
// the book among the things.
func (a *adder) readBook(n *addition, book found, chapters []source.Chapter) error {
	name := n.Name
	a.things += len(chapters) - 1
	for i, c := range chapters {
		if i > 0 {
			n = &addition{}
			a.done = append(a.done, n)
		}
		n.Name = name + "#" + strconv.Itoa(i+1)
		f := book.only(c)
		err := a.known(&f, &a.how)
		if err == nil {
			err = a.readFound(n, f)
		}
		if err := a.passed(n, err); err != nil {
			return err
		}
	}
	return nil
}

// readFound reads what was found.
func (a *adder) readFound(n *addition, f found) error {
	if !f.saved() && a.holds(f.source.SHA256) {
		if err := cmp.Or(a.save(), a.known(&f, nil)); err != nil {
			return err
		}
	}
	n.Outcome = outcomeOf(f)
	article, err := a.article(&f, a.how)
	if err != nil {
		return err
	}
	n.found, n.Removed, n.Remark = f, article.Removed.String(), f.remark
	if !f.news() {
		a.tell(n)
		return nil
	}
	n.article = article
	return a.wait(n)
}

// holds reports whether bytes wait to be saved.
func (a *adder) holds(sha256 string) bool {
	for _, n := range a.waiting {
		if n.found.source.SHA256 == sha256 {
			return true
		}
	}
	return false
}

// wait puts an article among those to be saved, and saves them when it is time.
func (a *adder) wait(n *addition) error {
	if len(a.waiting) == 0 {
		a.since = time.Now()
	}
	a.waiting = append(a.waiting, n)
	a.bytes += len(n.article.Text) + len(n.found.bytes)
	if len(a.waiting) < batchArticles && a.bytes < batchBytes && time.Since(a.since) < batchFor {
		return nil
	}
	return a.save()
}

// save saves all that wait, or none.
func (a *adder) save() error {
	waiting := a.waiting
	a.waiting, a.bytes = nil, 0
	var batch []storage.NewArticle
	for _, n := range waiting {
		if n.found.bytes != nil {
			batch = append(batch, saving(n.found, n.article))
		}
	}
	records, err := a.store().SaveArticles(batch, a.now())
	if err != nil {
		for _, n := range waiting {
			n.fail(err)
		}
		return err
	}
	for _, n := range waiting {
		if n.found.bytes != nil {
			n.found.record, records = records[0], records[1:]
		}
		if err := a.complete(n); err != nil {
			return err
		}
		a.tell(n)
	}
	return nil
}

// complete does what is left to do for an article that was saved.
func (a *adder) complete(n *addition) error {
	switch {
	case n.found.bytes == nil && n.Outcome == outcomeRestored:
		return a.store().Restore(n.found.record.ID)
	case n.Outcome == outcomeAdded && n.found.source.Kind == annotate.FromSample:
		return a.markSample(withID(n.article, n.found.record.ID))
	}
	return nil
}

// tell prints the id of an article, and what is to be said of it if few are
// added. It lets go of the text.
func (a *adder) tell(n *addition) {
	f := n.found
	n.ID, n.Title, n.Words = f.record.ID, f.record.Meta.Title, f.record.Words
	n.found, n.article = found{}, nil
	few := a.things <= fewThings
	if a.asJSON {
		return
	}
	if few || !a.page.terminal {
		a.meter.clear()
		_ = a.print("%s", n.ID) // who closed the output wants no more of it
	}
	if !few {
		return
	}
	for _, note := range n.notes(f) {
		a.say("%s", note)
	}
}

// finish sums up. Its error is what the program ends with.
func (a *adder) finish(err error) error {
	if a.asJSON {
		if err := a.writeJSON(append([]*addition{}, a.done...)); err != nil {
			return err
		}
	}
	if a.things == 1 {
		return cmp.Or(err, a.done[0].err)
	}
	summary := a.summary()
	missed := a.things - len(a.done)
	switch {
	case err != nil:
		return fmt.Errorf("%w; until then: %s", err, summary)
	case missed > 0:
		return failure("stopped before %s; what was saved is kept: %s", annotate.Plural(missed, "more article"), summary)
	case a.number(outcomeFailed) > 0:
		return failure("%s", summary)
	}
	a.say("%s", summary)
	return nil
}

func (a *adder) number(outcome string) int {
	n := 0
	for _, d := range a.done {
		if d.Outcome == outcome {
			n++
		}
	}
	return n
}

// summary counts outcomes: "412 added, 3 known already, 2 failed".
func (a *adder) summary() string {
	parts := []string{fmt.Sprintf("%d added", a.number(outcomeAdded))}
	for _, f := range []struct{ outcome, words string }{
		{outcomeKnown, "known already"}, {outcomeChanged, "changed since they were saved, left as they were"},
		{outcomeRestored, "back from the trash"}, {outcomeSkipped, "skipped"}, {outcomeFailed, "failed"},
	} {
		if n := a.number(f.outcome); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, f.words))
		}
	}
	return strings.Join(parts, ", ")
}
