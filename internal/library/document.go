package library

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/library/quote"
	"galley/internal/wording"
	"galley/sample"
	"galley/storage"
)

// A Document is an article as the reader opens it.
type Document struct {
	Article     *annotate.Article
	Annotations []annotate.Annotation
	Seq         uint64       // of the last step that Annotations include
	Caret       int          // byte offset of the reading position
	Read        int          // how much of it has been on the screen, in percent
	Notice      string       // what the user should know first, "" if nothing
	Folds       map[int]bool // true for a block that the user folded, false for one unfolded, by its byte offset
	Refused     []string     // the keys of suggestions that the user refused
	Codebook    annotate.Codebook
	Done        []annotate.Done // who has finished annotating it
	First       bool            // Galley was started for the first time
	Drafts      []*Draft        // what the user typed in cards before Galley was killed, the oldest first
	Changed     bool            // its source has changed: Notice says so, but not which key compares them
	CheckSource bool            // the caller is to check whether the article has changed at its source
}

// Open opens a saved article. It returns storage.ErrNotFound if no article has
// the id.
func (l *Library) Open(id string) (Document, error) {
	doc, err := l.reopen(id)
	doc.CheckSource = true
	return doc, err
}

// reopen is Open for an article whose source has just been checked.
func (l *Library) reopen(id string) (Document, error) {
	a, err := l.store.Article(id)
	if err != nil {
		return Document{}, err
	}
	doc, err := l.document(a)
	if err != nil {
		return Document{}, err
	}
	l.addDrafts(&doc)
	l.show(doc.Article)
	l.touch(id)
	return doc, nil
}

// document returns a saved article with its annotations and reading position. If
// another program has changed its text since a was read, it has that text.
func (b base) document(a *annotate.Article) (Document, error) {
	annotations, seq, err := b.store.Annotations(a.ID)
	partial := (*storage.PartialError)(nil)
	if err != nil && !errors.As(err, &partial) {
		return Document{}, err
	}
	record, err := b.store.Record(a.ID)
	if err != nil {
		return Document{}, err
	}
	if record.Digest != a.Digest {
		m, err := b.store.Snapshot(a.ID)
		if withoutPartial(err) == nil {
			a, record, annotations, seq = m.Article, m.Record, m.Annotations, m.Record.Seq
		}
	}
	for i := range annotations { // the text may be older: the current one cannot be read
		annotations[i] = annotations[i].On(a.Digest)
	}
	book, _ := b.store.Codebook() // galley doctor reports damage
	doc := Document{
		Codebook: book,
		Article:  a, Annotations: annotations, Seq: seq, Folds: record.Folds, Refused: record.Refused, Done: record.Done, Read: record.ReadPercent,
		Caret: annotate.GraphemeAt(a.Text, min(max(record.Position, 0), len(a.Text))),
	}
	if partial != nil {
		displaced := partial.Displaced()
		doc.Notice = strings.Join(damageParts(len(partial.Damaged)-displaced, displaced), ", ") + "; run galley doctor."
	}
	return doc, nil
}

// Start opens what a name refers to: a document, or a book whose chapters the
// user can open. A new article is shown at once and saved in the
// background.
func (l *Library) Start(name string, opts ReadOptions) (*Document, *Book, error) {
	m, err := l.find(name, opts)
	if err != nil {
		return nil, nil, err
	}
	if !m.Saved() {
		chapters, err := m.content.chapters()
		if err != nil {
			return nil, nil, err
		}
		if len(chapters) > 1 {
			return nil, newBook(l, m.content, chapters), nil
		}
		m = l.findMoved(m)
	}
	doc, err := l.openMatch(m)
	if err != nil {
		return nil, nil, err
	}
	return &doc, nil, nil
}

// StartSample opens the sample if nothing has ever been saved. It returns nil if
// there are articles to list.
func (l *Library) StartSample() (*Document, error) {
	if empty, err := l.store.Empty(); err != nil || !empty {
		return nil, err
	}
	doc, _, err := l.Start(sample.Name, ReadOptions{})
	if doc != nil {
		doc.First = true
	}
	return doc, err
}

// openMatch opens an article for the reader, and queues the changes to the library
// that follow from it.
func (l *Library) openMatch(m Match) (Document, error) {
	t, err := l.text(m)
	if err != nil {
		return Document{}, err
	}
	var doc Document
	var steps []annotate.Step
	if m.Saved() {
		doc, err = l.document(t.article)
	} else {
		doc, steps, err = l.newDocument(m, t)
	}
	if err != nil {
		return Document{}, err
	}
	doc.Notice = strings.TrimSpace(m.openNotice(t) + " " + doc.Notice)
	doc.CheckSource, doc.Changed = m.Changed, m.Changed
	l.addDrafts(&doc)
	l.show(doc.Article)
	if m.Trashed() && m.content == nil {
		l.add(func() error { return l.store.Restore(m.Record.ID) })
	} else if m.isNew(t) {
		l.saveArticle(m, doc.Article)
	}
	for _, step := range steps {
		l.Save(doc.Article.ID, step)
	}
	l.touch(doc.Article.ID)
	if m.Saved() && m.content != nil && (m.content.source.NamesFile() || m.content.source.Kind == annotate.FromURL) {
		doc.Article = m.withLocation(doc.Article)
	}
	return doc, nil
}

// withLocation returns a with the location of the content, where its update is.
func (m Match) withLocation(a *annotate.Article) *annotate.Article {
	b, from := *a, m.content.source
	b.Source.Kind, b.Source.Location, b.Source.Requested = from.Kind, from.Location, from.Requested
	return &b
}

// newDocument gives a new article its id, and the sample its annotations, which
// the steps save.
func (l *Library) newDocument(m Match, t text) (doc Document, steps []annotate.Step, err error) {
	id, err := l.freeID(m.sha256)
	if err != nil {
		return Document{}, nil, err
	}
	doc.Article = withID(t.article, id)
	doc.Codebook, _ = l.store.Codebook()
	if m.content.source.Kind == annotate.FromSample {
		step, err := l.sampleStep(doc.Article)
		if err != nil {
			return Document{}, nil, err
		}
		steps, doc.Seq, doc.Annotations = []annotate.Step{step}, 1, createdAnnotations(step)
	}
	return doc, steps, nil
}

// createdAnnotations lists the annotations that a step creates.
func createdAnnotations(step annotate.Step) []annotate.Annotation {
	var list []annotate.Annotation
	for _, c := range step.Changes {
		list = append(list, *c.After)
	}
	return list
}

// freeID returns the id of a new article made of bytes with the digest sha256:
// its first digits, as many as make the id unique.
func (b base) freeID(sha256 string) (string, error) {
	for n := 12; n < len(sha256); n++ {
		switch _, err := b.store.Record(sha256[:n]); {
		case errors.Is(err, storage.ErrNotFound):
			return sha256[:n], nil
		case err != nil:
			return "", err
		}
	}
	return sha256, nil
}

// openNotice returns the first message of the reader about an article, or ""
// for none.
func (m Match) openNotice(t text) string {
	var notes []string
	if m.Trashed() {
		notes = append(notes, "This article was in the trash; it has been restored.")
	}
	if t.remark != "" {
		notes = append(notes, strings.ToUpper(t.remark[:1])+t.remark[1:]+".")
	}
	switch {
	case m.Moved:
		notes = append(notes, fmt.Sprintf("This file looks like %s, whose file is gone; you are reading the saved text.", quoteTitle(m.Record)))
	case m.Changed:
		since, thing := "it was saved", "file"
		if len(m.Record.Counts) > 0 {
			since = "you annotated it"
		}
		if m.content.source.Kind == annotate.FromURL {
			thing = "page"
		}
		notes = append(notes, fmt.Sprintf("This %s has changed since %s; you are reading the saved text.", thing, since))
	case m.Gone:
		notes = append(notes, "This file no longer exists; you are reading the saved text.")
	}
	if m.Saved() && m.hasOptions() {
		notes = append(notes, "You are reading the saved text, so --type and --charset have no effect.")
	}
	if removed := t.article.Removed.String(); removed != "" && !m.Saved() {
		notes = append(notes, removed+".")
	}
	return strings.Join(notes, " ")
}

// sampleStep returns the step that makes the annotations of the sample.
func (b base) sampleStep(a *annotate.Article) (annotate.Step, error) {
	step := b.step("sample annotations")
	step.Creator = sample.Creator
	for _, m := range sample.Annotations() {
		spans := quote.Find(a.Text, m.Quote)
		if len(spans) != 1 {
			return annotate.Step{}, fmt.Errorf("the sample has the words %s in %d places", wording.Quote(m.Quote), len(spans))
		}
		step.Changes = append(step.Changes, annotate.Create(annotate.Annotation{
			ID: b.options.NewID(), Article: a.ID, Tag: annotate.Tag(m.Tag), Note: m.Note, Fields: annotate.Fields(m.Fields),
			Creator: sample.Creator, Created: step.Time, Modified: step.Time,
			Anchor: anchor.Describe(a.Text, a.Digest, spans[0]),
		}))
	}
	return step, nil
}
