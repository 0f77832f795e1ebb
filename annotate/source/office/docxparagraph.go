package office

import (
	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// property reads one of the properties that are open.
func (b *docxBody) property(e markup.Element) {
	value := e.Attr("val")
	switch {
	case b.within("rPr"):
		b.runProperty(e, value)
	case b.within("trPr"):
		b.rowGone = b.rowGone || e.Name == "del"
	case e.Name == "pStyle":
		b.paragraph.style = value
	case e.Name == "ilvl":
		b.paragraph.list.level = number(value, -1)
	case e.Name == "numId":
		b.paragraph.list.num = value
	case e.Name == "outlineLvl":
		b.paragraph.outline = number(value, -1)
	}
	if isSkipped(e.Name) {
		b.skip = 1
	}
}

// runProperty reads a format of words, or of the mark at the end of a
// paragraph.
func (b *docxBody) runProperty(e markup.Element, value string) {
	if len(b.properties) > 1 {
		if e.Name == "del" || e.Name == "moveFrom" {
			b.paragraph.joins = true
		}
		return
	}
	switch e.Name {
	case "rStyle":
		b.run.style = value
	case "vanish":
		b.run.hidden = markup.IsOn(value)
	default:
		toggle(e, &b.run.set, &b.run.clear)
	}
}

// openParagraph begins a paragraph, or goes on with one whose end was deleted.
func (b *docxBody) openParagraph() {
	joined := b.paragraph.joins && b.flow.writing()
	hidden := b.paragraph.hidden
	b.paragraph, b.run = noParagraph(), run{}
	if joined {
		b.paragraph.hidden = hidden
		return
	}
	b.flow.begin(draft.Block{Kind: annotate.Paragraph})
	b.fold()
}

func (b *docxBody) closeParagraph() {
	if b.paragraph.joins {
		return
	}
	if hidden := (draft.Block{Pieces: b.paragraph.hidden}); hasWords(hidden.Text()) {
		b.flow.later(folded(hidden, ruleHidden))
	}
	b.flow.end()
	b.paragraph = noParagraph()
}

// settle decides what the paragraph is, its properties being known.
func (b *docxBody) settle() {
	now := b.flow.top().now
	if now == nil || len(b.properties) > 0 {
		return
	}
	r := b.doc.styles.role(b.paragraph.style)
	if n := b.paragraph.outline; n >= 0 && n < 9 && !r.known {
		r = headed(n + 1)
	}
	if r.known {
		now.Kind, now.Level = r.kind, r.level
	}
	now.Verbatim = now.Kind == annotate.Code
	b.enlist(now)
	if r.toc {
		*now = folded(*now, ruleContents)
	}
	b.fold()
}

// enlist makes an item of a paragraph that is in a list. A heading is numbered
// and stays one.
func (b *docxBody) enlist(now *draft.Block) {
	ref := b.paragraph.list
	if ref.num == "" {
		level := ref.level
		if ref = b.doc.styles.list(b.paragraph.style); level >= 0 {
			ref.level = level
		}
	}
	it, ok := b.doc.numbering.next(ref, b.paragraph.style)
	if !ok {
		return
	}
	switch {
	case now.Kind != annotate.Paragraph:
	case it.blank:
		now.Level = uint8(it.level + 1)
	default:
		now.Kind, now.Level = annotate.ListItem, uint8(it.level+1)
	}
	if it.label != "" {
		b.flow.add(it.label+" ", 0, "")
	}
}

// fold makes furniture of a paragraph within a table of contents.
func (b *docxBody) fold() {
	if now := b.flow.top().now; b.contents > 0 && now != nil {
		*now = folded(*now, ruleContents)
	}
}
