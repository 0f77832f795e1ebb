package cli

import (
	"errors"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui"
	"galley/ui/screen/articles"
	"galley/ui/screen/book"
)

// ports is the library as the interfaces of ui want it, until ui calls the
// library itself.
type ports struct{ *library.Library }

func document(d library.Document) ui.Document {
	return ui.Document{
		Article: d.Article, Annotations: d.Annotations, Seq: d.Seq, Caret: d.Caret, Notice: d.Notice,
		Folds: d.Folds, First: d.First, Look: d.CheckSource,
	}
}

func documentOf(d *library.Document) *ui.Document {
	if d == nil {
		return nil
	}
	doc := document(*d)
	return &doc
}

// Open implements [ui.Store].
func (p ports) Open(id string) (ui.Document, error) {
	doc, err := p.Library.Open(id)
	return document(doc), err
}

// Items implements [ui.Store].
func (p ports) Items() ([]articles.Item, error) {
	list, err := p.Articles()
	var items []articles.Item
	for _, i := range list {
		items = append(items, articles.Item{
			ID: i.ID, Title: i.Title, Site: i.Site, Place: i.Location, Counts: i.Counts, Open: i.Open, Doubts: i.Unsure,
			Words: i.Words, Read: i.Read, Opened: i.Opened,
		})
	}
	return items, err
}

// Words implements [ui.Store].
func (p ports) Words(ids []string) []articles.Words {
	var words []articles.Words
	for _, t := range p.Texts(ids) {
		words = append(words, articles.Words(t))
	}
	return words
}

// SavePlace implements [ui.Saver].
func (p ports) SavePlace(article, text string, off, percent int) {
	p.SavePosition(article, text, off, percent)
}

// Look implements [ui.Renewer].
func (p ports) Look(a *annotate.Article, asked bool) (*ui.Fresh, error) {
	check := p.CheckLocalUpdate
	if asked {
		check = p.CheckUpdate
	}
	u, err := check(a)
	if err != nil || u == nil {
		return nil, err
	}
	return &ui.Fresh{Old: u.From, New: u.To, Diff: u.Diff, Placed: u.Annotations, Memo: u}, nil
}

// Take implements [ui.Renewer].
func (p ports) Take(f *ui.Fresh) (ui.Document, error) {
	doc, err := p.TakeUpdate(f.Memo.(*library.Update))
	if errors.Is(err, library.ErrStale) {
		err = ui.ErrStale
	}
	return document(doc), err
}

// Turn implements [ui.Renewer].
func (p ports) Turn(id string, step annotate.Step) (ui.Document, error) {
	doc, err := p.SwitchVersion(id, step)
	return document(doc), err
}

// Before implements [ui.Renewer].
func (p ports) Before(a *annotate.Article) (*annotate.Article, error) { return p.PreviousVersion(a) }

// bookPort is a [ui.Book].
type bookPort struct{ *library.Book }

// Chapters implements [ui.Book].
func (b bookPort) Chapters() ([]book.Chapter, error) {
	chapters, err := b.Book.Chapters()
	var list []book.Chapter
	for _, c := range chapters {
		list = append(list, book.Chapter{Name: c.Name, Title: c.Title, Counts: c.Counts, Read: c.Read, Saved: c.Saved})
	}
	return list, err
}

// Open implements [ui.Book].
func (b bookPort) Open(name string) (ui.Document, error) {
	doc, err := b.Book.Open(name)
	return document(doc), err
}

// forward hands the results of saves to the reader.
func forward(results <-chan library.Result, to func(ui.Saved)) {
	for r := range results {
		to(ui.Saved{Article: r.Article, Step: r.Step, Seq: r.Seq, Err: r.Err, Refused: r.Refused})
	}
}
