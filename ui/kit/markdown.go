// Package markdown draws Markdown that people wrote in Galley, and Galley's
// own help, through glamour. The text of articles is never drawn here: glamour
// loses hard breaks and gives no map from text to screen.
package kit

import (
	"strings"

	"charm.land/glamour/v2"
	gansi "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/x/ansi"
)

// Render draws source, wrapped to width cells. What comes out holds printable
// text, line ends and colours and nothing else, whatever went in.
func Markdown(source string, width int, style gansi.StyleConfig) (string, error) {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style), glamour.WithWordWrap(width))
	if err != nil {
		return "", err
	}
	out, err := r.Render(source)
	if err != nil {
		return "", err
	}
	return FilterStyles(out), nil
}

// Filter keeps printable text, line ends and SGR sequences (colours, bold …)
// of s and drops every other control: glamour decodes entities such as &#27;
// after parsing, so that a live escape can come out of harmless text.
func FilterStyles(s string) string {
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

// isSGR reports whether a decoded sequence only selects colours and styles.
func isSGR(seq string, p *ansi.Parser) bool {
	return strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m") && p.Command() == 'm'
}
