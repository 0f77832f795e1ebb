package cli

import (
	"io"
	"os"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/cli/table"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// defaultWidth is the width of output that is not a terminal, in cells.
const defaultWidth = 80

// A page describes where output is printed, with the styles that are available.
// The zero styles print plain text.
type page struct {
	terminal      bool
	width         int // in cells
	strong, faint lipgloss.Style
	tags          map[annotate.Tag]lipgloss.Style
}

func pageOf(w io.Writer) page {
	f, ok := w.(term.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return page{width: defaultWidth}
	}
	p := page{terminal: true, width: defaultWidth}
	if width, _, err := term.GetSize(f.Fd()); err == nil && width > 0 {
		p.width = width
	}
	if os.Getenv("NO_COLOR") == "" && !isDumb() {
		p.strong, p.faint = lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Faint(true)
		p.tags = map[annotate.Tag]lipgloss.Style{
			annotate.Claim:   p.strong.Foreground(lipgloss.Yellow),
			annotate.Quote:   p.strong.Foreground(lipgloss.Cyan),
			annotate.Opinion: p.strong.Foreground(lipgloss.Magenta),
		}
	}
	return p
}

// isDumb reports whether the terminal understands no control sequences.
func isDumb() bool { return strings.EqualFold(os.Getenv("TERM"), "dumb") }

// tag renders text in the style of a tag.
func (p page) tag(t annotate.Tag, s string) string { return p.tags[t].Render(s) }

// table returns an empty table. It is fitted to the page only on a terminal.
func (p page) table(columns []table.Column) *table.Table {
	t := &table.Table{Columns: columns, Head: p.strong}
	if p.terminal {
		t.Width = p.width
	}
	return t
}

// cell cleans foreign text for one line of a table. It cuts the text if output is
// not a terminal, because then nothing else limits it.
func (p page) cell(text string) string {
	const maxWidth = 120 // in cells
	text = source.CleanLine(text)
	if p.terminal {
		return text
	}
	return ansi.Truncate(text, maxWidth, "…")
}
