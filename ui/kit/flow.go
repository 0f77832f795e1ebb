package kit

import (
	"strings"

	"galley/annotate"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
)

// Flow draws an article, from its first row, outside the reader. It uses the
// reader's layout, so that no text is lost and none acts on the terminal. Rows are
// at most width cells wide. After maxRows rows comes an ellipsis; 0 means no limit.
func (c Canvas) Flow(a *annotate.Article, width, maxRows int, style func(layout.Cell) uv.Style) []string {
	l := layout.New(a, layout.Options{Measure: width, Method: c.Method})
	var rows []string
	var b strings.Builder
	for pos, ok := l.First(), true; ok; pos, ok = l.Next(pos) {
		if maxRows > 0 && len(rows) == maxRows {
			return append(rows, c.Theme.Dim.Render("…"))
		}
		var row []uv.Cell
		for _, cell := range l.Cells(pos) {
			row = append(row, uv.Cell{Content: cell.Text, Style: style(cell), Link: uv.Link{URL: cell.Href}})
		}
		b.Reset()
		theme.Paint(&b, row)
		rows = append(rows, b.String())
	}
	return rows
}

// FlowText draws plain text like [Canvas.Flow], in one style. Empty text has no
// rows.
func (c Canvas) FlowText(text string, width, maxRows int, style uv.Style) []string {
	if text == "" {
		return nil
	}
	a := &annotate.Article{Text: text, Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: annotate.Span{End: len(text)}}}}
	return c.Flow(a, width, maxRows, func(layout.Cell) uv.Style { return style })
}
