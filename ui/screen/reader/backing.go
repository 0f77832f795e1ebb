package reader

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A backing is the input line for the source of a claim, the reference of a quote
// or the basis of an opinion.
type backing struct {
	input kit.Field
	id    string // of the annotation
	saved bool   // the typed text is saved as a draft
}

// start opens the input line for the annotation here.
func (b *backing) start(s *state) {
	a, ok := s.here()
	if !ok {
		return
	}
	s.body.caret.target = a.ID
	a = s.set.Whole(a.ID).First()
	value := ""
	if name := a.Tag.Spec().Backing; name != annotate.SourcesField {
		value = a.Fields.Get(name)
	}
	*b = backing{input: kit.NewField(value), id: a.ID}
	s.enter(keys.Note)
}

// label returns the label of the input line: "Source: "; "" if the annotation
// was deleted in the meantime.
func (b *backing) label(set annotate.Set) string {
	a, ok := set.Get(b.id)
	if !ok {
		return ""
	}
	word := a.Tag.Spec().Field(a.Tag.Spec().Backing).One()
	return kit.Capital(word) + ": "
}

// keep adds the typed text to the annotation.
func (b *backing) keep(s *state) {
	a, ok := s.set.Get(b.id)
	s.enter(keys.Read)
	if !ok {
		s.warn("The annotation was deleted in another window; your text is on the clipboard.")
		s.copy(b.input.Value())
		return
	}
	name, kept := a.Tag.Spec().Backing, "Added to the sources."
	if name != annotate.SourcesField {
		kept = "Kept as the " + name + "."
	}
	if s.edit(name+" of "+string(a.Tag), a, func(a *annotate.Annotation) { a.Fields = b.fields(*a) }) {
		s.say("%s", kept)
	}
}

// fields returns the fields of the annotation with the typed text.
func (b *backing) fields(a annotate.Annotation) annotate.Fields {
	name, values := a.Tag.Spec().Backing, []string{strings.TrimSpace(b.input.Value())}
	if name == annotate.SourcesField {
		values = append(slices.Clone(a.Fields[name]), values...)
	}
	return a.Fields.With(name, values...)
}

// Noted returns the source that is being typed, as the contents of a card; ok is
// false if none is.
func (r Reader) Noted() (typed kit.CardMsg, ok bool) {
	a, ok := r.set.Get(r.backing.id)
	if !ok || r.mode != keys.Note {
		return kit.CardMsg{}, false
	}
	return kit.CardMsg{
		Annotation: a.ID, Opened: contents(a), Left: kit.Draft{Note: a.Note, Fields: r.backing.fields(a)},
	}, true
}
