package kit

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source"

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

// Markdown draws a note like [Markdown], without blank rows and margins around it, in rows
// of at most width cells. Where glamour fails it is plain text.
func (c Canvas) Markdown(source string, width int) []string {
	style, none := c.Theme.Glamour(), uint(0)
	style.Document.Margin, style.Document.BlockPrefix, style.Document.BlockSuffix = &none, "", ""
	out, err := Markdown(source, width, style)
	if err != nil {
		return c.FlowText(source, width, 0, c.Theme.Plain.Cell)
	}
	rows := strings.Split(out, "\n")
	empty := func(row string) bool { return strings.TrimSpace(ansi.Strip(row)) == "" }
	for len(rows) > 0 && empty(rows[0]) {
		rows = rows[1:]
	}
	for len(rows) > 0 && empty(rows[len(rows)-1]) {
		rows = rows[:len(rows)-1]
	}
	for i, row := range rows {
		rows[i] = c.Cut(row, width)
	}
	return rows
}

// maxNote is how much of a note is read to show the beginning of it, in bytes.
const maxNote = 4 << 10

// NoteText returns the beginning of a note without its Markdown: a line for each block,
// and the styles in it.
func NoteText(note string) (text string, styles []annotate.Run) {
	if len(note) > maxNote {
		note = note[:annotate.GraphemeAt(note, maxNote)]
	}
	note = strings.TrimSpace(note)
	if !strings.ContainsAny(note, "*_`[~<>#\\&|\n") && !strings.HasPrefix(note, "- ") && !strings.HasPrefix(note, "+ ") {
		return note, nil
	}
	text, blocks := source.Note(note)
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		if words := block.Span.In(text); block.Kind == annotate.ListItem && (words[0] < '0' || words[0] > '9') {
			b.WriteString("• ")
		}
		shift := b.Len() - block.Span.Start
		b.WriteString(block.Span.In(text))
		if block.Kind == annotate.Title || block.Kind == annotate.Heading {
			block.Runs = []annotate.Run{{Span: block.Span, Style: annotate.Strong}}
		}
		for _, run := range block.Runs {
			run.Span.Start += shift
			run.Span.End += shift
			styles = append(styles, run)
		}
	}
	if b.Len() == 0 {
		return note, nil
	}
	return b.String(), styles
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
