package library

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
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
}

// companion reads the file of the same name with another extension.
func (f *articleFinder) companion(extension string) ([]byte, error) {
	if f.path == "-" {
		return nil, fmt.Errorf("standard input has no %s file next to it; name the file", extension)
	}
	data, err := f.in.lib.readImport(f.companionPath(extension))
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
	for _, lookUp := range []func(export.ArticleRef) (Record, error){f.byID, f.byLocation, f.byBytes, f.byRecord} {
		record, err := lookUp(ref)
		if err == nil {
			return f.in.lib.store.Article(record.ID)
		}
		if !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
	}
	if ref.Text != "" {
		return f.newArticle(ref)
	}
	return nil, f.unknown(ref)
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
		kind, location = annotate.FromFile, f.companionPath(".txt")
	}
	if location == "" {
		return Record{}, storage.ErrNotFound
	}
	if kind == annotate.FromFile {
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

// byRecord searches the whole library: by the text, then by any URL of a page,
// then by the title. Several matches are an error.
func (f *articleFinder) byRecord(ref export.ArticleRef) (Record, error) {
	records, err := f.in.records()
	if err != nil {
		return Record{}, err
	}
	digest, title := cmp.Or(ref.Digest, digestOf(ref.Text)), strings.ToLower(source.CleanLine(ref.Title))
	for _, matches := range []func(Record) bool{
		func(r Record) bool { return digest != "" && r.Digest == digest },
		func(r Record) bool {
			urls := []string{r.Source.Location, r.Source.Canonical, r.Source.Requested}
			return ref.Kind == annotate.FromURL && ref.Location != "" && slices.Contains(urls, ref.Location)
		},
		func(r Record) bool { return title != "" && ref.Text == "" && strings.ToLower(Title(r)) == title },
	} {
		found := slices.DeleteFunc(slices.Clone(records), func(r Record) bool { return !matches(r) })
		if len(found) == 1 {
			return found[0], nil
		}
		if len(found) > 1 {
			return Record{}, fmt.Errorf("the library has %d articles called %s, and the file does not say which is meant",
				len(found), wording.Quote(Title(found[0])))
		}
	}
	return Record{}, storage.ErrNotFound
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

// unknown returns the error for an article that is not in the library.
func (f *articleFinder) unknown(ref export.ArticleRef) error {
	name := cmp.Or(ref.Location, ref.Title)
	switch {
	case f.format == "json":
		return fmt.Errorf("article %s is not in the library; export it with its text", ref.ID)
	case name == "" && ref.ID == "":
		return errors.New("the file does not say which article it is about")
	case name == "":
		return fmt.Errorf("article %s is not in the library; save it first with galley add", ref.ID)
	}
	return fmt.Errorf("%s is not in the library; save it first with galley add", wording.Quote(name))
}
