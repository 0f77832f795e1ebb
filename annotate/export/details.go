package export

import (
	"fmt"
	"maps"
	"slices"

	"galley/annotate"
)

// known lists the fields that a reader of a document is told of: the details,
// and that nobody has checked an annotation yet.
func known(n annotate.Annotation) []detail {
	list := details(n)
	name := n.Tag.Spec().Status
	if name == "" || len(n.Fields[name]) > 0 {
		return list
	}
	at := 0
	for _, spec := range n.Tag.Spec().Fields {
		if spec.Name == name {
			break
		}
		if len(n.Fields[spec.Name]) > 0 {
			at++
		}
	}
	return slices.Insert(list, at, detail{name, []string{n.Status()}})
}

// A detail is a field of an annotation with its values.
type detail struct {
	name   string
	values []string
}

// details lists the fields of an annotation: those of its tag in the order of
// the card, then the others by name.
func details(n annotate.Annotation) []detail {
	var names []string
	for _, spec := range n.Tag.Spec().Fields {
		names = append(names, spec.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(n.Fields)) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var out []detail
	for _, name := range names {
		if values := n.Fields[name]; len(values) > 0 {
			out = append(out, detail{name, values})
		}
	}
	return out
}

// words are the words that an annotation stands on: those in the text if it
// has a place, else those that were marked.
func words(n annotate.Annotation, on *annotate.Article) string {
	if n.Anchor.State.Placed() {
		return n.Anchor.Span.In(on.Text)
	}
	return n.Anchor.Exact
}

// standing says in plain words what is not certain about an annotation's
// place, "" if all is.
func standing(n annotate.Annotation) string {
	switch n.Anchor.State {
	case annotate.Changed:
		return fmt.Sprintf("the words here were “%s” when they were marked", n.Anchor.Exact)
	case annotate.Ambiguous:
		return "several places fit these words"
	case annotate.Orphan:
		return "these words are no longer in the text"
	}
	return ""
}

// wherein says where in an article an annotation begins: "¶7", "heading", ""
// if it has no place.
func wherein(n annotate.Annotation, on *annotate.Article) string {
	if !n.Anchor.State.Placed() {
		return ""
	}
	b := on.Blocks[on.BlockAt(n.Anchor.Span.Start)]
	if b.Number > 0 {
		return fmt.Sprintf("¶%d", b.Number)
	}
	return b.Kind.String()
}

// isChoice reports whether value is one of those that the field proposes.
func isChoice(spec annotate.FieldSpec, value string) bool {
	return slices.Contains(spec.Choices, value)
}
