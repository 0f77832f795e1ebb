package office

import (
	"cmp"
	"fmt"
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

// folded makes furniture of b.
func folded(b draft.Block, rule string) draft.Block {
	b.Kind, b.Level, b.Rule, b.Folded = annotate.Furniture, 0, draft.Rule{Name: rule, Sureness: 1}, true
	return b
}

// A docx is a document of Office Open XML.
type docx struct {
	parts     *archive.Archive
	styles    *docxStyles
	numbering *docxNumbering
	notes     map[string][]draft.Block // by kind and id, "footnote 2"
	order     []string                 // of the notes, as their parts have them
	cited     map[string]int           // number of each note that was referred to, from 1
}

// DOCX reads a document of Office Open XML. Its errors are those of packages
// archive and markup.
func DOCX(raw []byte) (draft.Document, error) {
	parts, err := archive.Open(raw)
	if err != nil {
		return draft.Document{}, err
	}
	root := relationsOf(parts, "")
	main := root.target("officeDocument", "word/document.xml")
	text, err := parts.Read(main)
	if err != nil {
		return draft.Document{}, err
	}
	d := docx{
		parts: parts, styles: newDocxStyles(), numbering: newDocxNumbering(),
		notes: map[string][]draft.Block{}, cited: map[string]int{},
	}
	rels := relationsOf(parts, main)
	walkPart(parts, rels.target("styles", "word/styles.xml"), d.styles)
	walkPart(parts, rels.target("numbering", "word/numbering.xml"), d.numbering)
	d.readNotes(rels.target("footnotes", "word/footnotes.xml"))
	d.readNotes(rels.target("endnotes", "word/endnotes.xml"))

	body := newDocxBody(&d, rels)
	if err := markup.Walk(text, body); err != nil {
		return draft.Document{}, err
	}
	doc := draft.Document{Blocks: body.flow.all()}
	doc.Blocks = append(doc.Blocks, d.notesAtEnd()...)
	doc.Blocks = append(doc.Blocks, d.furniture(rels, "header", ruleHeader)...)
	doc.Blocks = append(doc.Blocks, d.furniture(rels, "footer", ruleFooter)...)
	properties := fieldsOf(parts, root.target("core-properties", "docProps/core.xml"))
	doc.Meta = metaOf(properties, cmp.Or(properties["language"], d.styles.language))
	return doc, nil
}

// metaOf reads the properties of a document. Those that a well-known library
// leaves in every file say nothing.
func metaOf(properties map[string]string, language string) annotate.Meta {
	if properties["creator"] == "python-docx" {
		properties = map[string]string{}
	}
	return annotate.Meta{
		Title:     properties["title"],
		Byline:    properties["creator"],
		Published: properties["created"],
		Language:  language,
	}
}

// readPart walks a part beside the text and returns its blocks.
func (d *docx) readPart(part string) []draft.Block {
	body := newDocxBody(d, relationsOf(d.parts, part))
	walkPart(d.parts, part, body)
	return body.flow.all()
}

// readNotes reads the footnotes or endnotes.
func (d *docx) readNotes(part string) {
	if d.parts.Has(part) {
		d.readPart(part) // the notes put themselves into d.notes
	}
}

// cite is the number of a note that is referred to.
func (d *docx) cite(note string) int {
	if d.cited[note] == 0 {
		d.cited[note] = len(d.cited) + 1
	}
	return d.cited[note]
}

// notesAtEnd are the notes in the order of their numbers, then those that
// nothing refers to.
func (d *docx) notesAtEnd() []draft.Block {
	ordered := make([]string, len(d.cited))
	for note, n := range d.cited {
		ordered[n-1] = note
	}
	var blocks []draft.Block
	for i, note := range ordered {
		blocks = append(blocks, marked(d.notes[note], i+1)...)
		delete(d.notes, note)
	}
	for _, note := range d.order {
		blocks = append(blocks, d.notes[note]...)
		delete(d.notes, note)
	}
	return blocks
}

// noteMark is what stands for a note in the text.
func noteMark(n int) string { return "[" + strconv.Itoa(n) + "]" }

// marked puts the mark of a note before its text.
func marked(note []draft.Block, n int) []draft.Block {
	if len(note) > 0 {
		mark := draft.Piece{Text: noteMark(n) + " "}
		note[0].Pieces = append([]draft.Piece{mark}, note[0].Pieces...)
	}
	return note
}

// furniture are the texts that stand on every page, each once.
func (d *docx) furniture(rels relations, kind, rule string) []draft.Block {
	var blocks []draft.Block
	seen := map[string]bool{}
	for _, part := range rels.targets(kind) {
		for _, b := range d.readPart(part) {
			if text := b.Text(); !seen[text] && hasWords(text) {
				seen[text] = true
				blocks = append(blocks, folded(b, rule))
			}
		}
	}
	return blocks
}

// note names a note within its document.
func note(kind, id string) string { return fmt.Sprintf("%s %s", kind, id) }
