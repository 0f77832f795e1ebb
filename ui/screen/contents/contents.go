// Package contents shows the table of contents of an article: its headings, where
// each begins, the annotations in each, and where the caret is. An article
// without headings is listed by its paragraphs.
package contents

import (
	"fmt"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Model is the state of the screen.
type Model struct {
	kit.ListBase
	spec     kit.TextSpec
	sections []section
	percent  func(off int) int
}

// New returns the screen, with the section of the caret selected. percent returns
// how much of the article comes before a byte offset.
func New(out *kit.Outbox, spec kit.TextSpec, percent func(off int) int) kit.Screen {
	m := Model{spec: spec, sections: sections(spec.Article), percent: percent}
	m.Out, m.Keys, m.Mode = out, spec.Keys, keys.Contents
	m.Hint = fmt.Sprintf("%s goes to the section, %s goes back", m.Key(keys.Visit), m.Key(keys.Back))
	m.Resize(len(m.sections), headRows, 1)
	m.List = m.List.To(sectionAt(m.sections, spec.Caret))
	m.sections = withCounts(m.sections, firstParts(spec.Annotations))
	return m
}

// Update handles a message from the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	if m.Handle(msg) {
		m.visit()
	}
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		m.Resize(len(m.sections), headRows, 1)
	case kit.AnnotationsMsg:
		m.sections = withCounts(m.sections, firstParts(msg.Set))
	case kit.ActionMsg:
		if m.Do(msg.Action); msg.Action == keys.Visit {
			m.visit()
		}
	}
	return m, nil
}

// visit goes to the selected section.
func (m *Model) visit() {
	if i, ok := m.List.At(); ok {
		m.Out.Post(kit.VisitMsg{Off: m.sections[i].span.Start})
	}
}
