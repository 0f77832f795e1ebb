// Package marks lists an article's annotations: to see what is still open, to find
// one by its words, and to go to it. Only the rows on the screen
// are drawn, so that the list opens at once however long it is.
package marks

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/voice"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Model is the state of the screen.
type Model struct {
	kit.ListBase
	spec    kit.TextSpec
	words   kit.Filter // words to search for
	set     annotate.Set
	shared  bool                  // several people made the annotations
	all     []annotate.Annotation // those of set, in text order; an interrupted quotation is one
	open    string                // summary of the open work in all
	text    []string              // searchable text of each annotation in all; nil until words are typed
	shown   []int                 // indices into all of those that pass the filters, in order
	lines   []line                // what is listed: shown or, by person, the persons with those of shown
	filters filters
	order   order
	folded  map[string]bool // persons whose annotations are not listed; replaced, never changed
	voices  voice.Voices    // the persons listed
	renames string          // the person to be merged into another, "" for none
}

// New returns the screen, with the annotation at the caret or the next one after it
// selected. It keeps the filters of the last screen.
func New(out *kit.Outbox, spec kit.TextSpec) kit.Screen {
	m := Model{spec: spec, words: kit.NewFilter("Words: ")}
	m.Out, m.Keys, m.Mode = out, spec.Keys, keys.Marks
	m.Hint = fmt.Sprintf("%s goes to the annotation, %s filters, %s shows the keys",
		m.Key(keys.Visit), m.Key(keys.StartFilter), m.Key(keys.ShowHelp))
	if last, ok := spec.Last.(Model); ok && last.spec.Article == spec.Article {
		m.filters, m.order, m.words, m.folded = last.filters, last.order, last.words, last.folded
		m.words.Open = false
	}
	m.spec.Last = nil
	m.setOrder(m.order)
	m.load(spec.Annotations)
	m.selectAt(spec.Caret)
	return m
}

// load lists a set. The selection stays on its annotation, and the filters are
// kept.
func (m *Model) load(set annotate.Set) {
	before := m.line()
	m.set, m.all, m.text = set, joined(set), nil
	m.shared = slices.ContainsFunc(m.all, func(a annotate.Annotation) bool { return a.Creator != m.all[0].Creator })
	m.open = summary(m.all)
	m.relist(before)
}

// joined returns the annotations of a set, each with its continuations. Those of
// uncertain place are added separately.
func joined(set annotate.Set) []annotate.Annotation {
	list := make([]annotate.Annotation, 0, set.Len())
	for _, whole := range set.Wholes() {
		list = append(list, whole.Joined())
		for _, part := range whole[1:] {
			if part.NeedsPlacing() {
				list = append(list, part)
			}
		}
	}
	return list
}

// selectAt selects the first annotation that ends after off, or else the last one
// before it.
func (m *Model) selectAt(off int) {
	before := -1
	for _, i := range m.shown {
		if end := m.all[i].Span().End; end > 0 && end <= off {
			before = max(before, i)
		}
	}
	if before >= 0 {
		m.selectID(m.all[before].ID)
	}
	m.selectFirst(func(a annotate.Annotation) bool { return a.Span().End > off })
}

func (m *Model) selectID(id string) {
	m.selectFirst(func(a annotate.Annotation) bool { return a.ID == id })
}

// selectFirst selects the first listed annotation, in text order, for which
// matches returns true.
func (m *Model) selectFirst(matches func(annotate.Annotation) bool) {
	best := -1
	for row, l := range m.lines {
		if l.annotation != nil && matches(*l.annotation) && (best < 0 || l.index < m.lines[best].index) {
			best = row
		}
	}
	if best >= 0 {
		m.List = m.List.To(best)
	}
}

// Update handles a message from the root.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	first := m.Canvas.Width == 0
	if m.Handle(msg) {
		m.visit()
	}
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		row, _ := m.List.At()
		if first { // scroll no further than the selection needs
			m.List = kit.List{}
		}
		m.Resize(len(m.lines), m.headRows(), m.itemRows())
		m.List = m.List.To(row)
	case kit.AnnotationsMsg:
		m.load(msg.Set)
	case kit.ActionMsg:
		m.do(msg.Action)
	case tea.KeyPressMsg, tea.PasteMsg:
		m.words.Field = m.words.Update(msg)
		m.refilter()
		m.List = m.List.To(0)
	}
	return m, nil
}

// Keyboard reports that keys are actions, or the words to search for.
func (m Model) Keyboard() kit.Keyboard { return m.words.Keyboard(m.Base) }

// do carries out an action.
func (m *Model) do(action keys.Action) {
	switch action {
	case keys.TagClaim:
		m.toggle(annotate.Claim)
	case keys.TagQuote:
		m.toggle(annotate.Quote)
	case keys.TagOpinion:
		m.toggle(annotate.Opinion)
	case keys.CycleStatus:
		m.filters.status = (m.filters.status + 1) % (wrong + 1)
		m.refilter()
	case keys.CycleState:
		m.filters.places = (m.filters.places + 1) % (certainPlaces + 1)
		m.refilter()
	case keys.CycleOrder: // the selection stays on its annotation
		m.setOrder((m.order + 1) % (byTime + 1))
	case keys.ToggleFolds:
		m.toggleFolds()
	case keys.NextPerson:
		m.goToPerson(1)
	case keys.PrevPerson:
		m.goToPerson(-1)
	case keys.MergePersons:
		m.merge()
	case keys.Undo:
		m.Out.Post(kit.ForReaderMsg{Msg: kit.ActionMsg{Action: keys.Undo}})
	case keys.StartFilter:
		m.words.Open = true
	case keys.Accept:
		m.words.Open = false
	case keys.Visit:
		m.visit()
	case keys.Back:
		switch {
		case m.renames != "":
			m.endMerge()
			m.Say("Nothing was merged.")
		case m.words.Clear():
			m.refilter()
		default:
			m.Do(action)
		}
	}
}

// visit goes to the selected annotation, or folds or unfolds the selected person.
func (m *Model) visit() {
	switch l := m.line(); {
	case l.annotation != nil:
		m.Visit(*l.annotation)
	case l.voice != nil:
		m.toggleFold(l.voice.Who)
	}
}

// toggle adds a tag to the filter, or removes it. With no tags in the filter, or all
// three, all tags are listed.
func (m *Model) toggle(tag annotate.Tag) {
	if i := slices.Index(m.filters.tags, tag); i >= 0 {
		m.filters.tags = slices.Delete(slices.Clone(m.filters.tags), i, i+1)
	} else {
		m.filters.tags = append(slices.Clone(m.filters.tags), tag)
	}
	if len(m.filters.tags) == len(annotate.Tags()) {
		m.filters.tags = nil
	}
	m.refilter()
	m.Say("%s are shown. %s goes back to the text, %s quits.",
		kit.Capital(m.filters.tagNames()), m.Key(keys.Back), m.Key(keys.Quit))
}
