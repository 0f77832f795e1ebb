package library

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/annotate/anchor"
	"galley/annotate/export"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// Layers are the annotations that several people made on one article.
type Layers struct {
	Article *annotate.Article
	People  []agree.Layer
	Decided agree.Layer // what was kept where they differ
	Notices []string    // about annotations that were placed again on the article's text
}

// LayersByCreator returns the annotations of a saved article by creator, in the order of
// their names, and what was decided where they differ.
func (l *Library) LayersByCreator(name string) (Layers, error) {
	records, err := l.Lookup([]string{name})
	if err != nil {
		return Layers{}, err
	}
	s, err := l.Snapshot(records[0].ID)
	if err != nil {
		return Layers{}, err
	}
	for i, n := range s.Annotations {
		s.Annotations[i].Creator = source.CleanLine(n.Creator)
	}
	out := Layers{Article: s.Article}
	out.People, out.Decided = agree.Layers(s.Annotations)
	return out, nil
}

// ReadLayers reads the annotations of one article from files: what each contains is one
// person's, who has the name of the file. The text is that of the first file; the
// annotations of the others are placed on it. Nothing is saved.
func (l *Library) ReadLayers(paths []string) (Layers, error) {
	var out Layers
	files := annotationFiles(paths)
	for _, path := range files {
		b, err := l.readLayer(path, out.Article)
		if err != nil {
			return Layers{}, fmt.Errorf("%s cannot be compared: %w", wording.QuotePath(path), err)
		}
		if out.Article == nil {
			out.Article = b.Article
		}
		if b.Article.Digest != out.Article.Digest {
			if b, err = out.place(b, path); err != nil {
				return Layers{}, err
			}
		}
		out.People = append(out.People, agree.Layer{Name: layerName(path, files), Annotations: b.Annotations})
	}
	return out, nil
}

// layerName returns the name of a file without its folder and extension, or the path if
// another file has the same name.
func layerName(path string, all []string) string {
	stem := func(path string) string {
		return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	for _, other := range all {
		if other != path && stem(other) == stem(path) {
			return source.CleanLine(path)
		}
	}
	return source.CleanLine(stem(path))
}

// readLayer reads the article of a file, which is the given one if that is not nil and the
// file says nothing else.
func (l *Library) readLayer(path string, known *annotate.Article) (export.Bundle, error) {
	file, err := l.importFile(path)
	if err != nil {
		return export.Bundle{}, errors.New(wording.FileError(err))
	}
	in := l.newImport(ImportOptions{})
	f, err := in.decode(file)
	if err != nil {
		return export.Bundle{}, err
	}
	r, err := file.open()
	if err != nil {
		return export.Bundle{}, errors.New(wording.FileError(err))
	}
	defer r.Close()
	finder := newArticleFinder(in, file, f.Name)
	bundles, _, err := f.Read(r, export.ReadOptions{
		Clean: source.Clean, ReadCompanion: finder.companion,
		FindArticle: func(ref export.ArticleRef) (*annotate.Article, error) {
			a, err := finder.find(ref)
			var unknown *export.UnknownArticleError
			if known != nil && (errors.As(err, &unknown) || errors.Is(err, storage.ErrNotFound)) {
				return known, nil
			}
			return a, err
		},
	})
	if err != nil {
		return export.Bundle{}, err
	}
	return onlyBundle(bundles, known)
}

// onlyBundle returns the one article of a file, or of several the given one.
func onlyBundle(bundles []export.Bundle, known *annotate.Article) (export.Bundle, error) {
	if known != nil && len(bundles) > 1 {
		bundles = slices.DeleteFunc(bundles, func(b export.Bundle) bool { return b.Article.Digest != known.Digest && b.Article.ID != known.ID })
	}
	switch {
	case len(bundles) == 1:
		return bundles[0], nil
	case len(bundles) == 0 && known != nil:
		return export.Bundle{Article: known}, nil // a person who annotated nothing
	case len(bundles) == 0:
		return export.Bundle{}, errors.New("it has no article with annotations")
	}
	return export.Bundle{}, fmt.Errorf("it has %d articles; export the one to compare", len(bundles))
}

// place places annotations on the text of the layers.
func (l *Layers) place(b export.Bundle, path string) (export.Bundle, error) {
	noVersion := func(string) (*annotate.Article, error) { return nil, storage.ErrNotFound }
	r, err := anchor.Reanchor(b.Article, l.Article, b.Annotations, nil, noVersion, nil)
	if err != nil {
		return b, err
	}
	if r.Diff.Shared < anchor.MinShared {
		return b, fmt.Errorf("%s is about another article, %s; compare annotations of one article", wording.QuotePath(path), wording.Quote(b.Article.Name()))
	}
	lost := 0
	for _, n := range r.Annotations.All() {
		if !n.Anchor.State.Placed() {
			lost++
		}
	}
	notice := fmt.Sprintf("the text of %s differs: its annotations were placed on the first file's text", wording.QuotePath(path))
	if lost > 0 {
		notice += fmt.Sprintf(", but %d, which are not compared", lost)
	}
	l.Notices = append(l.Notices, notice)
	return export.Bundle{Article: l.Article, Annotations: r.Annotations.All()}, nil
}
