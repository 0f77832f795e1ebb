package export

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
)

var errNoWords = errors.New("there are no words to look for")

// An intake collects the annotations of a file that speaks of articles rather
// than hold them.
type intake struct {
	jsonReader
	loss     LossReport
	shelves  []*shelf // as the file mentions them
	known    map[ArticleRef]*shelf
	untagged int // annotations that could not be given a tag
}

// A shelf is one article with what the file says of it.
type shelf struct {
	bundle Bundle
	mapper *annotate.Mapper
	finder *anchor.Finder
}

func newIntake(opt ReadOptions) *intake {
	return &intake{jsonReader: jsonReader{opt: opt, seen: registry{}}, known: map[ArticleRef]*shelf{}}
}

// shelf returns the article that is meant.
func (in *intake) shelf(about ArticleRef) (*shelf, error) {
	if s, ok := in.known[about]; ok {
		return s, nil
	}
	if in.opt.FindArticle == nil {
		return nil, ErrNoText
	}
	a, err := in.opt.FindArticle(about)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(in.shelves, func(s *shelf) bool {
		return s.bundle.Article.ID == a.ID && s.bundle.Article.Digest == a.Digest
	})
	if i < 0 {
		in.shelves = append(in.shelves, &shelf{bundle: Bundle{Article: a}, mapper: annotate.NewMapper(a.Text)})
		i = len(in.shelves) - 1
	}
	in.known[about] = in.shelves[i]
	return in.shelves[i], nil
}

// tag is the tag that a label names, and whether it names one. Other labels
// get the tag of the options.
func (in *intake) tag(label string) (tag annotate.Tag, ok bool) {
	if tag, err := annotate.ParseTag(strings.ToLower(strings.TrimSpace(label))); err == nil {
		return tag, true
	}
	if in.opt.DefaultTag == "" {
		in.untagged++
	}
	return in.opt.DefaultTag, false
}

// labelled gives an annotation the tag that a label names. A label that names
// none is kept as a field.
func (in *intake) labelled(n *annotate.Annotation, label string) {
	var ok bool
	if n.Tag, ok = in.tag(label); !ok {
		n.Fields = n.Fields.With(labelField, in.line(label))
	}
}

// labelField holds the label that another program gave to an annotation.
const labelField = "label"

// withValue adds a value to a field. Only sources holds several; of another
// they are joined.
func withValue(fields annotate.Fields, name, value string) annotate.Fields {
	values := fields[name]
	if name == annotate.SourcesField || len(values) == 0 {
		return fields.With(name, append(slices.Clone(values), value)...)
	}
	return fields.With(name, values[0]+"; "+value)
}

// put adds an annotation to the article.
func (s *shelf) put(n annotate.Annotation) {
	n.Article = s.bundle.Article.ID
	s.bundle.Annotations = append(s.bundle.Annotations, n)
}

// A quotation is what a file says of the place of an annotation.
type quotation struct {
	exact, prefix, suffix string
	at                    annotate.Span // where it says that the words stand, empty if it does not
	sure                  bool          // at speaks of the very text of the article
}

// anchor finds the words of a quotation in the article. Where they stand at
// the place that the file names, between the words that it names, nothing else
// is asked. It returns errNoWords for a quotation without visible words.
func (s *shelf) anchor(in *intake, q quotation) (annotate.Anchor, error) {
	a := s.bundle.Article
	q.exact, q.prefix, q.suffix = in.opt.Clean(q.exact), in.opt.Clean(q.prefix), in.opt.Clean(q.suffix)
	if strings.TrimSpace(q.exact) == "" {
		return annotate.Anchor{}, errNoWords
	}
	if q.at.Fits(a.Text) && q.at.In(a.Text) == q.exact {
		if q.sure || q.prefix+q.suffix != "" && strings.HasSuffix(a.Text[:q.at.Start], q.prefix) && strings.HasPrefix(a.Text[q.at.End:], q.suffix) {
			return anchor.Describe(a.Text, a.Digest, q.at), nil
		}
	}
	if s.finder == nil {
		s.finder = anchor.NewFinder(a.Text)
	}
	return s.finder.Find(annotate.Anchor{Span: q.at, Exact: q.exact, Prefix: q.prefix, Suffix: q.suffix}), nil
}

// own reads an annotation that Galley wrote: to the letter if the article
// still has the text that it speaks of, else by its words.
func (in *intake) own(doc *annotation, s *shelf, digest string) (annotate.Annotation, error) {
	if doc.ID != "" && digest == s.bundle.Article.Digest {
		return in.annotation(doc, s.bundle.Article, s.mapper)
	}
	if doc.ID != "" {
		if err := in.seen.add(doc.ID); err != nil {
			return annotate.Annotation{}, placed("id", err)
		}
	}
	fields, err := in.fields(doc.Fields)
	if err != nil {
		return annotate.Annotation{}, placed("fields", err)
	}
	q := quotation{exact: doc.Quote, prefix: doc.Prefix, suffix: doc.Suffix}
	if doc.Anchor.Original != "" {
		q.exact = doc.Anchor.Original
	}
	if doc.Start != nil && doc.End != nil {
		q.at, _ = s.mapper.SpanFromRunes(*doc.Start, *doc.End) // a hint, which may lie outside
	}
	where, err := s.anchor(in, q)
	if err != nil {
		return annotate.Annotation{}, placed("quote", err)
	}
	n := annotate.Annotation{
		ID: doc.ID, Anchor: where, Note: in.opt.Clean(doc.Note), Fields: fields,
		Creator: in.line(doc.Creator), Created: doc.Created, Modified: doc.Modified,
	}
	in.labelled(&n, doc.Tag)
	return n, nil
}

// bundles returns what was collected.
func (in *intake) bundles() ([]Bundle, LossReport, error) {
	if in.untagged > 0 {
		return nil, nil, fmt.Errorf("%s: %w", annotate.Plural(in.untagged, "annotation"), ErrNoTag)
	}
	out := make([]Bundle, len(in.shelves))
	for i, s := range in.shelves {
		s.bundle.Annotations = annotate.NewSet(s.bundle.Annotations).All()
		out[i] = s.bundle
	}
	return out, in.loss, nil
}
