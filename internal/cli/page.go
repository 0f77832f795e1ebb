package cli

import (
	"io"
	"os"
	"strings"

	"galley/annotate"
	"galley/annotate/source"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// widthWithout is the width of pages that are not a terminal, in cells.
const widthWithout = 80

// A page is what output is printed on.
type page struct {
	terminal bool
	color    bool
	width    int // in cells
}

func pageOf(w io.Writer) page {
	f, ok := w.(term.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return page{width: widthWithout}
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil || width <= 0 {
		width = widthWithout
	}
	return page{terminal: true, color: colorful(), width: width}
}

// colorful reports whether a terminal may be sent styles.
func colorful() bool {
	return os.Getenv("NO_COLOR") == "" && !dumb()
}

// dumb reports whether the terminal understands no control sequences.
func dumb() bool {
	kind := strings.ToLower(os.Getenv("TERM"))
	return kind == "dumb"
}

// tableWidth is how wide a table may be, 0 for as wide as it is: only a
// terminal cuts titles.
func (p page) tableWidth() int {
	if p.terminal {
		return p.width
	}
	return 0
}

// cell is foreign text as it stands in a table: on one line. What is no
// terminal has no width, so there a long text is cut at a width of its own.
func (p page) cell(text string) string {
	const longest = 120 // in cells
	text = source.CleanLine(text)
	if p.terminal {
		return text
	}
	return ansi.Truncate(text, longest, "…")
}

// strong dresses a heading.
func (p page) strong(s string) string {
	if !p.color {
		return s
	}
	return lipgloss.NewStyle().Bold(true).Render(s)
}

// faint dresses what matters less.
func (p page) faint(s string) string {
	if !p.color {
		return s
	}
	return lipgloss.NewStyle().Faint(true).Render(s)
}

// tag dresses words that stand for a tag.
func (p page) tag(t annotate.Tag, s string) string {
	if !p.color {
		return s
	}
	style := lipgloss.NewStyle().Bold(true)
	switch t {
	case annotate.Claim:
		style = style.Foreground(lipgloss.Yellow)
	case annotate.Quote:
		style = style.Foreground(lipgloss.Cyan)
	case annotate.Opinion:
		style = style.Foreground(lipgloss.Magenta)
	}
	return style.Render(s)
}
