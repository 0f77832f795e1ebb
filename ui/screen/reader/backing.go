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
}

// start opens the input line for the annotation here.
func (b *backing) start(s *state) {
	a, ok := s.here()
	if !ok {
		return
	}
	value := ""
	if name := a.Tag.Spec().Backing; name != annotate.SourcesField {
		value = a.Fields.Get(name)
	}
	*b = backing{input: kit.NewField(value), id: a.ID}
	s.body.caret.target = a.ID
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
	s.body.caret.target = a.ID
	name, typed := a.Tag.Spec().Backing, strings.TrimSpace(b.input.Value())
	values, kept := []string{typed}, "Kept as the "+name+"."
	if name == annotate.SourcesField {
		values, kept = append(slices.Clone(a.Fields[name]), typed), "Added to the sources."
	}
	if s.edit(name+" of "+string(a.Tag), a, func(a *annotate.Annotation) { a.Fields = a.Fields.With(name, values...) }) {
		s.say("%s", kept)
	}
}
