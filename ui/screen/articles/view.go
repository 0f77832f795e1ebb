package articles

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// The number of rows above the list, which are the header and a blank row, and
// the number of rows of each article.
const (
	headRows = 2
	itemRows = 2
)

// View draws the screen.
func (m Model) View() tea.View {
	remark := m.Canvas.KeyHints(m.Keys, keys.Filter)
	if m.isReading {
		remark = "reading annotations"
	}
	rows := append([]string{m.Canvas.Header("Library", m.summary()), ""}, m.body()...)
	return m.filter.Draw(m.Base, rows, remark)
}

// summary counts the articles listed.
func (m *Model) summary() string {
	switch {
	case !m.isListed:
		return ""
	case len(m.shown) < len(m.all):
		return fmt.Sprintf("%d of %d articles", len(m.shown), len(m.all))
	case len(m.all) == 1:
		return "1 article"
	}
	return fmt.Sprintf("%d articles", len(m.all))
}

// body draws the articles, or says what to do when there are none.
func (m *Model) body() []string {
	switch {
	case !m.isListed:
		return []string{"  Reading the library …"}
	case len(m.all) == 0:
		return []string{"  The library is empty.", "",
			"  galley FILE     opens a text file",
			"  galley -        opens a command's output",
			"  galley sample   opens the sample article"}
	case len(m.shown) == 0:
		return []string{m.Canvas.Cut("  No title, location, annotation or note has these words.", m.Canvas.Width),
			m.Canvas.Cut("  "+m.Keys.Key(keys.Filter, keys.Back)+" shows all again.", m.Canvas.Width)}
	}
	return m.List.View(m.Canvas.Theme, m.item)
}

// item draws an article of the list: its title, and below it details, or the
// passage that matches the filter.
func (m *Model) item(index int, title theme.Style) []string {
	i, room := m.shown[index], m.Canvas.Width-4
	counts, width := m.counts(i)
	name := m.Canvas.Cut(kit.OneLine(i.Title), room)
	details := m.Canvas.Theme.Dim.Render(m.about(i, room-width))
	if passage := m.passage(i); passage != "" {
		details = m.Canvas.Theme.Message.Render(m.Canvas.Cut(passage, room-width))
	}
	return []string{
		lipgloss.JoinHorizontal(lipgloss.Top, " ", title.Render(name), m.site(i, room-m.Canvas.Method.StringWidth(name))),
		lipgloss.JoinHorizontal(lipgloss.Top, " ", counts, details),
	}
}

// site returns the site or book of an article if there is room for it after the
// title: chapters often have short titles.
func (m *Model) site(i library.Item, room int) string {
	const part = " · "
	if room -= m.Canvas.Method.StringWidth(part); i.Site == "" || i.Site == i.Title || room < minPlaceWidth {
		return ""
	}
	return m.Canvas.Theme.Dim.Render(part + m.Canvas.Cut(kit.OneLine(i.Site), room))
}

// counts returns the columns of annotation counts by tag, and their width in
// cells.
func (m *Model) counts(i library.Item) (text string, width int) {
	t := m.Canvas.Theme
	var b strings.Builder
	for _, tag := range annotate.Tags() {
		n := fmt.Sprintf(" %-4d", i.Counts[tag])
		b.WriteString(t.Letter(tag).Render(tag.Letter()) + t.Dim.Render(n))
		width += 1 + len(n)
	}
	return b.String(), width
}

// about describes an article in width cells, most important facts first. The end
// of its location is shown if there is room.
func (m *Model) about(i library.Item, width int) string {
	var parts []string
	if i.Uncertain > 0 {
		parts = append(parts, fmt.Sprintf("%d to place", i.Uncertain))
	}
	if i.Open > 0 {
		parts = append(parts, fmt.Sprintf("%d to check", i.Open))
	}
	now := m.spec.Now()
	day := kit.Day(i.Opened, now)
	if day == "today" {
		day += i.Opened.In(now.Location()).Format(" 15:04")
	}
	parts = append(parts, fmt.Sprintf("%3d%% read", i.Read), day, annotate.Plural(i.Words, "word"))
	known := m.Canvas.Cut(strings.Join(parts, "   "), width)
	if room := width - m.Canvas.Method.StringWidth(known) - 3; room > minPlaceWidth {
		known += "   " + m.Canvas.Tail(kit.OneLine(i.Location), room)
	}
	return known
}

// minPlaceWidth is the minimum width for a location, in cells.
const minPlaceWidth = 6
