package library

import (
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/internal/wording"
	"galley/storage"
)

// A Match is what a name refers to: content from a source, a saved article, or
// both.
type Match struct {
	name    string   // as typed
	content *content // nil: named by id, found by its URL, or gone from its location
	sha256  string   // of the content
	options ReadOptions

	Record  Record // of the saved article, the zero Record if it is not saved
	Changed bool   // the content differs from what the article was saved from
	Moved   bool   // the article was saved from another file, which is gone; Changed is set, too
	Gone    bool   // the article was saved from a file that is gone
}

// Saved reports whether the article is in the library or its trash.
func (m Match) Saved() bool { return m.Record.ID != "" }

// Trashed reports whether the article is in the trash.
func (m Match) Trashed() bool { return m.Saved() && !m.Record.Trashed.IsZero() }

// A text is the article of a match, with its id if it is saved.
type text struct {
	readResult
	reread bool // from its source, because the saved text is damaged
}

// text reads the article: the saved text if there is one, else the content. If
// the saved text is damaged, the unchanged content replaces it.
func (f finder) text(m Match) (text, error) {
	reread := false
	if m.Saved() {
		a, err := f.store.Article(m.Record.ID)
		reread = errors.Is(err, storage.ErrDamaged) && m.content != nil && !m.Changed
		if !reread {
			return text{readResult: readResult{article: a}}, err
		}
	}
	r, err := m.content.read()
	if err != nil {
		return text{}, err
	}
	return text{readResult{withID(r.article, m.Record.ID), r.remark}, reread}, nil
}

// withID returns a copy of a with an id, or a itself if it has that id.
func withID(a *annotate.Article, id string) *annotate.Article {
	if a.ID == id {
		return a
	}
	b := *a
	b.ID = id
	return &b
}

// isNew reports whether saving the text of a match would change the library.
func (m Match) isNew(t text) bool {
	switch {
	case !m.Saved(), m.Trashed(), t.reread:
		return true
	case m.content == nil:
		return false
	}
	return slices.ContainsFunc(storage.LocationsOf(m.content.source), func(l storage.Location) bool {
		return !slices.Contains(m.Record.Locations, l)
	})
}

// newArticle returns what the store saves for a match with content: the article
// with the location that it was opened from, and its original if that is kept.
func (m Match) newArticle(a *annotate.Article) storage.NewArticle {
	s := storage.NewArticle{Article: a, Words: m.Record.Words}
	if s.Words == 0 {
		s.Words = segment.CountArticleWords(a)
	}
	if m.Changed {
		return s
	}
	if m.Saved() {
		s.Article = m.withLocation(a)
	}
	s.Original = m.content.archive(a)
	return s
}

// refuseBook returns a BookError if the match is a book of several chapters. A
// book that was saved as a whole is an article.
func (m Match) refuseBook() error {
	if m.Saved() || m.content == nil {
		return nil
	}
	chapters, err := m.content.chapters()
	if err != nil || len(chapters) < 2 {
		return err
	}
	e := &BookError{name: m.name}
	for _, c := range chapters {
		e.Chapters = append(e.Chapters, c.Title)
	}
	return e
}

// A BookError is returned for the name of a book where an article is required.
type BookError struct {
	Chapters []string // titles
	name     string
}

// Error implements error.
func (e *BookError) Error() string {
	return fmt.Sprintf("%s is a book of %s: name one by its number, such as %s; galley add saves them all",
		wording.Quote(e.name), annotate.Plural(len(e.Chapters), "chapter"), wording.Quote(e.name+"#1"))
}

// notices returns the notices of a command about an article that it found.
// changed says what the command does if the source has changed.
func (m Match) notices(remark, changed string) []string {
	list := m.optionsNotice()
	if m.Changed {
		list = append(list, m.content.label()+" has changed since it was saved; "+changed)
	}
	if remark != "" {
		list = append(list, remark)
	}
	return list
}

// optionsNotice returns a notice if options have no effect.
func (m Match) optionsNotice() []string {
	if !m.Saved() || !m.hasOptions() {
		return nil
	}
	return []string{quoteTitle(m.Record) + " is already saved; its saved text is used, so --type and --charset have no effect"}
}

// hasOptions reports whether the user specified a type or character set.
func (m Match) hasOptions() bool { return m.options.Type+m.options.Charset != "" }
