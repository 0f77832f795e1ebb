package office

import (
	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

func (b *docxBody) readProperty(e markup.Element) {
	value := e.Attr("val")
	switch {
	case b.inProperties("rPr"):
		b.readRunProperty(e, value)
	case b.inProperties("trPr"):
		b.rowDeleted = b.rowDeleted || e.Name == "del"
	case e.Name == "pStyle":
		b.paragraph.style = value
	case e.Name == "ilvl":
		b.paragraph.list.level = atoi(value, -1)
	case e.Name == "numId":
		b.paragraph.list.num = value
	case e.Name == "outlineLvl":
		b.paragraph.outline = outlineLevel(value)
	case e.Name == "framePr":
		isInitial := e.Attr("dropCap") == "drop" || e.Attr("dropCap") == "margin"
		b.paragraph.joins = b.paragraph.joins || isInitial // to the paragraph that it begins
	}
	if isSkipped(e.Name) {
		b.skip = 1
	}
}

// readRunProperty reads a format of text, or of the mark at the end of a paragraph.
func (b *docxBody) readRunProperty(e markup.Element, value string) {
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
		b.run.readDocx(e)
	}
}

// openParagraph begins a paragraph, or continues one whose end was deleted.
func (b *docxBody) openParagraph() {
	joined := b.paragraph.joins && b.flow.isOpen()
	hidden := b.paragraph.hidden
	b.paragraph, b.run = newParagraph(), run{}
	if joined {
		b.paragraph.hidden = hidden
		return
	}
	b.flow.begin(draft.Block{Kind: annotate.Paragraph})
	b.foldContents()
}

func (b *docxBody) closeParagraph() {
	if b.paragraph.joins {
		return
	}
	b.flow.endWithHidden(b.paragraph.hidden)
	b.paragraph = newParagraph()
}

// applyProperties sets the kind of the paragraph when its properties are known.
func (b *docxBody) applyProperties() {
	block := b.flow.block()
	if block == nil || len(b.properties) > 0 {
		return
	}
	r := b.doc.styles.role(b.paragraph.style)
	if level := b.paragraph.outline; level > 0 && !r.known {
		r = headingRole(level)
	}
	if r.known {
		block.Kind, block.Level = r.kind, r.level
	}
	block.Verbatim = block.Kind == annotate.Code
	b.applyNumbering(block)
	if r.toc {
		*block = asFurniture(*block, ruleContents)
	}
	b.foldContents()
}

// applyNumbering turns a paragraph in a list into an item. A heading gets its number
// but remains a heading.
func (b *docxBody) applyNumbering(block *draft.Block) {
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
	if block.Kind == annotate.Paragraph {
		block.Level = uint8(it.level + 1)
		if !it.blank {
			block.Kind = annotate.ListItem
		}
	}
	if it.label != "" {
		b.flow.addText(it.label + " ")
	}
}

// foldContents turns the open block into furniture if it is in a table of contents.
func (b *docxBody) foldContents() {
	if block := b.flow.block(); b.contents > 0 && block != nil {
		*block = asFurniture(*block, ruleContents)
	}
}
