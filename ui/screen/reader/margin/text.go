package margin

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/kit"
)

// The separators between the parts of a note.
const (
	whoGap   = ", "
	fieldGap = " · " // in a drawer, and before the status
	lineGap  = "\n"
)

// IsBare reports whether the annotation is the only person's, and has no note, no links, no labels, no replies,
// and no fields except a default status.
func (n Note) IsBare() bool {
	a := n.Annotation
	if n.By != "" || a.Anchor.State == annotate.Changed || !blank(a.Note) || len(n.Links)+len(a.Labels)+len(a.Replies) > 0 {
		return false
	}
	status := a.Tag.Spec().Status
	for name, values := range a.Fields {
		for _, v := range values {
			if !blank(v) && (name != status || v != defaultStatus(a.Tag)) {
				return false
			}
		}
	}
	return true
}

// defaultStatus returns the status that a note does not show, or "" for a tag
// without one.
func defaultStatus(tag annotate.Tag) string {
	if list := tag.Statuses(); list != nil {
		return list[0]
	}
	return ""
}

func blank(text string) bool { return strings.Trim(text, " \t\n") == "" }

// A writer composes the text of notes: an article with a paragraph for each.
// Runs of blanks are collapsed and empty lines dropped.
type writer struct {
	text    strings.Builder
	blocks  []annotate.Block
	block   annotate.Block // being written
	room    int            // how many more clusters fit
	pending string         // blank or line end to write before the next cluster
}

// noteBytes is the typical number of bytes of a note.
const noteBytes = 160

func newWriter(notes int) *writer {
	w := &writer{blocks: make([]annotate.Block, 0, notes)}
	w.text.Grow(notes * noteBytes)
	return w
}

// article returns the article written so far.
func (w *writer) article() *annotate.Article {
	return &annotate.Article{Text: w.text.String(), Blocks: w.blocks}
}

// add writes a paragraph of at most room clusters: a strong head, the note, the
// links, the other fields with gap between them, and the last reply. Without a gap the
// other fields are only written if there is nothing else, the links if there is no note.
func (w *writer) add(n Note, gap string, room int) {
	a := n.Annotation
	w.begin(room)
	w.head(a)
	w.part(fieldGap, n.Range)
	if n.By != "" {
		w.part(fieldGap, "by "+n.By)
	}
	w.note(a.Note)
	if before := lineGap; gap != "" || blank(a.Note) {
		for _, link := range n.Links {
			w.part(before, link)
			before = cmp.Or(gap, fieldGap)
		}
	}
	if gap != "" || w.empty() {
		w.fields(a, cmp.Or(gap, fieldGap))
	}
	w.lastReply(a.Replies)
	w.end(a)
}

// lastReply writes the last reply; the head has their number.
func (w *writer) lastReply(replies []annotate.Reply) {
	if len(replies) == 0 {
		return
	}
	last := replies[len(replies)-1]
	start := w.part(lineGap, replySign+" "+last.Creator)
	w.style(start, annotate.Strong)
	w.note(last.Note)
}

// note writes a note or a reply, which are Markdown, after a colon.
func (w *writer) note(markdown string) {
	text, styles := kit.NoteText(markdown)
	if blank(text) {
		return
	}
	if !w.empty() {
		w.write(": ")
	}
	at := 0
	for _, run := range styles {
		w.write(text[at:run.Span.Start])
		w.style(w.write(run.Span.In(text)), run.Style)
		at = run.Span.End
	}
	w.write(text[at:])
}

// replySign is before the last reply.
const replySign = "↳"

// head writes whose words they are, the status, the number of replies and the labels:
// "Ada Lund, harbour union · heard · #ferry".
func (w *writer) head(a annotate.Annotation) {
	spec := a.Tag.Spec()
	for _, name := range spec.Who {
		w.part(whoGap, a.Fields.Get(name))
	}
	if value := a.Fields.Get(spec.Status); value != defaultStatus(a.Tag) {
		w.part(fieldGap, value)
	}
	if a.Anchor.State == annotate.Changed {
		w.part(fieldGap, "words changed")
	}
	w.part(fieldGap, a.CountReplies())
	w.style(w.block.Span.Start, annotate.Strong)
	w.part(fieldGap, a.LabelText())
}

// fields writes the fields that the head does not show, those of other tags last.
// Their names are emphasized.
func (w *writer) fields(a annotate.Annotation, gap string) {
	spec, before := a.Tag.Spec(), lineGap
	for name, values := range a.FieldsInOrder() {
		value := strings.Join(values, "; ")
		if name == spec.Status || slices.Contains(spec.Who, name) || blank(value) {
			continue
		}
		start := w.part(before, name+":")
		w.style(start, annotate.Emphasis)
		w.part(" ", value)
		before = gap
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

// end ends the paragraph. An empty note is the name of the tag.
func (w *writer) end(a annotate.Annotation) {
	if w.empty() {
		w.write(string(a.Tag))
	}
	w.block.Span.End = w.text.Len()
	w.blocks = append(w.blocks, w.block)
}

func (w *writer) empty() bool { return w.text.Len() == w.block.Span.Start }

// part writes gap, unless the paragraph begins here, and text. It returns where
// text begins. Blank text is not written.
func (w *writer) part(gap, text string) (start int) {
	if blank(text) {
		return w.text.Len()
	}
	if !w.empty() {
		w.write(gap)
	}
	return w.write(text)
}

// write adds as much of text as there is room for, with an ellipsis for the rest:
// a note can be longer than any screen. It returns where text begins.
func (w *writer) write(text string) (start int) {
	start = -1
	for off := 0; off < len(text) && w.room > 0; {
		end := annotate.NextGrapheme(text, off)
		switch cluster := text[off:end]; {
		case cluster == "\n":
			w.pending = "\n"
		case cluster == " " || cluster == "\t":
			w.pending = cmp.Or(w.pending, " ")
		default:
			if !w.empty() {
				w.text.WriteString(w.pending)
			}
			if w.pending = ""; start < 0 {
				start = w.text.Len()
			}
			if w.room--; w.room == 0 {
				cluster = ellipsis
			}
			w.text.WriteString(cluster)
		}
		off = end
	}
	if start < 0 {
		return w.text.Len()
	}
	return start
}

// style applies a style to the text since start.
func (w *writer) style(start int, style annotate.Style) {
	if span := (annotate.Span{Start: start, End: w.text.Len()}); !span.Empty() {
		w.block.Runs = append(w.block.Runs, annotate.Run{Span: span, Style: style})
	}
}
