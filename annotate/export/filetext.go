package export

import (
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/anchor"
)

// A fileText is the text of an article in a file, with the annotations on it.
type fileText struct {
	text    string
	mapper  *annotate.Mapper // of text
	builder *bundleBuilder
	drafts  []annotate.Annotation // without anchors
	spans   []annotate.Span       // of the drafts, in text
	named   map[string]int        // indexes of drafts, by their identifiers in the file
	links   []fileLink
}

func (in *importer) fileText(ref ArticleRef, text string) (*fileText, error) {
	s, err := in.builder(ref)
	if err != nil {
		return nil, err
	}
	return &fileText{text: text, mapper: annotate.NewMapper(text), builder: s}, nil
}

// words returns the part of a span without the white space at its ends. It returns
// errNoWords for a span without visible words.
func (f *fileText) words(in *importer, span annotate.Span) (annotate.Span, error) {
	trimmed, ok := span.Trim(f.text)
	if !ok || strings.TrimSpace(in.opt.Clean(trimmed.In(f.text))) == "" {
		return span, errNoWords
	}
	return trimmed, nil
}

// add adds an annotation of a span that words returned.
func (f *fileText) add(n annotate.Annotation, span annotate.Span) {
	f.drafts, f.spans = append(f.drafts, n), append(f.spans, span)
}

// place adds the annotations to the article. If its text is that of the file but for
// white space and marks, their places are certain; otherwise it is taken for a newer
// version of that text.
func (f *fileText) place(in *importer) error {
	if f.link(in); len(f.drafts) == 0 {
		return nil
	}
	a := f.builder.bundle.Article
	same, isSame := anchor.NewTransfer(f.text, a.Text)
	if !isSame {
		if placed, ok := f.placeOnVersion(in); ok {
			for i, n := range f.drafts {
				n.Anchor = placed[i]
				f.builder.add(n)
			}
			return nil
		}
	}
	for i, n := range f.drafts {
		var err error
		if n.Anchor, err = f.anchor(in, same, f.spans[i]); err != nil {
			return err
		}
		f.builder.add(n)
	}
	return nil
}

// anchor returns the anchor of the words at a span, which are searched for unless the
// article has them in its own text, to which same, if it is not nil, leads.
func (f *fileText) anchor(in *importer, same *anchor.Transfer, span annotate.Span) (annotate.Anchor, error) {
	if same != nil {
		a := f.builder.bundle.Article
		if own, ok := same.Span(span); ok && own.Fits(a.Text) {
			return anchor.Describe(a.Text, a.Digest, own), nil
		}
	}
	k := anchor.Describe(f.text, "", span)
	return f.builder.anchor(in, quotation{exact: k.Exact, prefix: k.Prefix, suffix: k.Suffix, position: span})
}

// placeOnVersion places the annotations by what the text of the file and that of the
// article have in common. ok is false if the text of the file cannot be compared.
func (f *fileText) placeOnVersion(in *importer) (placed []annotate.Anchor, ok bool) {
	a := f.builder.bundle.Article
	from, ok := ArticleFromText(strings.Join(paragraphs(in.opt.Clean(f.text)), annotate.Separator), in.opt.Clean)
	if !ok {
		return nil, false
	}
	own, ok := anchor.NewTransfer(f.text, from.Text)
	if !ok {
		return nil, false
	}
	items := make([]annotate.Annotation, len(f.drafts))
	for i, span := range f.spans {
		if span, ok = own.Span(span); !ok {
			return nil, false
		}
		items[i].Anchor = anchor.Describe(from.Text, from.Digest, span)
	}
	results, err := anchor.Place(from, a, items, anchor.Options{})
	for _, r := range results {
		k := withOwnSpace(r.Anchor, a)
		if !k.State.Placed() { // the library does not have the text of the file
			k.Span, k.TextDigest = annotate.Span{}, a.Digest
		}
		placed = append(placed, k)
	}
	return placed, err == nil
}

// paragraphs returns the paragraphs of a text, each on one line.
func paragraphs(text string) (list []string) {
	var words []string
	end := func() {
		if len(words) > 0 {
			list = append(list, strings.TrimSpace(strings.Join(words, " ")))
		}
		words = nil
	}
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			end()
			continue
		}
		words = append(words, strings.FieldsFunc(line, func(r rune) bool { return r <= ' ' })...)
	}
	end()
	return list
}

func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// ArticleFromText makes an article from text without changing it, so that positions
// in it remain valid: each paragraph between blank lines is a block. ok is false for
// a text that clean would change, or that cannot be divided into blocks.
func ArticleFromText(text string, clean func(string) string) (a *annotate.Article, ok bool) {
	if text == "" || clean(text) != text {
		return nil, false
	}
	a = &annotate.Article{Text: text, Digest: annotate.DigestOf(text)}
	off := 0
	for part := range strings.SplitSeq(text, annotate.Separator) {
		if part == "" || strings.TrimSpace(part) != part {
			return nil, false
		}
		a.Blocks = append(a.Blocks, annotate.Block{Kind: annotate.Paragraph, Span: annotate.Span{Start: off, End: off + len(part)}})
		off += len(part) + len(annotate.Separator)
	}
	annotate.NumberBlocks(a.Blocks)
	return a, a.Check() == nil
}
