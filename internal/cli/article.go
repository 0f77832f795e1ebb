package cli

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/internal/origin/convert"
	"galley/storage"

	"github.com/spf13/cobra"
)

// A reading says how the bytes of an article are to be read; "" finds out.
type reading struct{ kind, charset string }

// flags gives a command the options of a reading.
func (r *reading) flags(c *cobra.Command) {
	c.Flags().StringVar(&r.kind, "type", "", "read it as TYPE: "+orList(source.Types()))
	c.Flags().StringVar(&r.charset, "charset", "", "read it in the character set NAME, such as windows-1252")
}

func (r reading) options() library.ReadOptions {
	return library.ReadOptions{Type: r.kind, Charset: r.charset}
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
	f.provenance(a, how)
	return a, f.checkWall(a)
}

// provenance tells an article where it came from: it has no other reader yet.
func (f found) provenance(a *annotate.Article, how reading) {
	s, from := &a.Source, f.source
	s.Kind, s.Location, s.Requested, s.Retrieved = from.Kind, from.Location, from.Requested, from.Retrieved
	s.Status, s.ETag, s.LastModified = from.Status, from.ETag, from.LastModified
	if s.Charset != "" && s.CharsetFrom == "" {
		s.CharsetFrom = f.charsetFrom(how)
	}
}

// read reads the bytes, or waits for what was begun.
func (f *found) read(how reading) (*annotate.Article, error) {
	if f.ahead != nil {
		return f.ahead()
	}
	opt, err := f.options(how)
	if err != nil {
		return nil, err
	}
	return source.Read(f.bytes, opt)
}

// options say what is known of the bytes. What the person says comes before
// what a server says.
func (f *found) options(how reading) (source.Options, error) {
	opt := source.Options{Type: how.kind, Charset: how.charset, Name: f.name, Part: f.part}
	if f.page != nil {
		opt.Type = cmp.Or(opt.Type, typeOf(*f.page))
		opt.Charset = cmp.Or(opt.Charset, charsetOf(*f.page))
		opt.Base = f.page.Location
	}
	return f.converted(opt)
}

// readAhead begins to read the bytes: what takes longest of opening a new
// article needs nothing of the library.
func (f *found) readAhead(how reading) func() (*annotate.Article, error) {
	begun := found{bytes: f.bytes, name: f.name, part: f.part, page: f.page}
	read := sync.OnceValues(func() (*annotate.Article, error) { return begun.read(how) })
	go read()
	return read
}

// unreadable says which source could not be read.
func unreadable(f *found, err error) error {
	if errors.Is(err, convert.ErrNone) {
		return failure("%w Nothing was changed.", err)
	}
	return failure("%s cannot be read, because %w; nothing was changed", f.called(), err)
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
	records, err := p.store().SaveArticles([]storage.NewArticle{saving(*f, a)}, p.now())
	if err != nil {
		return nil, err
	}
	f.record = records[0]
	return withID(a, f.record.ID), nil
}

// withID is the article under the id that it has in the library.
func withID(a *annotate.Article, id string) *annotate.Article {
	if a.ID == id {
		return a
	}
	b := *a
	b.ID = id
	return &b
}

// saving is what the library is given of an article that was found.
func saving(f found, a *annotate.Article) storage.NewArticle {
	s := storage.NewArticle{Article: met(f, a), Words: wordsOf(f, a)}
	if raw := original(f, a); raw != nil {
		s.Original = storage.Pack(raw)
	}
	return s
}

// mostOriginal is how large a source may be, in bytes, for the library to keep
// it: as large as a page can be.
const mostOriginal = 32 << 20

// original is the bytes that are kept beside the text of an article, nil for
// none. The text is enough where it is what the bytes say, and the sample is
// in the program.
func original(f found, a *annotate.Article) []byte {
	if f.bytes == nil || f.changed || f.source.Kind == annotate.FromSample || len(f.bytes) > mostOriginal {
		return nil
	}
	if string(bytes.TrimRight(f.bytes, " \t\n")) == a.Text {
		return nil
	}
	return f.original()
}

// news reports whether keeping what was found would change the library.
func (f found) news() bool {
	if !f.saved() || f.trashed() || f.lost {
		return true
	}
	return slices.ContainsFunc(storage.LocationsOf(f.source), func(place storage.Location) bool {
		return !slices.Contains(f.record.Locations, place)
	})
}

// met is the article with the source at which it was met now.
func met(f found, a *annotate.Article) *annotate.Article {
	if !f.saved() || f.changed {
		return a
	}
	b := *a
	b.Source.Kind, b.Source.Location, b.Source.Requested = f.source.Kind, f.source.Location, f.source.Requested
	return &b
}

func wordsOf(f found, a *annotate.Article) int {
	if f.saved() {
		return f.record.Words
	}
	return segment.CountArticleWords(a)
}
