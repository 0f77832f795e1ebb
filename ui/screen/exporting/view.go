package exporting

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// Below this height, in rows, nothing is spent on blank rows.
const roomy = 16

// nameLabel precedes the file name.
const nameLabel = " File  "

// headRows returns the number of rows above the formats.
func (m Model) headRows() int { return 1 + m.gap() }

// gap returns a blank row where there is room for one.
func (m Model) gap() int {
	if m.canvas.Height < roomy {
		return 0
	}
	return 1
}

// formatRows returns how many formats are on the screen at once: as many as
// leave half of it to the beginning of the file.
func (m Model) formatRows() int {
	return max(min(len(m.formats), (m.canvas.Height-4)/2), 1)
}

// nameRow returns the row of the file's name.
func (m Model) nameRow() int { return m.headRows() + m.formatRows() + m.gap() }

// View draws the screen, with the cursor in the name of the file.
func (m Model) View() tea.View {
	c := m.canvas
	rows := []string{c.Header("Export: "+m.spec.Article.Name(), m.count())}
	rows = m.blank(rows)
	rows = append(rows, m.choices()...)
	if m.gap() > 0 {
		rows = append(rows, m.more())
	}
	text, at := m.name.View(max(c.Width-len(nameLabel)-1, 1))
	rows = append(rows, c.Theme.Key.Render(nameLabel)+text, m.where())
	rows = m.blank(rows)
	rows = append(rows, m.beginning(c.Height-1-len(rows))...)
	v := tea.NewView(c.Page(rows, m.status.View(c, keys.Export, m.state())))
	v.Cursor = tea.NewCursor(len(nameLabel)+at, m.nameRow())
	return v
}

// state returns what the footer shows at its right.
func (m Model) state() string {
	if m.writing {
		return "writing…"
	}
	return ""
}

func (m Model) blank(rows []string) []string { return append(rows, make([]string, m.gap())...) }

func (m Model) count() string { return annotate.Plural(len(m.spec.Annotations), "annotation") }

// choices draws the formats on the screen.
func (m Model) choices() []string {
	widest := 0
	for _, f := range m.formats {
		widest = max(widest, len(f.Name))
	}
	from, to := m.list.Visible()
	var rows []string
	for i := from; i < to; i++ {
		f, t := m.formats[i], m.canvas.Theme
		sign, style := "   ", t.Plain
		if m.list.IsAt(i) {
			sign, style = " "+t.Chosen.Render("▌")+" ", t.Chosen
		}
		name := fmt.Sprintf("%-*s", widest, f.Name)
		rows = append(rows, sign+style.Render(name)+"  "+t.Dim.Render(m.canvas.Cut(f.Summary, max(m.canvas.Width-widest-6, 1))))
	}
	return rows
}

// more returns the row that counts the formats below the screen.
func (m Model) more() string {
	if _, to := m.list.Visible(); to < len(m.formats) {
		return m.canvas.Theme.Dim.Render(fmt.Sprintf("   ↓ %d more", len(m.formats)-to))
	}
	return ""
}

// where returns the row with the folder of the file and the loss report of the
// format.
func (m Model) where() string {
	room := max(m.canvas.Width-len(nameLabel)-1, 1)
	indent, lost := strings.Repeat(" ", len(nameLabel)), ""
	if l := m.previews[m.format().Name].Loss; l != "" {
		lost = m.canvas.Cut("without "+kit.OneLine(l), room)
		room -= m.canvas.Method.StringWidth(lost) + 3
		lost = m.canvas.Theme.Error.Render(lost)
	}
	if m.folder == "" || room < leastFolder {
		return indent + lost
	}
	if lost != "" {
		lost = "   " + lost
	}
	return indent + m.canvas.Theme.Dim.Render(m.canvas.Tail("in "+kit.OneLine(m.folder), room)) + lost
}

// leastFolder is the minimum width for a folder, in cells.
const leastFolder = 8

// beginning draws the first rows of the preview.
func (m Model) beginning(rows int) []string {
	shown, known := m.previews[m.format().Name]
	lines := shown.Lines
	if !known {
		lines = []string{"…"}
	}
	drawn := make([]string, 0, max(rows, 0))
	for _, line := range lines[:min(len(lines), max(rows, 0))] {
		drawn = append(drawn, m.canvas.Theme.Border.Render(" │ ")+m.canvas.Cut(line, max(m.canvas.Width-4, 1)))
	}
	return drawn
}
