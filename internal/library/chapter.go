package library

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/origin"
	"galley/internal/wording"
	"galley/storage"
)

// loadChapter loads a chapter by a name that consists of the book's name, "#", and
// the chapter's number or file name. It returns missing if there is no such book.
func (f finder) loadChapter(name string, opts ReadOptions, missing error) (*content, error) {
	for at, r := range name {
		if r != '#' {
			continue
		}
		if o, err := origin.File(name[:at], f.options.Now()); err == nil && name[at+1:] != "" {
			return localContent(o, annotate.FromFile, opts).chapterNamed(name[:at], name[at+1:])
		}
	}
	return nil, missing
}

// chapterNamed returns the chapter that the user calls wanted, of the book that
// the user calls name.
func (c *content) chapterNamed(name, wanted string) (*content, error) {
	chapters, err := c.chapters()
	if err != nil {
		return nil, err
	}
	if len(chapters) == 0 {
		return nil, fmt.Errorf("%s is not a book, so it has no chapter %s", wording.Quote(name), wording.Quote(wanted))
	}
	i := chapterIndex(chapters, wanted)
	if i < 0 {
		return nil, fmt.Errorf("%s has no chapter %s; name one of its %s by its number, such as %s",
			wording.Quote(name), wording.Quote(wanted), annotate.Plural(len(chapters), "chapter"), wording.Quote(name+"#1"))
	}
	return c.chapter(chapters[i]), nil
}

// chapterIndex finds a chapter by the path of its file, the last element of that
// path, or its number from 1. It returns -1 if there is none.
func chapterIndex(chapters []source.Chapter, wanted string) int {
	i := slices.IndexFunc(chapters, func(c source.Chapter) bool { return c.Name == wanted })
	if i < 0 {
		i = slices.IndexFunc(chapters, func(c source.Chapter) bool { return path.Base(c.Name) == wanted })
	}
	if n, err := strconv.Atoi(wanted); i < 0 && err == nil && n >= 1 && n <= len(chapters) {
		i = n - 1
	}
	return i
}

// chapter returns the content of a chapter, which has its own location.
func (c *content) chapter(ch source.Chapter) *content {
	part := content{bytes: c.bytes, source: c.source, name: c.name, part: ch.Name, options: c.options}
	if part.source.Location != "" {
		part.source.Location += "#" + ch.Name
	}
	return newContent(part)
}

// chapters lists the chapters of a book. The list is empty for content that is a
// chapter or not a book.
func (c *content) chapters() ([]source.Chapter, error) {
	if c == nil || c.part != "" {
		return nil, nil
	}
	chapters, err := source.Chapters(c.bytes)
	if err != nil {
		return nil, c.unreadable(err)
	}
	return chapters, nil
}

// A Book is a source of several articles: its chapters.
type Book struct {
	library  *Library
	content  *content
	title    string
	chapters []source.Chapter
}

// A Chapter is one of the articles of a Book.
type Chapter struct {
	Name   string // for Book.Open
	Title  string
	Saved  bool                 // it is in the library
	Counts map[annotate.Tag]int // of its annotations
	Read   int                  // how far it was read, in percent
}

func newBook(l *Library, c *content, chapters []source.Chapter) *Book {
	return &Book{l, c, cmp.Or(source.BookTitle(c.bytes), c.label()), chapters}
}

// Title returns the book's own title, or the name of its file if it has none.
func (b *Book) Title() string { return b.title }

// Chapters lists the chapters, with what the library knows about them.
func (b *Book) Chapters() ([]Chapter, error) {
	list := make([]Chapter, len(b.chapters))
	for i, c := range b.chapters {
		list[i] = Chapter{Name: c.Name, Title: c.Title}
		part := b.content.chapter(c)
		record, err := b.library.store.ByLocation(part.source.Kind, part.source.Location)
		if err == nil && record.Trashed.IsZero() {
			list[i].Saved, list[i].Counts, list[i].Read = true, record.Counts, record.ReadPercent
		}
	}
	return list, nil
}

// Open opens a chapter. It returns storage.ErrNotFound if the book does
// not have it.
func (b *Book) Open(name string) (Document, error) {
	i := slices.IndexFunc(b.chapters, func(c source.Chapter) bool { return c.Name == name })
	if i < 0 {
		return Document{}, storage.ErrNotFound
	}
	m, err := b.library.match(name, b.content.chapter(b.chapters[i]), (*content).readSHA256)
	if err != nil {
		return Document{}, err
	}
	return b.library.openMatch(m)
}
