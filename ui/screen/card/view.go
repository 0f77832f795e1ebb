package card

import (
	"fmt"
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// labelWidth is the width of the column of field names, in cells.
const labelWidth = 12

// Height returns the rows that the panel wants, for its head, note, fields, links and
// footer.
func (m Model) Height() int { return 1 + noteRows + len(m.rows) + m.linkRows() + m.replyRows() + 1 }

// maxLinks is the number of links that the panel has a row for.
const maxLinks = 3

func (m *Model) linkRows() int { return min(len(m.spec.Links), maxLinks) }

// viewLinks draws the links, each on a row, and how many more there are.
func (m *Model) viewLinks() []string {
	rows := slices.Clone(m.spec.Links[:m.linkRows()])
	if more := len(m.spec.Links) - len(rows); more > 0 {
		rows[maxLinks-1] = fmt.Sprintf("and %d more", more+1)
	}
	for i, row := range rows {
		rows[i] = m.Canvas.Cut(row, max(m.Canvas.Width-labelWidth-1, 1))
	}
	return kit.Label(m.label("links", -1), labelWidth, rows)
}

// resize fits the panel to its canvas.
func (m *Model) resize() {
	m.note.SetWidth(max(m.Canvas.Width-labelWidth-2, 1))
	m.note.SetHeight(m.noteHeight())
	m.note, _ = m.note.Update(nil) // scrolls to its cursor
	if m.focus != 0 {
		m.renderNote()
	}
}

// renderNote draws the note with glamour, for when it does not have the focus.
func (m *Model) renderNote() {
	m.preview = nil
	note := strings.TrimSpace(m.note.Value())
	if note == "" || m.Canvas.Theme == nil { // the panel has no canvas before it is shown
		return
	}
	m.preview = m.Canvas.Markdown(note, max(m.Canvas.Width-labelWidth-2, 1))
}

// noteHeight returns the rows that the fields leave for the note.
func (m *Model) noteHeight() int {
	return max(m.Canvas.Height-2-len(m.rows)-m.linkRows()-m.replyRows(), 1)
}

// View draws the panel, with the cursor in the focused field.
func (m Model) View() tea.View {
	body := m.Canvas.Height - 2
	lines, col, row := m.viewNote(m.noteHeight())
	for i := range m.rows {
		if i == m.replyRow() {
			lines = append(lines, m.viewReplies()...)
		}
		text, cursor := m.viewRow(i)
		if m.focus == i+1 {
			row, col = len(lines), cursor
		}
		lines = append(lines, text)
	}
	lines = append(lines, m.viewLinks()...)
	from := max(min(row-body/2, len(lines)-body), 0)
	quote := kit.OneLine(m.spec.Annotation.Anchor.Exact)
	labels := m.Canvas.Cut(kit.JoinParts(" · ", kit.OneLine(m.spec.Annotation.LabelText()), m.spec.Annotation.Origin()), m.Canvas.Width/2)
	v := m.Draw(append([]string{m.Canvas.Header(m.spec.Place+"   "+quote, labels)}, lines[from:]...))
	v.Cursor = tea.NewCursor(col, 1+row-from)
	return v
}

// hint describes what the focused field accepts, and says whether what is typed is
// saved as a draft.
func (m *Model) hint() string {
	switch {
	case m.message != "":
		return m.message
	case m.saved:
		return "draft saved"
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
	case m.isWho() && m.role != "":
		return "role filled in"
	case m.isWho():
		return m.Key(keys.PrevField) + " note"
	case spec.Name == replySpec.Name:
		return "enter saves it"
	}
	return ""
}

// viewNote draws the note in rows rows: as text while it has the focus, else
// rendered.
func (m *Model) viewNote(rows int) (lines []string, col, row int) {
	lines, focused := m.preview, m.focus == 0 || m.preview == nil
	if focused {
		lines = strings.Split(ansi.Strip(m.note.View()), "\n")
	}
	shown := make([]string, rows)
	for i, text := range lines[:min(len(lines), rows)] {
		shown[i] = m.Canvas.Cut(strings.TrimRight(text, " "), m.Canvas.Width-labelWidth)
	}
	if cursor := m.note.Cursor(); focused && cursor != nil {
		col, row = labelWidth+cursor.X, cursor.Y
	}
	return kit.Label(m.label("note", 0), labelWidth, shown), min(col, m.Canvas.Width-1), min(row, rows-1)
}

// viewRow draws a field.
func (m *Model) viewRow(index int) (text string, cursor int) {
	r, width := m.rows[index], m.Canvas.Width
	label := m.label(r.spec.Name, index+1)
	switch {
	case r.spec.Choices == nil && m.focus != index+1: // its beginning says more than its end
		return lipgloss.JoinHorizontal(lipgloss.Top, label, m.Canvas.Cut(kit.OneLine(r.field.Value()), max(width-labelWidth-1, 1))), labelWidth
	case r.spec.Choices == nil:
		text, cursor = r.field.View(max(width-labelWidth-1, 1))
		if rest := r.field.Completion(); rest != "" {
			text = strings.TrimRight(text, " ") + m.Canvas.Theme.Dim.Render(m.Canvas.Cut(rest, width-labelWidth-cursor-1))
		}
		return lipgloss.JoinHorizontal(lipgloss.Top, label, text), labelWidth + cursor
	}
	return lipgloss.JoinHorizontal(lipgloss.Top, label, m.viewChoices(r, width-labelWidth)), labelWidth
}

// viewChoices draws the values to choose from, the chosen one in brackets. On a
// narrow screen those on the left are dropped to show the chosen one.
func (m *Model) viewChoices(r row, width int) string {
	choices := r.spec.Choices
	if r.choice != "" && !slices.Contains(choices, r.choice) {
		choices = append(slices.Clone(choices), r.choice)
	}
	at := max(slices.Index(choices, r.choice), 0)
	for from := range at + 1 {
		if m.Canvas.Method.StringWidth(strings.Join(choices[from:at+1], " "))+2 <= width {
			choices = choices[from:]
			break
		}
	}
	shown := make([]string, len(choices))
	for i, choice := range choices {
		line := kit.OneLine(choice)
		if shown[i] = m.Canvas.Theme.Dim.Render(line); choice == r.choice {
			shown[i] = m.Canvas.Theme.Chosen.Render("[" + line + "]")
		}
	}
	return m.Canvas.Cut(strings.Join(shown, " "), width)
}

// label draws the name of a field, with a marker if it has the focus.
func (m *Model) label(name string, field int) string {
	marker, style := "  ", m.Canvas.Theme.Dim
	if m.focus == field {
		marker, style = "▸ ", m.Canvas.Theme.Key
	}
	return style.Render(marker + name + strings.Repeat(" ", max(labelWidth-2-len(name), 0)))
}
