package export

import (
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
)

// A foreignText is a text that a file brings along, and the article that it
// is. Positions speak of the text; where the article's is another, the words
// are sought in it.
type foreignText struct {
	text   string
	mapper *annotate.Mapper // of text
	shelf  *shelf
	same   bool // the article has this very text
}

func (in *intake) foreignText(about ArticleRef, text string) (*foreignText, error) {
	about.Text = text
	s, err := in.shelf(about)
	if err != nil {
		return nil, err
	}
	return &foreignText{text: text, mapper: annotate.NewMapper(text), shelf: s, same: s.bundle.Article.Text == text}, nil
}

// anchor ties a span of the text to the article. It returns errNoWords for one
// without visible words.
func (f *foreignText) anchor(in *intake, span annotate.Span) (annotate.Anchor, error) {
	if trimmed, ok := span.Trim(f.text); ok {
		span = trimmed
	}
	if f.same {
		return f.shelf.anchor(in, quotation{exact: in.opt.Clean(span.In(f.text)), at: span, sure: true})
	}
	there := anchor.Describe(f.text, "", span)
	return f.shelf.anchor(in, quotation{exact: there.Exact, prefix: there.Prefix, suffix: there.Suffix, at: span})
}

// ArticleFromText makes an article of a text without changing it, so that
// positions in it stay true: each paragraph between blank lines is a block. ok is false for a
// text that Galley would read otherwise, by clean, or that does not divide.
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
