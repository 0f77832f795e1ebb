package articles

import (
	"fmt"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// headRows is the number of rows above the list: the header, a blank row, and the
// names of the columns.
const headRows = 3

// tall is the number of rows of a screen on which there is a blank row after each article.
const tall = 30

// itemRows returns the number of rows of each article.
func (m *Model) itemRows() int {
	if m.Canvas.Height >= tall {
		return 3
	}
	return 2
}

// View draws the screen.
func (m Model) View() tea.View {
	remark := m.Canvas.KeyHints(m.Keys, keys.Filter)
	if m.isSearching {
		remark = "searching …"
	}
	rows := append([]string{m.Canvas.Header("Library", m.summary()), "", m.columnNames()}, m.body()...)
	if m.naming.Open {
		return m.naming.Draw(m.Base, rows, m.offered())
	}
	return m.filter.Draw(m.Base, rows, remark)
}

// summary counts the articles listed.
func (m *Model) summary() string {
	all := len(m.all) - m.gone
	switch {
	case !m.isListed:
		return ""
	case len(m.rows) < all:
		return fmt.Sprintf("%d of %s", len(m.rows), annotate.Plural(all, "article"))
	}
	return annotate.Plural(all, "article")
}

// body draws the articles, or says what to do when there are none.
func (m *Model) body() []string {
	switch {
	case !m.isListed:
		return []string{"  Reading the library …"}
	case len(m.all) == m.gone:
		return []string{"  The library is empty.", "",
			"  galley FILE     opens a text file",
			"  galley -        opens a command's output",
			"  galley sample   opens the sample article"}
	case len(m.rows) == 0 && m.isSearching:
		return []string{"  Searching …"}
	case len(m.rows) == 0:
		where := "title, location, annotation or note"
		if m.isFull {
			where = "text"
		}
		return []string{m.Canvas.Cut("  No "+where+" has these words.", m.Canvas.Width),
			m.Canvas.Cut("  "+m.Keys.Key(keys.Filter, keys.Back)+" shows all again.", m.Canvas.Width)}
	}
	return m.List.View(m.Canvas.Theme, m.item)
}

// A column of the list is to the right of the titles.
type column struct {
	name  string
	width int // in cells, with the space before it
	order order
	text  func(m *Model, i library.Item) string // "" for what is empty
}

// The columns, and the width of the screen from which on each is shown.
var columns = []struct {
	from int
	column
}{
	{0, tagColumn(annotate.Claim)}, {0, tagColumn(annotate.Quote)}, {0, tagColumn(annotate.Opinion)},
	{64, column{"Check", 6, byCheck, func(_ *Model, i library.Item) string { return number(i.Open) }}},
	{100, column{"Words", 9, unsorted, func(_ *Model, i library.Item) string { return number(i.Words) }}},
	{64, column{"Read", 5, byRead, func(_ *Model, i library.Item) string {
		if i.Read == 0 {
			return ""
		}
		return fmt.Sprintf("%d%%", i.Read)
	}}},
	{64, column{"Opened", 12, byDate, (*Model).day}},
}

// tagColumn returns the column with the number of annotations of a tag.
func tagColumn(tag annotate.Tag) column {
	return column{tag.Letter(), 4, unsorted, func(_ *Model, i library.Item) string { return number(i.Counts[tag]) }}
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// columns returns the columns that are shown, and the width that is left for titles.
func (m *Model) columns() (shown []column, titles int) {
	titles = m.Canvas.Width - titleCol - 1
	for _, c := range columns {
		if m.Canvas.Width >= c.from {
			shown = append(shown, c.column)
			titles -= c.width
		}
	}
	return shown, max(titles, 0)
}

// titleCol is the column of the screen in which titles begin.
const titleCol = 3

// columnNames draws the names of the columns; a sign is at the one that orders the list.
func (m *Model) columnNames() string {
	if len(m.all) == 0 {
		return ""
	}
	c := m.Canvas
	name := func(name string, o order) string {
		if o == m.order {
			return c.Theme.Key.Render(name)
		}
		return c.Theme.Dim.Render(name)
	}
	shown, titles := m.columns()
	row := strings.Repeat(" ", titleCol) + c.Pad(name("Title", byTitle), titles)
	for i, col := range shown {
		text := name(col.name, col.order)
		if i < len(annotate.Tags()) {
			text = c.Theme.Letter(annotate.Tags()[i]).Render(col.name)
		}
		row += c.Spread("", text, col.width)
	}
	return c.Cut(row, c.Width)
}

// columnAt returns the order by the column whose name is at a column of the screen.
func (m *Model) columnAt(x int) (o order, ok bool) {
	shown, titles := m.columns()
	if x -= titleCol + titles; x < 0 {
		return byTitle, true
	}
	for _, col := range shown {
		if x < col.width {
			return col.order, col.order != unsorted
		}
		x -= col.width
	}
	return 0, false
}

// item draws an article of the list: its title and its figures, and below where it is
// from, or the passage that has the words of the filter.
func (m *Model) item(index int, title theme.Style) []string {
	c, r := m.Canvas, m.rows[index]
	i := m.all[r.index]
	shown, titles := m.columns()
	first := " " + c.Pad(title.Render(c.Cut(kit.OneLine(i.Title), titles)), titles)
	for _, col := range shown {
		first += c.Spread("", col.text(m, i), col.width)
	}
	width := c.Width - titleCol - 1
	group := c.Cut(kit.OneLine(i.Collection), width/2)
	details := c.Theme.Dim.Render(m.about(i, width))
	switch {
	case r.passage != "":
		details = c.Theme.Message.Render(c.Cut(r.passage, width))
	case group != "":
		rest := kit.JoinParts(separator, " ", m.about(i, width-c.Method.StringWidth(group+separator)))
		details = c.Theme.Key.Render(group) + c.Theme.Dim.Render(rest[1:])
	}
	return []string{first, " " + details, ""}[:m.itemRows()]
}

// about describes an article in width cells, what needs work first. The end of its
// location is shown if there is room.
func (m *Model) about(i library.Item, width int) string {
	var parts []string
	if i.Uncertain > 0 {
		parts = append(parts, fmt.Sprintf("%d to place", i.Uncertain))
	}
	if i.Open > 0 && m.Canvas.Width < 64 {
		parts = append(parts, fmt.Sprintf("%d to check", i.Open))
	}
	for k, d := range i.Done {
		name := kit.OneLine(d.By)
		if k == 0 {
			name = "done: " + name
		}
		parts = append(parts, name)
	}
	if i.Site != "" && i.Site != i.Title {
		parts = append(parts, kit.OneLine(i.Site))
	}
	known := strings.Join(parts, separator)
	if room := width - m.Canvas.Method.StringWidth(known+separator); room > minPlaceWidth {
		known = kit.JoinParts(separator, known, m.Canvas.Tail(kit.OneLine(i.Location), room))
	}
	return m.Canvas.Cut(known, width)
}

// separator is between the details of an article.
const separator = " · "

// day names the day on which an article was last opened, and today the hour.
func (m *Model) day(i library.Item) string {
	now := m.spec.Now()
	day := kit.Day(i.Opened, now)
	if day == "today" {
		day += i.Opened.In(now.Location()).Format(" 15:04")
	}
	return day
}

// minPlaceWidth is the minimum width for a location, in cells.
const minPlaceWidth = 6
