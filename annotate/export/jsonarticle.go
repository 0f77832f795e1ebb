package export

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// articleToJSON returns an article without its blocks and annotations.
func articleToJSON(b Bundle, opt WriteOptions) article {
	a := b.Article
	out := article{
		ID: a.ID, Meta: a.Meta, Source: articleSource{a.Source, b.Also}, Removed: a.Removed, Collection: b.Collection, Done: b.Done, Words: b.Words,
		Paragraphs: a.NumberedBlocks(), Annotations: []annotation{},
	}
	out.Source.Retrieved = a.Source.Retrieved.UTC()
	if opt.NoText || b.isTextless() {
		out.TextSHA256 = a.Digest
		return out
	}
	out.Text = &a.Text
	return out
}

func blockToJSON(b annotate.Block, mapper *annotate.Mapper) block {
	out := block{Kind: b.Kind.String(), Level: b.Level, Folded: b.Folded, Rule: b.Rule, Confidence: b.Confidence}
	out.Start, out.End = mapper.RunesFromSpan(b.Span)
	for _, r := range b.Runs {
		start, end := mapper.RunesFromSpan(r.Span)
		for _, s := range styleNames() {
			if r.Style&s.style == 0 {
				continue
			}
			one := run{Start: start, End: end, Style: s.name}
			if s.style == annotate.Link && annotate.IsLink(r.Href) {
				one.Href = r.Href
			}
			out.Runs = append(out.Runs, one)
		}
	}
	return out
}

type styleName struct {
	style annotate.Style
	name  string
}

// styleNames lists the styles in the order in which runs are written.
func styleNames() []styleName {
	return []styleName{
		{annotate.Emphasis, "emphasis"}, {annotate.Strong, "strong"}, {annotate.CodeSpan, "code"},
		{annotate.Strike, "strike"}, {annotate.Link, "link"},
	}
}

// article returns the article in the document.
func (in *jsonReader) article(doc *article) (*annotate.Article, error) {
	textErr := in.checkCanonical(*doc.Text)
	if err := cmp.Or(addPath("text", textErr), addPath("source", in.cleanSource(&doc.Source.Source))); err != nil {
		return nil, err
	}
	m := &doc.Meta
	in.cleanLines(&m.Title, &m.Deck, &m.Byline, &m.Published, &m.Language, &m.Site)
	a := &annotate.Article{
		ID: doc.ID, Meta: *m, Source: doc.Source.Source, Digest: annotate.DigestOf(*doc.Text), Text: *doc.Text, Removed: doc.Removed,
	}
	mapper := annotate.NewMapper(a.Text)
	a.Blocks = make([]annotate.Block, len(doc.Blocks))
	for i, b := range doc.Blocks {
		var err error
		if a.Blocks[i], err = in.block(b, mapper); err != nil {
			return nil, addPath(fmt.Sprintf("blocks[%d]", i), err)
		}
	}
	annotate.NumberBlocks(a.Blocks)
	return a, addPath("blocks", a.Check())
}

// cleanLines cleans texts that must stay on one line.
func (in *jsonReader) cleanLines(lines ...*string) {
	for _, s := range lines {
		*s = in.line(*s)
	}
}

// cleanSource cleans what a file says about a source, and checks it.
func (in *jsonReader) cleanSource(s *annotate.Source) error {
	var sumErr, statusErr error
	if sum := s.SHA256; sum != "" && (len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "") {
		sumErr = fmt.Errorf("%.70q is not a SHA-256 in lower-case hexadecimal", sum)
	}
	if s.Status != 0 && (s.Status < 100 || s.Status > 999) {
		statusErr = fmt.Errorf("%d is not an HTTP status", s.Status)
	}
	in.cleanLines(&s.Location, &s.MediaType, &s.Charset, &s.CharsetFrom, &s.Extractor, &s.Canonical, &s.Requested, &s.ETag, &s.LastModified)
	return cmp.Or(addPath("kind", checkKind(s.Kind)), addPath("sha256", sumErr), addPath("status", statusErr))
}

// locations cleans the further locations of an article, and checks them.
func (in *jsonReader) locations(list []Location) ([]Location, error) {
	for i := range list {
		l := &list[i]
		var empty error
		if l.Address = in.line(l.Address); l.Address == "" {
			empty = errors.New("it is empty")
		}
		if err := cmp.Or(addPath("kind", checkKind(l.Kind)), addPath("location", empty)); err != nil {
			return nil, addPath(fmt.Sprintf("source.also[%d]", i), err)
		}
	}
	return list, nil
}

// checkCanonical rejects a text that Galley would have read differently. Cleaning
// it instead would shift every annotation after the first difference.
func (in *jsonReader) checkCanonical(text string) error {
	clean := in.opt.Clean(text)
	if clean == text {
		return nil
	}
	rune, cut := 0, 0
	for off, r := range text {
		if cut = off; !strings.HasPrefix(clean[min(off, len(clean)):], string(r)) {
			break
		}
		rune++
	}
	return fmt.Errorf("not canonical text: code point %d, before %.20q, is not what Galley would read", rune, text[cut:])
}

func (in *jsonReader) block(doc block, mapper *annotate.Mapper) (annotate.Block, error) {
	kind, err := annotate.ParseKind(doc.Kind)
	if err != nil {
		return annotate.Block{}, addPath("kind", fmt.Errorf("unknown kind of block %.40q", doc.Kind))
	}
	span, err := mapper.SpanFromRunes(doc.Start, doc.End)
	if err != nil {
		return annotate.Block{}, err
	}
	b := annotate.Block{Span: span, Kind: kind, Level: doc.Level, Folded: doc.Folded, Rule: in.line(doc.Rule), Confidence: doc.Confidence}
	for i, r := range doc.Runs {
		if b.Runs, err = in.addRun(b.Runs, r, mapper); err != nil {
			return annotate.Block{}, addPath(fmt.Sprintf("runs[%d]", i), err)
		}
	}
	return b, nil
}

// addRun appends a run, or adds its style to the last run if it has the same
// range.
func (in *jsonReader) addRun(runs []annotate.Run, doc run, mapper *annotate.Mapper) ([]annotate.Run, error) {
	span, err := mapper.SpanFromRunes(doc.Start, doc.End)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(styleNames(), func(s styleName) bool { return s.name == doc.Style })
	if i < 0 {
		return nil, addPath("style", fmt.Errorf("unknown style %.40q", doc.Style))
	}
	style := styleNames()[i].style
	if err := in.checkHref(doc.Href, style); err != nil {
		return nil, addPath("href", err)
	}
	if n := len(runs); n == 0 || runs[n-1].Span != span {
		runs = append(runs, annotate.Run{Span: span})
	}
	last := &runs[len(runs)-1]
	if last.Style&style != 0 {
		return nil, addPath("style", fmt.Errorf("duplicate %s", doc.Style))
	}
	last.Style |= style
	last.Href += doc.Href
	return runs, nil
}

// checkHref accepts addresses that are safe as links on a terminal.
func (in *jsonReader) checkHref(href string, style annotate.Style) error {
	if href == "" {
		return nil
	}
	if style != annotate.Link {
		return errors.New("only a link may have one")
	}
	if annotate.IsLink(href) && in.line(href) == href {
		return nil
	}
	return fmt.Errorf("%.60q is not a clean http, https or mailto address", href)
}
