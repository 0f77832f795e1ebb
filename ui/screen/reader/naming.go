package reader

import (
	"strings"

	"galley/annotate"
)

// article is the tag with its article: "a claim", "an opinion".
func article(tag annotate.Tag) string {
	if tag == annotate.Opinion {
		return "an opinion"
	}
	return "a " + string(tag)
}

// title is the tag with a capital: "Claim".
func title(tag annotate.Tag) string { return tag.Letter() + string(tag[1:]) }

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
	parts := []string{title(a.Tag)}
	switch a.Anchor.State {
	case annotate.Moved:
		parts[0] += " (moved)"
	case annotate.Changed:
		parts[0] += " (the words here were edited: does it still fit?)"
	}
	for _, part := range []string{a.Who(), a.Fields.Get(a.Tag.StatusField())} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// PlaceName says where an annotation stands, as people do.
func (r Reader) PlaceName(a annotate.Annotation) string {
	return r.what(title(a.Tag), a.Anchor.Span.Start)
}

// KnownValues are the values that the fields of this article's annotations
// have, by field, so that a name typed once can be completed.
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
	for _, from := range nameFields {
		for _, to := range nameFields {
			for _, v := range known[from] {
				add(to, v)
			}
		}
	}
	return known
}
