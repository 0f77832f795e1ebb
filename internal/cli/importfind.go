package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/source"
	"galley/storage"
)

// annotationFiles are the files of annotations among those that were named: a
// text that lies beside annotations of brat stands for them.
func annotationFiles(paths []string) []string {
	var files []string
	for _, path := range paths {
		if stem, ok := strings.CutSuffix(path, ".txt"); ok {
			if _, err := os.Stat(stem + ".ann"); err == nil {
				path = stem + ".ann"
			}
			if slices.Contains(paths, path) && path != stem+".txt" {
				continue // it is named itself
			}
		}
		files = append(files, path)
	}
	return files
}

// An articleFinder finds the articles that a file is about.
type articleFinder struct {
	*program
	path    string           // of the file
	format  string           // of the file
	records []storage.Record // all of the library, once they were needed
	listed  bool
}

// beside reads the file of the same name with another extension.
func (f *articleFinder) beside(extension string) ([]byte, error) {
	if f.path == "-" {
		return nil, failure("standard input has no file beside it; name the file")
	}
	return f.readInput(f.textPath(extension))
}

func (f *articleFinder) textPath(extension string) string {
	return strings.TrimSuffix(f.path, filepath.Ext(f.path)) + extension
}

// find returns the saved article that is meant, by what is surest of it, or
// one made of the text that the file brings.
func (f *articleFinder) find(about export.ArticleRef) (*annotate.Article, error) {
	for _, look := range []func(export.ArticleRef) (storage.Record, error){f.byID, f.byPlace, f.byBytes, f.byRecord} {
		record, err := look(about)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return f.store().Article(record.ID)
	}
	if about.Text != "" {
		return f.fresh(about)
	}
	return nil, unknownArticle(about, f.format)
}

func (f *articleFinder) byID(about export.ArticleRef) (storage.Record, error) {
	if about.ID == "" {
		return storage.Record{}, storage.ErrNotFound
	}
	return f.store().Record(about.ID)
}

func (f *articleFinder) byPlace(about export.ArticleRef) (storage.Record, error) {
	kind, location := about.Kind, about.Location
	if about.Text != "" && location == "" && f.format == "brat" {
		kind, location = annotate.FromFile, f.textPath(".txt")
	}
	if location == "" {
		return storage.Record{}, storage.ErrNotFound
	}
	if kind == annotate.FromFile {
		location = placeOf(location)
	}
	return f.store().ByLocation(kind, location)
}

func (f *articleFinder) byBytes(about export.ArticleRef) (storage.Record, error) {
	sum := about.SHA256
	if sum == "" && about.Text != "" {
		sum = annotate.DigestOf(about.Text)
	}
	if sum == "" {
		return storage.Record{}, storage.ErrNotFound
	}
	return f.store().ByBytes(sum)
}

// byRecord looks through the library: for the text, for another address of the
// page, and last for the title, which must be that of one article only.
func (f *articleFinder) byRecord(about export.ArticleRef) (storage.Record, error) {
	if !f.listed {
		records, err := f.program.store().Records()
		err = f.program.readable(err)
		if err != nil {
			return storage.Record{}, err
		}
		f.records, f.listed = records, true
	}
	digest := about.Digest
	if digest == "" && about.Text != "" {
		digest = annotate.DigestOf(about.Text)
	}
	title := strings.ToLower(source.CleanLine(about.Title))
	for _, same := range []func(storage.Record) bool{
		func(r storage.Record) bool { return digest != "" && r.Digest == digest },
		func(r storage.Record) bool { return about.Kind == annotate.FromURL && hasAddress(r, about.Location) },
		func(r storage.Record) bool {
			return title != "" && about.Text == "" && strings.ToLower(titleOf(r)) == title
		},
	} {
		var fit []storage.Record
		for _, r := range f.records {
			if same(r) {
				fit = append(fit, r)
			}
		}
		switch len(fit) {
		case 0:
		case 1:
			return fit[0], nil
		default:
			return storage.Record{}, failure("%s are %d articles of the library, and nothing tells which is meant", titled(fit[0]), len(fit))
		}
	}
	return storage.Record{}, storage.ErrNotFound
}

// hasAddress reports whether an article is known at a web address.
func hasAddress(r storage.Record, address string) bool {
	return address != "" && slices.Contains([]string{r.Source.Location, r.Source.Canonical, r.Source.Requested}, address)
}

// fresh makes an article of a text that the library does not have. It is kept
// as it stands, so that positions stay true, unless Galley has to read it
// otherwise.
func (f *articleFinder) fresh(about export.ArticleRef) (*annotate.Article, error) {
	text := about.Text
	a, ok := export.ArticleFromText(text, source.Clean)
	if !ok {
		var err error
		if a, err = source.Read([]byte(text), source.Options{Type: "text"}); err != nil {
			return nil, err
		}
	}
	if a.Meta.Title == "" {
		a.Meta.Title = about.Title
	}
	a.Source = annotate.Source{
		Kind: annotate.FromFile, MediaType: "text/plain", Charset: "utf-8", Retrieved: f.now().UTC(),
		SHA256: annotate.DigestOf(text), Bytes: len(text),
	}
	if f.format == "brat" {
		a.Source.Location = placeOf(f.textPath(".txt"))
	}
	return a, nil
}

// unknownArticle says that an article is not in the library, and what helps.
func unknownArticle(about export.ArticleRef, format string) error {
	name := about.Location
	if name == "" {
		name = about.Title
	}
	switch {
	case format == "json":
		return failure("article %s is not in the library; export it with its text", about.ID)
	case name == "" && about.ID == "":
		return failure("the file does not say which article it is about")
	case name == "":
		return failure("article %s is not in the library; save it first with galley add", about.ID)
	}
	return failure("%s is not in the library; save it first with galley add", quoted(name))
}

// readInput reads a whole file, or standard input for "-".
func (p *program) readInput(path string) ([]byte, error) {
	r := p.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.Size() > export.DefaultMaxBytes {
			return nil, export.ErrTooLarge // before any of it is read
		}
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, export.DefaultMaxBytes+1))
	if err == nil && len(data) > export.DefaultMaxBytes {
		err = export.ErrTooLarge
	}
	return data, err
}
