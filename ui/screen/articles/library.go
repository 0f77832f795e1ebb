// Package library is the screen on which a person chooses among the saved
// articles. It is a value: an action goes in, a new Library and a list of
// effects come out.
package articles

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// An Item is one saved article, as the list shows it.
type Item struct {
	ID     string
	Title  string
	Site   string // the publication or the book that it is part of, "" if that is not known
	Place  string // where it came from, as people read it
	Counts map[annotate.Tag]int
	Open   int // annotations that are still to be checked; 0 also if that is not known
	Doubts int // annotations whose place is to be decided
	Words  int
	Read   int // how far it was read, per cent
	Opened time.Time
}

// Words are what is marked and noted in an article, for the filter to look in.
type Words struct {
	ID   string // of the article
	Text string // quotes, notes and fields, parted by line ends
}

// A Library is the state of the screen.
type Library struct {
	keys     keys.Table
	canvas   kit.Canvas
	now      func() time.Time
	all      []Item
	loaded   bool              // all is known
	shown    []Item            // those that the filter leaves
	words    map[string]string // by article, what is marked and noted there, as far as it was read
	asked    bool              // more of it was asked for
	list     kit.List
	mode     keys.Mode
	pending  keys.Pending
	filter   kit.Field
	wanted   string   // ID of the article to choose when the list has it again
	removed  []string // IDs removed here, last last
	message  string
	trouble  bool
	hasUnder bool // a reader is under this screen
}

// New opens the library. now is asked for the day, to say when an article was
// opened; under tells that esc leads back to an article.
func New(table keys.Table, now func() time.Time, under bool) Library {
	return Library{keys: table, now: now, mode: keys.Library, filter: kit.NewField(""), words: map[string]string{}, hasUnder: under}
}

// Load shows these items, newest first as they are given. The choice stays on
// its article.
func (l Library) Load(items []Item) (Library, []effect.Effect) {
	wanted := l.wanted
	if chosen, ok := l.chosen(); ok && wanted == "" {
		wanted = chosen.ID
	}
	l.all, l.loaded, l.words = items, true, map[string]string{} // they may be others now
	l = l.refilter()
	if i := slices.IndexFunc(l.shown, func(i Item) bool { return i.ID == wanted }); i >= 0 {
		l.list, l.wanted = l.list.To(i), ""
	}
	if !l.Typing() && l.filter.Value() == "" {
		return l, nil
	}
	return l.gather()
}

// Alone tells that no article is under this screen any more.
func (l Library) Alone() Library {
	l.hasUnder = false
	return l
}

// Tell shows a message; trouble marks it as something that did not work.
func (l Library) Tell(message string, trouble bool) Library {
	l.message, l.trouble = message, trouble
	return l
}

// On puts the screen on a canvas.
func (l Library) On(c kit.Canvas) Library {
	l.canvas = c
	l.list = l.list.Sized(len(l.shown), l.fit())
	return l
}

// Mode is what the keyboard means now.
func (l Library) Mode() keys.Mode { return l.mode }

// Typing reports whether keys that are not bound are text.
func (l Library) Typing() bool { return l.mode == keys.Filter }

// chosen is the item that keys act on.
func (l Library) chosen() (Item, bool) {
	at, ok := l.list.At()
	if !ok {
		return Item{}, false
	}
	return l.shown[at], true
}

// Type handles a key or a paste while the filter is typed. More words leave
// fewer articles, so that only those are looked through that are left.
func (l Library) Type(msg tea.Msg) Library {
	was := l.filter.Value()
	l.filter = l.filter.Update(msg)
	l.list = l.list.To(0)
	if strings.HasPrefix(l.filter.Value(), was) {
		return l.narrow(l.shown)
	}
	return l.refilter()
}

// Press handles a key.
func (l Library) Press(key string) (Library, []effect.Effect) {
	l.message, l.trouble = "", false
	pending, out := l.keys.Press(l.mode, l.pending, key, l.mode == keys.Library)
	l.pending = pending
	if out.Unbound != "" {
		l.message = fmt.Sprintf("%s does nothing here: %s opens, %s filters, %s shows the keys.", keys.Name(out.Unbound),
			l.keys.Key(keys.Library, keys.OpenItem), l.keys.Key(keys.Library, keys.StartFilter), l.keys.Key(keys.Library, keys.ShowHelp))
		return l, nil
	}
	return l.Do(out.Action, out.Count)
}

// Do carries out an action; count is 0 if none was typed.
func (l Library) Do(action keys.Action, count int) (Library, []effect.Effect) {
	if moved, ok := l.list.Do(action, count); ok {
		l.list = moved
		return l, nil
	}
	if e, ok := effect.Of(action); ok {
		return l, []effect.Effect{e}
	}
	switch action {
	case keys.OpenItem:
		return l, l.open()
	case keys.StartFilter:
		l.mode = keys.Filter
		return l.gather()
	case keys.Accept:
		l.mode = keys.Library
	case keys.Back:
		return l.back()
	case keys.Remove:
		return l.remove()
	case keys.Undo:
		return l.restore()
	case keys.NotQuit:
		l.message = l.howToLeave()
	}
	return l, nil
}

// open asks for the chosen article.
func (l Library) open() []effect.Effect {
	item, ok := l.chosen()
	if !ok {
		return nil
	}
	return []effect.Effect{effect.Open{Article: item.ID}}
}

func (l Library) howToLeave() string {
	said := l.keys.Key(keys.Library, keys.Quit) + " quits"
	if l.hasUnder {
		said = l.keys.Key(keys.Library, keys.Back) + " goes back to the article, " + said
	}
	return said + "; everything is saved."
}

// back clears the filter, then leaves.
func (l Library) back() (Library, []effect.Effect) {
	switch {
	case l.mode == keys.Filter || l.filter.Value() != "":
		l.mode, l.filter = keys.Library, kit.NewField("")
		return l.refilter(), nil
	case l.hasUnder:
		return l, []effect.Effect{effect.Close{}}
	}
	l.message = l.howToLeave()
	return l, nil
}

// remove moves the chosen article to the trash.
func (l Library) remove() (Library, []effect.Effect) {
	item, ok := l.chosen()
	if !ok {
		return l, nil
	}
	l.removed = append(l.removed[:len(l.removed):len(l.removed)], item.ID)
	l.all = slices.DeleteFunc(slices.Clone(l.all), func(i Item) bool { return i.ID == item.ID })
	l = l.refilter()
	l.message = fmt.Sprintf("In the trash with its annotations; %s brings it back: “%s”",
		l.keys.Key(keys.Library, keys.Undo), kit.OneLine(item.Title))
	return l, []effect.Effect{effect.Forget{Article: item.ID}}
}

// restore brings back the article that was removed last.
func (l Library) restore() (Library, []effect.Effect) {
	n := len(l.removed)
	if n == 0 {
		l.message = "Nothing was removed here. galley articles --trash lists what is in the trash."
		return l, nil
	}
	id := l.removed[n-1]
	l.removed = l.removed[:n-1]
	l.message, l.wanted = "Brought back.", id
	return l, []effect.Effect{effect.Restore{Article: id}}
}

// Scroll moves the list by that many rows of the screen, as the wheel does.
func (l Library) Scroll(rows int) (Library, []effect.Effect) {
	l.list = l.list.Scroll(rows)
	return l, nil
}

// Click chooses what stands on a row of the screen; a click on what is chosen
// already opens it.
func (l Library) Click(row int) (Library, []effect.Effect) {
	from, to := l.list.Shown()
	at := from + (row-headRows)/itemRows
	if row < headRows || at >= to {
		return l, nil
	}
	if now, _ := l.list.At(); now == at {
		return l, l.open()
	}
	l.list = l.list.To(at)
	return l, nil
}
