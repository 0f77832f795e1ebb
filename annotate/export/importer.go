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

// An importer collects the annotations of a file that refers to articles but does
// not contain their blocks.
type importer struct {
	jsonReader
	loss     LossReport
	builders []*bundleBuilder // in the order in which the file refers to the articles
	byRef    map[ArticleRef]*reference
	byText   map[[2]string]*bundleBuilder // by the id and the digest of the article
	untagged int                          // annotations that have no tag
	entry    Entry                        // that is being read
	repeated int                          // bytes of notes and fields that several annotations share
	threads  threads
}

// A reference is how the file refers to the article of a builder.
type reference struct {
	ArticleRef
	builder *bundleBuilder
	err     error // if the article is not found
}

// An origin is where in the file an annotation is.
type origin struct {
	ref   *reference
	entry Entry
}

// A bundleBuilder collects the annotations of one article.
type bundleBuilder struct {
	bundle Bundle
	mapper *annotate.Mapper
	finder *anchor.Finder

	importer *importer
	ref      *reference // of the annotations that are being added
	origins  []origin   // of the annotations of the bundle

	isCandidate bool // without annotations, it is not what the file is about
}

func newImporter(opt ReadOptions) *importer {
	return &importer{jsonReader: jsonReader{opt: opt, seen: idSet{}}, byRef: map[ArticleRef]*reference{}, byText: map[[2]string]*bundleBuilder{}}
}

// builderOf returns the builder of the article that ref refers to, for an annotation of
// words in it.
func (in *importer) builderOf(ref ArticleRef, words string) (*bundleBuilder, error) {
	s, err := in.builder(ref)
	if err != nil && in.opt.Unfound != nil {
		in.opt.Unfound(ref, words)
	}
	return s, err
}

// builder returns the builder of the article that ref refers to.
func (in *importer) builder(ref ArticleRef) (*bundleBuilder, error) {
	if known, ok := in.byRef[ref]; ok {
		if known.err == nil {
			known.builder.ref = known
		}
		return known.builder, known.err
	}
	if in.opt.FindArticle == nil {
		return nil, ErrNoText
	}
	a, err := in.opt.FindArticle(ref)
	if err != nil {
		in.byRef[ref] = &reference{ref, nil, err}
		return nil, err
	}
	s, ok := in.byText[[2]string{a.ID, a.Digest}]
	if !ok {
		s = &bundleBuilder{bundle: Bundle{Article: a}, mapper: annotate.NewMapper(a.Text), importer: in}
		in.byText[[2]string{a.ID, a.Digest}] = s
		in.builders = append(in.builders, s)
	}
	s.ref = &reference{ref, s, nil}
	in.byRef[ref] = s.ref
	return s, nil
}

// leaveOut returns nil for an entry whose article is not found if the caller accepts
// that, else err.
func (in *jsonReader) leaveOut(e Entry, err error) error {
	var unknown *UnknownArticleError
	if in.opt.LeaveOut == nil || !errors.As(err, &unknown) {
		return err
	}
	in.opt.LeaveOut(e, unknown.Reason)
	return nil
}

// bundles returns the collected bundles and losses.
func (in *importer) bundles() ([]Bundle, LossReport, error) {
	if in.untagged > 0 {
		return nil, nil, fmt.Errorf("%s: %w", annotate.Plural(in.untagged, "annotation"), ErrNoTag)
	}
	in.loss.add(lostReply, in.threads.attach())
	out := make([]Bundle, 0, len(in.builders))
	for _, s := range in.builders {
		wasEmpty := len(s.bundle.Annotations) == 0 && !s.isCandidate
		if err := s.leaveOutDoubtful(); err != nil {
			return nil, nil, err
		}
		if len(s.bundle.Annotations) > 0 || wasEmpty {
			s.bundle.Annotations = annotate.NewSet(s.bundle.Annotations).All()
			out = append(out, s.bundle)
		}
	}
	return out, in.loss, nil
}

// leaveOutDoubtful leaves out the annotations whose words are not in the article, if
// that was only supposed to be theirs.
func (s *bundleBuilder) leaveOutDoubtful() (err error) {
	in := s.importer
	if in.opt.IsDoubtful == nil {
		return nil
	}
	i := -1
	s.bundle.Annotations = slices.DeleteFunc(s.bundle.Annotations, func(n annotate.Annotation) bool {
		i++
		if n.Anchor.State != annotate.Orphan || err != nil || !in.opt.IsDoubtful(s.origins[i].ref.ArticleRef) {
			return false
		}
		origin := s.origins[i]
		err = in.leaveOut(origin.entry, &UnknownArticleError{fmt.Sprintf("its words are not in “%.80s”", s.bundle.Article.Name())})
		return true
	})
	return err
}

// result returns err, or the collected bundles and losses if err is nil.
func (in *importer) result(err error) ([]Bundle, LossReport, error) {
	if err != nil {
		return nil, nil, err
	}
	return in.bundles()
}

// addValue adds a value to a field of an annotation that is being read.
func addValue(n *annotate.Annotation, name, value string) {
	if value == "" {
		return
	}
	if n.Fields == nil {
		n.Fields = annotate.Fields{}
	}
	n.Fields[name] = append(n.Fields[name], value)
}

// add adds an annotation to the article. Only the field sources may have several
// values; those of any other field are joined.
func (s *bundleBuilder) add(n annotate.Annotation) {
	n.Article = s.bundle.Article.ID
	for name, values := range n.Fields {
		if name != annotate.SourcesField && len(values) > 1 {
			n.Fields[name] = []string{strings.Join(values, "; ")}
		}
	}
	s.bundle.Annotations = append(s.bundle.Annotations, n)
	s.origins = append(s.origins, origin{s.ref, s.importer.entry})
}

// A quotation is how a file describes the place of an annotation.
type quotation struct {
	exact, prefix, suffix string
	position              annotate.Span // of the words, perhaps in another text; empty if unknown
}

// contextFits reports whether the quotation has context, and text has the same
// context around the position, but for white space next to the words: cleaning takes
// that away at the edges of a paragraph.
func (q quotation) contextFits(text string) bool {
	const space = " \n"
	prefix, suffix := strings.TrimRight(q.prefix, space), strings.TrimLeft(q.suffix, space)
	return prefix+suffix != "" && strings.HasSuffix(strings.TrimRight(text[:q.position.Start], space), prefix) &&
		strings.HasPrefix(strings.TrimLeft(text[q.position.End:], space), suffix)
}

// hint converts a position to a span, which is empty if the position is missing or
// outside the text.
func hint(start, end *int, toSpan func(start, end int) (annotate.Span, error)) annotate.Span {
	if start == nil || end == nil {
		return annotate.Span{}
	}
	span, _ := toSpan(*start, *end) // empty on an error
	return span
}

// anchor finds the words of a quotation in the article. It does not search if they
// are at the position that the file gives, and in the context that it gives or in the
// very text that it refers to. It returns
// errNoWords for a quotation without visible words.
func (s *bundleBuilder) anchor(in *importer, q quotation) (annotate.Anchor, error) {
	a := s.bundle.Article
	q.exact, q.prefix, q.suffix = in.opt.Clean(q.exact), in.opt.Clean(q.prefix), in.opt.Clean(q.suffix)
	if strings.TrimSpace(q.exact) == "" {
		return annotate.Anchor{}, errNoWords
	}
	if q.position.Fits(a.Text) && q.position.In(a.Text) == q.exact && (s.ref.Digest == a.Digest || q.contextFits(a.Text)) {
		return anchor.Describe(a.Text, a.Digest, q.position), nil
	}
	if s.finder == nil {
		s.finder = anchor.NewFinder(a.Text)
	}
	return withOwnSpace(s.finder.Find(annotate.Anchor{Span: q.position, Exact: q.exact, Prefix: q.prefix, Suffix: q.suffix}), a), nil
}

// withOwnSpace returns k with the words as the article has them if they differ in nothing
// but white space: other programs write the ends of paragraphs and lines in their own way.
func withOwnSpace(k annotate.Anchor, a *annotate.Article) annotate.Anchor {
	if k.State == annotate.Changed && withoutSpace(k.Exact) == withoutSpace(k.Span.In(a.Text)) {
		return anchor.Describe(a.Text, a.Digest, k.Span)
	}
	return k
}

// reply adds a reply that is an entry of its own, and counts what a reply does not have.
func (in *importer) reply(id string, ancestors []string, entry annotate.Annotation, labels []string) {
	in.loss.add(lostField, len(entry.Fields))
	in.loss.add(lostLabel, len(labels))
	in.threads.add(id, ancestors, annotate.Reply{Creator: entry.Creator, Created: entry.Created, Note: entry.Note})
}

// addExported adds an annotation that Galley wrote: unchanged if the article still has
// the text with that digest, else where its words are found.
func (in *importer) addExported(doc *annotation, s *bundleBuilder, digest string) (err error) {
	var n annotate.Annotation
	if doc.ID != "" && digest == s.bundle.Article.Digest {
		n, err = in.annotation(doc, s.bundle.Article, s.mapper)
	} else {
		n, err = in.movedAnnotation(doc, s)
	}
	if err == nil {
		s.add(n)
	}
	return err
}

func (in *importer) movedAnnotation(doc *annotation, s *bundleBuilder) (n annotate.Annotation, err error) {
	if doc.ID != "" {
		if err := in.seen.add(doc.ID); err != nil {
			return n, addPath("id", err)
		}
	}
	if n, err = in.members(doc); err != nil {
		return n, err
	}
	n.ID = doc.ID
	n.Anchor, err = s.anchor(in, quotation{
		exact: doc.words(), prefix: doc.Prefix, suffix: doc.Suffix,
		position: hint(doc.Start, doc.End, s.mapper.SpanFromRunes),
	})
	in.setTag(&n, doc.Tag)
	return n, addPath("quote", err)
}
