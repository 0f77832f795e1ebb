package theme

import (
	"strings"

	"galley/annotate"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Paint writes the pieces of a row to b, with the differences between
// neighboring styles and with the links (OSC 8) that [SafeLink] allows. The
// terminal's style is restored at the end. The content of the pieces must be
// printable; their width is ignored.
func Paint(b *strings.Builder, row []uv.Cell) {
	var style uv.Style
	var link uv.Link
	open := false
	for i := range row {
		piece := &row[i]
		if piece.Link != link {
			if open {
				b.WriteString(ansi.ResetHyperlink())
			}
			link = piece.Link
			var url string
			if url, open = SafeLink(link.URL); open {
				b.WriteString(ansi.SetHyperlink(url))
			}
		}
		if piece.Style != style {
			b.WriteString(piece.Style.Diff(&style))
			style = piece.Style
		}
		b.WriteString(piece.Content)
	}
	b.WriteString(new(uv.Style).Diff(&style))
	if open {
		b.WriteString(ansi.ResetHyperlink())
	}
}

// SafeLink returns href in a form that is safe for a terminal: printable ASCII,
// with everything else and ";" percent-encoded. ok is false for a target with a control
// character, and for one that is then no link ([annotate.IsLink]).
func SafeLink(href string) (url string, ok bool) {
	var b strings.Builder
	for i := range len(href) {
		switch c := href[i]; {
		case c > '~' && c != 0x7F || c == ' ' || c == ';':
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	if url = b.String(); !annotate.IsLink(url) {
		return "", false
	}
	return url, true
}
