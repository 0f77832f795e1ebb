package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/storage"
	"galley/ui"
	"galley/ui/screen/articles"
)

// A catalogue is the library as the reader sees it: a [ui.Store].
type catalogue struct {
	store *storage.Store
	saver *saver
	now   func() time.Time
}

// Open reads a saved article, to be shown from now on.
func (c *catalogue) Open(article string) (ui.Document, error) {
	a, err := c.store.Article(article)
	if err != nil {
		return ui.Document{}, err
	}
	doc, err := c.document(a)
	if err != nil {
		return ui.Document{}, err
	}
	c.saver.show(doc.Article)
	c.saver.touch(article)
	doc.Look = true
	return doc, nil
}

// reopen is Open for an article whose source was just looked at.
func (c *catalogue) reopen(article string) (ui.Document, error) {
	doc, err := c.Open(article)
	doc.Look = false
	return doc, err
}

// document is a saved article with its annotations and reading place. Where
// another window gave the article another text since a was read, it is that one.
func (c *catalogue) document(a *annotate.Article) (ui.Document, error) {
	annotations, seq, err := c.store.Annotations(a.ID)
	partial := (*storage.PartialError)(nil)
	if err != nil && !errors.As(err, &partial) {
		return ui.Document{}, err
	}
	record, err := c.store.Record(a.ID)
	if err != nil {
		return ui.Document{}, err
	}
	if record.Digest != a.Digest {
		m, err := c.store.Snapshot(a.ID)
		if leaveOut(err) == nil {
			a, record, annotations, seq = m.Article, m.Record, m.Annotations, m.Record.Seq
		}
	}
	doc := ui.Document{
		Article: a, Annotations: annotations, Seq: seq, Folds: record.Folds,
		Caret: annotate.GraphemeAt(a.Text, min(max(record.Position, 0), len(a.Text))),
	}
	if partial != nil {
		doc.Notice = fmt.Sprintf("%s could not be read and is left out; run galley doctor.", annotate.Plural(len(partial.Damaged), "damaged annotation"))
	}
	return doc, nil
}

// Annotations returns the annotations of an article and the number of its last
// step.
func (c *catalogue) Annotations(article string) ([]annotate.Annotation, uint64, error) {
	return c.store.Annotations(article)
}

// Seq is the number of the last step of an article.
func (c *catalogue) Seq(article string) (uint64, error) { return c.store.Seq(article) }

// Digest is that of the text that an article has now.
func (c *catalogue) Digest(article string) (string, error) {
	record, err := c.store.Record(article)
	return record.Digest, err
}

// History lists the steps of an article.
func (c *catalogue) History(article string) ([]annotate.Step, error) { return c.store.History(article) }

// Forget moves an article to the trash.
func (c *catalogue) Forget(article string) error { return c.store.Forget(article, c.now()) }

// Restore takes an article out of the trash.
func (c *catalogue) Restore(article string) error { return c.store.Restore(article) }

// Items lists the saved articles, those used last first. With an error the
// list may lack damaged ones.
func (c *catalogue) Items() ([]articles.Item, error) {
	records, err := c.store.Records()
	items := make([]articles.Item, len(records))
	for i, r := range records {
		items[i] = articles.Item{
			ID: r.ID, Title: titleOf(r), Site: source.CleanLine(r.Meta.Site), Place: fromHome(placeOfRecord(r)), Counts: r.Counts,
			Open: r.NeedsChecking, Doubts: r.NeedsPlacing, Words: r.Words, Read: r.ReadPercent, Opened: latest(r.Opened, r.Added),
		}
	}
	if len(items) == 0 && err != nil {
		return nil, err
	}
	return items, err
}

// Words reads what is marked and noted, each article in a transaction of its
// own, so that nobody who saves meanwhile has to wait.
func (c *catalogue) Words(ids []string) []articles.Words {
	var words []articles.Words
	for _, id := range ids {
		annotations, _, _ := c.store.Annotations(id) // what is damaged is left out
		if len(annotations) == 0 {
			continue
		}
		var b strings.Builder
		for _, a := range annotations {
			b.WriteString(a.Anchor.Exact + "\n" + a.Note + "\n")
			for _, values := range a.Fields {
				b.WriteString(strings.Join(values, "\n") + "\n")
			}
		}
		words = append(words, articles.Words{ID: id, Text: b.String()})
	}
	return words
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
