package about

import (
	"fmt"
	"strings"

	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// A CharsetSpec holds the arguments of [NewCharsets].
type CharsetSpec struct {
	Keys    keys.Table
	Load    func() ([]library.CharsetPreview, error) // the character sets to choose from; may be slow
	Current string                                   // the character set of the article
}

// Charsets is the screen that lists character sets, with a line of the article in
// each, to read the article again in another one.
type Charsets struct {
	kit.ListBase
	spec     CharsetSpec
	previews []library.CharsetPreview
}

// NewCharsets returns the screen. If there is nothing to choose from, it closes with a
// message.
func NewCharsets(out *kit.Outbox, spec CharsetSpec) kit.Screen {
	m := Charsets{spec: spec}
	m.Out, m.Keys, m.Mode = out, spec.Keys, keys.Charset
	m.Hint = fmt.Sprintf("%s reads the article in this character set, %s goes back", m.Key(keys.Accept), m.Key(keys.Back))
	return m
}

// A previewsMsg carries the character sets.
type previewsMsg struct {
	previews []library.CharsetPreview
	err      error
}

// Init decodes a line in each character set.
func (m Charsets) Init() tea.Cmd {
	return m.Out.Do(func() tea.Msg {
		previews, err := m.spec.Load()
		return previewsMsg{previews, err}
	})
}

// Update handles a message of the root, or the list of character sets.
func (m Charsets) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	if m.Handle(msg) {
		m.choose()
	}
	switch msg := msg.(type) {
	case previewsMsg:
		m.show(msg)
	case kit.CanvasMsg:
		m.Resize(len(m.previews), headRows, 1)
	case kit.ActionMsg:
		if m.Do(msg.Action); msg.Action == keys.Accept {
			m.choose()
		}
	}
	return m, nil
}

// show lists the character sets, with that of the article selected.
func (m *Charsets) show(msg previewsMsg) {
	if msg.err != nil {
		m.Out.Post(kit.CloseMsg{})
		m.Out.Post(kit.NoticeMsg{Text: kit.OneLine(msg.err.Error()), Kind: kit.Error})
		return
	}
	m.previews = msg.previews
	m.Resize(len(m.previews), headRows, 1)
	for i, p := range m.previews {
		if p.Charset == m.spec.Current {
			m.List = m.List.To(i)
		}
	}
}

// choose reads the article again in the selected character set.
func (m *Charsets) choose() {
	if i, ok := m.List.At(); ok {
		m.Out.Post(kit.RereadMsg{Charset: m.previews[i].Charset})
	}
}

// headRows is the number of rows above the list: the header and a blank row.
const headRows = 2

// View draws the screen.
func (m Charsets) View() tea.View {
	head := m.Canvas.Header("Read this article in another character set", "now "+m.spec.Current)
	return m.Draw(append([]string{head, ""}, m.List.View(m.Canvas.Theme, m.row)...))
}

// row draws a character set: its name, and a line of the article in it.
func (m *Charsets) row(i int, style theme.Style) []string {
	p := m.previews[i]
	name := style.Render(p.Charset) + strings.Repeat(" ", max(nameWidth-len(p.Charset), 1))
	line := m.Canvas.Theme.Plain.Style.Render(m.Canvas.Cut(kit.OneLine(p.Line), max(m.Canvas.Width-nameWidth-3, 1)))
	return []string{lipgloss.JoinHorizontal(lipgloss.Top, " ", name, line)}
}
