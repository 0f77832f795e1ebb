package office

import (
	"bytes"
	"cmp"
	"strconv"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// The rules by which parts of a document are folded.
const (
	ruleContents = "W1 table of contents"
	ruleHeader   = "W2 page header"
	ruleFooter   = "W3 page footer"
	ruleHidden   = "W4 hidden text"
)

// asFurniture returns b as folded furniture.
func asFurniture(b draft.Block, rule string) draft.Block {
	b.Kind, b.Level, b.Rule, b.Folded = annotate.Furniture, 0, draft.Rule{Name: rule, Confidence: 1}, true
	return b
}

type docx struct {
	parts     *archive.Archive
	styles    *docxStyles
	numbering *docxNumbering
	notes     map[string][]draft.Block // by kind and id: "footnote 2"
	order     []string                 // the names of the notes in the order in which they were read
	cited     map[string]int           // the numbers, from 1, of the notes that the text refers to

	hasOpenFields bool // there are fields without an end
	isChunk       bool // it is part of another document
	chunks        int  // number of parts in other formats
}

// DOCX reads an Office Open XML document. Its errors are those of packages
// archive and markup.
func DOCX(raw []byte) (draft.Document, error) { return readDOCX(raw, docx{}) }

// readDOCX reads a document into d.
func readDOCX(raw []byte, d docx) (draft.Document, error) {
	parts, err := archive.Open(raw)
	if err != nil {
		return draft.Document{}, err
	}
	root := readRelations(parts, "")
	main := root.target("officeDocument", "word/document.xml")
	text, err := parts.Read(main)
	if err != nil {
		return draft.Document{}, err
	}
	d.parts, d.styles, d.numbering = parts, &docxStyles{sheet: styleSheet{}}, newDocxNumbering()
	d.notes, d.cited = map[string][]draft.Block{}, map[string]int{}
	d.hasOpenFields = bytes.Count(text, []byte(`fldCharType="begin"`)) > bytes.Count(text, []byte(`fldCharType="end"`))
	rels := readRelations(parts, main)
	walkPart(parts, rels.target("styles", "word/styles.xml"), markup.Visitor{Open: d.styles.onOpen, Close: d.styles.onClose})
	walkPart(parts, rels.target("numbering", "word/numbering.xml"), markup.Visitor{Open: d.numbering.onOpen, Close: d.numbering.onClose})
	// Reading a part with notes stores them in d.notes.
	d.readPart(rels.target("footnotes", "word/footnotes.xml"))
	d.readPart(rels.target("endnotes", "word/endnotes.xml"))
	body := newDocxBody(&d, rels)
	if err := markup.Walk(text, body.visitor()); err != nil {
		return draft.Document{}, err
	}
	doc := draft.Document{Blocks: body.flow.finish()}
	doc.Blocks = append(doc.Blocks, d.orderedNotes()...)
	doc.Blocks = append(doc.Blocks, d.repeatedParts(rels, "header", ruleHeader)...)
	doc.Blocks = append(doc.Blocks, d.repeatedParts(rels, "footer", ruleFooter)...)
	core := readProperties(parts, root.target("core-properties", "docProps/core.xml"))
	doc.Meta = docxMeta(core, cmp.Or(core["language"], d.styles.language))
	return doc, nil
}

// docxMeta returns the metadata in the core properties, unless they are the defaults
// that the library python-docx leaves in every file.
func docxMeta(core map[string]string, language string) annotate.Meta {
	if core["creator"] == "python-docx" {
		return annotate.Meta{Language: language}
	}
	return annotate.Meta{Title: core["title"], Byline: core["creator"], Published: core["created"], Language: language}
}

// readPart returns the blocks of an optional part.
func (d *docx) readPart(part string) []draft.Block {
	body := newDocxBody(d, readRelations(d.parts, part))
	walkPart(d.parts, part, body.visitor())
	return body.flow.finish()
}

// cite returns the number of a note that the text refers to.
func (d *docx) cite(note string) int {
	if d.cited[note] == 0 {
		d.cited[note] = len(d.cited) + 1
	}
	return d.cited[note]
}

// orderedNotes returns the notes by number, followed by those that nothing refers to.
func (d *docx) orderedNotes() []draft.Block {
	ordered := make([]string, len(d.cited))
	for note, n := range d.cited {
		ordered[n-1] = note
	}
	var blocks []draft.Block
	for i, note := range ordered {
		blocks = append(blocks, withNoteMark(d.notes[note], i+1)...)
		delete(d.notes, note)
	}
	for _, note := range d.order {
		blocks = append(blocks, d.notes[note]...)
		delete(d.notes, note)
	}
	return blocks
}

// noteMark returns the reference to a note as shown in the text.
func noteMark(n int) string { return "[" + strconv.Itoa(n) + "]" }

// withNoteMark prepends the mark of a note to its text.
func withNoteMark(note []draft.Block, n int) []draft.Block {
	if len(note) > 0 {
		mark := draft.Piece{Text: noteMark(n) + " "}
		note[0].Pieces = append([]draft.Piece{mark}, note[0].Pieces...)
	}
	return note
}

// repeatedParts returns the page headers or footers as furniture.
func (d *docx) repeatedParts(rels relations, kind, rule string) []draft.Block {
	var blocks []draft.Block
	for _, part := range rels.targets(kind) {
		blocks = append(blocks, d.readPart(part)...)
	}
	blocks = distinct(blocks)
	for i := range blocks {
		blocks[i] = asFurniture(blocks[i], rule)
	}
	return blocks
}

// distinct returns the blocks that contain a letter, without duplicates.
func distinct(blocks []draft.Block) []draft.Block {
	var kept []draft.Block
	seen := map[string]bool{}
	for _, b := range blocks {
		if text := b.Text(); !seen[text] && hasLetter(text) {
			seen[text] = true
			kept = append(kept, b)
		}
	}
	return kept
}
