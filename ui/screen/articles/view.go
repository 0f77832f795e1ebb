package articles

import (
	"fmt"
	"strings"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

const filterPrompt = "Filter: "

// headRows is the number of rows above the list: the header and a blank row;
// itemRows is that of each article.
const (
	headRows = 2
	itemRows = 2
)

// fit returns how many articles are on the screen at once.
func (m Model) fit() int { return max((m.canvas.Height-headRows-1)/itemRows, 1) }

// View draws the screen.
func (m Model) View() tea.View {
	rows := append([]string{m.canvas.Header("Library", m.summary()), ""}, m.body()...)
	if m.mode != keys.Filter || m.status.Busy() {
		return tea.NewView(m.canvas.Page(rows, m.status.View(m.canvas, m.mode, "")))
	}
	text, at := m.filter.View(m.filterWidth())
	v := tea.NewView(m.canvas.Page(rows, m.canvas.Line(filterPrompt+text, m.reading())))
	v.Cursor = tea.NewCursor(1+len(filterPrompt)+at, m.canvas.Height-1)
	return v
}

func (m Model) filterWidth() int {
	return max(m.canvas.Width-len(filterPrompt)-m.canvas.Method.StringWidth(m.reading())-3, 1)
}

// reading returns a message while texts are being read, else the key hints.
func (m Model) reading() string {
	if m.asked {
		return "reading annotations"
	}
	return m.canvas.KeyHints(m.spec.Keys, keys.Filter)
}

// summary counts the articles listed.
func (m Model) summary() string {
	switch {
	case !m.listed:
		return ""
	case len(m.shown) < len(m.all):
		return fmt.Sprintf("%d of %d articles", len(m.shown), len(m.all))
	case len(m.all) == 1:
		return "1 article"
	}
	return fmt.Sprintf("%d articles", len(m.all))
}

// body draws the articles, or says what to do when there are none.
func (m Model) body() []string {
	switch {
	case !m.listed:
		return []string{"  Reading the library …"}
	case len(m.all) == 0:
		return []string{"  The library is empty.", "",
			"  galley FILE     opens a text file",
			"  galley -        opens a command's output",
			"  galley sample   opens the sample article"}
	case len(m.shown) == 0:
		return []string{m.canvas.Cut("  No title, location, annotation or note has these words.", m.canvas.Width),
			m.canvas.Cut("  "+m.spec.Keys.Key(keys.Filter, keys.Back)+" shows all again.", m.canvas.Width)}
	}
	from, to := m.list.Visible()
	var rows []string
	for i := from; i < to; i++ {
		rows = append(rows, m.item(i)...)
	}
	return rows
}

// item draws an article of the list: its title, and details below.
func (m Model) item(index int) []string {
	t, i := m.canvas.Theme, m.shown[index]
	sign, title := "   ", t.Plain
	if m.list.IsAt(index) {
		sign, title = " "+t.Chosen.Render("▌")+" ", t.Chosen
	}
	room := m.canvas.Width - 4
	counts, width := m.counts(i)
	name := m.canvas.Cut(kit.OneLine(i.Title), room)
	return []string{
		sign + title.Render(name) + m.site(i, room-m.canvas.Method.StringWidth(name)),
		sign + counts + m.details(i, room-width),
	}
}

// site returns the site or book of an article, as far as there is room after
// its title: chapters often have short titles.
func (m Model) site(i library.Item, room int) string {
	const part = " · "
	if room -= m.canvas.Method.StringWidth(part); i.Site == "" || i.Site == i.Title || room < leastPlace {
		return ""
	}
	return m.canvas.Theme.Dim.Render(part + m.canvas.Cut(kit.OneLine(i.Site), room))
}

// details describes an item, or shows where it matches the filter.
func (m Model) details(i library.Item, width int) string {
	if passage := m.passage(i); passage != "" {
		return m.canvas.Theme.Message.Render(m.canvas.Cut(passage, width))
	}
	return m.canvas.Theme.Dim.Render(m.about(i, width))
}

// counts returns the columns of annotation counts by tag, and their width in
// cells.
func (m Model) counts(i library.Item) (text string, width int) {
	t := m.canvas.Theme
	var b strings.Builder
	for _, tag := range annotate.Tags() {
		n := fmt.Sprintf(" %-4d", i.Counts[tag])
		b.WriteString(t.Letter(tag).Render(tag.Letter()) + t.Dim.Render(n))
		width += 1 + len(n)
	}
	return b.String(), width
}

// about describes an article in width cells, the most important first. The end
// of its location is shown if there is room.
func (m Model) about(i library.Item, width int) string {
	var parts []string
	if i.Unsure > 0 {
		parts = append(parts, fmt.Sprintf("%d to place", i.Unsure))
	}
	if i.Open > 0 {
		parts = append(parts, fmt.Sprintf("%d to check", i.Open))
	}
	parts = append(parts, fmt.Sprintf("%3d%% read", i.Read), day(i.Opened, m.spec.Now()), annotate.Plural(i.Words, "word"))
	known := m.canvas.Cut(strings.Join(parts, "   "), width)
	if room := width - m.canvas.Method.StringWidth(known) - 3; room > leastPlace {
		known += "   " + m.canvas.Tail(kit.OneLine(i.Location), room)
	}
	return known
}

// leastPlace is the minimum width for a location, in cells.
const leastPlace = 6

// day formats the day of a time for the user.
func day(t, now time.Time) string {
	t = t.In(now.Location())
	switch t.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return "today " + t.Format("15:04")
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "yesterday"
	}
	return t.Format("2 Jan 2006")
}
