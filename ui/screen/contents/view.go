package contents

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// headRows is the number of rows above the list: the header and a blank row.
const headRows = 2

// signWidth is the column, in cells, of the signs for the selected section and
// for the caret.
const signWidth = 3

// rows returns how many sections fit.
func (m Model) rows() int { return max(m.canvas.Height-headRows-1, 1) }

// View draws the screen.
func (m Model) View() tea.View {
	rows := []string{m.canvas.Header(m.spec.Article.Name(), m.progress()), ""}
	rows = append(rows, m.list.View(m.canvas.Theme, m.row)...)
	return tea.NewView(m.canvas.Page(rows, m.status.View(m.canvas, keys.Contents, "")))
}

// progress describes where the caret is.
func (m Model) progress() string {
	return fmt.Sprintf("¶ %d/%d   %d%%", m.spec.Article.NumberAt(m.spec.Caret), m.spec.Article.NumberedBlocks(),
		m.spec.Percent(annotate.NextGrapheme(m.spec.Article.Text, m.spec.Caret)))
}

// row draws a section: its heading, its first paragraph, where it begins in
// percent, and its annotations by tag.
func (m Model) row(index int, style theme.Style) []string {
	s, caret := m.sections[index], " "
	if index == at(m.sections, m.spec.Caret) {
		caret = m.canvas.Theme.Key.Render("▸")
	}
	figures, width := m.figures(s)
	room := max(m.canvas.Width-signWidth-width-1, 1)
	step := min(2*s.indent, room/3)
	title := m.canvas.Cut(s.title, room-step)
	gap := strings.Repeat(" ", max(room-step-m.canvas.Method.StringWidth(title), 0))
	return []string{caret + " " + strings.Repeat(" ", step) + style.Render(title) + gap + figures}
}

// figures returns the columns at the right, and their width in cells.
func (m Model) figures(s section) (text string, width int) {
	t := m.canvas.Theme
	number := ""
	if s.number > 0 {
		number = fmt.Sprintf("¶%d", s.number)
	}
	digits := len(fmt.Sprint(m.spec.Article.NumberedBlocks()))
	begins := fmt.Sprintf(" %*s %3d%%", 1+digits, number, m.spec.Percent(s.span.Start))
	var b strings.Builder
	b.WriteString(t.Dim.Render(begins))
	most := m.mostDigits()
	for _, tag := range annotate.Tags() {
		if n := s.counts[tag]; n > 0 {
			b.WriteString(" " + t.Letter(tag).Render(tag.Letter()) + fmt.Sprintf("%-*d", most, n))
		} else {
			b.WriteString(strings.Repeat(" ", 2+most))
		}
	}
	return b.String(), 1 + 1 + digits + 5 + len(annotate.Tags())*(2+most)
}

// mostDigits returns the width of the largest count on the screen.
func (m Model) mostDigits() int {
	most := 1
	from, to := m.list.Visible()
	for _, s := range m.sections[from:to] {
		for _, n := range s.counts {
			most = max(most, len(fmt.Sprint(n)))
		}
	}
	return most
}
