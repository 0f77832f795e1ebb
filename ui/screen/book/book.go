// Package book is the screen that lists the chapters of a book.
package book

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Spec holds the arguments of [New].
type Spec struct {
	Keys  keys.Table
	Book  *library.Book // nil: no book is open, and the screen closes with a message
	Here  string        // name of the open chapter, "" for none
	Alone bool          // there is no screen to go back to
	Last  kit.Screen    // the screen as last closed, shown until the chapters are listed; nil: none
}

// A Model is the state of the screen.
type Model struct {
	spec     Spec
	out      *kit.Outbox
	canvas   kit.Canvas
	chapters []library.Chapter
	list     kit.List
	status   kit.StatusLine
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{spec: spec, out: out, status: kit.NewStatusLine(spec.Keys)}
	if last, ok := spec.Last.(Model); ok {
		m = m.show(last.chapters)
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
		m.out.Post(kit.CloseMsg{})
		m.out.Post(kit.NoticeMsg{Text: "No book is open: galley BOOK lists its chapters."})
		return nil
	}
	return m.out.Do(func() tea.Msg {
		chapters, err := m.spec.Book.Chapters()
		return listedMsg{chapters, err}
	})
}

// Update handles a message of the root, or the list of chapters.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	m.status = m.status.Update(msg)
	switch msg := msg.(type) {
	case listedMsg:
		if msg.err != nil {
			m.status = m.status.Warn(kit.OneLine(msg.err.Error()))
		} else {
			m = m.show(msg.chapters)
		}
	case kit.CanvasMsg:
		m.canvas = msg.Canvas
		m.list = m.list.Sized(len(m.chapters), m.rows())
	case kit.ActionMsg:
		m = m.do(msg)
	case kit.UnboundMsg:
		m = m.explain()
	case kit.ScrollMsg:
		m.list = m.list.Scroll(msg.Rows)
	case tea.MouseClickMsg:
		m = m.click(msg.Y)
	}
	return m, nil
}

// show lists chapters. At first it selects the open one, or else the last one
// with reading progress.
func (m Model) show(chapters []library.Chapter) Model {
	first := len(m.chapters) == 0
	m.chapters = chapters
	m.list = m.list.Sized(len(chapters), m.rows())
	for i, c := range chapters {
		if first && (c.Name == m.spec.Here || m.spec.Here == "" && c.Read > 0) {
			m.list = m.list.To(i)
		}
	}
	return m
}

// do carries out an action.
func (m Model) do(msg kit.ActionMsg) Model {
	if moved, ok := m.list.Do(msg.Action, msg.Count); ok {
		m.list = moved
		return m
	}
	switch {
	case msg.Action == keys.OpenArticle:
		m.open()
	case msg.Action == keys.Back && !m.spec.Alone:
		m.out.Post(kit.CloseMsg{})
	case msg.Action == keys.Back, msg.Action == keys.HowToQuit:
		return m.explain()
	}
	return m
}

// explain shows which keys work here.
func (m Model) explain() Model {
	key := func(a keys.Action) string { return m.spec.Keys.Key(keys.Book, a) }
	m.status = m.status.Say(fmt.Sprintf("%s opens the chapter, %s the library, %s quits.", key(keys.OpenArticle), key(keys.OpenLibrary), key(keys.Quit)))
	return m
}

// open opens the selected chapter.
func (m Model) open() {
	if at, ok := m.list.At(); ok {
		m.out.Post(kit.OpenChapterMsg{Name: m.chapters[at].Name})
	}
}

// click selects the chapter on a row of the screen; a click on the selected one
// opens it.
func (m Model) click(row int) Model {
	var again bool
	if m.list, again = m.list.Click(row-headRows, 1); again {
		m.open()
	}
	return m
}

// headRows is the number of rows above the list: the header and a blank row.
const headRows = 2

func (m Model) rows() int { return max(m.canvas.Height-headRows-1, 1) }

// View draws the screen.
func (m Model) View() tea.View {
	rows := []string{m.canvas.Header(kit.OneLine(m.spec.Book.Title()), annotate.Plural(len(m.chapters), "chapter")), ""}
	from, to := m.list.Visible()
	for i := from; i < to; i++ {
		rows = append(rows, m.row(i))
	}
	return tea.NewView(m.canvas.Page(rows, m.status.View(m.canvas, keys.Book, "")))
}

// Keyboard reports that keys are the actions of the list.
func (m Model) Keyboard() kit.Keyboard { return m.status.Keyboard(keys.Book, "") }

// row draws a chapter: its number and title, annotations by tag, and reading
// progress.
func (m Model) row(i int) string {
	t, c := m.canvas.Theme, m.chapters[i]
	sign, style := "  ", t.Plain
	if m.list.IsAt(i) {
		sign, style = t.Chosen.Render("▌")+" ", t.Chosen
	}
	var marks strings.Builder
	for _, tag := range annotate.Tags() {
		if n := c.Counts[tag]; n > 0 {
			marks.WriteString("  " + t.Letter(tag).Render(tag.Letter()) + fmt.Sprintf(" %d", n))
		}
	}
	figures := marks.String()
	if c.Saved {
		figures += t.Dim.Render(fmt.Sprintf("  %3d%%", c.Read))
	}
	number := fmt.Sprintf("%*d  ", len(fmt.Sprint(len(m.chapters))), i+1)
	room := max(m.canvas.Width-3-len(number)-m.canvas.Method.StringWidth(figures), 1)
	title := m.canvas.Cut(kit.OneLine(c.Title), room)
	gap := strings.Repeat(" ", max(room-m.canvas.Method.StringWidth(title), 0))
	return sign + t.Number.Render(number) + style.Render(title) + gap + figures
}
