// Package contents is the screen that shows how an article is built: its
// headings, where each begins, how much is marked in each, and where one is.
// An article without headings is listed by its paragraphs. It is a value: a
// key goes in, a new Contents and a list of effects come out.
package contents

import (
	"fmt"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A Contents is the state of the screen.
type Contents struct {
	keys     keys.Table
	canvas   kit.Canvas
	article  *annotate.Article
	sections []section
	list     kit.List
	caret    int // byte offset of the reading place
	percent  func(off int) int
	pending  keys.Pending
	message  string
	trouble  bool
}

// New shows the contents of an article. caret is the reading place, a byte
// offset: its section is chosen. percent tells how much of what there is to
// read stands before a byte offset. Put it on a canvas, then load it.
func New(table keys.Table, article *annotate.Article, caret int, percent func(off int) int) Contents {
	c := Contents{keys: table, article: article, sections: sections(article), caret: caret, percent: percent}
	c.list = c.list.Sized(len(c.sections), 1).To(at(c.sections, caret))
	return c
}

// Load counts these annotations.
func (c Contents) Load(set annotate.Set) Contents {
	c.sections = counted(c.sections, set.Placed())
	return c
}

// Tell shows a message; trouble marks it as something that did not work.
func (c Contents) Tell(message string, trouble bool) Contents {
	c.message, c.trouble = message, trouble
	return c
}

// On puts the screen on a canvas.
func (c Contents) On(to kit.Canvas) Contents {
	c.canvas = to
	c.list = c.list.Sized(len(c.sections), c.rows())
	return c
}

// Press handles a key.
func (c Contents) Press(key string) (Contents, []effect.Effect) {
	c.message, c.trouble = "", false
	pending, out := c.keys.Press(keys.Contents, c.pending, key, true)
	c.pending = pending
	if out.Unbound != "" {
		c.message = fmt.Sprintf("%s does nothing here: %s goes there, %s goes back.", keys.Name(out.Unbound),
			c.keys.Key(keys.Contents, keys.Visit), c.keys.Key(keys.Contents, keys.Back))
		return c, nil
	}
	return c.Do(out.Action, out.Count)
}

// Do carries out an action; count is 0 if none was typed.
func (c Contents) Do(action keys.Action, count int) (Contents, []effect.Effect) {
	if moved, ok := c.list.Do(action, count); ok {
		c.list = moved
		return c, nil
	}
	if e, ok := effect.Of(action); ok {
		return c, []effect.Effect{e}
	}
	switch action {
	case keys.Visit:
		return c, c.visit()
	case keys.Back:
		return c, []effect.Effect{effect.Close{}}
	case keys.NotQuit:
		c.message = fmt.Sprintf("%s goes back to the text, %s quits; everything is saved.",
			c.keys.Key(keys.Contents, keys.Back), c.keys.Key(keys.Contents, keys.Quit))
	}
	return c, nil
}

// visit asks to go to the chosen section.
func (c Contents) visit() []effect.Effect {
	at, ok := c.list.At()
	if !ok {
		return nil
	}
	return []effect.Effect{effect.Visit{Off: c.sections[at].span.Start}}
}

// Scroll moves the list by that many rows of the screen, as the wheel does.
func (c Contents) Scroll(rows int) (Contents, []effect.Effect) {
	c.list = c.list.Scroll(rows)
	return c, nil
}

// Click chooses what stands on a row of the screen; a click on what is chosen
// already goes there.
func (c Contents) Click(row int) (Contents, []effect.Effect) {
	from, to := c.list.Shown()
	at := from + row - headRows
	if row < headRows || at >= to {
		return c, nil
	}
	if now, _ := c.list.At(); now == at {
		return c, c.visit()
	}
	c.list = c.list.To(at)
	return c, nil
}
