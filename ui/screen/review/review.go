// Package review is the screen on which all annotations of an article are read
// as one document: figures on top, then the claims, the quotes and the
// opinions, each in text order, with their words, fields and notes. It is a
// value: a key goes in, a new Review and a list of effects come out.
//
// The words of the article are drawn by ui/layout, notes by glamour. An entry
// is drawn when it is first seen, so that the page opens at once however much
// is marked; therefore a row is addressed by its part of the document, and
// there are no row numbers.
package review

import (
	"fmt"
	"time"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A Review is the state of the screen.
type Review struct {
	keys    keys.Table
	canvas  kit.Canvas
	article *annotate.Article
	now     func() time.Time
	measure int // widest text, in cells
	figures figures
	parts   []part
	entries []int            // indices into parts of the entries
	drawn   map[int][]string // rows of the parts seen so far, by index; shared by copies on the same canvas
	top     place
	at      int // index into entries of the current one
	pending keys.Pending
	message string
	trouble bool
}

// A part is a piece of the document. Without a tag it is the figures; without
// an annotation it is the heading of the tag's entries.
type part struct {
	tag        annotate.Tag
	annotation *annotate.Annotation
	count      int // of entries under a heading
}

// New makes the page for an article. now is asked for the zone in which times
// are shown; measure is the widest text, in cells. Load it, then put it on a
// canvas.
func New(table keys.Table, article *annotate.Article, now func() time.Time, measure int) Review {
	return Review{keys: table, article: article, now: now, measure: measure, drawn: map[int][]string{}}
}

// Load shows these annotations. The current entry stays current.
func (r Review) Load(set annotate.Set) Review {
	was, had := r.current()
	r.figures = r.figures.of(r.article, set)
	r.parts, r.entries, r.at = []part{{}}, nil, 0
	for _, tag := range annotate.Tags() {
		r = r.group(tag, set)
	}
	r.drawn = map[int][]string{}
	for i, at := range r.entries {
		if had && r.parts[at].annotation.ID == was.ID {
			return r.show(i)
		}
	}
	return r.scroll(0)
}

// group adds the entries of a tag, if there are any.
func (r Review) group(tag annotate.Tag, set annotate.Set) Review {
	head := len(r.parts)
	r.parts = append(r.parts, part{tag: tag})
	for i, a := range set.All() {
		if a.Tag == tag {
			r.entries = append(r.entries, len(r.parts))
			r.parts = append(r.parts, part{tag: tag, annotation: &set.All()[i]})
		}
	}
	r.parts[head].count = len(r.parts) - head - 1
	if r.parts[head].count == 0 {
		r.parts = r.parts[:head]
	}
	return r
}

// Tell shows a message; trouble marks it as something that did not work.
func (r Review) Tell(message string, trouble bool) Review {
	r.message, r.trouble = message, trouble
	return r
}

// On puts the screen on a canvas. The current entry stays on the screen.
func (r Review) On(c kit.Canvas) Review {
	was := r.canvas
	r.canvas = c
	if c.Width != was.Width || c.Method != was.Method || c.Theme != was.Theme {
		r.drawn = map[int][]string{}
	}
	if r.top == (place{}) || c.Width == 0 {
		return r.scroll(0)
	}
	return r.show(r.at)
}

// current is the annotation that keys act on.
func (r Review) current() (annotate.Annotation, bool) {
	if r.at >= len(r.entries) {
		return annotate.Annotation{}, false
	}
	return *r.parts[r.entries[r.at]].annotation, true
}

// Press handles a key.
func (r Review) Press(key string) (Review, []effect.Effect) {
	r.message, r.trouble = "", false
	pending, out := r.keys.Press(keys.Review, r.pending, key, true)
	r.pending = pending
	if out.Unbound != "" {
		r.message = fmt.Sprintf("%s does nothing here: %s goes to the next entry, %s to its place in the text, %s back.",
			keys.Name(out.Unbound), r.keys.Key(keys.Review, keys.NextMark), r.keys.Key(keys.Review, keys.Visit),
			r.keys.Key(keys.Review, keys.Back))
		return r, nil
	}
	return r.Do(out.Action, out.Count)
}

// Do carries out an action; count is 0 if none was typed.
func (r Review) Do(action keys.Action, count int) (Review, []effect.Effect) {
	if n, ok := kit.Steps(action, count, max(r.rows()-1, 1)); ok {
		return r.move(action, n, count), nil
	}
	if e, ok := effect.Of(action); ok {
		return r, []effect.Effect{e}
	}
	switch action {
	case keys.NextMark:
		return r.show(r.at + max(count, 1)), nil
	case keys.PrevMark:
		return r.show(r.at - max(count, 1)), nil
	case keys.Visit:
		return r.visit()
	case keys.Back:
		return r, []effect.Effect{effect.Close{}}
	case keys.NotQuit:
		r.message = fmt.Sprintf("%s goes back to the text, %s quits; everything is saved.",
			r.keys.Key(keys.Review, keys.Back), r.keys.Key(keys.Review, keys.Quit))
	}
	return r, nil
}

// move carries out a motion of n rows. The ends are gone to without drawing
// what lies between, and a count before [keys.Goto] names an entry.
func (r Review) move(action keys.Action, n, count int) Review {
	switch {
	case action == keys.Goto && count > 0:
		return r.show(count - 1)
	case n == kit.Far:
		return r.show(len(r.entries) - 1).toEnd()
	case n == -kit.Far:
		r.top, r.at = place{}, 0
		return r
	}
	return r.scroll(n)
}

// visit asks to go to the place of the current entry.
func (r Review) visit() (Review, []effect.Effect) {
	a, ok := r.current()
	switch {
	case !ok:
		return r, nil
	case !a.Anchor.State.Placed() && a.NeedsPlacing():
		return r, []effect.Effect{effect.Visit{Annotation: a.ID}} // to be placed there
	case !a.Anchor.State.Placed():
		return r.Tell("It has no place in this text: "+kit.OneLine(a.Anchor.Reason)+".", true), nil
	}
	return r, []effect.Effect{effect.Visit{Off: a.Anchor.Span.Start, Annotation: a.ID}}
}

// Click makes the entry on a row of the screen current; a click on the current
// one goes to its place.
func (r Review) Click(row int) (Review, []effect.Effect) {
	if row < 1 || row > r.rows() {
		return r, nil
	}
	clicked, n := r.step(r.top, row-1)
	if n < row-1 {
		return r, nil
	}
	for i, at := range r.entries {
		switch {
		case at == clicked.part && i == r.at:
			return r.visit()
		case at == clicked.part:
			r.at = i
		}
	}
	return r, nil
}
