package reader

import (
	"strings"

	"galley/annotate"
)

// summary is an annotation in one line: its heading and its note.
func summary(a annotate.Annotation) string {
	if note := strings.Join(strings.Fields(a.Note), " "); note != "" {
		return heading(a) + " · " + note
	}
	return heading(a)
}

// heading is what is known of an annotation but for its note: its tag, who is
// behind it, how it stands.
func heading(a annotate.Annotation) string {
	parts := []string{a.Tag.Title()}
	switch a.Anchor.State {
	case annotate.Moved:
		parts[0] += " (moved)"
	case annotate.Changed:
		parts[0] += " (the words here were edited: does it still fit?)"
	}
	for _, part := range []string{a.Who(), a.Fields.Get(a.Tag.Spec().Status)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// PlaceName says where an annotation stands, as people do.
func (r Reader) PlaceName(a annotate.Annotation) string {
	return r.what(a.Tag.Title(), a.Anchor.Span.Start)
}

// KnownValues are the values that the fields of this article's annotations
// have, by field, so that a name typed once can be completed. The fields that
// name someone share their values.
func (r Reader) KnownValues() map[string][]string {
	known, seen := map[string][]string{}, map[[2]string]bool{}
	add := func(name, value string) {
		if !seen[[2]string{name, value}] {
			seen[[2]string{name, value}] = true
			known[name] = append(known[name], value)
		}
	}
	for _, a := range r.set.All() {
		for name, values := range a.Fields {
			for _, v := range values {
				add(name, v)
			}
		}
	}
	for _, from := range annotate.Tags() {
		for _, to := range annotate.Tags() {
			for _, v := range known[from.Spec().Who[0]] {
				add(to.Spec().Who[0], v)
			}
		}
	}
	return known
}
