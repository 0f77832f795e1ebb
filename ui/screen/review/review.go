// Package review implements the screen that shows all annotations of an article as one
// document: figures at the top, then the claims, the quotes and the opinions, or the
// annotations of one person after the other, each in text order, with their words,
// fields and notes.
//
// The words of the article are drawn by ui/layout, notes by glamour. An entry
// is drawn when it is first seen, so that the page opens at once however long
// it is. Rows therefore have no numbers: a row is addressed by its part of the
// document.
package review

import (
	"fmt"
	"slices"
	"time"

	"galley/annotate"
	"galley/annotate/voice"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Model is the state of the screen.
type Model struct {
	kit.Base
	spec    kit.TextSpec
	zone    *time.Location // time zone of the times shown
	measure int            // maximum width of text, in cells
	set     annotate.Set
	figures figures
	parts   []part
	entries []int            // indices into parts of the entries
	drawn   map[int][]string // rows of the parts seen so far, by index; shared by copies on the same canvas
	top     place
	index   int // into entries, of the current one
	order   order
}

// An order is how the entries are grouped.
type order uint8

const (
	byTag order = iota
	byPerson
)

// A part is a piece of the document: an entry, the heading of the entries of a tag or
// of a person or, without any of these, the figures.
type part struct {
	whole  annotate.Whole
	tag    annotate.Tag
	person *voice.Voice
	count  int // of entries under the heading of a tag
}

// New returns the screen. Times are shown in zone; text is at most measure cells
// wide.
func New(out *kit.Outbox, spec kit.TextSpec, zone *time.Location, measure int) kit.Screen {
	m := Model{spec: spec, zone: zone, measure: measure}
	m.Out, m.Keys, m.Mode = out, spec.Keys, keys.Review
	m.Hint = fmt.Sprintf("%s goes to the next entry, %s to the text, %s back",
		m.Key(keys.NextAnnotation), m.Key(keys.Visit), m.Key(keys.Back))
	if last, ok := spec.Last.(Model); ok {
		m.order = last.order
	}
	m.spec.Last = nil
	m.load(spec.Annotations)
	return m
}

// load shows a set. The current entry stays current.
func (m *Model) load(set annotate.Set) {
	was, had := m.current()
	m.set = set
	m.figures = m.figures.count(m.spec.Article, set)
	m.parts, m.entries, m.index = []part{{}}, nil, 0
	if m.order == byPerson {
		for _, g := range voice.Groups(m.spec.Article, set) {
			m.addGroup(part{person: g.Voice}, g.Wholes)
		}
	} else {
		for _, tag := range annotate.Tags() {
			of := slices.DeleteFunc(set.Wholes(), func(w annotate.Whole) bool { return w.First().Tag != tag })
			m.addGroup(part{tag: tag, count: len(of)}, of)
		}
	}
	m.drawn = map[int][]string{}
	for i, part := range m.entries {
		if had && m.parts[part].whole.First().ID == was.ID {
			m.show(i)
			return
		}
	}
	m.scroll(0)
}

// addGroup adds entries under a heading, if there are any.
func (m *Model) addGroup(head part, of []annotate.Whole) {
	if len(of) == 0 {
		return
	}
	m.parts = append(m.parts, head)
	for _, whole := range of {
		m.entries = append(m.entries, len(m.parts))
		m.parts = append(m.parts, part{whole: whole})
	}
}

// Update handles a message from the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	was := m.Canvas
	m.Handle(msg)
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		m.redraw(was)
	case kit.AnnotationsMsg:
		m.load(msg.Set)
	case kit.ActionMsg:
		m.do(msg)
	case kit.ScrollMsg:
		m.scroll(msg.Rows)
	case tea.MouseClickMsg:
		m.click(msg.Y)
	}
	return m, nil
}

// redraw fits the document to the canvas. The current entry stays on the screen.
func (m *Model) redraw(was kit.Canvas) {
	c := m.Canvas
	if c.Width != was.Width || c.Method != was.Method || c.Theme != was.Theme {
		m.drawn = map[int][]string{}
	}
	if m.top == (place{}) || c.Width == 0 {
		m.scroll(0)
		return
	}
	m.show(m.index)
}

// current returns the annotation that keys act on.
func (m *Model) current() (annotate.Annotation, bool) {
	if m.index >= len(m.entries) {
		return annotate.Annotation{}, false
	}
	return m.parts[m.entries[m.index]].whole.First(), true
}

// do carries out an action. Motions to the ends do not draw the rows between,
// and a count before [keys.Goto] is the number of an entry.
func (m *Model) do(msg kit.ActionMsg) {
	n, moves := kit.Steps(msg.Action, msg.Count, max(m.rows()-1, 1))
	switch {
	case msg.Action == keys.Goto && msg.Count > 0:
		m.show(msg.Count - 1)
	case n == kit.ToEnd:
		m.show(len(m.entries) - 1)
		m.toEnd()
	case n == -kit.ToEnd:
		m.top, m.index = place{}, 0
	case moves:
		m.scroll(n)
	case msg.Action == keys.NextAnnotation:
		m.show(m.index + max(msg.Count, 1))
	case msg.Action == keys.PrevAnnotation:
		m.show(m.index - max(msg.Count, 1))
	case msg.Action == keys.Visit:
		m.visit()
	case msg.Action == keys.CycleOrder:
		m.order = byPerson - m.order
		m.load(m.set)
		m.Say("%s", [...]string{"By tag.", "By person: who is annotated most comes first."}[m.order])
	default:
		m.Do(msg.Action)
	}
}

// visit goes to the place of the current entry.
func (m *Model) visit() {
	if a, ok := m.current(); ok {
		m.Visit(a)
	}
}

// click makes the entry on a row of the screen current; a click on the current
// entry goes to its place.
func (m *Model) click(row int) {
	row -= m.Canvas.HeadRows()
	if row < 0 || row >= m.rows() {
		return
	}
	clicked, n := m.step(m.top, row)
	if n < row {
		return
	}
	switch i := slices.Index(m.entries, clicked.part); {
	case i < 0:
	case i == m.index:
		m.visit()
	default:
		m.index = i
	}
}
