package office

import (
	"strconv"
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// A docxBody reads the text of a part: paragraphs, tables, text boxes, notes.
type docxBody struct {
	doc  *docx
	rels relations
	flow *flow

	skip       int      // how many elements are open of one whose content is no text
	properties []string // that are open: "pPr", "rPr", "trPr"
	inText     bool     // characters here are text
	math       int      // how many formulas are open
	contents   int      // how many content controls are open since that of a table of contents
	note       string   // being read, "" for none

	paragraph paragraph
	run       run
	fields    []field
	link      string // target of the hyperlink that is open
	outer     []outer
	rowGone   bool // the row being read was deleted
}

// A paragraph is what its properties say.
type paragraph struct {
	style   string
	list    listRef
	outline int
	joins   bool          // its end was deleted: the next goes on with it
	hidden  []draft.Piece // text that is not shown
}

// A run is the formats of the text being read.
type run struct {
	set, clear annotate.Style
	style      string
	hidden     bool
}

// An outer is what was being read where a text box begins.
type outer struct {
	paragraph paragraph
	run       run
	fields    []field
	link      string
}

func newDocxBody(d *docx, rels relations) *docxBody {
	return &docxBody{doc: d, rels: rels, flow: newFlow(), paragraph: noParagraph()}
}

func noParagraph() paragraph { return paragraph{outline: -1, list: listRef{level: -1}} }

// within reports whether properties of that kind are the innermost open ones.
func (b *docxBody) within(properties string) bool {
	return len(b.properties) > 0 && b.properties[len(b.properties)-1] == properties
}

func (b *docxBody) Open(e markup.Element) {
	switch {
	case b.skip > 0:
		b.skip++
	case len(b.properties) > 0 && !isProperties(e.Name):
		b.property(e)
	default:
		b.open(e)
	}
}

// isSkipped reports whether nothing in an element of that name is text: what
// was deleted, what another part of the file says again, and what other
// properties were before a change.
func isSkipped(name string) bool {
	switch name {
	case "del", "moveFrom", "Fallback", "sectPr", "rt", "tblGrid":
		return true
	}
	return strings.HasSuffix(name, "Change")
}

func isProperties(name string) bool { return name == "pPr" || name == "rPr" || name == "trPr" }

func (b *docxBody) open(e markup.Element) {
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
		b.mark(e)
	}
}

// openFrame begins what has paragraphs of its own.
func (b *docxBody) openFrame(e markup.Element) bool {
	switch e.Name {
	case "tbl":
		b.flow.openTable()
	case "tr":
		b.rowGone = false
		b.flow.openRow()
	case "tc":
		b.flow.openCell()
	case "txbxContent":
		b.outer = append(b.outer, outer{b.paragraph, b.run, b.fields, b.link})
		b.paragraph, b.run, b.fields, b.link = noParagraph(), run{}, nil, ""
		b.flow.open()
	case "footnote", "endnote":
		b.note = note(e.Name, e.Attr("id"))
		if strings.Contains(strings.ToLower(e.Attr("type")), "separator") {
			b.skip = 1
		}
	case "sdt":
		if b.contents > 0 {
			b.contents++
		}
	case "docPartGallery":
		if b.contents == 0 && e.Attr("val") == "Table of Contents" {
			b.contents = 1
		}
	default:
		return false
	}
	return true
}

// mark reads an element that stands for characters.
func (b *docxBody) mark(e markup.Element) {
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
		b.add(symbol(e.Attr("char")))
	case "footnoteReference", "endnoteReference":
		n := b.doc.cite(note(strings.TrimSuffix(e.Name, "Reference"), e.Attr("id")))
		b.flow.add(noteMark(n), 0, "")
	}
}

// symbol is the character of that code, a replacement character if the code
// means something in one font alone.
func symbol(code string) string {
	n, err := strconv.ParseUint(code, 16, 21)
	if err != nil || unicode.Is(unicode.Co, rune(n)) || n < ' ' {
		return "\uFFFD"
	}
	return string(rune(n))
}

func (b *docxBody) Close(name string) {
	if b.skip > 0 {
		b.skip--
		return
	}
	switch name {
	case "pPr":
		b.leaveProperties(name)
		b.settle()
	case "rPr", "trPr":
		b.leaveProperties(name)
	case "p":
		b.closeParagraph()
	case "t":
		b.inText = false
	case "hyperlink", "fldSimple":
		b.link = ""
	case "oMath":
		b.math = max(b.math-1, 0)
	default:
		b.closeFrame(name)
	}
}

func (b *docxBody) leaveProperties(name string) {
	if b.within(name) {
		b.properties = b.properties[:len(b.properties)-1]
	}
}

func (b *docxBody) closeFrame(name string) {
	switch name {
	case "tbl":
		b.flow.closeTable()
	case "tr":
		if t := b.flow.table(); t != nil && b.rowGone && len(t.rows) > 0 {
			t.rows = t.rows[:len(t.rows)-1]
		}
		b.rowGone = false
	case "tc":
		b.flow.closeCell()
	case "txbxContent":
		if n := len(b.outer); n > 0 {
			o := b.outer[n-1]
			b.outer = b.outer[:n-1]
			b.paragraph, b.run, b.fields, b.link = o.paragraph, o.run, o.fields, o.link
			b.flow.later(b.flow.close()...)
		}
	case "sdt":
		b.contents = max(b.contents-1, 0)
	case "footnote", "endnote":
		b.closeNote()
	}
}

// closeNote keeps the blocks of a note under its name.
func (b *docxBody) closeNote() {
	if blocks := b.flow.all(); b.note != "" && len(blocks) > 0 {
		b.doc.notes[b.note] = blocks
		b.doc.order = append(b.doc.order, b.note)
	}
	b.flow, b.note = newFlow(), ""
}

// Text adds the characters of a run.
func (b *docxBody) Text(text string) {
	switch {
	case b.skip > 0:
	case b.inText:
		b.add(text)
	default:
		b.instruction(text)
	}
}

// add adds text in the style of the run.
func (b *docxBody) add(text string) {
	if b.run.hidden {
		b.paragraph.hidden = append(b.paragraph.hidden, draft.Piece{Text: text})
		return
	}
	style := b.run.set
	if b.run.style != "" {
		style |= b.doc.styles.characters(b.run.style) &^ b.run.clear
	}
	href := b.href()
	if href != "" {
		style |= annotate.Link
	}
	b.flow.add(text, style, href)
}

// hasWords reports whether text has a letter.
func hasWords(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }
