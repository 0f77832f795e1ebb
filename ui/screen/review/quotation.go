package review

import (
	"cmp"

	"galley/annotate"
	"galley/ui/layout"

	uv "github.com/charmbracelet/ultraviolet"
)

// maxQuotationRows is the maximum number of rows of one quotation.
const maxQuotationRows = 200

// flow wraps plain text to width cells.
func (m *Model) flow(text string, width int, style uv.Style) []string {
	return m.Canvas.FlowText(text, width, maxQuotationRows, style)
}

// quotation draws the words of an annotation as they are in the article, with a
// bar in the tag's color.
func (m *Model) quotation(a annotate.Annotation, width int) []string {
	words := excerpt(m.spec.Article, a.Span())
	if !a.Anchor.State.Placed() {
		text := cmp.Or(a.Anchor.Exact, "…")
		words = &annotate.Article{Text: text, Blocks: []annotate.Block{{
			Kind: annotate.Quotation, Level: 1, Span: annotate.Span{End: len(text)},
		}}}
	}
	t := m.Canvas.Theme
	return m.Canvas.Flow(words, width, maxQuotationRows, func(c layout.Cell) uv.Style {
		if c.Off < 0 {
			return t.Letter(a.Tag).Cell
		}
		return t.Text(annotate.Block{Kind: annotate.Paragraph}, c.Style)
	})
}

// excerpt returns the part of an article that a span covers, as a quotation.
// Code keeps its lines.
func excerpt(a *annotate.Article, span annotate.Span) *annotate.Article {
	cut := &annotate.Article{Text: span.In(a.Text)}
	for i := a.BlockAt(span.Start); i < len(a.Blocks) && a.Blocks[i].Span.Start < span.End; i++ {
		b := a.Blocks[i]
		kind := annotate.Quotation
		if b.Kind == annotate.Code {
			kind = annotate.Code
		}
		cut.Blocks = append(cut.Blocks, annotate.Block{
			Kind: kind, Level: 1, Span: clip(b.Span, span), Runs: clipRuns(b.Runs, span),
		})
	}
	return cut
}

// clip returns the part of s that span covers, relative to the start of span.
func clip(s, span annotate.Span) annotate.Span {
	s = s.Intersect(span)
	return annotate.Span{Start: s.Start - span.Start, End: s.End - span.Start}
}

func clipRuns(runs []annotate.Run, span annotate.Span) []annotate.Run {
	var cut []annotate.Run
	for _, run := range runs {
		if run.Span.Overlaps(span) {
			run.Span = clip(run.Span, span)
			cut = append(cut, run)
		}
	}
	return cut
}
