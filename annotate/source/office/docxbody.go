package office

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// A docxBody reads the text of a part: paragraphs, tables, text boxes, notes.
type docxBody struct {
	docxScope
	outer []docxScope // the scopes around the open text boxes

	doc  *docx
	rels relations
	flow *flow

	skip         int         // depth within an element whose content is not text, or 0
	properties   []string    // the open property elements: "pPr", "rPr", "trPr"
	inText       bool        // characters are text
	math         int         // number of open formulas
	brackets     [][2]string // of the open formulas
	isBracketDue bool        // the next part of a formula is in brackets
	contents     int         // depth of content controls within that of a table of contents, or 0
	note         string      // the name of the open note, or ""
	rowDeleted   bool        // the open row was deleted
}

// A docxScope is the state of reading a paragraph. A text box suspends it.
type docxScope struct {
	paragraph paragraph
	run       run
	fields    []field
	link      string // the target of the open hyperlink
}

type paragraph struct {
	style   string
	list    listRef
	outline int           // heading level from 1, or 0
	joins   bool          // its end was deleted: the next paragraph continues it
	hidden  []draft.Piece // text that is not shown
}

type run struct {
	formats
	style  string
	hidden bool
}

func newDocxBody(d *docx, rels relations) *docxBody {
	return &docxBody{doc: d, rels: rels, flow: newFlow(), docxScope: docxScope{paragraph: newParagraph()}}
}

func (b *docxBody) visitor() markup.Visitor {
	return markup.Visitor{Open: b.onOpen, Close: b.onClose, Text: b.onText}
}

func newParagraph() paragraph { return paragraph{list: listRef{level: -1}} }

// inProperties reports whether name is that of the innermost open property element.
func (b *docxBody) inProperties(name string) bool {
	return len(b.properties) > 0 && b.properties[len(b.properties)-1] == name
}

func (b *docxBody) onOpen(e markup.Element) {
	switch {
	case b.skip > 0:
		b.skip++
	case len(b.properties) > 0 && !isProperties(e.Name):
		b.readProperty(e)
	default:
		b.openText(e)
	}
}

// isSkipped reports whether the content of an element is not text: deletions, content
// that the file repeats elsewhere, and the properties before a tracked change.
func isSkipped(name string) bool {
	switch name {
	case "del", "moveFrom", "Fallback", "sectPr", "rt", "tblGrid":
		return true
	}
	return strings.HasSuffix(name, "Change")
}

func isProperties(name string) bool { return name == "pPr" || name == "rPr" || name == "trPr" }

func (b *docxBody) openText(e markup.Element) {
	switch {
	case isSkipped(e.Name):
		b.skip = 1
	case isProperties(e.Name):
		b.properties = append(b.properties, e.Name)
	case e.Name == "p" && !strings.Contains(e.Space, "drawing"):
		b.openParagraph()
	case e.Name == "r":
		b.run = run{}
	case e.Name == "t":
		b.inText = true
	case b.openFrame(e), b.openLink(e), b.openMath(e):
	default:
		b.addSymbol(e)
	}
}

// openFrame opens an element that contains paragraphs. It reports whether e is such
// an element.
func (b *docxBody) openFrame(e markup.Element) bool {
	switch e.Name {
	case "tbl":
		b.flow.openTable()
	case "tr":
		b.rowDeleted = false
		b.flow.openRow()
	case "tc":
		b.flow.openFrame()
	case "txbxContent":
		b.outer = append(b.outer, b.docxScope)
		b.docxScope = docxScope{paragraph: newParagraph()}
		b.flow.openFrame()
	case "footnote", "endnote":
		b.note = e.Name + " " + e.Attr("id")
		if strings.Contains(strings.ToLower(e.Attr("type")), "separator") {
			b.skip = 1
		}
	case "sdt":
		if b.contents > 0 {
			b.contents++
		}
	case "altChunk":
		b.addChunk(e.Attr("id"))
	case "gridSpan":
		b.flow.spanColumns(atoi(e.Attr("val"), 1))
	case "docPartGallery":
		if b.contents == 0 && e.Attr("val") == "Table of Contents" {
			b.contents = 1
		}
	default:
		return false
	}
	return true
}

// addSymbol adds the characters that an element represents.
func (b *docxBody) addSymbol(e markup.Element) {
	switch e.Name {
	case "tab", "ptab":
		b.add("\t")
	case "br", "cr":
		if kind := e.Attr("type"); kind == "page" || kind == "column" {
			b.add(" ")
		} else {
			b.flow.lineBreak()
		}
	case "noBreakHyphen":
		b.add("\u2011")
	case "sym":
		b.add(symbol(e.Attr("font"), e.Attr("char")))
	case "footnoteReference", "endnoteReference":
		n := b.doc.cite(strings.TrimSuffix(e.Name, "Reference") + " " + e.Attr("id"))
		b.flow.addText(noteMark(n))
	}
}

// symbol returns the character with a hexadecimal code in a font, or U+FFFD if it is
// not known.
func symbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 21)
	if err != nil || n < ' ' {
		return "\uFFFD"
	}
	text := draft.FromFont(font, string(rune(n)))
	if r, _ := utf8.DecodeRuneInString(text); unicode.Is(unicode.Co, r) {
		return "\uFFFD"
	}
	return text
}

func (b *docxBody) onClose(name string) {
	if b.skip > 0 {
		b.skip--
		return
	}
	switch name {
	case "pPr", "rPr", "trPr":
		if b.inProperties(name) {
			b.properties = b.properties[:len(b.properties)-1]
		}
		if name == "pPr" {
			b.applyProperties()
		}
	case "p":
		b.closeParagraph()
	case "t":
		b.inText = false
	case "hyperlink", "fldSimple":
		b.link = ""
	case "oMath":
		b.math = max(b.math-1, 0)
	case "d":
		if n := len(b.brackets) - 1; n >= 0 {
			b.add(b.brackets[n][1])
			b.brackets, b.isBracketDue = b.brackets[:n], false
		}
	default:
		b.closeFrame(name)
	}
}

func (b *docxBody) closeFrame(name string) {
	switch name {
	case "tbl":
		b.flow.closeTable()
	case "tr":
		if t := b.flow.table(); t != nil && b.rowDeleted && len(t.rows) > 0 {
			t.rows = t.rows[:len(t.rows)-1]
		}
		b.rowDeleted = false
	case "tc":
		b.flow.closeCell()
	case "txbxContent":
		if n := len(b.outer); n > 0 {
			b.docxScope = b.outer[n-1]
			b.outer = b.outer[:n-1]
			b.flow.addAfter(b.flow.closeFrame()...)
		}
	case "sdt":
		b.contents = max(b.contents-1, 0)
	case "footnote", "endnote":
		b.closeNote()
	}
}

// closeNote stores the blocks of a note under its name.
func (b *docxBody) closeNote() {
	if blocks := b.flow.finish(); b.note != "" && len(blocks) > 0 {
		b.doc.notes[b.note] = blocks
		b.doc.order = append(b.doc.order, b.note)
	}
	b.flow, b.note = newFlow(), ""
}

func (b *docxBody) onText(text string) {
	switch {
	case b.skip > 0:
	case b.inText:
		b.add(text)
	default:
		b.addInstruction(text)
	}
}

func (b *docxBody) add(text string) {
	f := b.run.formats
	if b.run.style != "" {
		f.inherit(b.doc.styles.characterFormats(b.run.style))
	}
	p := draft.Piece{Text: draft.FromFont(f.font, text), Style: f.set, Href: b.href(), Script: f.script}
	switch {
	case b.inInstruction():
		return
	case b.run.hidden:
		b.paragraph.hidden = append(b.paragraph.hidden, draft.Piece{Text: p.Text})
		return
	case p.Href != "":
		p.Style |= annotate.Link
	}
	b.flow.add(p)
}

func hasLetter(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }
