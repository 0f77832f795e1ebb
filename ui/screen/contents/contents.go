// Package contents is the table of contents of an article: its headings, where
// each begins, the annotations in each, and where the caret is. An article
// without headings is listed by its paragraphs.
package contents

import (
	"fmt"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Spec holds the arguments of [New].
type Spec struct {
	Keys        keys.Table
	Article     *annotate.Article
	Annotations annotate.Set
	Caret       int               // byte offset; its section is selected at first
	Percent     func(off int) int // how much of the article comes before a byte offset
}

// A Model is the state of the screen.
type Model struct {
	spec     Spec
	out      *kit.Outbox
	canvas   kit.Canvas
	sections []section
	list     kit.List
	status   kit.StatusLine
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{spec: spec, out: out, sections: sections(spec.Article), status: kit.NewStatusLine(spec.Keys)}
	m.list = m.list.Sized(len(m.sections), 1).To(at(m.sections, spec.Caret))
	return m.load(spec.Annotations)
}

// load counts annotations.
func (m Model) load(set annotate.Set) Model {
	m.sections = counted(m.sections, set.Placed())
	return m
}

// Init does nothing.
func (m Model) Init() tea.Cmd { return nil }

// Update handles a message of the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	m.status = m.status.Update(msg)
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		m.canvas = msg.Canvas
		m.list = m.list.Sized(len(m.sections), m.rows())
	case kit.AnnotationsMsg:
		m = m.load(msg.Set)
	case kit.ActionMsg:
		m = m.do(msg)
	case kit.UnboundMsg:
		m.status = m.status.Say(fmt.Sprintf("%s does nothing here: %s goes to the section, %s goes back.", keys.Name(msg.Sequence),
			m.key(keys.Visit), m.key(keys.Back)))
	case kit.ScrollMsg:
		m.list = m.list.Scroll(msg.Rows)
	case tea.MouseClickMsg:
		m = m.click(msg.Y)
	}
	return m, nil
}

// do carries out an action.
func (m Model) do(msg kit.ActionMsg) Model {
	if moved, ok := m.list.Do(msg.Action, msg.Count); ok {
		m.list = moved
		return m
	}
	switch msg.Action {
	case keys.Visit:
		m.visit()
	case keys.Back:
		m.out.Post(kit.CloseMsg{})
	case keys.HowToQuit:
		m.status = m.status.Say(fmt.Sprintf("%s goes back to the text, %s quits; everything is saved.", m.key(keys.Back), m.key(keys.Quit)))
	}
	return m
}

func (m Model) key(action keys.Action) string { return m.spec.Keys.Key(keys.Contents, action) }

// visit goes to the selected section.
func (m Model) visit() {
	if at, ok := m.list.At(); ok {
		m.out.Post(kit.VisitMsg{Off: m.sections[at].span.Start})
	}
}

// click selects the section on a row of the screen; a click on the selected
// one goes to it.
func (m Model) click(row int) Model {
	var again bool
	if m.list, again = m.list.Click(row-headRows, 1); again {
		m.visit()
	}
	return m
}

// Keyboard reports that keys are the actions of the contents.
func (m Model) Keyboard() kit.Keyboard { return m.status.Keyboard(keys.Contents, "") }
