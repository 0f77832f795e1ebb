package contents

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// headRows is the number of rows above the list: the header and a blank row.
const headRows = 2

// markerWidth is the width of the columns for the markers of the selected section
// and of the caret, in cells.
const markerWidth = 3

// View draws the screen.
func (m Model) View() tea.View {
	a, caret := m.spec.Article, m.spec.Caret
	progress := fmt.Sprintf("¶ %d/%d   %d%%", a.NumberAt(caret), a.NumberedBlocks(),
		m.percent(annotate.NextGrapheme(a.Text, caret)))
	rows := []string{m.Canvas.Header(a.Name(), progress), ""}
	return m.Draw(append(rows, m.List.View(m.Canvas.Theme, m.row)...))
}

// row draws a section: its heading, its first paragraph, where it begins in
// percent, and its annotations by tag.
func (m *Model) row(index int, style theme.Style) []string {
	s, caret := m.sections[index], " "
	if index == sectionAt(m.sections, m.spec.Caret) {
		caret = m.Canvas.Theme.Key.Render("▸")
	}
	figures := m.figures(s)
	room := max(m.Canvas.Width-markerWidth-1, 1)
	step := min(2*s.indent, max(room-m.Canvas.Method.StringWidth(figures), 0)/3)
	return []string{lipgloss.JoinHorizontal(lipgloss.Top, caret, " ", m.Canvas.Spread(strings.Repeat(" ", step)+style.Render(s.title), figures, room))}
}

// figures returns the columns on the right.
func (m *Model) figures(s section) string {
	t := m.Canvas.Theme
	number := ""
	if s.number > 0 {
		number = fmt.Sprintf("¶%d", s.number)
	}
	digits, width := len(fmt.Sprint(m.spec.Article.NumberedBlocks())), m.maxDigits()
	var b strings.Builder
	b.WriteString(t.Dim.Render(fmt.Sprintf(" %*s %3d%%", 1+digits, number, m.percent(s.span.Start))))
	for _, tag := range annotate.Tags() {
		if n := s.counts[tag]; n > 0 {
			b.WriteString(" " + t.Letter(tag).Render(tag.Letter()) + fmt.Sprintf("%-*d", width, n))
		} else {
			b.WriteString(strings.Repeat(" ", 2+width))
		}
	}
	return b.String()
}

// maxDigits returns the width of the largest count on the screen.
func (m *Model) maxDigits() int {
	width := 1
	from, to := m.List.Visible()
	for _, s := range m.sections[from:to] {
		for _, n := range s.counts {
			width = max(width, len(fmt.Sprint(n)))
		}
	}
	return width
}
