package kit

import (
	"strings"

	"galley/annotate"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// FlowOptions say how to draw.
type FlowOptions struct {
	Width  int                        // widest row, in cells
	Method ansi.Method                // how the renderer measures
	Most   int                        // rows; the rest is left out, and More drawn instead
	More   string                     // a row
	Style  func(layout.Cell) uv.Style // how a cell is drawn
}

// FlowRows draws an article, from its first row, outside of the reader: quotations,
// paragraphs side by side. It lays out as the reader does, so that nothing of the
// text is lost or acts on the terminal.
func FlowRows(a *annotate.Article, o FlowOptions) []string {
	l := layout.New(a, layout.Options{Measure: o.Width, Method: o.Method})
	var rows []string
	var b strings.Builder
	for pos, ok := l.First(), true; ok; pos, ok = l.Next(pos) {
		if len(rows) == o.Most {
			return append(rows, o.More)
		}
		var painted []uv.Cell
		for _, c := range l.Cells(pos) {
			painted = append(painted, uv.Cell{Content: c.Text, Style: o.Style(c), Link: uv.Link{URL: c.Href}})
		}
		b.Reset()
		theme.Paint(&b, painted)
		rows = append(rows, b.String())
	}
	return rows
}

// PlainArticle returns an article of one paragraph, for other text.
func PlainArticle(text string) *annotate.Article {
	whole := annotate.Span{End: len(text)}
	return &annotate.Article{Text: text, Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: whole}}}
}
