package export

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"galley/annotate"
	"galley/annotate/anchor"
)

// WriteJSON writes one JSON object that is valid against
// docs/export.schema.json: UTF-8, two-space indent, a newline at the end. It
// keeps one article at a time in memory, and one of its annotations as JSON.
//
// Writing stops at an error from bundles or at an inconsistent bundle. The articles
// before it may have been written by then.
func WriteJSON(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	out := newJSONWriter(w)
	list, err := out.open(document{Format: formatJSON, Generator: opt.Generator, Exported: opt.Exported.UTC(), Articles: []article{}}, 0, 1, 1)
	if err != nil {
		return nil, err
	}
	err = eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		list.next()
		mapper := annotate.NewMapper(b.Article.Text)
		annotations, err := out.article(b, mapper, opt)
		if err != nil {
			return err
		}
		for _, n := range set.All() {
			if err := out.annotation(annotations, n.ID, withOffsets(annotationToJSON(n, b.Article, mapper), n, mapper, opt.Offsets)); err != nil {
				return err
			}
		}
		annotations.close()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return nil, out.end(list)
}

// article writes an article up to where its first annotation goes, block by block: a
// text of short lines has many.
func (out *jsonWriter) article(b Bundle, mapper *annotate.Mapper, opt WriteOptions) (annotations *jsonList, err error) {
	doc := articleToJSON(b, opt)
	if doc.Text == nil {
		return out.open(doc, 2, 1, 1)
	}
	doc.Blocks = []block{}
	blocks, err := out.open(doc, 2, 1, 2)
	if err != nil {
		return nil, err
	}
	for _, block := range b.Article.Blocks {
		if err := out.block(blocks, blockToJSON(block, mapper)); err != nil {
			return nil, err
		}
	}
	return blocks.then(), nil
}

// block writes b as the next item of a list. Nearly all blocks have a kind and a place alone,
// and a text may have a million: these are written without the encoder.
func (out *jsonWriter) block(list *jsonList, b block) error {
	if b.Level != 0 || b.Folded || b.Rule != "" || b.Confidence != 0 || len(b.Runs) > 0 {
		return out.item(list, b)
	}
	list.next()
	out.w.WriteByte('{')
	list.line(list.depth + 1)
	out.w.WriteString(`"kind": "` + b.Kind + `",`) // a kind has letters and hyphens alone
	list.line(list.depth + 1)
	out.w.WriteString(`"start": ` + strconv.Itoa(b.Start) + ",")
	list.line(list.depth + 1)
	out.w.WriteString(`"end": ` + strconv.Itoa(b.End))
	list.line(list.depth)
	out.w.WriteByte('}')
	return nil
}

// ReadJSON reads what WriteJSON wrote. It rejects an inconsistent document as a
// whole, with an error that says where and why in one line.
//
// It returns ErrWrongFormat for a file that is not an export, and ErrTooLarge and
// ErrNoText as described in ReadOptions.
func ReadJSON(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	var doc document
	decoder := newStrictDecoder(decode(r, opt))
	if err := decoder.decode(&doc); err != nil {
		if doc.Format == "" {
			err = fmt.Errorf("%w: %w", ErrWrongFormat, err)
		}
		return nil, nil, err
	}
	in := newImporter(opt)
	bundles := make([]Bundle, 0, len(doc.Articles))
	for i := range doc.Articles {
		var b Bundle
		var err error
		if doc.Articles[i].Text == nil {
			err = in.textless(&doc.Articles[i])
		} else if b, err = in.bundle(&doc.Articles[i]); err == nil {
			bundles = append(bundles, b)
		}
		if err = in.leaveOut(Entry{"article", i + 1}, err); err != nil {
			return nil, nil, addPath(fmt.Sprintf("articles[%d]", i), err)
		}
		doc.Articles[i] = article{} // frees its memory
	}
	found, loss, err := in.bundles()
	loss.Add(decoder.loss())
	return append(bundles, found...), loss, err
}

// textless reads an article without its text: its annotations go to the saved article, as
// those of JSON Lines do.
func (in *importer) textless(doc *article) error {
	if err := in.seen.add(doc.ID); err != nil {
		return addPath("id", err)
	}
	if doc.Blocks != nil {
		return addPath("blocks", errors.New("blocks are not allowed without text"))
	}
	also, err := in.locations(doc.Source.Also)
	if err != nil {
		return err
	}
	ref := ArticleRef{
		ID: doc.ID, Kind: doc.Source.Kind, Location: in.line(doc.Source.Location), Canonical: in.line(doc.Source.Canonical),
		Title: in.line(doc.Title), SHA256: doc.Source.SHA256, Digest: doc.TextSHA256,
	}
	s, err := in.builder(ref)
	if err != nil && in.opt.Unfound != nil {
		for i := range doc.Annotations {
			in.opt.Unfound(ref, doc.Annotations[i].words())
		}
	}
	if err != nil {
		return fmt.Errorf("exported without its text: %w", err)
	}
	s.bundle.Words, s.bundle.Also = doc.Words, also
	s.bundle.Annotations = slices.Grow([]annotate.Annotation{}, len(doc.Annotations))
	for i := range doc.Annotations {
		in.entry = Entry{"annotation", in.entry.Number + 1}
		if err := in.addExported(&doc.Annotations[i], s, doc.TextSHA256); err != nil {
			return addPath(fmt.Sprintf("annotations[%d]", i), err)
		}
	}
	return nil
}

// A jsonReader converts a document to bundles. Paths in its errors are relative
// to the article.
type jsonReader struct {
	opt  ReadOptions
	seen idSet
}

func (in *jsonReader) bundle(doc *article) (Bundle, error) {
	if err := in.seen.add(doc.ID); err != nil {
		return Bundle{}, addPath("id", err)
	}
	a, err := in.article(doc)
	if err != nil {
		return Bundle{}, err
	}
	also, err := in.locations(doc.Source.Also)
	if err != nil {
		return Bundle{}, err
	}
	for i, d := range doc.Done {
		doc.Done[i] = annotate.Done{By: in.line(d.By), At: d.At.UTC()}
	}
	mapper := annotate.NewMapper(a.Text)
	finder := sync.OnceValue(func() *anchor.Finder { return anchor.NewFinder(a.Text) })
	items := make([]annotate.Annotation, len(doc.Annotations))
	for i := range doc.Annotations {
		if items[i], err = in.annotation(&doc.Annotations[i], a, mapper); err != nil {
			return Bundle{}, addPath(fmt.Sprintf("annotations[%d]", i), err)
		}
		if n := &items[i].Anchor; n.State == annotate.Orphan && n.Reason == annotate.TextDamaged {
			*n = finder().Find(*n)
		}
	}
	return Bundle{Article: a, Words: doc.Words, Also: also, Done: doc.Done, Collection: in.line(doc.Collection), Annotations: annotate.NewSet(items).All()}, nil
}

// line cleans a text that must stay on one line.
func (in *jsonReader) line(text string) string {
	return strings.ReplaceAll(in.opt.Clean(text), "\n", " ")
}

// An AnnotationJSON marshals to the object that WriteJSON writes for an annotation.
// The ID of its article is the first member, unless it is "".
type AnnotationJSON struct {
	Article string `json:"article,omitempty"`
	annotation
}

// AnnotationsJSON returns the annotations of a bundle in text order, without
// the ID of their article. It checks the bundle as WriteJSON does.
func AnnotationsJSON(b Bundle) (list []AnnotationJSON, err error) {
	err = eachBundle(All(b), WriteOptions{}, func(b Bundle, set annotate.Set) error {
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.All() {
			list = append(list, AnnotationJSON{annotation: annotationToJSON(n, b.Article, mapper)})
		}
		return nil
	})
	return list, err
}
