package kit

import (
	"strings"

	"galley/annotate"

	"charm.land/glamour/v2"
	gansi "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/x/ansi"
)

// Markdown draws notes and Galley's own help with glamour, wrapped to width
// cells. The result contains only printable text, line feeds and styles,
// whatever source contains, and links as far as [annotate.SafeMarkdown] keeps
// them. Articles are not drawn this way: glamour loses hard
// breaks and does not map text to the screen.
func Markdown(source string, width int, style gansi.StyleConfig) (string, error) {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style), glamour.WithWordWrap(width))
	if err != nil {
		return "", err
	}
	out, err := r.Render(annotate.SafeMarkdown(source))
	if err != nil {
		return "", err
	}
	return filterStyles(out), nil
}

// filterStyles keeps the printable text, line ends and SGR sequences (colors,
// bold …) of s and drops every other control: glamour decodes entities such as
// &#27; after parsing, so harmless text can become an escape sequence.
func filterStyles(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	state := byte(0)
	parser := ansi.NewParser()
	for len(s) > 0 {
		seq, width, n, next := ansi.DecodeSequence(s, state, parser)
		if n <= 0 {
			break
		}
		switch {
		case width > 0, seq == "\n", isSGR(seq, parser):
			b.WriteString(seq)
		}
		s, state = s[n:], next
	}
	return b.String()
}

// isSGR reports whether a decoded sequence only selects colors and styles.
func isSGR(seq string, p *ansi.Parser) bool {
	return strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m") && p.Command() == 'm'
}
