package cli

import (
	"cmp"
	"slices"

	"galley/annotate/source"
	"galley/storage"
	"galley/ui"
	"galley/ui/screen/book"
)

// A bookshelf is a book whose chapters the reader opens: a [ui.Book].
type bookshelf struct {
	program   *program // that writes nothing to the terminal
	found     found
	title     string
	chapters  []source.Chapter
	how       reading
	catalogue *catalogue
	saver     *saver
}

func newBookshelf(p *program, f found, chapters []source.Chapter, how reading, c *catalogue, s *saver) *bookshelf {
	quiet := *p
	quiet.silent = true
	return &bookshelf{&quiet, f, cmp.Or(source.BookTitle(f.bytes), f.called()), chapters, how, c, s}
}

// Title is what the book calls itself, or the name of its file.
func (b *bookshelf) Title() string { return b.title }

// Chapters lists the chapters with what the library knows of them.
func (b *bookshelf) Chapters() ([]book.Chapter, error) {
	list := make([]book.Chapter, len(b.chapters))
	for i, c := range b.chapters {
		list[i] = book.Chapter{Name: c.Name, Title: c.Title}
		part := b.found.only(c)
		record, err := b.program.store().ByLocation(part.source.Kind, part.source.Location)
		if err == nil && record.Trashed.IsZero() {
			list[i].Saved, list[i].Counts, list[i].Read = true, record.Counts, record.ReadPercent
		}
	}
	return list, nil
}

// Open reads a chapter.
func (b *bookshelf) Open(name string) (ui.Document, error) {
	i := slices.IndexFunc(b.chapters, func(c source.Chapter) bool { return c.Name == name })
	if i < 0 {
		return ui.Document{}, storage.ErrNotFound
	}
	part := b.found.only(b.chapters[i])
	if err := b.program.known(&part, &b.how); err != nil {
		return ui.Document{}, err
	}
	doc, err := b.program.open(part, b.how, b.catalogue, b.saver)
	if err != nil {
		return ui.Document{}, err
	}
	return *doc, nil
}
