// Package palette implements the list of all actions: the user types a part of a name
// or of what an action does, and runs it. It shows the key of each.
package palette

import (
	"slices"
	"strings"

	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// headRows is the number of rows above the list: the header and a blank row.
const headRows = 2

// A Model is the state of the screen.
type Model struct {
	kit.ListBase
	over   keys.Mode // of the screen below, which actions run on
	filter kit.Filter
	all    keys.Table // the actions of the screen below, then those of others
	shown  keys.Table // those with the words that were typed
}

// New returns the list of actions for a screen in a mode.
func New(out *kit.Outbox, table keys.Table, over keys.Mode) kit.Screen {
	m := Model{over: over, filter: kit.NewFilter("Action: "), all: actions(table, over)}
	m.Out, m.Keys, m.Mode = out, table, keys.Palette
	m.filter.Open = true
	m.refilter()
	return m
}

// actions returns one binding for each action that the user can choose in mode,
// followed by those that only other modes have.
func actions(table keys.Table, mode keys.Mode) keys.Table {
	var list keys.Table
	for _, g := range append(table.Groups(mode), table.Elsewhere(mode)...) {
		for _, b := range g.Bindings {
			known := slices.ContainsFunc(list, func(o keys.Binding) bool {
				return o.Action == b.Action && (o.In(mode) || o.Help == b.Help)
			})
			if !known && !isOwn(b) {
				list = append(list, b)
			}
		}
	}
	return list
}

// isOwn reports whether a binding is of no use in the list: it moves in it, opens it,
// or only shows a message.
func isOwn(b keys.Binding) bool {
	return b.Action == keys.OpenPalette || b.Action == keys.HowToQuit || len(b.Modes) == 1 && b.In(keys.Palette)
}

// refilter lists the actions that match, the likeliest first.
func (m *Model) refilter() {
	m.shown = slices.DeleteFunc(slices.Clone(m.all), func(b keys.Binding) bool { return m.rank(b) < 0 })
	slices.SortStableFunc(m.shown, func(a, b keys.Binding) int { return m.rank(a) - m.rank(b) })
	m.Resize(len(m.shown), headRows, 1)
}

// rank returns how far down the list a binding belongs, from 0: those of the screen
// below before others, names before descriptions. It is -1 if the words do not match.
func (m *Model) rank(b keys.Binding) int {
	typed, name := strings.TrimSpace(m.filter.Value()), b.Action.Name()
	here := b.In(m.over)
	switch {
	case !m.filter.Matches(name, string(b.Action), b.Help, b.Group) && !slices.Contains(b.Keys, typed):
		return -1
	case here && (m.filter.Matches(name) || slices.Contains(b.Keys, typed)):
		return 0
	case typed != "" && strings.HasPrefix(name, strings.ToLower(typed)):
		return 1
	case here:
		return 2
	}
	return 3
}

// Update handles a message from the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	if m.Handle(msg) {
		m.run()
	}
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		m.refilter()
	case kit.ActionMsg:
		switch msg.Action {
		case keys.Accept:
			m.run()
		case keys.Back:
			m.Out.Post(kit.CloseMsg{})
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		m.filter.Field = m.filter.Update(msg)
		m.refilter()
		m.List = m.List.To(0)
	}
	return m, nil
}

// Keyboard reports that keys are text.
func (m Model) Keyboard() kit.Keyboard { return kit.Keyboard{Mode: keys.Palette, Input: kit.Text} }

// run runs the selected action, or says where it works.
func (m *Model) run() {
	i, ok := m.List.At()
	if !ok {
		return
	}
	b := m.shown[i]
	if b.In(m.over) {
		m.Out.Post(kit.RunMsg{Action: b.Action})
		return
	}
	m.Say("“%s” does not apply to %s: it is a key of %s.", b.Action.Name(), m.over.Doing(), where(b))
}

// where names the screens on which an action works.
func where(b keys.Binding) string {
	var names []string
	for _, mode := range b.Modes {
		names = append(names, mode.Doing())
	}
	if len(names) > 2 {
		names = append(names[:2], "others")
	}
	return strings.Join(names, ", ")
}

// nameWidth and keyWidth are the widths of the columns, in cells.
const (
	nameWidth = 24
	keyWidth  = 12
)

// View draws the screen.
func (m Model) View() tea.View {
	c := m.Canvas
	rows := []string{c.Header("Actions", m.over.String()), ""}
	if len(m.shown) == 0 {
		rows = append(rows, "  No action has these words.")
	}
	rows = append(rows, m.List.View(c.Theme, m.item)...)
	return m.filter.Draw(m.Base, rows, c.KeyHints(m.Keys, keys.Palette))
}

// item draws an action: its name, its key, and what it does or where it works.
func (m *Model) item(index int, style theme.Style) []string {
	c, b := m.Canvas, m.shown[index]
	key, help := c.Theme.Key, b.Help
	if !b.In(m.over) {
		key, help = c.Theme.Dim, "in "+where(b)+": "+b.Help
		if !m.List.IsAt(index) {
			style = c.Theme.Dim
		}
	}
	name := keys.Unbound
	if len(b.Keys) > 0 {
		name = keys.Name(b.Keys[0])
	}
	row := lipgloss.JoinHorizontal(lipgloss.Top, " ", style.Render(c.Pad(b.Action.Name(), nameWidth)),
		key.Render(c.Pad(name, keyWidth)), c.Theme.Dim.Render(help))
	return []string{c.Cut(row, c.Width-1)}
}
