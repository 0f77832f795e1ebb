package card

import (
	"strings"

	"galley/ui/kit"
)

// rendered is the card with its note drawn by glamour, for when the note does
// not have the focus.
func (c Card) rendered() Card {
	c.preview = nil
	note := strings.TrimSpace(c.note.Value())
	if note == "" {
		return c
	}
	style := c.canvas.Theme.Glamour()
	none := uint(0)
	style.Document.Margin, style.Document.BlockPrefix, style.Document.BlockSuffix = &none, "", ""
	out, err := kit.Markdown(note, max(c.canvas.Width-labelWidth-2, 1), style)
	if err == nil {
		c.preview = strings.Split(strings.Trim(out, "\n"), "\n")
	}
	return c
}

// viewPreview is the first rows of the drawn note.
func (c Card) viewPreview(rows int) []string {
	lines := make([]string, rows)
	for i := range lines {
		lines[i] = strings.Repeat(" ", labelWidth)
		if i == 0 {
			lines[i] = c.label("note", false)
		}
		if i < len(c.preview) {
			lines[i] += c.canvas.Cut(c.preview[i], c.canvas.Width-labelWidth)
		}
	}
	return lines
}
