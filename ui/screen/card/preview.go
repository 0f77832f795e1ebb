package card

import (
	"strings"

	"galley/ui/kit"
)

// rendered returns the panel with its note drawn by glamour, for when the note
// does not have the focus.
func (m Model) rendered() Model {
	m.preview = nil
	note := strings.TrimSpace(m.note.Value())
	if note == "" {
		return m
	}
	style := m.canvas.Theme.Glamour()
	none := uint(0)
	style.Document.Margin, style.Document.BlockPrefix, style.Document.BlockSuffix = &none, "", ""
	out, err := kit.Markdown(note, max(m.canvas.Width-labelWidth-2, 1), style)
	if err == nil {
		m.preview = strings.Split(strings.Trim(out, "\n"), "\n")
	}
	return m
}

// viewPreview returns the first rows of the rendered note.
func (m Model) viewPreview(rows int) []string {
	lines := make([]string, rows)
	for i := range min(rows, len(m.preview)) {
		lines[i] = m.canvas.Cut(m.preview[i], m.canvas.Width-labelWidth)
	}
	return kit.Label(m.label("note", 0), labelWidth, lines)
}
