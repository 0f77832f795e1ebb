// Package book is the screen on which a person chooses a chapter of a book. It
// is a value: a key goes in, a new Book and a list of effects come out.
package book

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A Chapter is a line of the list.
type Chapter struct {
	Name   string // by which it is opened
	Title  string
	Counts map[annotate.Tag]int // of its annotations
	Read   int                  // per cent
	Saved  bool                 // it is in the library
}

// A Book is the state of the screen.
type Book struct {
	keys     keys.Table
	canvas   kit.Canvas
	title    string
	chapters []Chapter
	list     kit.List
	alone    bool // there is no article to go back to
	pending  keys.Pending
	message  string
	trouble  bool
}

// New lists the chapters of a book. here is the name of the one that is read,
// "" for none: then there is nothing to go back to.
func New(table keys.Table, title string, chapters []Chapter, here string) Book {
	b := Book{keys: table, title: title, chapters: chapters, alone: here == ""}
	b.list = b.list.Sized(len(chapters), 1)
	for i, c := range chapters {
		if c.Name == here || here == "" && c.Read > 0 {
			b.list = b.list.To(i)
		}
	}
	return b
}

// On puts the screen on a canvas.
func (b Book) On(c kit.Canvas) Book {
	b.canvas = c
	b.list = b.list.Sized(len(b.chapters), b.rows())
	return b
}

// Tell shows a message; trouble marks it as something that did not work.
func (b Book) Tell(message string, trouble bool) Book {
	b.message, b.trouble = message, trouble
	return b
}

// Press handles a key.
func (b Book) Press(key string) (Book, []effect.Effect) {
	b.message, b.trouble = "", false
	pending, out := b.keys.Press(keys.Book, b.pending, key, true)
	b.pending = pending
	if moved, ok := b.list.Do(out.Action, out.Count); ok {
		b.list = moved
		return b, nil
	}
	if e, ok := effect.Of(out.Action); ok {
		return b, []effect.Effect{e}
	}
	switch {
	case out.Action == keys.OpenItem:
		return b, b.open()
	case out.Action == keys.Back && !b.alone:
		return b, []effect.Effect{effect.Close{}}
	case out.Action == keys.Back, out.Action == keys.NotQuit, out.Unbound != "":
		key := func(a keys.Action) string { return b.keys.Key(keys.Book, a) }
		b.message = fmt.Sprintf("%s opens the chapter, %s the library, %s quits.", key(keys.OpenItem), key(keys.OpenLibrary), key(keys.Quit))
	}
	return b, nil
}

func (b Book) open() []effect.Effect {
	at, ok := b.list.At()
	if !ok {
		return nil
	}
	return []effect.Effect{effect.OpenChapter{Name: b.chapters[at].Name}}
}

// Scroll moves the list by that many rows of the screen, as the wheel does.
func (b Book) Scroll(rows int) (Book, []effect.Effect) {
	b.list = b.list.Scroll(rows)
	return b, nil
}

// Click chooses what stands on a row of the screen; a click on what is chosen
// already opens it.
func (b Book) Click(row int) (Book, []effect.Effect) {
	from, to := b.list.Shown()
	at := from + row - headRows
	if row < headRows || at >= to {
		return b, nil
	}
	if now, _ := b.list.At(); now == at {
		return b, b.open()
	}
	b.list = b.list.To(at)
	return b, nil
}

// headRows are above the list: the header and a blank row.
const headRows = 2

func (b Book) rows() int { return max(b.canvas.Height-headRows-1, 1) }

// View draws the screen.
func (b Book) View() string {
	rows := []string{b.canvas.Header(b.title, fmt.Sprintf("%d chapters", len(b.chapters))), ""}
	from, to := b.list.Shown()
	chosen, _ := b.list.At()
	for i := from; i < to; i++ {
		rows = append(rows, b.row(i, i == chosen))
	}
	mode, state, shown := b.Bar()
	if !shown {
		return b.canvas.Page(rows, b.canvas.Notice(b.message, "", b.trouble))
	}
	return b.canvas.Page(rows, b.canvas.Footer(b.keys, mode, state))
}

// Bar is what the line at the bottom shows keys of; shown is false while
// something else stands there.
func (b Book) Bar() (mode keys.Mode, state string, shown bool) {
	return keys.Book, b.pending.String(), b.message == ""
}

// row draws one chapter: its number and title, what is marked in it, and how
// far it was read.
func (b Book) row(i int, chosen bool) string {
	t, c := b.canvas.Theme, b.chapters[i]
	sign, style := "  ", t.Plain
	if chosen {
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
	number := fmt.Sprintf("%*d  ", len(fmt.Sprint(len(b.chapters))), i+1)
	room := max(b.canvas.Width-3-len(number)-b.canvas.Method.StringWidth(figures), 1)
	title := b.canvas.Cut(kit.OneLine(c.Title), room)
	gap := strings.Repeat(" ", max(room-b.canvas.Method.StringWidth(title), 0))
	return sign + t.Number.Render(number) + style.Render(title) + gap + figures
}
