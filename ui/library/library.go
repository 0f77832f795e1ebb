// Package library is the screen on which a person chooses among the saved
// articles. It is a value: an action goes in, a new Library and a list of
// effects come out.
package library

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/search"
	"galley/ui/canvas"
	"galley/ui/effect"
	"galley/ui/field"
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// An Item is one saved article, as the list shows it.
type Item struct {
	ID     string
	Title  string
	Place  string // where it came from, as people read it
	Counts map[annotate.Tag]int
	Words  int
	Read   int // how far it was read, per cent
	Opened time.Time
}

// A Library is the state of the screen.
type Library struct {
	keys     keys.Table
	canvas   canvas.Canvas
	now      func() time.Time
	all      []Item
	shown    []Item // those that the filter leaves
	at       int    // index into shown
	top      int    // first of shown on the screen
	mode     keys.Mode
	pending  keys.Pending
	filter   field.Field
	removed  []string // IDs removed here, last last
	message  string
	trouble  bool
	hasUnder bool // a reader is under this screen
}

// New opens the library. now is asked for the day, to say when an article was
// opened; under tells that esc leads back to an article.
func New(table keys.Table, now func() time.Time, under bool) Library {
	return Library{keys: table, now: now, mode: keys.Library, filter: field.New(""), hasUnder: under}
}

// Load shows these items, newest first as they are given. The choice stays on
// its article.
func (l Library) Load(items []Item) Library {
	chosen := ""
	if item, ok := l.chosen(); ok {
		chosen = item.ID
	}
	l.all = items
	l = l.refilter()
	if i := slices.IndexFunc(l.shown, func(i Item) bool { return i.ID == chosen }); i >= 0 {
		l.at = i
	}
	return l.scroll()
}

// Tell shows a message; trouble marks it as something that did not work.
func (l Library) Tell(message string, trouble bool) Library {
	l.message, l.trouble = message, trouble
	return l
}

// On puts the screen on a canvas.
func (l Library) On(c canvas.Canvas) Library {
	l.canvas = c
	return l.scroll()
}

// Mode is what the keyboard means now.
func (l Library) Mode() keys.Mode { return l.mode }

// chosen is the item that keys act on.
func (l Library) chosen() (Item, bool) {
	if l.at >= len(l.shown) {
		return Item{}, false
	}
	return l.shown[l.at], true
}

// refilter keeps the items whose title or place holds every word of the
// filter.
func (l Library) refilter() Library {
	l.shown = slices.DeleteFunc(slices.Clone(l.all), func(i Item) bool {
		for _, word := range strings.Fields(l.filter.Value()) {
			if _, ok := search.Parse(word).Next(i.Title+"\n"+i.Place, 0); !ok {
				return true
			}
		}
		return false
	})
	l.at = min(l.at, max(len(l.shown)-1, 0))
	return l.scroll()
}

// Type handles a key or a paste while the filter is typed.
func (l Library) Type(msg tea.Msg) Library {
	l.filter = l.filter.Update(msg)
	l.at = 0
	return l.refilter()
}

// Press handles a key.
func (l Library) Press(key string) (Library, []effect.Effect) {
	l.message, l.trouble = "", false
	pending, out := l.keys.Press(l.mode, l.pending, key, l.mode == keys.Library)
	l.pending = pending
	switch {
	case out.Action != "":
		return l.Do(out.Action, max(out.Count, 1))
	case out.Unbound != "":
		l.message = fmt.Sprintf("%s does nothing here: %s opens, %s filters, %s shows the keys.", keys.Name(out.Unbound),
			l.keys.Key(keys.Library, keys.OpenItem), l.keys.Key(keys.Library, keys.StartFilter), l.keys.Key(keys.Library, keys.ShowHelp))
	}
	return l, nil
}

// Do carries out an action, count times where that makes sense.
func (l Library) Do(action keys.Action, count int) (Library, []effect.Effect) {
	page := max(l.rows()-1, 1)
	switch action {
	case keys.Down:
		return l.step(count), nil
	case keys.Up:
		return l.step(-count), nil
	case keys.HalfDown:
		return l.step(count * page / 2), nil
	case keys.HalfUp:
		return l.step(-count * page / 2), nil
	case keys.PageDown:
		return l.step(count * page), nil
	case keys.PageUp:
		return l.step(-count * page), nil
	case keys.Top:
		return l.step(-len(l.shown)), nil
	case keys.Goto:
		return l.step(len(l.shown)), nil
	}
	return l.act(action)
}

// act carries out an action that does not move.
func (l Library) act(action keys.Action) (Library, []effect.Effect) {
	switch action {
	case keys.OpenItem:
		if item, ok := l.chosen(); ok {
			return l, []effect.Effect{effect.Open{Article: item.ID}}
		}
	case keys.StartFilter:
		l.mode = keys.Filter
	case keys.Accept:
		l.mode = keys.Library
	case keys.Back:
		return l.back()
	case keys.Remove:
		return l.remove()
	case keys.Undo:
		return l.restore()
	case keys.ShowHelp:
		return l, []effect.Effect{effect.ShowHelp{}}
	case keys.Quit:
		return l, []effect.Effect{effect.Quit{}}
	case keys.NotQuit:
		l.message = l.howToLeave()
	}
	return l, nil
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
		l.mode, l.filter = keys.Library, field.New("")
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
	l.message = fmt.Sprintf("“%s” is in the trash with its annotations. %s brings it back.",
		item.Title, l.keys.Key(keys.Library, keys.Undo))
	return l, []effect.Effect{effect.Forget{Article: item.ID}}
}

// restore brings back the article that was removed last.
func (l Library) restore() (Library, []effect.Effect) {
	n := len(l.removed)
	if n == 0 {
		l.message = "Nothing was removed here."
		return l, nil
	}
	id := l.removed[n-1]
	l.removed = l.removed[:n-1]
	l.message = "Brought back."
	return l, []effect.Effect{effect.Restore{Article: id}}
}

// rows is how many articles fit on the screen; each takes two rows.
func (l Library) rows() int { return max((l.canvas.Height-3)/2, 1) }

func (l Library) step(n int) Library {
	l.at = max(min(l.at+n, len(l.shown)-1), 0)
	return l.scroll()
}

// scroll keeps the choice on the screen.
func (l Library) scroll() Library {
	l.top = max(min(l.top, l.at), l.at-l.rows()+1)
	return l
}
