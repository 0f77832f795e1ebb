// Package marks is the screen that lists the annotations of an article: to see
// what is still open in it, to find one by its words, and to go there. It is a
// value: a key goes in, a new Marks and a list of effects come out.
//
// Only the rows on the screen are drawn, so that the list opens at once however
// much is marked.
package marks

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Marks is the state of the screen.
type Marks struct {
	keys    keys.Table
	canvas  kit.Canvas
	article *annotate.Article
	all     []annotate.Annotation // in text order
	open    string                // what is still to be done of all
	words   []string              // what the filter reads of each of all; nil until one is typed
	shown   []int                 // indices into all: what the filters leave, in the order chosen
	list    kit.List              // over shown
	only    filters
	order   order
	mode    keys.Mode
	pending keys.Pending
	typed   kit.Field
	message string
	trouble bool
}

// New lists the annotations of an article. Put it on a canvas, then load it.
func New(table keys.Table, article *annotate.Article) Marks {
	return Marks{keys: table, article: article, mode: keys.Marks, typed: kit.NewField("")}
}

// Load lists these annotations. The choice stays on its annotation, and the
// filters stay as they are.
func (m Marks) Load(set annotate.Set) Marks {
	chosen, ok := m.chosen()
	m.all, m.open, m.words = set.All(), summary(set.All()), nil
	m = m.refilter()
	if ok {
		return m.choose(func(a annotate.Annotation) bool { return a.ID == chosen.ID })
	}
	return m
}

// At chooses the annotation that lies at off or next after it, else the last
// before it.
func (m Marks) At(off int) Marks {
	before := -1
	for _, i := range m.shown {
		if end := m.all[i].Span().End; end > 0 && end <= off {
			before = max(before, i)
		}
	}
	if before >= 0 {
		m = m.choose(func(a annotate.Annotation) bool { return a.ID == m.all[before].ID })
	}
	return m.choose(func(a annotate.Annotation) bool { return a.Span().End > off })
}

// choose chooses the first of those shown, in text order, for which is holds.
func (m Marks) choose(is func(annotate.Annotation) bool) Marks {
	best := -1
	for at, i := range m.shown {
		if is(m.all[i]) && (best < 0 || i < m.shown[best]) {
			best = at
		}
	}
	if best >= 0 {
		m.list = m.list.To(best)
	}
	return m
}

// Tell shows a message; trouble marks it as something that did not work.
func (m Marks) Tell(message string, trouble bool) Marks {
	m.message, m.trouble = message, trouble
	return m
}

// On puts the screen on a canvas.
func (m Marks) On(c kit.Canvas) Marks {
	m.canvas = c
	m.list = m.list.Sized(len(m.shown), m.fit())
	return m
}

// Mode is what the keyboard means now.
func (m Marks) Mode() keys.Mode { return m.mode }

// Typing reports whether keys that are not bound are text.
func (m Marks) Typing() bool { return m.mode == keys.Filter }

// chosen is the annotation that keys act on.
func (m Marks) chosen() (annotate.Annotation, bool) {
	at, ok := m.list.At()
	if !ok {
		return annotate.Annotation{}, false
	}
	return m.all[m.shown[at]], true
}

// Type handles a key or a paste while the words to look for are typed.
func (m Marks) Type(msg tea.Msg) Marks {
	m.typed = m.typed.Update(msg)
	return m.refilter().top()
}

func (m Marks) top() Marks {
	m.list = m.list.To(0)
	return m
}

// Press handles a key.
func (m Marks) Press(key string) (Marks, []effect.Effect) {
	m.message, m.trouble = "", false
	pending, out := m.keys.Press(m.mode, m.pending, key, m.mode == keys.Marks)
	m.pending = pending
	if out.Unbound != "" {
		m.message = fmt.Sprintf("%s does nothing here: %s goes there, %s filters, %s shows the keys.", keys.Name(out.Unbound),
			m.keys.Key(keys.Marks, keys.Visit), m.keys.Key(keys.Marks, keys.StartFilter), m.keys.Key(keys.Marks, keys.ShowHelp))
		return m, nil
	}
	return m.Do(out.Action, out.Count)
}

// Do carries out an action; count is 0 if none was typed.
func (m Marks) Do(action keys.Action, count int) (Marks, []effect.Effect) {
	if moved, ok := m.list.Do(action, count); ok {
		m.list = moved
		return m, nil
	}
	switch action {
	case keys.TagClaim:
		return m.toggle(annotate.Claim), nil
	case keys.TagQuote:
		return m.toggle(annotate.Quote), nil
	case keys.TagOpinion:
		return m.toggle(annotate.Opinion), nil
	case keys.CycleStatus:
		m.only.work = m.only.work.next()
		return m.refilter(), nil
	case keys.CycleState:
		m.only.places = m.only.places.next()
		return m.refilter(), nil
	case keys.CycleOrder:
		return m.reorder(), nil
	case keys.StartFilter:
		m.mode = keys.Filter
		return m, nil
	case keys.Accept:
		m.mode = keys.Marks
		return m, nil
	}
	return m.leave(action)
}

// leave carries out an action that leads elsewhere.
func (m Marks) leave(action keys.Action) (Marks, []effect.Effect) {
	switch action {
	case keys.Visit:
		return m.visit()
	case keys.Back:
		return m.back()
	}
	if e, ok := effect.Of(action); ok {
		return m, []effect.Effect{e}
	}
	return m, nil
}

// visit asks to go to the chosen annotation.
func (m Marks) visit() (Marks, []effect.Effect) {
	a, ok := m.chosen()
	switch {
	case !ok:
		return m, nil
	case !a.Anchor.State.Placed() && a.NeedsPlacing():
		return m, []effect.Effect{effect.Visit{Annotation: a.ID}} // to be placed there
	case !a.Anchor.State.Placed():
		return m.Tell("It has no place in this text: "+doubt(a)+".", true), nil
	}
	return m, []effect.Effect{effect.Visit{Off: a.Anchor.Span.Start, Annotation: a.ID}}
}

// back takes the words of the filter away, then leaves.
func (m Marks) back() (Marks, []effect.Effect) {
	if m.mode == keys.Filter || m.typed.Value() != "" {
		m.mode, m.typed = keys.Marks, kit.NewField("")
		return m.refilter(), nil
	}
	return m, []effect.Effect{effect.Close{}}
}

// toggle shows one tag only, or adds it to those that are shown only; with
// none, or with all three, all are shown.
func (m Marks) toggle(tag annotate.Tag) Marks {
	if at := slices.Index(m.only.tags, tag); at >= 0 {
		m.only.tags = slices.Delete(slices.Clone(m.only.tags), at, at+1)
	} else {
		m.only.tags = append(slices.Clone(m.only.tags), tag)
	}
	if len(m.only.tags) == len(annotate.Tags()) {
		m.only.tags = nil
	}
	m = m.refilter()
	m.message = fmt.Sprintf("%s are shown. %s goes back to the text, %s quits.", capital(m.only.tagNames()),
		m.keys.Key(keys.Marks, keys.Back), m.keys.Key(keys.Marks, keys.Quit))
	return m
}

// reorder lists in the next order. The choice stays on its annotation.
func (m Marks) reorder() Marks {
	chosen, _ := m.chosen()
	m.order = m.order.next()
	return m.refilter().choose(func(a annotate.Annotation) bool { return a.ID == chosen.ID })
}

// Scroll moves the list by that many rows of the screen, as the wheel does.
func (m Marks) Scroll(rows int) (Marks, []effect.Effect) {
	m.list = m.list.Scroll(rows)
	return m, nil
}

// Click chooses what stands on a row of the screen; a click on what is chosen
// already goes there.
func (m Marks) Click(row int) (Marks, []effect.Effect) {
	from, to := m.list.Shown()
	at := from + (row-m.head())/m.tall()
	if row < m.head() || at >= to {
		return m, nil
	}
	if now, _ := m.list.At(); now == at {
		return m.visit()
	}
	m.list = m.list.To(at)
	return m, nil
}
