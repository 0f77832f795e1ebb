package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/internal/memory"
	"galley/internal/origin"
	"galley/internal/origin/fetch"
	"galley/sample"
	"galley/storage"
)

// A found is what a person meant by ARTICLE: bytes, or a saved article, or
// both.
type found struct {
	bytes   []byte          // nil: named by id, or gone from its place
	source  annotate.Source // of the bytes
	name    string          // of the file, for its extension
	part    string          // name of the chapter that is meant, "" for the whole
	page    *fetch.Page     // what the bytes were fetched with, nil unless they were
	record  storage.Record  // of the saved article; without an ID it is not saved
	changed bool            // the bytes are others than those it was saved from
	gone    bool            // it is saved, but there is nothing at its place
	lost    bool            // its saved text was damaged and is read again
	first   *annotate.Step  // to make once it is saved, nil for none
	remark  string          // what else a person is to know of it, "" if nothing

	ahead func() (*annotate.Article, error) // waits for reading the bytes, nil if that was not begun
}

func (f found) saved() bool { return f.record.ID != "" }

func (f found) trashed() bool { return f.saved() && !f.record.Trashed.IsZero() }

// errNowhere is returned for an ARTICLE that means nothing.
var errNowhere = errors.New("neither a file nor the id of a saved article")

// called is what the bytes are called in a line about them.
func (f found) called() string {
	switch {
	case f.source.Kind == annotate.FromURL:
		return quotedPath(f.source.Location)
	case f.name != "":
		return quoted(f.name)
	}
	return "standard input"
}

// find finds what a person calls name: "-", "sample", a path, a web address,
// or the beginning of an id. An existing path wins over an id. With how, bytes
// from a place that the library does not know are begun to be read meanwhile;
// without it no page is fetched.
func (p *program) find(name string, how *reading) (found, error) {
	if how != nil {
		if err := how.check(); err != nil {
			return found{}, err
		}
	}
	if origin.IsURL(name) {
		return p.findURL(name, how)
	}
	f, err := p.fetch(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p.findSaved(name)
	case err != nil:
		return found{}, err
	}
	err = p.known(&f, how)
	return f, err
}

// fetch reads the bytes of an article, and never looks into the library.
func (p *program) fetch(name string) (found, error) {
	switch {
	case name == "-":
		o, err := origin.Stdin(p.in, p.now())
		return fetched(o, annotate.FromStdin), err
	case name == sample.Name:
		o := origin.Origin{Name: sample.Name + ".md", Bytes: sample.Article(), Retrieved: p.now().UTC()}
		return fetched(o, annotate.FromSample), nil
	case origin.IsURL(name):
		return p.fetchPage(name)
	}
	o, err := origin.File(name, p.now())
	switch {
	case !errors.Is(err, fs.ErrNotExist):
	case strings.Contains(name, "#"):
		return p.fetchChapter(name, err)
	case strings.Contains(name, "://"):
		_, err = fetch.Address(name) // it says what is wrong with it
	}
	return fetched(o, annotate.FromFile), err
}

func fetched(o origin.Origin, kind annotate.SourceKind) found {
	if len(o.Bytes) > memory.LargeSource {
		memory.EndStartup()
	}
	return found{bytes: o.Bytes, name: o.Name, source: annotate.Source{
		Kind: kind, Location: o.Location, Retrieved: o.Retrieved,
	}}
}

// known looks in the library for what was fetched: by its place, or else by
// its bytes. What lies in the trash is not meant by a place whose bytes
// changed since.
func (p *program) known(f *found, how *reading) error {
	record, err := p.store().ByLocation(f.source.Kind, f.source.Location)
	if errors.Is(err, storage.ErrNotFound) && how != nil {
		f.ahead = f.readAhead(*how)
	}
	f.identify()
	changed := err == nil && record.Source.SHA256 != f.source.SHA256
	if errors.Is(err, storage.ErrNotFound) || changed && !record.Trashed.IsZero() {
		changed = false
		record, err = p.store().ByBytes(f.source.SHA256)
	}
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	// Bytes that an earlier version was read from lead to the article, too.
	changed = changed || err == nil && record.Source.SHA256 != "" && record.Source.SHA256 != f.source.SHA256
	f.record, f.changed = record, changed
	return err
}

// identify makes sure that the digest of the bytes is known: those of the
// chapter, if one is meant. Reading them takes it too.
func (f *found) identify() {
	if f.ahead != nil {
		if a, err := f.ahead(); err == nil {
			f.source.SHA256 = a.Source.SHA256
		}
	}
	if f.source.SHA256 != "" {
		return
	}
	sum := sha256.Sum256(f.original())
	f.source.SHA256 = hex.EncodeToString(sum[:])
}

// findURL finds an article from the web among the saved ones, which needs no
// network, and else fetches it, unless how is nil.
func (p *program) findURL(typed string, how *reading) (found, error) {
	address, err := fetch.Address(typed)
	if err != nil {
		return found{}, err
	}
	record, err := p.store().ByLocation(annotate.FromURL, address)
	switch {
	case err == nil:
		return found{record: record}, nil
	case !errors.Is(err, storage.ErrNotFound):
		return found{}, err
	case how == nil:
		return found{source: annotate.Source{Kind: annotate.FromURL, Location: address}}, nil
	}
	f, err := p.fetchPage(address)
	if err != nil {
		return found{}, err
	}
	err = p.known(&f, how)
	return f, err
}

// findSaved finds a saved article by the beginning of its id, or by a place at
// which there is nothing any more.
func (p *program) findSaved(name string) (found, error) {
	record, err := p.store().Resolve(name)
	if errors.Is(err, storage.ErrNotFound) {
		record, err = p.store().ResolveTrashed(name)
	}
	if err == nil || !errors.Is(err, storage.ErrNotFound) {
		return found{record: record}, err
	}
	record, err = p.store().ByLocation(annotate.FromFile, placeOf(name))
	if errors.Is(err, storage.ErrNotFound) {
		return found{}, &nowhere{name}
	}
	return found{record: record, gone: true}, err
}

// placeOf is the location of a file that is not there.
func placeOf(path string) string {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(absolute))
	if err != nil {
		return absolute
	}
	return filepath.Join(folder, filepath.Base(absolute))
}

// A nowhere error is errNowhere with the name that was typed.
type nowhere struct{ name string }

func (n *nowhere) Error() string {
	said := "there is no " + quoted(n.name) + ": it is " + errNowhere.Error() + "; nothing was changed; "
	if likeAddress(n.name) {
		return said + "a web address begins with https://"
	}
	return said + "check the name and the folder, or see galley articles"
}

// likeAddress reports whether a name looks like a web address as browsers show
// them: a host, and what may follow it.
func likeAddress(name string) bool {
	host, _, path := strings.Cut(name, "/")
	host, port, _ := strings.Cut(host, ":")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 {
		return port != "" && path
	}
	letters := strings.TrimLeft(strings.ToLower(host[dot+1:]), "abcdefghijklmnopqrstuvwxyz")
	return letters == "" && len(host)-dot > 2 && (path || strings.HasPrefix(host, "www."))
}

func (n *nowhere) Unwrap() error { return errNowhere }
