package library

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// An articleFinder finds the articles that a file to import refers to.
type articleFinder struct {
	in           *Import
	path, format string // of the file
	file         *importFile
	refs         map[export.ArticleRef]bool // all that were looked for, but the empty one
	supposed     map[export.ArticleRef]bool // those that may mean another article
	passages     map[export.ArticleRef]*passages
	searched     bool        // whether the library was searched for the passages
	left         []leftEntry // in the current reading of the file
}

func newArticleFinder(in *Import, file *importFile, format string) *articleFinder {
	return &articleFinder{
		in: in, path: file.path, format: format, file: file, refs: map[export.ArticleRef]bool{}, supposed: map[export.ArticleRef]bool{},
		passages: map[export.ArticleRef]*passages{},
	}
}

// companion reads the file of the same name with another extension.
func (f *articleFinder) companion(extension string) ([]byte, error) {
	if f.path == "-" {
		return nil, fmt.Errorf("standard input has no %s file next to it; name the file", extension)
	}
	data, err := readImportFile(f.companionPath(extension))
	if err == nil && f.in.options.Charset != "" {
		data, _, err = source.Decode(data, f.in.options.Charset)
	}
	return data, err
}

func (f *articleFinder) companionPath(extension string) string {
	return strings.TrimSuffix(f.path, filepath.Ext(f.path)) + extension
}

// find returns the saved article that ref identifies, or one made from its text.
func (f *articleFinder) find(ref export.ArticleRef) (*annotate.Article, error) {
	if ref != (export.ArticleRef{}) {
		f.refs[ref] = true
	}
	if f.in.target.ID != "" {
		return f.in.lib.store.Article(f.in.target.ID)
	}
	document, ref, err := f.document(ref)
	if err != nil {
		return nil, err
	}
	for _, lookUp := range []func(export.ArticleRef) (Record, error){f.byID, f.byLocation, f.byBytes, f.byRecord, f.bySimilarTitle, f.byWords} {
		record, err := lookUp(ref)
		if err == nil {
			return f.in.lib.store.Article(record.ID)
		}
		if !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
	}
	switch {
	case document != nil:
		return document, nil
	case ref.Text != "":
		return f.sameOrNew(ref)
	}
	f.awaitWords(ref)
	return nil, f.unknown(ref)
}

// document returns the article that a file with comments is, if it is a document, and
// how to find it, or another version of it, in the library.
func (f *articleFinder) document(ref export.ArticleRef) (*annotate.Article, export.ArticleRef, error) {
	if f.format != "docx" {
		return nil, ref, nil
	}
	a, err := source.Read(f.file.data, source.Options{Type: f.format})
	if err != nil {
		return nil, ref, err
	}
	a.Source.Kind, a.Source.Retrieved = annotate.FromStdin, f.in.lib.options.Now().UTC()
	if f.path != "-" {
		a.Source.Kind, a.Source.Location = annotate.FromFile, missingFile(f.path)
	}
	return a, export.ArticleRef{
		Kind: a.Source.Kind, Location: a.Source.Location, SHA256: a.Source.SHA256, Digest: a.Digest, Title: ref.Title,
	}, nil
}

func (f *articleFinder) byID(ref export.ArticleRef) (Record, error) {
	if ref.ID == "" {
		return Record{}, storage.ErrNotFound
	}
	return f.in.lib.store.Record(ref.ID)
}

func (f *articleFinder) byLocation(ref export.ArticleRef) (Record, error) {
	kind, location := ref.Kind, ref.Location
	if ref.Text != "" && location == "" && f.format == "brat" {
		kind, location = annotate.FromFile, missingFile(f.companionPath(".txt"))
	}
	if location == "" {
		return Record{}, storage.ErrNotFound
	}
	if s := (annotate.Source{Kind: kind, Location: location}); s.NamesFile() {
		location = missingFile(location)
	}
	return f.in.lib.store.ByLocation(kind, location)
}

func (f *articleFinder) byBytes(ref export.ArticleRef) (Record, error) {
	sum := cmp.Or(ref.SHA256, digestOf(ref.Text))
	if sum == "" {
		return Record{}, storage.ErrNotFound
	}
	return f.in.lib.store.ByBytes(sum)
}

// digestOf returns the digest of a text, or "" for an empty one.
func digestOf(text string) string {
	if text == "" {
		return ""
	}
	return annotate.DigestOf(text)
}

// sameOrNew returns the only saved article that has the text of ref, but for white space
// and marks that reading drops, or a new one.
func (f *articleFinder) sameOrNew(ref export.ArticleRef) (*annotate.Article, error) {
	a, err := f.newArticle(ref)
	if err != nil {
		return nil, err
	}
	x, err := f.in.index()
	if err != nil {
		return nil, err
	}
	if found := x.digests[a.Digest]; len(found) == 1 {
		return f.in.lib.store.Article(found[0].ID)
	}
	return a, nil
}

// newArticle makes an article from a text that the library does not have. The
// text is kept verbatim if possible, so that offsets into it remain valid.
func (f *articleFinder) newArticle(ref export.ArticleRef) (*annotate.Article, error) {
	a, ok := export.ArticleFromText(ref.Text, source.Clean)
	if !ok {
		var err error
		if a, err = source.Read([]byte(ref.Text), source.Options{Type: "text"}); err != nil {
			return nil, err
		}
	}
	a.Meta.Title = cmp.Or(a.Meta.Title, ref.Title)
	a.Source = annotate.Source{
		Kind: annotate.FromFile, MediaType: "text/plain", Charset: "utf-8", Retrieved: f.in.lib.options.Now().UTC(),
		SHA256: annotate.DigestOf(ref.Text), Bytes: len(ref.Text),
	}
	if f.format == "brat" {
		a.Source.Location = missingFile(f.companionPath(".txt"))
	}
	return a, nil
}

// placeOnSaved places annotations made on another version of a saved article on the
// one that the library has.
func (in *Import) placeOnSaved(b export.Bundle, id string) (export.Bundle, error) {
	saved, err := in.lib.store.Article(id)
	if err != nil {
		return b, err
	}
	history, err := in.lib.store.History(id)
	if err := skipDamaged(err, &in.Damaged); err != nil {
		return b, err
	}
	r, err := anchor.Reanchor(b.Article, saved, b.Annotations, history, in.lib.versions(id), nil)
	if err == nil && r.Diff.Shared < anchor.MinShared {
		err = errors.New("the library has another version of it, which has little in common with this one")
	}
	return export.Bundle{Article: saved, Annotations: r.Annotations.All()}, err
}

// checkLocations notes the addresses from which an imported article is said to be, and
// returns its further locations. It drops those at which the library has another article,
// the requested address among them.
func (in *Import) checkLocations(b export.Bundle) (further []storage.Location, err error) {
	s := &b.Article.Source
	if s.Requested != "" && !in.isFree(storage.Location{Kind: s.Kind, Address: s.Requested}, &err) {
		s.Requested = ""
	}
	for _, l := range b.Also {
		if l := storage.Location(l); in.isFree(l, &err) {
			further = append(further, l)
		}
	}
	for _, l := range append([]storage.Location{{Kind: s.Kind, Address: s.Location}}, further...) {
		if l.Kind == annotate.FromURL && l.Address != "" && !in.ids[b.Article.ID] {
			in.Addresses = append(in.Addresses, source.CleanLine(l.Address))
		}
	}
	return further, err
}

// isFree reports whether the library has no article at a location. It sets err if it
// cannot find out.
func (in *Import) isFree(l storage.Location, err *error) bool {
	_, found := in.lib.store.ByLocation(l.Kind, l.Address)
	if found != nil && !errors.Is(found, storage.ErrNotFound) {
		*err = found
	}
	return found != nil
}

// unknown returns the error for an article that is not in the library.
func (f *articleFinder) unknown(ref export.ArticleRef) error {
	const advice = "is not in the library; save it first with galley add, or choose another with --article"
	name := cmp.Or(ref.Location, ref.Title)
	e := &export.UnknownArticleError{Reason: fmt.Sprintf("%s %s", wording.Quote(name), advice)}
	switch {
	case f.format == "json":
		e.Reason = fmt.Sprintf("article %s is not in the library; export it with its text", ref.ID)
	case name == "" && ref.ID == "":
		e.Reason = "the file does not say which article it is about; choose one with --article"
	case name == "":
		e.Reason = fmt.Sprintf("article %s %s", ref.ID, advice)
	}
	return e
}
