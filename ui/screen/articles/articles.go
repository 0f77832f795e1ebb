// Package articles implements the screen that lists the saved articles.
package articles

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Spec holds the arguments of [New].
type Spec struct {
	Keys       keys.Table
	Library    *library.Library
	Now        func() time.Time
	Reading    string // ID of the article that esc goes back to, "" for none
	IsOverPage bool   // whether esc goes back to another screen
}

// A Model is the state of the screen.
type Model struct {
	kit.ListBase
	spec      Spec
	filter    kit.Filter
	all       []library.Item
	isListed  bool              // all was read
	shown     []library.Item    // those that pass the filter
	texts     map[string]string // words and notes of annotations, by ID of the article, as far as they have been read
	isReading bool              // more texts are being read
	wanted    string            // ID of the article to select once it is back in the list
	removed   []string          // IDs of the articles removed here, in order
	changes   int               // number of removals and restorations
	previous  chan struct{}     // closed when the last change is done
	isAsking  bool              // whether the next key answers the question about a damaged header
	hasAsked  bool
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{spec: spec, texts: map[string]string{}, filter: kit.NewFilter("Filter: ")}
	m.Out, m.Keys, m.Mode, m.IsBottom = out, spec.Keys, keys.Library, spec.Reading == "" && !spec.IsOverPage
	m.List.Indent = 1
	m.Hint = fmt.Sprintf("%s opens, %s filters, %s shows the keys",
		m.Key(keys.OpenArticle), m.Key(keys.StartFilter), m.Key(keys.ShowHelp))
	return m
}

// Results of the screen's own commands.
type (
	listedMsg struct {
		items   []library.Item
		err     error
		changes int // number of the screen's changes that it includes
	}
	textsMsg struct {
		asked []string // IDs of articles
		texts []library.ItemText
	}
)

// Init lists the articles.
func (m Model) Init() tea.Cmd { return m.Out.Do(func() tea.Msg { return m.read() }) }

// read lists the saved articles, even if some cannot be read.
func (m *Model) read() listedMsg {
	items, err := m.spec.Library.Articles()
	if items != nil {
		err = nil
	}
	return listedMsg{items, err, m.changes}
}

// Update handles a message from the root, or the result of a command.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	var cmd tea.Cmd
	if m.Handle(msg) {
		m.open()
	}
	switch msg := msg.(type) {
	case listedMsg:
		cmd = m.load(msg)
	case textsMsg:
		cmd = m.addTexts(msg)
	case kit.CanvasMsg:
		m.show(m.shown)
	case kit.ActionMsg:
		m.isAsking = false
		cmd = m.do(msg.Action)
	case kit.KeyMsg:
		m.answer(msg.Key)
	case tea.KeyPressMsg, tea.PasteMsg:
		m.edit(msg)
	}
	return m, cmd
}

// Keyboard reports that keys are actions, or the words of the filter.
func (m Model) Keyboard() kit.Keyboard {
	if m.isAsking {
		return kit.Keyboard{Mode: m.Mode, Input: kit.Raw}
	}
	return m.filter.Keyboard(m.Base)
}

// ask asks whether to check a damaged header: when it is noticed, and again when a
// change was refused because of it.
func (m *Model) ask(err error) {
	if refused := errors.Is(err, library.ErrHeader); refused || !m.hasAsked && m.spec.Library.HeaderDamaged() {
		m.Warn("%s", kit.HeaderQuestion)
		m.isAsking, m.hasAsked = !m.filter.Open, true
	}
}

// answer answers the question about a damaged header.
func (m *Model) answer(key string) {
	m.isAsking = false
	if key == "y" {
		m.Out.Post(kit.CheckHeaderMsg{})
		return
	}
	m.Say("%s", kit.HeaderLater)
}

// load lists items, the most recently opened first. The selection stays on its
// article. An outdated list is dropped: a newer one follows.
func (m *Model) load(msg listedMsg) tea.Cmd {
	if msg.changes != m.changes {
		return nil
	}
	if msg.err != nil {
		m.Warn("%s", kit.OneLine(msg.err.Error()))
	}
	m.ask(msg.err)
	if msg.err != nil && msg.items == nil {
		return nil
	}
	selected, _ := m.selected()
	m.all, m.isListed, m.texts = msg.items, true, map[string]string{} // they may have changed
	m.refilter()
	if m.selectID(cmp.Or(m.wanted, selected.ID)) {
		m.wanted = ""
	}
	return m.readTexts()
}

// selected returns the article that keys act on.
func (m *Model) selected() (item library.Item, ok bool) {
	index, ok := m.List.At()
	if ok {
		item = m.shown[index]
	}
	return item, ok
}

// selectID selects an article. It reports whether the article is listed.
func (m *Model) selectID(id string) bool {
	index := slices.IndexFunc(m.shown, func(i library.Item) bool { return i.ID == id })
	if index >= 0 {
		m.List = m.List.To(index)
	}
	return index >= 0
}

// edit edits the words of the filter. More words match fewer articles, so only
// the listed ones are searched.
func (m *Model) edit(msg tea.Msg) {
	was := m.filter.Value()
	m.filter.Field = m.filter.Update(msg)
	m.List = m.List.To(0)
	if strings.HasPrefix(m.filter.Value(), was) {
		m.narrow(m.shown)
		return
	}
	m.refilter()
}

// do carries out an action.
func (m *Model) do(action keys.Action) tea.Cmd {
	switch action {
	case keys.OpenArticle:
		m.open()
	case keys.StartFilter:
		m.filter.Open = true
		return m.readTexts()
	case keys.Accept:
		m.filter.Open = false
	case keys.RemoveArticle:
		return m.remove()
	case keys.Undo:
		return m.restore()
	case keys.Back:
		if m.filter.Clear() {
			m.refilter()
			return nil
		}
		m.Do(action)
	default:
		m.Do(action)
	}
	return nil
}

// open opens the selected article.
func (m *Model) open() {
	if item, ok := m.selected(); ok {
		m.Out.Post(kit.OpenArticleMsg{ID: item.ID})
	}
}

// remove moves the selected article to the trash.
func (m *Model) remove() tea.Cmd {
	item, ok := m.selected()
	if !ok {
		return nil
	}
	m.removed = append(m.removed[:len(m.removed):len(m.removed)], item.ID)
	m.all = slices.DeleteFunc(slices.Clone(m.all), func(i library.Item) bool { return i.ID == item.ID })
	m.refilter()
	m.Say("Moved to the trash; %s restores it: “%s”", m.Key(keys.Undo), kit.OneLine(item.Title))
	if m.spec.Reading == item.ID {
		m.IsBottom = !m.spec.IsOverPage
	}
	m.Out.Post(kit.ForgottenMsg{ID: item.ID})
	return m.change(func() error { return m.spec.Library.Forget(item.ID) })
}

// restore restores the most recently removed article.
func (m *Model) restore() tea.Cmd {
	n := len(m.removed)
	if n == 0 {
		m.Say("Nothing to undo here. galley articles --trash lists the trash.")
		return nil
	}
	id := m.removed[n-1]
	m.removed, m.wanted = m.removed[:n-1], id
	m.Say("Restored.")
	return m.change(func() error { return m.spec.Library.Restore(id) })
}

// change returns the command that changes the library and lists it again.
// Bubble Tea runs commands concurrently, so each waits for the one before.
func (m *Model) change(do func() error) tea.Cmd {
	m.changes++
	before, done := m.previous, make(chan struct{})
	m.previous = done
	return m.Out.Do(func() tea.Msg {
		if before != nil {
			<-before
		}
		err := do()
		close(done)
		listed := m.read()
		listed.err = cmp.Or(err, listed.err)
		return listed
	})
}
