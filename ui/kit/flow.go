// Package flow draws text outside of the reader: quotations on the review page,
// paragraphs side by side. It lays out as the reader does, so that nothing of
// the text is lost or acts on the terminal.
package kit

import (
	"strings"

	"galley/annotate"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Options say how to draw.
type FlowOptions struct {
	Width  int                        // widest row, in cells
	Method ansi.Method                // how the renderer measures
	Most   int                        // rows; what is more is left out, and More stands for it
	More   string                     // the row that stands for what is left out
	Style  func(layout.Cell) uv.Style // how a cell is drawn
}

// Rows draws an article from its first row on.
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

// Plain is an article of one paragraph, for text that is no article's.
func PlainArticle(text string) *annotate.Article {
	whole := annotate.Span{End: len(text)}
	return &annotate.Article{Text: text, Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: whole}}}
}
