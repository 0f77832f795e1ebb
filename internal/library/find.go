package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/internal/memory"
	"galley/internal/origin"
	"galley/internal/origin/fetch"
	"galley/internal/wording"
	"galley/sample"
	"galley/storage"
)

// A finder finds articles by name.
type finder struct {
	base
	conversions *conversions
}

func newFinder(b base) finder {
	if b.options.Fetch == nil {
		b.options.Fetch = fetch.Fetch
	}
	if b.options.Download == nil {
		b.options.Download = func(_ string, get func(context.Context, func(read, total int64)) error) error {
			return get(context.Background(), nil)
		}
	}
	return finder{b, newConversions(b.options)}
}

// find finds an article to read.
func (f finder) find(name string, opts ReadOptions) (Match, error) {
	if err := opts.Check(); err != nil {
		return Match{}, err
	}
	var m Match
	var err error
	if origin.IsURL(name) {
		m, err = f.findPage(name, opts)
	} else {
		m, err = f.findLocal(name, opts, (*content).readSHA256)
	}
	m.options = opts
	return m, err
}

// findPage finds a page among the saved articles, without the network, or else
// fetches it.
func (f finder) findPage(name string, opts ReadOptions) (Match, error) {
	m, address, err := f.savedPage(name)
	if err != nil || m.Saved() {
		return m, err
	}
	c, err := f.download(address, opts)
	if err != nil {
		return Match{}, err
	}
	return f.match(name, c, (*content).readSHA256)
}

// lookUp finds an article without reading it. It fetches nothing: the match of a
// page that is not saved is empty.
func (f finder) lookUp(name string, opts ReadOptions) (Match, error) {
	if origin.IsURL(name) {
		m, _, err := f.savedPage(name)
		return m, err
	}
	return f.findLocal(name, opts, (*content).sha256)
}

func (f finder) findLocal(name string, opts ReadOptions, sha256 func(*content) string) (Match, error) {
	c, err := f.load(name, opts)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f.findSaved(name)
	case err != nil:
		return Match{}, err
	}
	return f.match(name, c, sha256)
}

// load returns the content that a name refers to, without looking in the library.
func (f finder) load(name string, opts ReadOptions) (*content, error) {
	opts.convert = f.conversions.run
	switch {
	case name == "-":
		o, err := origin.Stdin(f.options.Stdin, f.options.Now())
		return localContent(o, annotate.FromStdin, opts), err
	case name == sample.Name:
		o := origin.Origin{Name: sample.Name + ".md", Bytes: sample.Article(), Retrieved: f.options.Now().UTC()}
		return localContent(o, annotate.FromSample, opts), nil
	case origin.IsURL(name):
		return f.download(name, opts)
	}
	o, err := origin.File(name, f.options.Now())
	switch {
	case !errors.Is(err, fs.ErrNotExist):
	case strings.Contains(name, "#"):
		return f.loadChapter(name, opts, err)
	case strings.Contains(name, "://"):
		_, err = fetch.Address(name) // explains what is wrong with it
	}
	return localContent(o, annotate.FromFile, opts), err
}

func localContent(o origin.Origin, kind annotate.SourceKind, opts ReadOptions) *content {
	if len(o.Bytes) > memory.LargeSource {
		memory.EndStartup()
	}
	return newContent(content{bytes: o.Bytes, name: o.Name, options: opts, source: annotate.Source{
		Kind: kind, Location: o.Location, Retrieved: o.Retrieved,
	}})
}

// errCanceled is returned when the user cancels a download.
var errCanceled = errors.New("canceled; nothing was saved")

// download fetches a page, without looking in the library.
func (f finder) download(address string, opts ReadOptions) (*content, error) {
	opts.convert = f.conversions.run
	var page fetch.Page
	err := f.options.Download(address, func(ctx context.Context, progress func(read, total int64)) (err error) {
		page, err = f.options.Fetch(ctx, address, fetch.Options{
			UserAgent: "Galley/" + f.options.Version + " (+terminal reader; fetches single pages when the user asks)",
			Now:       f.options.Now, Progress: progress,
		})
		return err
	})
	if errors.Is(err, context.Canceled) {
		err = errCanceled
	}
	if err != nil {
		return nil, err
	}
	return pageContent(page, opts), nil
}

// match looks content up in the library. sha256 returns the digest of content at
// a location that the library does not know.
func (f finder) match(name string, c *content, sha256 func(*content) string) (Match, error) {
	record, err := f.store.ByLocation(c.source.Kind, c.source.Location)
	if !errors.Is(err, storage.ErrNotFound) {
		sha256 = (*content).sha256
	}
	m := Match{name: name, content: c, sha256: sha256(c), options: c.options}
	m.Record, m.Changed, err = f.byContent(record, err, m.sha256)
	return m, err
}

// byContent decides whether bytes with the digest sha256 belong to the record
// found by their location, to another one or to none. record and err are the
// result of that search. The location of an article in the trash counts only if its bytes
// are unchanged.
func (f finder) byContent(record Record, err error, sha256 string) (_ Record, changed bool, _ error) {
	changed = err == nil && record.Source.SHA256 != sha256
	if errors.Is(err, storage.ErrNotFound) || changed && !record.Trashed.IsZero() {
		changed = false
		record, err = f.store.ByBytes(sha256)
	}
	if errors.Is(err, storage.ErrNotFound) {
		return Record{}, false, nil
	}
	// Bytes that an earlier version was read from lead to the article, too.
	changed = changed || err == nil && record.Source.SHA256 != "" && record.Source.SHA256 != sha256
	return record, changed, err
}

// savedPage finds a page among the saved articles, and returns its address.
func (f finder) savedPage(name string) (m Match, address string, err error) {
	if address, err = fetch.Address(name); err != nil {
		return Match{}, "", err
	}
	m.name = name
	m.Record, err = f.store.ByLocation(annotate.FromURL, address)
	if errors.Is(err, storage.ErrNotFound) {
		err = nil
	}
	return m, address, err
}

// findSaved finds a saved article by the beginning of its id, or by the location
// of a file that is gone.
func (f finder) findSaved(name string) (Match, error) {
	m := Match{name: name}
	var err error
	m.Record, err = f.store.Resolve(name)
	if errors.Is(err, storage.ErrNotFound) {
		m.Record, err = f.store.ResolveTrashed(name)
	}
	if err == nil || !errors.Is(err, storage.ErrNotFound) {
		return m, err
	}
	m.Record, err = f.store.ByLocation(annotate.FromFile, missingFile(name))
	if errors.Is(err, storage.ErrNotFound) {
		return Match{}, unknownName(name)
	}
	m.Gone = true
	return m, err
}

// missingFile returns the location of a file that does not exist: an absolute
// path without links.
func missingFile(path string) string {
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

// ErrUnknownName is returned for a name that does not refer to an article.
var ErrUnknownName = errors.New("neither a file nor the id of a saved article")

// unknownName returns ErrUnknownName with the name and advice.
func unknownName(name string) error {
	hint := "check the name and the folder, or see galley articles"
	if looksLikeURL(name) {
		hint = "a web address begins with https://"
	}
	return fmt.Errorf("%s is %w; %s", wording.Quote(name), ErrUnknownName, hint)
}

// looksLikeURL reports whether a name looks like a URL without its scheme, as
// browsers show it: a host, and perhaps a port and a path.
func looksLikeURL(name string) bool {
	host, _, path := strings.Cut(name, "/")
	host, port, _ := strings.Cut(host, ":")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 {
		return port != "" && path
	}
	letters := strings.TrimLeft(strings.ToLower(host[dot+1:]), "abcdefghijklmnopqrstuvwxyz")
	return letters == "" && len(host)-dot > 2 && (path || strings.HasPrefix(host, "www."))
}
