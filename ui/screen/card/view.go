package card

import (
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// labelWidth is the column of the names of fields.
const labelWidth = 12

// Height returns the rows that the panel wants, for its head, note, fields and
// footer.
func (m Model) Height() int { return 1 + noteRows + len(m.rows) + 1 }

// on places the panel on a canvas of its own size.
func (m Model) on(to kit.Canvas) Model {
	m.canvas = to
	m.note.SetWidth(max(to.Width-labelWidth-2, 1))
	m.note.SetHeight(m.noteHeight())
	m.note, _ = m.note.Update(nil) // scrolls to its cursor
	if m.focus != 0 {
		return m.rendered()
	}
	return m
}

// noteHeight returns the rows that the fields leave for the note.
func (m Model) noteHeight() int { return max(m.canvas.Height-2-len(m.rows), 1) }

// View draws the panel, with the cursor in the focused field.
func (m Model) View() tea.View {
	body := m.canvas.Height - 2
	rows := []string{m.canvas.Header(m.spec.Place+"   "+m.quote(), "")}
	note, noteCol, noteRow := m.viewNote(m.noteHeight())
	lines, line, at := note, noteRow, noteCol
	for i := range m.rows {
		text, cursor := m.viewRow(i)
		lines = append(lines, text)
		if m.focus == i+1 {
			line, at = len(lines)-1, cursor
		}
	}
	from := max(min(line-body/2, len(lines)-body), 0)
	for i := range body {
		if from+i < len(lines) {
			rows = append(rows, lines[from+i])
		} else {
			rows = append(rows, "")
		}
	}
	rows = append(rows, m.canvas.Footer(m.spec.Keys, keys.Card, m.hint()))
	v := tea.NewView(strings.Join(rows, "\n"))
	v.Cursor = tea.NewCursor(at, 1+line-from)
	return v
}

func (m Model) quote() string {
	return strings.Join(strings.Fields(m.spec.Annotation.Anchor.Exact), " ")
}

// hint describes what the focused field accepts.
func (m Model) hint() string {
	switch {
	case m.message != "":
		return m.message
	case m.focus == 0:
		return "Markdown"
	}
	switch spec := m.rows[m.focus-1].spec; {
	case spec.Choices != nil:
		return "← → choose"
	case m.rows[m.focus-1].field.Completion() != "":
		return "→ completes"
	case spec.List:
		return "one per line"
	}
	return ""
}

// viewNote draws the note in rows rows: as text while it has the focus, else
// rendered.
func (m Model) viewNote(rows int) (lines []string, col, row int) {
	if m.focus != 0 && m.preview != nil {
		return m.viewPreview(rows), 0, 0
	}
	width := m.canvas.Width
	lines = strings.Split(ansi.Strip(m.note.View()), "\n")
	lines = lines[:min(len(lines), rows)]
	for i, text := range lines {
		lines[i] = m.canvas.Cut(strings.TrimRight(text, " "), width-labelWidth)
	}
	lines = kit.Label(m.label("note", 0), labelWidth, lines)
	if cursor := m.note.Cursor(); cursor != nil {
		col, row = labelWidth+cursor.X, cursor.Y
	}
	return lines, min(col, width-1), min(row, rows-1)
}

// viewRow draws a field.
func (m Model) viewRow(index int) (text string, cursor int) {
	r, width := m.rows[index], m.canvas.Width
	label := m.label(r.spec.Name, index+1)
	switch {
	case r.spec.Choices == nil && m.focus != index+1: // its beginning says more than its end
		return label + m.canvas.Cut(kit.OneLine(r.field.Value()), max(width-labelWidth-1, 1)), labelWidth
	case r.spec.Choices == nil:
		text, cursor = r.field.View(max(width-labelWidth-1, 1))
		if rest := r.field.Completion(); rest != "" {
			text = strings.TrimRight(text, " ") + m.canvas.Theme.Dim.Render(m.canvas.Cut(rest, width-labelWidth-cursor-1))
		}
		return label + text, labelWidth + cursor
	}
	return label + m.viewChoices(r, width-labelWidth), labelWidth
}

// viewChoices draws the values to choose from, the chosen one in brackets. On a
// narrow screen those at the left are dropped to show the chosen one.
func (m Model) viewChoices(r row, width int) string {
	choices := r.spec.Choices
	if r.choice != "" && !slices.Contains(choices, r.choice) {
		choices = append(slices.Clone(choices), r.choice)
	}
	at := max(slices.Index(choices, r.choice), 0)
	for from := range at + 1 {
		if m.canvas.Method.StringWidth(strings.Join(choices[from:at+1], " "))+2 <= width {
			choices = choices[from:]
			break
		}
	}
	shown := make([]string, len(choices))
	for i, choice := range choices {
		line := kit.OneLine(choice)
		if shown[i] = m.canvas.Theme.Dim.Render(line); choice == r.choice {
			shown[i] = m.canvas.Theme.Chosen.Render("[" + line + "]")
		}
	}
	return m.canvas.Cut(strings.Join(shown, " "), width)
}

// label draws the name of a field, with a mark where the focus is.
func (m Model) label(name string, field int) string {
	marker, style := "  ", m.canvas.Theme.Dim
	if m.focus == field {
		marker, style = "▸ ", m.canvas.Theme.Key
	}
	return style.Render(marker + name + strings.Repeat(" ", max(labelWidth-2-len(name), 0)))
}
