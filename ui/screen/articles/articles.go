// Package articles is the screen that lists the saved articles.
package articles

import (
	"cmp"
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
	Keys    keys.Table
	Library *library.Library
	Now     func() time.Time
	Reading string // ID of the article that esc goes back to, "" for none
	Below   bool   // whether esc goes back to another screen
}

// A Model is the state of the screen.
type Model struct {
	spec     Spec
	out      *kit.Outbox
	canvas   kit.Canvas
	all      []library.Item
	listed   bool              // all was read
	shown    []library.Item    // those that pass the filter
	texts    map[string]string // words and notes of annotations by article, as far as they were read
	asked    bool              // more texts are being read
	list     kit.List
	mode     keys.Mode
	filter   kit.Field
	wanted   string        // ID of the article to select when the list has it again
	removed  []string      // IDs of the articles removed here, in order
	changes  int           // number of removals and restorations
	previous chan struct{} // closed when the last change is done
	status   kit.StatusLine
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	return Model{spec: spec, out: out, texts: map[string]string{}, mode: keys.Library, filter: kit.NewField(""), status: kit.NewStatusLine(spec.Keys)}
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
func (m Model) Init() tea.Cmd { return m.out.Do(func() tea.Msg { return m.read() }) }

// read lists the saved articles, even if some cannot be read.
func (m Model) read() listedMsg {
	items, err := m.spec.Library.Articles()
	if items != nil {
		err = nil
	}
	return listedMsg{items, err, m.changes}
}

// Update handles a message of the root, or the result of a command.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	m.status = m.status.Update(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case listedMsg:
		m, cmd = m.load(msg)
	case textsMsg:
		m, cmd = m.gathered(msg)
	case kit.CanvasMsg:
		m.canvas = msg.Canvas
		m.list = m.list.Sized(len(m.shown), m.fit())
	case kit.ActionMsg:
		m, cmd = m.do(msg)
	case kit.UnboundMsg:
		m.status = m.status.Say(fmt.Sprintf("%s does nothing here: %s opens, %s filters, %s shows the keys.", keys.Name(msg.Sequence),
			m.key(keys.OpenArticle), m.key(keys.StartFilter), m.key(keys.ShowHelp)))
	case tea.KeyPressMsg, tea.PasteMsg:
		m = m.typed(m.filter.Update(msg))
	case kit.ScrollMsg:
		m.list = m.list.Scroll(msg.Rows)
	case tea.MouseClickMsg:
		m = m.click(msg.Y)
	}
	return m, cmd
}

func (m Model) key(action keys.Action) string { return m.spec.Keys.Key(keys.Library, action) }

// Keyboard reports that keys are actions, or the words of the filter.
func (m Model) Keyboard() kit.Keyboard {
	if m.mode == keys.Filter {
		return kit.Keyboard{Mode: keys.Filter, Input: kit.Text}
	}
	return m.status.Keyboard(m.mode, "")
}

// load lists items, which come with the last opened first. The selection stays
// on its article. An outdated list is dropped: another one follows.
func (m Model) load(msg listedMsg) (Model, tea.Cmd) {
	if msg.changes != m.changes {
		return m, nil
	}
	if msg.err != nil {
		m.status = m.status.Warn(kit.OneLine(msg.err.Error()))
	}
	if msg.err != nil && msg.items == nil {
		return m, nil
	}
	wanted := m.wanted
	if selected, ok := m.selected(); ok && wanted == "" {
		wanted = selected.ID
	}
	m.all, m.listed, m.texts = msg.items, true, map[string]string{} // they may have changed
	m = m.refilter()
	if i := slices.IndexFunc(m.shown, func(i library.Item) bool { return i.ID == wanted }); i >= 0 {
		m.list, m.wanted = m.list.To(i), ""
	}
	if m.mode != keys.Filter && m.filter.Value() == "" {
		return m, nil
	}
	return m.gather()
}

// selected returns the article that keys act on.
func (m Model) selected() (library.Item, bool) {
	at, ok := m.list.At()
	if !ok {
		return library.Item{}, false
	}
	return m.shown[at], true
}

// typed filters by the words in the field. More words match fewer articles, so
// only the listed ones are searched.
func (m Model) typed(field kit.Field) Model {
	was := m.filter.Value()
	m.filter = field
	m.list = m.list.To(0)
	if strings.HasPrefix(field.Value(), was) {
		return m.narrow(m.shown)
	}
	return m.refilter()
}

// do carries out an action.
func (m Model) do(msg kit.ActionMsg) (Model, tea.Cmd) {
	if moved, ok := m.list.Do(msg.Action, msg.Count); ok {
		m.list = moved
		return m, nil
	}
	switch msg.Action {
	case keys.OpenArticle:
		m.open()
	case keys.StartFilter:
		m.mode = keys.Filter
		return m.gather()
	case keys.Accept:
		m.mode = keys.Library
	case keys.Back:
		m = m.back()
	case keys.RemoveArticle:
		return m.remove()
	case keys.Undo:
		return m.restore()
	case keys.HowToQuit:
		m = m.howToLeave()
	}
	return m, nil
}

// open opens the selected article.
func (m Model) open() {
	if item, ok := m.selected(); ok {
		m.out.Post(kit.OpenArticleMsg{ID: item.ID})
	}
}

// alone reports whether esc has nothing to go back to.
func (m Model) alone() bool { return m.spec.Reading == "" && !m.spec.Below }

func (m Model) howToLeave() Model {
	text := m.key(keys.Quit) + " quits; everything is saved."
	if !m.alone() {
		text = m.key(keys.Back) + " goes back to the article, " + text
	}
	m.status = m.status.Say(text)
	return m
}

// back clears the filter, then leaves.
func (m Model) back() Model {
	switch {
	case m.mode == keys.Filter || m.filter.Value() != "":
		m.mode, m.filter = keys.Library, kit.NewField("")
		return m.refilter()
	case m.alone():
		return m.howToLeave()
	}
	m.out.Post(kit.CloseMsg{})
	return m
}

// remove moves the selected article to the trash.
func (m Model) remove() (Model, tea.Cmd) {
	item, ok := m.selected()
	if !ok {
		return m, nil
	}
	m.removed = append(m.removed[:len(m.removed):len(m.removed)], item.ID)
	m.all = slices.DeleteFunc(slices.Clone(m.all), func(i library.Item) bool { return i.ID == item.ID })
	m = m.refilter()
	m.status = m.status.Say(fmt.Sprintf("Moved to the trash; %s restores it: “%s”", m.key(keys.Undo), kit.OneLine(item.Title)))
	if m.spec.Reading == item.ID {
		m.spec.Reading = ""
	}
	m.out.Post(kit.ForgottenMsg{ID: item.ID})
	return m.change(func() error { return m.spec.Library.Forget(item.ID) })
}

// restore restores the article removed last.
func (m Model) restore() (Model, tea.Cmd) {
	n := len(m.removed)
	if n == 0 {
		m.status = m.status.Say("Nothing to undo here. galley articles --trash lists the trash.")
		return m, nil
	}
	id := m.removed[n-1]
	m.removed = m.removed[:n-1]
	m.wanted = id
	m.status = m.status.Say("Restored.")
	return m.change(func() error { return m.spec.Library.Restore(id) })
}

// change returns the command that changes the library and lists it again.
// Bubble Tea runs commands side by side, so each waits for the one before.
func (m Model) change(do func() error) (Model, tea.Cmd) {
	m.changes++
	before, done := m.previous, make(chan struct{})
	m.previous = done
	return m, m.out.Do(func() tea.Msg {
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

// click selects the article on a row of the screen; a click on the selected one
// opens it.
func (m Model) click(row int) Model {
	var again bool
	if m.list, again = m.list.Click(row-headRows, itemRows); again {
		m.open()
	}
	return m
}
