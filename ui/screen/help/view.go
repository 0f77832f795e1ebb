package help

import (
	"strings"

	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// The geometry of the page, in cells. A wide page has two columns: on a narrower one,
// two would break most descriptions into three rows and more.
const (
	margin    = 2
	gap       = 3 // between the columns
	keyWidth  = 14
	wide      = 100
	maxColumn = 64
	tipWidth  = 72 // the least width with a tip
)

// View draws the screen.
func (m Model) View() tea.View {
	c := m.Canvas
	title, tip := "Keys: "+m.of.Doing(), m.Key(keys.OpenPalette)+" runs any action by its name"
	if c.Width < tipWidth {
		tip = ""
	}
	rows := []string{c.Header(title, tip), m.tabRow(), ""}
	for _, line := range m.lines[m.top:min(m.top+m.rows(), len(m.lines))] {
		rows = append(rows, c.Cut(line, c.Width))
	}
	return m.filter.Draw(m.Base, rows, c.KeyHints(m.Keys.Without(keys.SearchTexts), keys.Filter))
}

// draw draws the lines of the page: each group's keys under its name.
func (m *Model) draw() {
	m.lines, m.groups = nil, nil
	for _, g := range m.Keys.Groups(m.of) {
		m.addGroup(g.Name, g, func(b keys.Binding) string { return b.Help })
	}
	first := len(m.groups)
	for _, g := range m.Keys.Elsewhere(m.of) {
		m.addGroup(elsewhere+": "+strings.ToLower(g.Name), g, keys.Binding.HelpElsewhere)
	}
	if len(m.groups) > first { // one name at the top is enough
		m.groups = append(m.groups[:first:first], group{elsewhere, m.groups[first].line})
	}
	if len(m.lines) == 0 {
		m.lines = []string{"  No key has these words.", "  " + m.Keys.Key(keys.Filter, keys.Back) + " shows all again."}
	}
	m.scrollTo(m.top)
}

// addGroup adds the lines of a group: a blank one, its name, and the keys that have
// the words of the filter.
func (m *Model) addGroup(name string, g keys.Group, help func(keys.Binding) string) {
	columns, width := m.columns()
	var entries [][]string
	total := 0
	for _, b := range g.Bindings {
		if b.Action != keys.HowToQuit && m.matches(b) {
			entries = append(entries, m.entry(b, help(b), width))
			total += len(entries[len(entries)-1])
		}
	}
	if entries == nil {
		return
	}
	if len(m.lines) > 0 {
		m.lines = append(m.lines, "")
	}
	m.groups = append(m.groups, group{name, len(m.lines)})
	rule := max(columns*width+(columns-1)*gap-m.Canvas.Method.StringWidth(name)-1, 0)
	m.lines = append(m.lines, strings.Repeat(" ", margin)+m.Canvas.Theme.Chosen.Render(name)+" "+m.Canvas.Theme.Border.Render(strings.Repeat("─", rule)))
	var left, right []string
	for _, e := range entries {
		if columns == 1 || 2*len(left) < total {
			left = append(left, e...)
		} else {
			right = append(right, e...)
		}
	}
	indent := strings.Repeat(" ", margin)
	for i, row := range left {
		if i < len(right) {
			row = m.Canvas.Pad(row, width) + strings.Repeat(" ", gap) + right[i]
		}
		m.lines = append(m.lines, indent+row)
	}
}

// columns returns how many columns the page has, and how wide each is.
func (m *Model) columns() (n, width int) {
	room := max(m.Canvas.Width-2*margin, keyWidth+1)
	if m.Canvas.Width < wide {
		return 1, room
	}
	return 2, min((room-gap)/2, maxColumn)
}

// entry returns the rows of a binding: its keys, and what they do.
func (m *Model) entry(b keys.Binding, help string, width int) []string {
	wrap := func(text string, width int) []string {
		return strings.Split(m.Canvas.Method.Wrap(text, width, ""), "\n")
	}
	names := wrap(b.KeyNames(), keyWidth-2)
	for i, name := range names {
		names[i] = m.Canvas.Pad(m.Canvas.Theme.Key.Render(name), keyWidth)
	}
	return strings.Split(lipgloss.JoinHorizontal(lipgloss.Top,
		strings.Join(names, "\n"), strings.Join(wrap(help, width-keyWidth), "\n")), "\n")
}

// A tab is the name of a group at the top, and its column.
type tab struct {
	name string
	col  int
}

// tabs returns the names of the groups at the top. Where they do not fit, names are
// their first words and the spaces between them shrink, then the last names are left out.
func (m *Model) tabs() []tab {
	var tabs []tab
	for _, form := range []struct {
		cut   string // where names end
		space int
	}{{":", 2}, {" ", 2}, {" ", 1}} {
		tabs = nil
		col := margin
		for _, g := range m.groups {
			name, _, _ := strings.Cut(g.name, form.cut)
			tabs = append(tabs, tab{strings.TrimSuffix(name, ":"), col})
			col += m.Canvas.Method.StringWidth(tabs[len(tabs)-1].name) + form.space
		}
		if col-form.space <= m.Canvas.Width {
			break
		}
	}
	return tabs
}

// tabRow draws the names of the groups, that of the first line on the screen chosen.
func (m *Model) tabRow() string {
	row, at := "", m.group()
	for i, t := range m.tabs() {
		style := m.Canvas.Theme.Dim
		if i == at {
			style = m.Canvas.Theme.Chosen
		}
		row = m.Canvas.Pad(row, t.col) + style.Render(t.name)
	}
	return m.Canvas.Cut(row, m.Canvas.Width)
}
