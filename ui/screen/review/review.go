// Package review is the screen that shows all annotations of an article as one
// document: figures at the top, then the claims, the quotes and the opinions,
// each in text order, with their words, fields and notes.
//
// The words of the article are drawn by ui/layout, notes by glamour. An entry
// is drawn when it is first seen, so that the page opens at once however long
// it is. Rows therefore have no numbers: a row is addressed by its part of the
// document.
package review

import (
	"fmt"
	"time"

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
	Zone        *time.Location // in which times are shown
	Measure     int            // widest text, in cells
}

// A Model is the state of the screen.
type Model struct {
	spec    Spec
	out     *kit.Outbox
	canvas  kit.Canvas
	figures figures
	parts   []part
	entries []int            // indices into parts of the entries
	drawn   map[int][]string // rows of the parts seen so far, by index; shared by copies on the same canvas
	top     place
	at      int // index into entries of the current one
	status  kit.StatusLine
}

// A part is a piece of the document. Without a tag it is the figures; without
// an annotation it is the heading of the tag's entries.
type part struct {
	tag        annotate.Tag
	annotation *annotate.Annotation
	count      int // of entries under a heading
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{spec: spec, out: out, drawn: map[int][]string{}, status: kit.NewStatusLine(spec.Keys)}
	return m.load(spec.Annotations)
}

// load shows a set. The current entry stays current.
func (m Model) load(set annotate.Set) Model {
	was, had := m.current()
	m.figures = m.figures.of(m.spec.Article, set)
	m.parts, m.entries, m.at = []part{{}}, nil, 0
	for _, tag := range annotate.Tags() {
		m = m.group(tag, set)
	}
	m.drawn = map[int][]string{}
	for i, at := range m.entries {
		if had && m.parts[at].annotation.ID == was.ID {
			return m.show(i)
		}
	}
	return m.scroll(0)
}

// group adds the entries of a tag, if there are any.
func (m Model) group(tag annotate.Tag, set annotate.Set) Model {
	head := len(m.parts)
	m.parts = append(m.parts, part{tag: tag})
	for i, a := range set.All() {
		if a.Tag == tag {
			m.entries = append(m.entries, len(m.parts))
			m.parts = append(m.parts, part{tag: tag, annotation: &set.All()[i]})
		}
	}
	m.parts[head].count = len(m.parts) - head - 1
	if m.parts[head].count == 0 {
		m.parts = m.parts[:head]
	}
	return m
}

// Init does nothing.
func (m Model) Init() tea.Cmd { return nil }

// Update handles a message of the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	m.status = m.status.Update(msg)
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		m = m.on(msg.Canvas)
	case kit.AnnotationsMsg:
		m = m.load(msg.Set)
	case kit.ActionMsg:
		m = m.do(msg)
	case kit.UnboundMsg:
		m.status = m.status.Say(fmt.Sprintf("%s does nothing here: %s goes to the next entry, %s to the text, %s back.",
			keys.Name(msg.Sequence), m.key(keys.NextAnnotation), m.key(keys.Visit), m.key(keys.Back)))
	case kit.ScrollMsg:
		m = m.scroll(msg.Rows)
	case tea.MouseClickMsg:
		m = m.click(msg.Y)
	}
	return m, nil
}

func (m Model) key(action keys.Action) string { return m.spec.Keys.Key(keys.Review, action) }

// Keyboard reports that keys are the actions of the review page.
func (m Model) Keyboard() kit.Keyboard { return m.status.Keyboard(keys.Review, "") }

// on places the screen on a canvas. The current entry stays on the screen.
func (m Model) on(c kit.Canvas) Model {
	was := m.canvas
	m.canvas = c
	if c.Width != was.Width || c.Method != was.Method || c.Theme != was.Theme {
		m.drawn = map[int][]string{}
	}
	if m.top == (place{}) || c.Width == 0 {
		return m.scroll(0)
	}
	return m.show(m.at)
}

// current returns the annotation that keys act on.
func (m Model) current() (annotate.Annotation, bool) {
	if m.at >= len(m.entries) {
		return annotate.Annotation{}, false
	}
	return *m.parts[m.entries[m.at]].annotation, true
}

// do carries out an action.
func (m Model) do(msg kit.ActionMsg) Model {
	if n, ok := kit.Steps(msg.Action, msg.Count, max(m.rows()-1, 1)); ok {
		return m.move(msg.Action, n, msg.Count)
	}
	switch msg.Action {
	case keys.NextAnnotation:
		return m.show(m.at + max(msg.Count, 1))
	case keys.PrevAnnotation:
		return m.show(m.at - max(msg.Count, 1))
	case keys.Visit:
		return m.visit()
	case keys.Back:
		m.out.Post(kit.CloseMsg{})
	case keys.HowToQuit:
		m.status = m.status.Say(fmt.Sprintf("%s goes back to the text, %s quits; everything is saved.", m.key(keys.Back), m.key(keys.Quit)))
	}
	return m
}

// move carries out a motion of n rows. Motions to the ends do not draw the rows
// between, and a count before [keys.Goto] is the number of an entry.
func (m Model) move(action keys.Action, n, count int) Model {
	switch {
	case action == keys.Goto && count > 0:
		return m.show(count - 1)
	case n == kit.Far:
		return m.show(len(m.entries) - 1).toEnd()
	case n == -kit.Far:
		m.top, m.at = place{}, 0
		return m
	}
	return m.scroll(n)
}

// visit goes to the place of the current entry.
func (m Model) visit() Model {
	a, ok := m.current()
	switch {
	case !ok:
	case !a.Anchor.State.Placed() && a.NeedsPlacing():
		m.out.Post(kit.VisitMsg{Annotation: a.ID}) // to be placed there
	case !a.Anchor.State.Placed():
		m.status = m.status.Warn("It has no place in this version: " + kit.OneLine(a.Anchor.Reason) + ".")
	default:
		m.out.Post(kit.VisitMsg{Off: a.Anchor.Span.Start, Annotation: a.ID})
	}
	return m
}

// click makes the entry on a row of the screen current; a click on the current
// entry goes to its place.
func (m Model) click(row int) Model {
	if row < 1 || row > m.rows() {
		return m
	}
	clicked, n := m.step(m.top, row-1)
	if n < row-1 {
		return m
	}
	for i, at := range m.entries {
		switch {
		case at == clicked.part && i == m.at:
			return m.visit()
		case at == clicked.part:
			m.at = i
		}
	}
	return m
}
