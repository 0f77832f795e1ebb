package exporting

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// minSpacedHeight is the minimum height for blank rows between the parts, in rows.
const minSpacedHeight = 16

// nameLabel precedes the file name.
const nameLabel = " File  "

// headRows returns the number of rows above the formats.
func (m *Model) headRows() int { return 1 + m.gap() }

// gap returns how many blank rows separate the parts of the screen: one where
// there is room for it.
func (m *Model) gap() int {
	if m.Canvas.Height < minSpacedHeight {
		return 0
	}
	return 1
}

// formatRows returns how many formats are on the screen at once: as many as
// leave half of it to the beginning of the file.
func (m *Model) formatRows() int {
	return max(min(len(m.formats), (m.Canvas.Height-4)/2), 1)
}

// View draws the screen, with the cursor in the name of the file.
func (m Model) View() tea.View {
	c, blank := m.Canvas, make([]string, m.gap())
	rows := append([]string{c.Header("Export: "+m.spec.Article.Name(), m.count())}, blank...)
	rows = append(rows, m.choices()...)
	if m.gap() > 0 {
		rows = append(rows, m.moreRow())
	}
	name, col := m.name.View(max(c.Width-len(nameLabel)-1, 1))
	cursor := tea.NewCursor(len(nameLabel)+col, len(rows))
	rows = append(append(rows, c.Theme.Key.Render(nameLabel)+name, m.folderRow()), blank...)
	v := m.Draw(append(rows, m.previewRows()...))
	v.Cursor = cursor
	return v
}

func (m *Model) count() string { return annotate.Plural(m.spec.Annotations.Len(), "annotation") }

// choices draws the formats on the screen.
func (m *Model) choices() []string {
	widest := 0
	for _, f := range m.formats {
		widest = max(widest, len(f.Name))
	}
	t := m.Canvas.Theme
	return m.list.View(t, func(i int, style theme.Style) []string {
		f := m.formats[i]
		name := style.Render(lipgloss.PlaceHorizontal(widest, lipgloss.Left, f.Name))
		return []string{" " + name + "  " + t.Dim.Render(m.Canvas.Cut(f.Summary, max(m.Canvas.Width-widest-6, 1)))}
	})
}

// moreRow returns the row that counts the formats below the screen.
func (m *Model) moreRow() string {
	if _, to := m.list.Visible(); to < len(m.formats) {
		return m.Canvas.Theme.Dim.Render(fmt.Sprintf("   ↓ %d more", len(m.formats)-to))
	}
	return ""
}

// folderRow returns the row with the folder of the file and the loss report of the
// format.
func (m *Model) folderRow() string {
	room := max(m.Canvas.Width-len(nameLabel)-1, 1)
	indent, lost := strings.Repeat(" ", len(nameLabel)), ""
	if l := m.previews[m.format().Name].Loss; l != "" {
		lost = m.Canvas.Cut("without "+kit.OneLine(l), room)
		room -= m.Canvas.Method.StringWidth(lost) + 3
		lost = m.Canvas.Theme.Error.Render(lost)
	}
	if m.folder == "" || room < minFolderWidth {
		return indent + lost
	}
	if lost != "" {
		lost = "   " + lost
	}
	return indent + m.Canvas.Theme.Dim.Render(m.Canvas.Tail("in "+kit.OneLine(m.folder), room)) + lost
}

// minFolderWidth is the minimum width for a folder, in cells.
const minFolderWidth = 8

// previewRows draws the first rows of the preview.
func (m *Model) previewRows() (rows []string) {
	shown, known := m.previews[m.format().Name]
	if !known {
		shown.Lines = []string{"…"}
	}
	for _, line := range shown.Lines {
		rows = append(rows, m.Canvas.Theme.Border.Render(" │ ")+m.Canvas.Cut(line, max(m.Canvas.Width-4, 1)))
	}
	return rows
}
