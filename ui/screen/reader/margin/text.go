package margin

import (
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// What parts the things that are told of an annotation.
const (
	whoGap   = ", "
	fieldGap = " · " // in a drawer, and before how an annotation stands
	lineGap  = "\n"
)

// A plan says which fields of a tag are told where.
type plan struct {
	who      []string // in the head: whose it is
	standing string   // in the head: how it stands
	unsaid   string   // the value of that which tells nothing
	rest     []string // below the note
}

// plans holds the plan of each tag.
var plans = func() map[annotate.Tag]plan {
	list := map[annotate.Tag]plan{}
	for _, tag := range annotate.Tags() {
		p := plan{who: tag.Spec().Who, standing: tag.Spec().Status}
		for _, spec := range tag.Spec().Fields {
			switch {
			case spec.Name == p.standing:
				p.unsaid = spec.Choices[0]
			case !slices.Contains(p.who, spec.Name):
				p.rest = append(p.rest, spec.Name)
			}
		}
		list[tag] = p
	}
	return list
}()

// has reports whether a field belongs to the tag of the plan.
func (p plan) has(name string) bool {
	return name == p.standing || slices.Contains(p.who, name) || slices.Contains(p.rest, name)
}

// silent reports whether there is nothing to tell of an annotation.
func silent(a annotate.Annotation) bool {
	if a.Anchor.State == annotate.Changed || !blank(a.Note) {
		return false
	}
	p := plans[a.Tag]
	for name, values := range a.Fields {
		for _, v := range values {
			if !blank(v) && (name != p.standing || v != p.unsaid) {
				return false
			}
		}
	}
	return true
}

func blank(text string) bool { return strings.Trim(text, " \t\n") == "" }

// A writer composes what is told of annotations: an article in which each of
// them has a paragraph. Blanks are squeezed and empty lines dropped.
type writer struct {
	text    strings.Builder
	blocks  []annotate.Block
	block   annotate.Block // at hand
	room    int            // how many more clusters it takes
	pending string         // blank or line end to write before what comes next
	first   int            // where what was written last begins, -1: it was blank
}

// noteBytes is about how many bytes are told of an annotation.
const noteBytes = 160

func newWriter(notes int) *writer {
	w := &writer{blocks: make([]annotate.Block, 0, notes)}
	w.text.Grow(notes * noteBytes)
	return w
}

// article is what was written.
func (w *writer) article() *annotate.Article {
	return &annotate.Article{Text: w.text.String(), Blocks: w.blocks}
}

// note writes a paragraph of at most room clusters: a strong head, the note
// and, if asked for or if there is nothing else, the other fields with gap
// between them. Of what is silent the name of the tag is told.
func (w *writer) note(a annotate.Annotation, fields bool, gap string, room int) {
	w.begin(room)
	w.head(a)
	w.part(": ", a.Note)
	if fields || w.empty() {
		w.fields(a, gap)
	}
	if w.empty() {
		w.write(string(a.Tag))
	}
	w.end()
}

// head writes whose an annotation is and how it stands: "Ada Lund, harbour
// union · heard".
func (w *writer) head(a annotate.Annotation) {
	p := plans[a.Tag]
	for _, name := range p.who {
		w.part(whoGap, a.Fields.Get(name))
	}
	if value := a.Fields.Get(p.standing); value != p.unsaid {
		w.part(fieldGap, value)
	}
	if a.Anchor.State == annotate.Changed {
		w.part(fieldGap, "words changed")
	}
	w.style(w.block.Span.Start, annotate.Strong)
}

// fields writes the fields that the head does not tell, their names with
// emphasis, those that belonged to another tag last.
func (w *writer) fields(a annotate.Annotation, gap string) {
	if len(a.Fields) == 0 {
		return
	}
	p := plans[a.Tag]
	names := slices.Clone(p.rest)
	for _, name := range slices.Sorted(maps.Keys(a.Fields)) {
		if !p.has(name) {
			names = append(names, name)
		}
	}
	before := lineGap
	for _, name := range names {
		if value := strings.Join(a.Fields[name], "; "); !blank(value) {
			start := w.part(before, name+":")
			w.style(start, annotate.Emphasis)
			w.part(" ", value)
			before = gap
		}
	}
}

// begin begins a paragraph.
func (w *writer) begin(room int) {
	if len(w.blocks) > 0 {
		w.text.WriteString(annotate.Separator)
	}
	w.block = annotate.Block{Span: annotate.Span{Start: w.text.Len()}}
	w.room, w.pending = room, ""
}

// end ends the paragraph.
func (w *writer) end() {
	w.block.Span.End = w.text.Len()
	w.blocks = append(w.blocks, w.block)
}

func (w *writer) empty() bool { return w.text.Len() == w.block.Span.Start }

// part writes gap, unless the paragraph begins here, and text. It returns where
// text begins. Blank text is no part.
func (w *writer) part(gap, text string) (start int) {
	if blank(text) {
		return w.text.Len()
	}
	if !w.empty() {
		w.write(gap)
	}
	return w.write(text)
}

// write adds text as far as there is room for it, with an ellipsis for what is
// left out: a note can be longer than any screen. It returns where text begins.
func (w *writer) write(text string) (start int) {
	w.first = -1
	for off, word := 0, 0; w.room > 0; {
		if off == len(text) {
			w.word(text[word:])
			break
		}
		end := annotate.NextGrapheme(text, off)
		switch gap := text[off:end]; gap {
		case " ", "\t", "\n":
			w.word(text[word:off])
			w.gap(gap)
			word = end
		default:
			if w.room--; w.room == 0 {
				w.word(text[word:off] + ellipsis)
			}
		}
		off = end
	}
	if w.first < 0 {
		return w.text.Len()
	}
	return w.first
}

// word adds a word, or the rest of one, after the gap that is pending.
func (w *writer) word(text string) {
	if text == "" {
		return
	}
	if !w.empty() {
		w.text.WriteString(w.pending)
	}
	w.pending = ""
	if w.first < 0 {
		w.first = w.text.Len()
	}
	w.text.WriteString(text)
}

// gap parts what was written from what comes next: a line end if there is one
// among the blanks.
func (w *writer) gap(by string) {
	switch {
	case by == "\n":
		w.pending = "\n"
	case w.pending == "":
		w.pending = " "
	}
}

// style gives what was written since start a style.
func (w *writer) style(start int, style annotate.Style) {
	if span := (annotate.Span{Start: start, End: w.text.Len()}); !span.Empty() {
		w.block.Runs = append(w.block.Runs, annotate.Run{Span: span, Style: style})
	}
}
