package layout

import (
	"strings"
	"testing"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
)

// FuzzRows checks that the rows of any text tile it, that none is too wide, and that
// every cell leads back to its offset.
func FuzzRows(f *testing.F) {
	for _, sentence := range sentences {
		f.Add(sentence, uint8(24), uint8(annotate.Paragraph), true)
	}
	f.Add("a | b\n | \nc", uint8(9), uint8(annotate.Table), false)
	f.Add("\xff\x1b[31m\u0301\r\n\t", uint8(1), uint8(annotate.Code), true)
	f.Fuzz(func(t *testing.T, text string, measure, kind uint8, wc bool) {
		if text == "" {
			t.Skip("blocks are never empty")
		}
		o := Options{Measure: int(measure), Method: ansi.GraphemeWidth}
		if wc {
			o.Method = ansi.WcWidth
		}
		l := New(articleOf(part{kind: annotate.Kind(kind) % (annotate.Furniture + 1), level: kind, text: text}), o)
		off := 0
		for _, pos := range all(l) {
			row, cells := l.Row(pos), l.Cells(pos)
			if row.Span.Start != off || row.Width > l.options.Measure || strings.ContainsAny(textOf(cells), "\x1b\n\t") {
				t.Fatalf("row %v: %+v, %q", pos, row, textOf(cells))
			}
			off = row.Span.End
			for _, c := range cells {
				if c.Off >= 0 && (l.PosAt(c.Off) != pos || l.OffsetAt(pos, l.ColOf(pos, c.Off)) != c.Off) {
					t.Fatalf("cell %q at %d does not come back", c.Text, c.Off)
				}
			}
		}
		if off != len(text) {
			t.Fatalf("rows end at %d of %d", off, len(text))
		}
	})
}
