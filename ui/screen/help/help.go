// Package help implements the page that lists the keys, drawn from the current table
// of keys: those of the screen that it was opened from first, then all others.
package help

import (
	"fmt"
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// headRows is the number of rows above the keys: the header, the names of the
// groups, and a blank row.
const headRows = 3

// elsewhere is the name of the last group: the keys of other screens.
const elsewhere = "Others"

// A Model is the state of the screen.
type Model struct {
	kit.Base
	of     keys.Mode // of the screen that the page was opened from
	filter kit.Filter
	lines  []string
	groups []group // those with keys that have the words of the filter
	top    int     // the first line on the screen
}

// A group is a name at the top of the screen, and where its keys are.
type group struct {
	name string
	line int // of its heading
}

// New returns the help page of a mode for a key table.
func New(out *kit.Outbox, table keys.Table, of keys.Mode) kit.Screen {
	m := Model{of: of, filter: kit.NewFilter("Search: ")}
	m.Out, m.Keys, m.Mode = out, table, keys.Help
	m.Hint = fmt.Sprintf("%s searches, %s goes back, %s quits Galley", m.Key(keys.StartFilter), m.Key(keys.Back), m.Key(keys.Quit))
	return m
}

// Update handles a message from the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	old := m.Canvas
	m.Handle(msg)
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		if m.Canvas != old {
			m.draw()
		}
	case kit.ActionMsg:
		m.do(msg)
	case kit.ScrollMsg:
		m.scrollTo(m.top + msg.Rows)
	case tea.MouseClickMsg:
		m.click(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		m.filter.Field = m.filter.Update(msg)
		m.top = 0
		m.draw()
	}
	return m, nil
}

// Keyboard reports that keys are actions, or the words to search for.
func (m Model) Keyboard() kit.Keyboard { return m.filter.Keyboard(m.Base) }

// do carries out an action.
func (m *Model) do(msg kit.ActionMsg) {
	if n, ok := kit.Steps(msg.Action, msg.Count, max(m.rows()-1, 1)); ok {
		m.scrollTo(m.top + n)
		return
	}
	switch msg.Action {
	case keys.StartFilter:
		m.filter.Open = true
	case keys.Accept:
		m.filter.Open = false
	case keys.NextGroup:
		m.goToGroup(m.group() + max(msg.Count, 1))
	case keys.PrevGroup:
		m.goToGroup(m.group() - max(msg.Count, 1))
	case keys.Back:
		if m.filter.Clear() {
			m.draw()
			return
		}
		m.Do(msg.Action)
	default:
		m.Do(msg.Action)
	}
}

// rows returns how many lines fit.
func (m *Model) rows() int { return max(m.Canvas.Height-headRows-1, 1) }

// scrollTo makes a line the first on the screen, as far as the page has one.
func (m *Model) scrollTo(line int) {
	m.top = max(min(line, len(m.lines)-m.rows()), 0)
	m.State = "all"
	if len(m.lines) > m.rows() {
		m.State = fmt.Sprintf("%d%%", 100*min(m.top+m.rows(), len(m.lines))/len(m.lines))
	}
}

// group returns the index of the group that the first line belongs to. At the end of
// the page, groups that cannot be first are on the screen together.
func (m *Model) group() int {
	at := 0
	for i, g := range m.groups {
		if g.line <= m.top {
			at = i
		}
	}
	return at
}

// goToGroup scrolls to a group.
func (m *Model) goToGroup(index int) {
	if len(m.groups) > 0 {
		m.scrollTo(m.groups[max(min(index, len(m.groups)-1), 0)].line)
	}
}

// click goes to the group whose name is clicked.
func (m *Model) click(msg tea.MouseClickMsg) {
	if msg.Y != 1 {
		return
	}
	for i, tab := range m.tabs() {
		if msg.X >= tab.col && msg.X < tab.col+m.Canvas.Method.StringWidth(tab.name) {
			m.goToGroup(i)
		}
	}
}

// matches reports whether a binding has every word of the filter in its keys, name,
// description or group.
func (m *Model) matches(b keys.Binding) bool {
	if typed := strings.TrimSpace(m.filter.Value()); slices.Contains(b.Keys, typed) {
		return true
	}
	return m.filter.Matches(b.KeyNames(), b.Action.Name(), b.Help, b.Group)
}
