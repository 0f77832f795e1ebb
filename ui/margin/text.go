package margin

import (
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// fieldGap parts what stands on one line: how an annotation stands from whose
// it is, and in a drawer one field from the next.
const fieldGap = " · "

// A content is what there is to tell of an annotation.
type content struct {
	head   string  // whose it is and how it stands
	note   string  // as it was written
	fields []field // that are not in the head
}

type field struct{ name, value string }

// contentOf collects what there is to tell of an annotation.
func contentOf(a annotate.Annotation) content {
	c := content{head: head(a), note: strings.TrimSpace(a.Note)}
	if len(a.Fields) == 0 {
		return c
	}
	own := a.Tag.FieldSpecs()
	for _, spec := range own {
		if !slices.Contains(headFields(a.Tag), spec.Name) {
			c.add(a.Fields, spec.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.Fields)) {
		if !slices.ContainsFunc(own, func(s annotate.FieldSpec) bool { return s.Name == name }) {
			c.add(a.Fields, name) // it belonged to another tag
		}
	}
	return c
}

func (c *content) add(fields annotate.Fields, name string) {
	if values := fields[name]; len(values) > 0 {
		c.fields = append(c.fields, field{name, strings.Join(values, "; ")})
	}
}

// silent reports whether there is nothing to tell of an annotation.
func silent(a annotate.Annotation) bool {
	if a.Note == "" && len(a.Fields) == 0 && a.Anchor.State != annotate.Changed {
		return true
	}
	c := contentOf(a)
	return c.head == "" && c.note == "" && c.fields == nil
}

// headFields are the fields that the head tells, how it stands last.
func headFields(tag annotate.Tag) []string {
	switch tag {
	case annotate.Claim:
		return []string{"claimant", "status"}
	case annotate.Quote:
		return []string{"speaker", "role", "verified"}
	}
	return []string{"holder"}
}

// head tells whose an annotation is and how it stands: "Ada Lund, harbour
// union · heard".
func head(a annotate.Annotation) string {
	var who, parts []string
	for _, spec := range a.Tag.FieldSpecs() {
		value := a.Fields.Get(spec.Name)
		switch {
		case value == "" || !slices.Contains(headFields(a.Tag), spec.Name):
		case spec.Choices == nil:
			who = append(who, value)
		case value != spec.Choices[0]:
			parts = append(parts, value)
		}
	}
	if len(who) > 0 {
		parts = slices.Insert(parts, 0, strings.Join(who, ", "))
	}
	if a.Anchor.State == annotate.Changed {
		parts = append(parts, "words changed")
	}
	return strings.Join(parts, fieldGap)
}

// A writer composes an article of one paragraph. Blanks are squeezed and empty
// lines dropped. It stops after room clusters, with a mark, for a note can be
// longer than any screen.
type writer struct {
	text  strings.Builder
	runs  []annotate.Run
	room  int
	blank string // to write before what comes next
}

// write adds text in a style, 0 for none.
func (w *writer) write(text string, style annotate.Style) {
	start := -1
	for off := 0; off < len(text) && w.room > 0; {
		end := annotate.NextGrapheme(text, off)
		cluster := text[off:end]
		off = end
		if cluster == "\n" || cluster == " " || cluster == "\t" {
			w.space(cluster)
			continue
		}
		if w.room--; w.room == 0 {
			cluster = ellipsis
		}
		if w.text.Len() > 0 {
			w.text.WriteString(w.blank)
		}
		w.blank = ""
		if start < 0 {
			start = w.text.Len()
		}
		w.text.WriteString(cluster)
	}
	if style != 0 && start >= 0 {
		w.runs = append(w.runs, annotate.Run{Span: annotate.Span{Start: start, End: w.text.Len()}, Style: style})
	}
}

// space parts what was written from what comes next, by a line end if any asks
// for one.
func (w *writer) space(by string) {
	if by == "\t" {
		by = " "
	}
	if w.blank != "\n" {
		w.blank = by
	}
}

// article is what was written.
func (w *writer) article() *annotate.Article {
	text := w.text.String()
	return &annotate.Article{Text: text, Blocks: []annotate.Block{{Span: annotate.Span{End: len(text)}, Runs: w.runs}}}
}

// compose writes what there is to tell: a strong head, the note, and the
// fields, gap before each, their names with emphasis. Without any of it the
// name of the tag stands there.
func (c content) compose(tag annotate.Tag, gap string, room int) *annotate.Article {
	w := writer{room: room}
	w.write(c.head, annotate.Strong)
	if c.head != "" && c.note != "" {
		w.write(": ", 0)
	}
	w.write(c.note, 0)
	for i, f := range c.fields {
		if i == 0 {
			w.space("\n")
		} else {
			w.write(gap, 0)
		}
		w.write(f.name+":", annotate.Emphasis)
		w.space(" ")
		w.write(strings.Join(strings.Fields(f.value), " "), 0)
	}
	if w.text.Len() == 0 {
		w.write(string(tag), 0)
	}
	return w.article()
}
