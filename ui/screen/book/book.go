// Package book implements the screen that lists the chapters of a book.
package book

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

// A Spec holds the arguments of [New].
type Spec struct {
	Keys     keys.Table
	Book     *library.Book // nil: no book is open, and the screen closes with a message
	Chapter  string        // name of the open chapter, "" for none
	IsBottom bool          // there is no screen to go back to
	Last     kit.Screen    // the screen as last closed, shown until the chapters are listed; nil: none
}

// A Model is the state of the screen.
type Model struct {
	kit.ListBase
	spec     Spec
	chapters []library.Chapter
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{spec: spec}
	m.Out, m.Keys, m.Mode, m.IsBottom = out, spec.Keys, keys.Book, spec.IsBottom
	m.Hint = fmt.Sprintf("%s opens the chapter, %s the library", m.Key(keys.OpenArticle), m.Key(keys.OpenLibrary))
	if last, ok := spec.Last.(Model); ok {
		m.show(last.chapters)
	}
	m.spec.Last = nil
	return m
}

// A listedMsg carries the chapters.
type listedMsg struct {
	chapters []library.Chapter
	err      error
}

// Init lists the chapters.
func (m Model) Init() tea.Cmd {
	if m.spec.Book == nil {
		m.Out.Post(kit.CloseMsg{})
		m.Out.Post(kit.NoticeMsg{Text: "No book is open: galley BOOK lists its chapters."})
		return nil
	}
	return m.Out.Do(func() tea.Msg {
		chapters, err := m.spec.Book.Chapters()
		return listedMsg{chapters, err}
	})
}

// Update handles a message from the root, or the list of chapters.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	if m.Handle(msg) {
		m.open()
	}
	switch msg := msg.(type) {
	case listedMsg:
		if msg.err != nil {
			m.Warn("%s", kit.OneLine(msg.err.Error()))
		} else {
			m.show(msg.chapters)
		}
	case kit.CanvasMsg:
		m.Resize(len(m.chapters), headRows, 1)
	case kit.ActionMsg:
		if m.Do(msg.Action); msg.Action == keys.OpenArticle {
			m.open()
		}
	}
	return m, nil
}

// show lists chapters. At first it selects the open one, or else the last one
// with reading progress.
func (m *Model) show(chapters []library.Chapter) {
	first := len(m.chapters) == 0
	m.chapters = chapters
	m.Resize(len(chapters), headRows, 1)
	for i, c := range chapters {
		if first && (c.Name == m.spec.Chapter || m.spec.Chapter == "" && c.Read > 0) {
			m.List = m.List.To(i)
		}
	}
}

// open opens the selected chapter.
func (m *Model) open() {
	if i, ok := m.List.At(); ok {
		m.Out.Post(kit.OpenChapterMsg{Name: m.chapters[i].Name})
	}
}

// headRows is the number of rows above the list: the header and a blank row.
const headRows = 2

// View draws the screen.
func (m Model) View() tea.View {
	head := m.Canvas.Header(kit.OneLine(m.spec.Book.Title()), annotate.Plural(len(m.chapters), "chapter"))
	return m.Draw(append([]string{head, ""}, m.List.View(m.Canvas.Theme, m.row)...))
}

// row draws a chapter: its number and title, annotations by tag, and reading
// progress.
func (m *Model) row(i int, style theme.Style) []string {
	t, c := m.Canvas.Theme, m.chapters[i]
	var figures strings.Builder
	for _, tag := range annotate.Tags() {
		if n := c.Counts[tag]; n > 0 {
			figures.WriteString("  " + t.Letter(tag).Render(tag.Letter()) + fmt.Sprintf(" %d", n))
		}
	}
	if c.Saved {
		figures.WriteString(t.Dim.Render(fmt.Sprintf("  %3d%%", c.Read)))
	}
	number := fmt.Sprintf("%*d  ", len(fmt.Sprint(len(m.chapters))), i+1)
	title, room := style.Render(kit.OneLine(c.Title)), max(m.Canvas.Width-3-len(number), 1)
	return []string{lipgloss.JoinHorizontal(lipgloss.Top, " ", t.Number.Render(number), m.Canvas.Spread(title, figures.String(), room))}
}
