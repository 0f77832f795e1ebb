// Package articles implements the screen that lists the saved articles.
package articles

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
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
	spec     Spec
	filter   kit.Filter
	isFull   bool           // the filter searches the texts of the articles
	listed   []library.Item // as the library lists them
	isListed bool           // they were read
	all      []library.Item // sorted
	sorted   order          // of all
	order    order          // that was chosen
	rows     []row          // those that pass the filter
	known    *knownTexts

	seq         int // of the current pass
	cancel      context.CancelFunc
	isSearching bool        // the pass is not finished
	isFresh     bool        // the rows are not yet those of the words that were typed
	waiting     keys.Action // what to do with the first row as soon as they are
	keep        string      // ID of the article that the pass selects

	wanted   string        // ID of the article to select once it is back in the list
	done     []edit        // what can be undone here, oldest first
	naming   naming        // the collection that is being typed
	gone     int           // articles that were removed since they were listed
	changes  int           // number of edits, undone ones too
	previous chan struct{} // closed when the last change is done
	isAsking bool          // whether the next key answers the question about a damaged header
	hasAsked bool
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{spec: spec, known: &knownTexts{texts: map[string]string{}}, filter: kit.NewFilter("Filter: ")}
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
	case foundMsg:
		cmd = m.addFound(msg)
	case kit.CanvasMsg:
		m.show(m.rows, "")
	case tea.MouseClickMsg:
		cmd = m.click(msg)
	case kit.ActionMsg:
		m.isAsking = false
		cmd = m.do(msg.Action)
	case kit.KeyMsg:
		m.answer(msg.Key)
	case tea.KeyPressMsg, tea.PasteMsg:
		cmd = m.edit(msg)
	}
	return m, cmd
}

// Keyboard reports that keys are actions, or the words of the filter.
func (m Model) Keyboard() kit.Keyboard {
	if m.isAsking {
		return kit.Keyboard{Mode: m.Mode, Input: kit.Raw}
	}
	if m.naming.Open {
		return kit.Keyboard{Mode: keys.Collection, Input: kit.Text}
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
	m.listed, m.all, m.sorted, m.isListed = msg.items, msg.items, byDate, true
	m.known = &knownTexts{texts: map[string]string{}} // they may have changed
	keep := cmp.Or(m.wanted, selected.ID)
	if slices.ContainsFunc(msg.items, func(i library.Item) bool { return i.ID == m.wanted }) {
		m.wanted = ""
	}
	m.gone = 0
	m.rows = nil // their indices are of the list before
	return m.search(keep)
}

// selected returns the article that keys act on.
func (m *Model) selected() (item library.Item, ok bool) {
	index, ok := m.List.At()
	if !ok || index >= len(m.rows) { // the rows of a new list are still searched for
		return item, false
	}
	return m.all[m.rows[index].index], true
}

// show lists rows. keep is the ID of the article that is selected, "" for the row that
// is.
func (m *Model) show(rows []row, keep string) {
	m.rows = rows
	m.Resize(len(rows), headRows, m.itemRows())
	if at := slices.IndexFunc(rows, func(r row) bool { return m.all[r.index].ID == keep }); at >= 0 && keep != "" {
		m.List = m.List.To(at)
	}
}

// edit edits the words of the filter, or the name of a collection.
func (m *Model) edit(msg tea.Msg) tea.Cmd {
	if m.naming.Open {
		m.naming.Field, m.naming.offers = m.naming.Update(msg), 0
		return nil
	}
	was := m.filter.Value()
	m.filter.Field = m.filter.Update(msg)
	if m.filter.Value() == was {
		return nil
	}
	return m.startSearch()
}

// startSearch searches for other words than before.
func (m *Model) startSearch() tea.Cmd {
	m.List, m.waiting, m.isFresh = m.List.To(0), "", true
	return m.search("")
}

// do carries out an action. What acts on the first article found waits until there is
// one.
func (m *Model) do(action keys.Action) tea.Cmd {
	m.waiting = ""
	if m.naming.Open {
		return m.name(action)
	}
	switch action {
	case keys.OpenArticle, keys.RemoveArticle, keys.SetCollection:
		if m.isFresh {
			m.waiting = action
			return nil
		}
		switch action {
		case keys.RemoveArticle:
			return m.remove()
		case keys.SetCollection:
			m.startNaming()
		default:
			m.open()
		}
	case keys.StartFilter:
		m.filter.Open = true
	case keys.SearchTexts:
		m.isFull = !m.isFull
		m.filter.SetPrompt(prompts[m.isFull])
		return m.startSearch()
	case keys.Accept:
		m.filter.Open = false
	case keys.CycleOrder:
		next := (m.order + 1) % orders
		if next == byCollection && len(m.collections()) == 0 {
			next = byDate
		}
		return m.setOrder(next)
	case keys.Undo:
		return m.undo()
	case keys.Back:
		if m.filter.Clear() {
			selected, _ := m.selected()
			m.isFull, m.isFresh = false, false
			m.filter.SetPrompt(prompts[false])
			return m.search(selected.ID)
		}
		m.Do(action)
	default:
		m.Do(action)
	}
	return nil
}

// prompts are shown before the words: for titles, and for full texts.
var prompts = map[bool]string{false: "Filter: ", true: "Full text: "}

// setOrder lists the articles in another order. The selection stays on its article.
func (m *Model) setOrder(o order) tea.Cmd {
	m.order = o
	m.Say("Ordered %s.", o)
	selected, _ := m.selected()
	return m.search(selected.ID)
}

// click orders the list by the column whose name is clicked.
func (m *Model) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Y != headRows-1 {
		return nil
	}
	if o, ok := m.columnAt(msg.X); ok {
		return m.setOrder(o)
	}
	return nil
}

// open opens the selected article, at the hit if it was found in its text.
func (m *Model) open() {
	item, ok := m.selected()
	if !ok {
		return
	}
	msg := kit.OpenArticleMsg{ID: item.ID}
	if at, _ := m.List.At(); m.rows[at].off >= 0 {
		msg.Visit = &kit.VisitMsg{Off: m.rows[at].off}
	}
	m.Out.Post(msg)
}
