package cli

import (
	"errors"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/storage"
	"galley/storage/origin/convert"

	"github.com/spf13/cobra"
)

// A reading says how the bytes of an article are to be read; "" finds out.
type reading struct{ kind, charset string }

// flags gives a command the options of a reading.
func (r *reading) flags(c *cobra.Command) {
	c.Flags().StringVar(&r.kind, "type", "", "read it as TYPE: "+orList(source.Types()))
	c.Flags().StringVar(&r.charset, "charset", "", "read it in the character set NAME, such as windows-1252")
}

// check refuses a type or a character set that does not exist.
func (r reading) check() error {
	if r.kind != "" && !slices.Contains(source.Types(), strings.ToLower(r.kind)) {
		return misuse("unknown type %s: use %s", quoted(r.kind), orList(source.Types()))
	}
	if r.charset == "" {
		return nil
	}
	if _, err := source.Read([]byte("x"), source.Options{Charset: r.charset}); errors.Is(err, source.ErrCharset) {
		return misuse("unknown character set %s: use a name such as utf-8, windows-1252, iso-8859-2 or shift_jis", quoted(r.charset))
	}
	return nil
}

// article is the text that is meant: the saved one if there is one, else what
// the bytes say. A saved text that is damaged is read again from the bytes
// that it was made of.
func (p *program) article(f *found, how reading) (*annotate.Article, error) {
	if f.saved() {
		if how != (reading{}) {
			p.say("%s is saved already; its saved text is used, so --type and --charset change nothing", titled(f.record))
		}
		a, err := p.store().Article(f.record.ID)
		f.lost = errors.Is(err, storage.ErrDamaged) && f.bytes != nil && !f.changed
		if !f.lost {
			return a, err
		}
	}
	a, err := f.read(how)
	if err != nil {
		return nil, unreadable(f, err)
	}
	a.ID = f.record.ID
	a.Source.Kind, a.Source.Location, a.Source.Retrieved = f.source.Kind, f.source.Location, f.source.Retrieved
	return a, nil
}

// A readout is what reading bytes gave.
type readout struct {
	article *annotate.Article
	err     error
}

// read reads the bytes, or waits for what was begun.
func (f *found) read(how reading) (*annotate.Article, error) {
	if f.ahead != nil {
		r := <-f.ahead
		return r.article, r.err
	}
	opt, err := f.options(how)
	if err != nil {
		return nil, err
	}
	return source.Read(f.bytes, opt)
}

// readAhead begins to read the bytes: what takes longest of opening a new
// article needs nothing of the library.
func (f *found) readAhead(how reading) <-chan readout {
	ahead := make(chan readout, 1)
	begun := found{bytes: f.bytes, name: f.name, part: f.part}
	go func() {
		a, err := begun.read(how)
		ahead <- readout{a, err}
	}()
	return ahead
}

// unreadable says which source could not be read.
func unreadable(f *found, err error) error {
	if errors.Is(err, convert.ErrNone) {
		return failure("%w Nothing was changed.", err)
	}
	name := "standard input"
	if f.name != "" {
		name = quoted(f.name)
	}
	return failure("%s cannot be read, because %w; nothing was changed", name, err)
}

// keep puts an article into the library, notes where a saved one was met, and
// takes it out of the trash. It returns the article with the id that it has
// there.
func (p *program) keep(f *found, a *annotate.Article) (*annotate.Article, error) {
	switch {
	case !f.news():
		return a, nil
	case f.bytes == nil:
		return a, p.store().Restore(f.record.ID)
	}
	record, err := p.store().SaveArticle(met(*f, a), wordsOf(*f, a), p.now())
	if err != nil {
		return nil, err
	}
	f.record = record
	if a.ID != record.ID {
		b := *a
		b.ID, a = record.ID, &b
	}
	return a, nil
}

// news reports whether keeping what was found would change the library.
func (f found) news() bool {
	if !f.saved() || f.trashed() || f.lost {
		return true
	}
	place := storage.Place{Kind: f.source.Kind, Location: f.source.Location}
	return place.Location != "" && !slices.Contains(f.record.Places, place)
}

// met is the article with the source at which it was met now.
func met(f found, a *annotate.Article) *annotate.Article {
	if !f.saved() || f.changed {
		return a
	}
	b := *a
	b.Source.Kind, b.Source.Location = f.source.Kind, f.source.Location
	return &b
}

func wordsOf(f found, a *annotate.Article) int {
	if f.saved() {
		return f.record.Words
	}
	return segment.CountWords(a.Text)
}
