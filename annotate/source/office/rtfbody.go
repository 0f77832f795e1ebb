package office

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"galley/annotate"
	"galley/annotate/source/charset"
	"galley/annotate/source/draft"
)

// add adds text to the paragraph, or to the destination that is not text.
func (r *rtfReader) add(text string) {
	switch {
	case r.destination == "ignored", r.isDeleted:
		return
	case r.destination == "fonttbl" || r.destination == "stylesheet":
		r.defineEntry(text)
		return
	case r.destination != "":
		r.name.WriteString(text)
		return
	}
	if r.isHidden {
		r.hidden = append(r.hidden, draft.Piece{Text: text})
		return
	}
	if r.flow.block() == nil {
		r.openCell()
		r.flow.begin(draft.Block{Kind: annotate.Paragraph})
	}
	p := draft.Piece{Text: draft.FromFont(r.fonts[r.font].name, text), Style: r.style, Href: r.link, Script: r.script}
	if p.Href != "" {
		p.Style |= annotate.Link
	}
	r.flow.add(p)
}

// defineEntry adds a part of the name of a font or of a style.
func (r *rtfReader) defineEntry(text string) {
	name, _, _ := strings.Cut(text, ";")
	if r.destination == "fonttbl" {
		font := r.fonts[r.font]
		font.name += name
		r.fonts[r.font] = font
	} else if r.entry >= 0 {
		r.styles[r.entry] += name
	}
}

// rtfCharsets returns the character sets of fonts by their numbers.
func rtfCharsets() map[int]string {
	return map[int]string{
		0: charset.Windows1252, 2: symbols, 77: "macintosh", 128: "shift_jis", 129: "euc-kr", 130: "euc-kr", 134: "gb18030", 136: "big5", 161: "windows-1253", 162: "windows-1254",
		163: "windows-1258", 177: "windows-1255", 178: "windows-1256", 186: "windows-1257", 204: "windows-1251", 222: "windows-874",
		238: "windows-1250", 254: "cp437", 255: "cp850",
	}
}

// codePage returns the character set of a code page whose name has not its number.
func codePage(number int) string {
	switch number {
	case 932:
		return "shift_jis"
	case 936:
		return "gb18030"
	case 949:
		return "euc-kr"
	case 950:
		return "big5"
	case 10000:
		return "macintosh"
	case 866:
		return "ibm866"
	case 874:
		return "windows-874"
	case 65001:
		return "utf-8"
	}
	return ""
}

// openCell opens the table, row and cell of a paragraph in a table, or closes the table
// before another paragraph.
func (r *rtfReader) openCell() {
	t := &r.table
	switch {
	case r.paragraph.isCell && !t.isOpen:
		r.flow.openTable()
		t.isOpen = true
		fallthrough
	case r.paragraph.isCell && !t.inRow:
		r.flow.openRow()
		t.inRow = true
		fallthrough
	case r.paragraph.isCell && !t.inCell:
		r.flow.openFrame()
		t.inCell = true
	case !r.paragraph.isCell:
		r.closeTable()
	}
}

func (r *rtfReader) closeCell() {
	r.endParagraph()
	if r.table.inCell {
		r.flow.closeCell()
	}
	r.table.inCell = false
}

func (r *rtfReader) closeTable() {
	if r.table.isOpen {
		r.closeCell()
		r.flow.closeTable()
	}
	r.table = rtfTable{}
}

// endParagraph ends the paragraph, whose kind is known now.
func (r *rtfReader) endParagraph() {
	r.decode()
	label, hidden := r.label, r.hidden
	r.label, r.hidden = "", nil
	block := r.flow.block()
	if block == nil {
		r.flow.endWithHidden(hidden)
		return
	}
	p := r.paragraph
	kind := roleOf(r.styles[p.style])
	if p.outline >= 0 && p.outline < 9 && !kind.known {
		kind = headingRole(p.outline + 1)
	}
	switch {
	case kind.toc:
		*block = asFurniture(*block, ruleContents)
	case kind.known:
		block.Kind, block.Level, block.Verbatim = kind.kind, kind.level, kind.kind == annotate.Code
	case p.isItem || label != "":
		block.Kind, block.Level = annotate.ListItem, uint8(min(p.level+1, maxListDepth))
	}
	if strings.ContainsFunc(label, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) && len(label) < 16 && block.Kind != annotate.Furniture {
		block.Pieces = append([]draft.Piece{{Text: label + " "}}, block.Pieces...)
	}
	r.flow.endWithHidden(hidden)
}

// unicode adds a character of UTF-16 by its number, which is signed.
func (r *rtfReader) unicode(n int) {
	c := rune(uint16(n))
	r.skip = 0
	if utf16.IsSurrogate(c) {
		r.decode()
		if c < 0xDC00 {
			r.lead = c
		} else {
			r.text(string(utf16.DecodeRune(r.lead, c)))
		}
	} else {
		r.text(string(c))
	}
	r.skip = r.substitutes
}

// openNote begins the text of a note and adds its mark to the text.
func (r *rtfReader) openNote() {
	if r.destination != "" || r.outer != nil {
		return
	}
	r.cited++
	r.style, r.script, r.link = 0, draft.OnLine, ""
	r.add(noteMark(r.cited))
	r.openAside(rtfNote{number: r.cited})
}

// openPagePart begins the header or footer of a page.
func (r *rtfReader) openPagePart(rule string) {
	if r.destination == "" && r.outer == nil {
		r.openAside(rtfNote{rule: rule})
	}
}

// openAside begins text that is not part of the paragraphs around it.
func (r *rtfReader) openAside(note rtfNote) {
	note.flow, note.table, note.label, note.hidden = r.flow, r.table, r.label, r.hidden
	r.outer = &note
	r.flow, r.table, r.label, r.hidden, r.paragraph = newFlow(), rtfTable{}, "", nil, newRTFParagraph()
}

// keepAside keeps the blocks of a note, or of a header or footer that no other page has.
func (r *rtfReader) keepAside(blocks []draft.Block, note rtfNote) {
	if note.rule == "" {
		r.notes = append(r.notes, withNoteMark(blocks, note.number)...)
		return
	}
	for _, b := range blocks {
		if isSame := func(p draft.Block) bool { return p.Text() == b.Text() }; hasLetter(b.Text()) && !slices.ContainsFunc(r.pages, isSame) {
			r.pages = append(r.pages, asFurniture(b, note.rule))
		}
	}
}
