// Package marks is the list of an article's annotations: to see what is still
// open, to find one by its words, and to go to it. Only the rows on the screen
// are drawn, so that the list opens at once however long it is.
package marks

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Spec holds the arguments of [New].
type Spec struct {
	Keys        keys.Table
	Article     *annotate.Article
	Annotations annotate.Set
	Caret       int        // byte offset; the annotation there or next after it is selected
	Last        kit.Screen // the screen as last closed, whose filters are kept; nil: none
}

// A Model is the state of the screen.
type Model struct {
	spec   Spec
	out    *kit.Outbox
	canvas kit.Canvas
	all    []annotate.Annotation // in text order
	open   string                // summary of the open work in all
	text   []string              // searchable text of each annotation in all; nil until words are typed
	shown  []int                 // indices into all of those that pass the filters, in order
	list   kit.List              // over shown
	only   filters
	order  order
	typed  kit.Field // the words to search for
	mode   keys.Mode
	status kit.StatusLine
}

// New returns the screen.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{spec: spec, out: out, typed: kit.NewField(""), mode: keys.Marks, status: kit.NewStatusLine(spec.Keys)}
	if last, ok := spec.Last.(Model); ok && last.spec.Article == spec.Article {
		m.only, m.order, m.typed = last.only, last.order, last.typed
	}
	m.spec.Last = nil
	return m.load(spec.Annotations).selectAt(spec.Caret)
}

// load lists a set. The selection stays on its annotation, and the filters are
// kept.
func (m Model) load(set annotate.Set) Model {
	selected, ok := m.selected()
	m.all, m.open, m.text = set.All(), summary(set.All()), nil
	m = m.refilter()
	if ok {
		return m.selectFirst(func(a annotate.Annotation) bool { return a.ID == selected.ID })
	}
	return m
}

// selectAt selects the annotation at off or next after it, else the last before
// it.
func (m Model) selectAt(off int) Model {
	before := -1
	for _, i := range m.shown {
		if end := m.all[i].Span().End; end > 0 && end <= off {
			before = max(before, i)
		}
	}
	if before >= 0 {
		m = m.selectFirst(func(a annotate.Annotation) bool { return a.ID == m.all[before].ID })
	}
	return m.selectFirst(func(a annotate.Annotation) bool { return a.Span().End > off })
}

// selectFirst selects the first listed annotation, in text order, for which is
// returns true.
func (m Model) selectFirst(is func(annotate.Annotation) bool) Model {
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

// on places the screen on a canvas. On the first one the list is not scrolled
// further than the selection needs.
func (m Model) on(c kit.Canvas) Model {
	at, _ := m.list.At()
	if m.canvas.Width == 0 {
		m.list = kit.List{}
	}
	m.canvas = c
	m.list = m.list.Sized(len(m.shown), m.fit()).To(at)
	return m
}

// selected returns the annotation that keys act on.
func (m Model) selected() (annotate.Annotation, bool) {
	at, ok := m.list.At()
	if !ok {
		return annotate.Annotation{}, false
	}
	return m.all[m.shown[at]], true
}

// Init does nothing.
func (m Model) Init() tea.Cmd { return nil }

// Update handles a message of the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	m.status = m.status.Update(msg)
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		m = m.on(msg.Canvas)
	case kit.AnnotationsMsg:
		m = m.load(msg.Set)
	case kit.ActionMsg:
		m = m.do(msg)
	case kit.UnboundMsg:
		m.status = m.status.Say(fmt.Sprintf("%s does nothing here: %s goes to the annotation, %s filters, %s shows the keys.", keys.Name(msg.Sequence),
			m.key(keys.Visit), m.key(keys.StartFilter), m.key(keys.ShowHelp)))
	case tea.KeyPressMsg, tea.PasteMsg:
		m.typed = m.typed.Update(msg)
		m = m.refilter()
		m.list = m.list.To(0)
	case kit.ScrollMsg:
		m.list = m.list.Scroll(msg.Rows)
	case tea.MouseClickMsg:
		m = m.click(msg.Y)
	}
	return m, nil
}

func (m Model) key(action keys.Action) string { return m.spec.Keys.Key(keys.Marks, action) }

// Keyboard reports that keys are actions, or the words to search for.
func (m Model) Keyboard() kit.Keyboard {
	if m.mode == keys.Filter {
		return kit.Keyboard{Mode: keys.Filter, Input: kit.Text}
	}
	return m.status.Keyboard(m.mode, "")
}

// do carries out an action.
func (m Model) do(msg kit.ActionMsg) Model {
	if moved, ok := m.list.Do(msg.Action, msg.Count); ok {
		m.list = moved
		return m
	}
	switch msg.Action {
	case keys.TagClaim:
		return m.toggle(annotate.Claim)
	case keys.TagQuote:
		return m.toggle(annotate.Quote)
	case keys.TagOpinion:
		return m.toggle(annotate.Opinion)
	case keys.CycleStatus:
		m.only.work = m.only.work.next()
		return m.refilter()
	case keys.CycleState:
		m.only.places = m.only.places.next()
		return m.refilter()
	case keys.CycleOrder:
		return m.reorder()
	case keys.StartFilter:
		m.mode = keys.Filter
	case keys.Accept:
		m.mode = keys.Marks
	case keys.Visit:
		return m.visit()
	case keys.Back:
		return m.back()
	}
	return m
}

// visit goes to the selected annotation.
func (m Model) visit() Model {
	a, ok := m.selected()
	switch {
	case !ok:
	case !a.Anchor.State.Placed() && a.NeedsPlacing():
		m.out.Post(kit.VisitMsg{Annotation: a.ID}) // to be placed there
	case !a.Anchor.State.Placed():
		m.status = m.status.Warn("It has no place in this version: " + doubt(a) + ".")
	default:
		m.out.Post(kit.VisitMsg{Off: a.Anchor.Span.Start, Annotation: a.ID})
	}
	return m
}

// back clears the words of the filter, then leaves.
func (m Model) back() Model {
	if m.mode == keys.Filter || m.typed.Value() != "" {
		m.mode, m.typed = keys.Marks, kit.NewField("")
		return m.refilter()
	}
	m.out.Post(kit.CloseMsg{})
	return m
}

// toggle lists one tag only, or adds it to those that are listed; with none, or
// with all three, all are listed.
func (m Model) toggle(tag annotate.Tag) Model {
	if at := slices.Index(m.only.tags, tag); at >= 0 {
		m.only.tags = slices.Delete(slices.Clone(m.only.tags), at, at+1)
	} else {
		m.only.tags = append(slices.Clone(m.only.tags), tag)
	}
	if len(m.only.tags) == len(annotate.Tags()) {
		m.only.tags = nil
	}
	m = m.refilter()
	m.status = m.status.Say(fmt.Sprintf("%s are shown. %s goes back to the text, %s quits.", capital(m.only.tagNames()),
		m.key(keys.Back), m.key(keys.Quit)))
	return m
}

// reorder lists in the next order. The selection stays on its annotation.
func (m Model) reorder() Model {
	selected, _ := m.selected()
	m.order = m.order.next()
	return m.refilter().selectFirst(func(a annotate.Annotation) bool { return a.ID == selected.ID })
}

// click selects the annotation on a row of the screen; a click on the selected
// one goes to it.
func (m Model) click(row int) Model {
	var again bool
	if m.list, again = m.list.Click(row-m.head(), m.tall()); again {
		return m.visit()
	}
	return m
}
