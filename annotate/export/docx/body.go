package docx

import (
	"cmp"
	"fmt"
	"iter"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

func (d *Document) writeBody(m *xmlWriter, links *links, lists *numbering) {
	m.raw(`<w:document ` + namespaces + `><w:body>`)
	afterTable := false
	for p := range d.paragraphs() {
		switch {
		case p.Rows == nil:
			p.write(m, links, lists)
		case afterTable: // adjacent tables would be one
			m.raw(`<w:p/>`)
			fallthrough
		default:
			p.writeTable(m, links, lists)
		}
		if afterTable = p.Rows != nil; m.failed() {
			return
		}
	}
	if afterTable { // a document ends with a paragraph
		m.raw(`<w:p/>`)
	}
	m.raw(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" ` +
		`w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>`)
}

// paragraphs returns Body, or nothing if it is nil.
func (d *Document) paragraphs() iter.Seq[Paragraph] {
	if d.Body == nil {
		return func(func(Paragraph) bool) {}
	}
	return d.Body
}

func (p Paragraph) write(m *xmlWriter, links *links, lists *numbering) {
	m.raw(`<w:p><w:pPr>`)
	m.raw(`<w:pStyle w:val="`, p.styleID(), `"/>`)
	if p.NewPage {
		m.raw(`<w:pageBreakBefore/>`)
	}
	if p.Style == Item && p.Number != Unmarked {
		m.printf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, p.itemLevel(), int(lists.listOf(p)))
	} else {
		lists.endLists()
	}
	if p.RightToLeft {
		m.raw(`<w:bidi/>`)
	}
	m.raw(`</w:pPr>`)
	for _, part := range p.Parts {
		part.write(m, links)
	}
	m.raw(`</w:p>`)
}

// writeTable writes a table. Rows that are too short get empty cells.
func (p Paragraph) writeTable(m *xmlWriter, links *links, lists *numbering) {
	columns := 1
	for _, row := range p.Rows {
		columns = max(columns, len(row))
	}
	m.raw(`<w:tbl><w:tblPr>`)
	if p.RightToLeft {
		m.raw(`<w:bidiVisual/>`)
	}
	m.raw(`<w:tblW w:w="0" w:type="auto"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		m.printf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	m.raw(`</w:tblBorders></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol/>`, columns) + `</w:tblGrid>`)
	for _, row := range p.Rows {
		m.raw(`<w:tr>`)
		for i := range columns {
			m.raw(`<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>`)
			if i < len(row) {
				row[i].write(m, links, lists)
			} else {
				m.raw(`<w:p/>`)
			}
			m.raw(`</w:tc>`)
		}
		m.raw(`</w:tr>`)
	}
	m.raw(`</w:tbl>`)
}

// styleID returns the id of the style in styles.xml.
func (p Paragraph) styleID() string {
	if p.Style == Heading {
		return "Heading" + string(rune('0'+min(max(p.Level, 1), 6)))
	}
	return string(cmp.Or(p.Style, Normal))
}

func (part Part) write(m *xmlWriter, links *links) {
	for _, id := range part.Opens {
		m.printf(`<w:commentRangeStart w:id="%d"/>`, id)
	}
	if part.Link != "" {
		m.printf(`<w:hyperlink r:id="%s">`, links.id(part.Link))
	}
	m.raw(`<w:r>`)
	part.writeProperties(m)
	for i, line := range strings.Split(part.Text, "\n") {
		if i > 0 {
			m.raw(`<w:br/>`)
		}
		m.raw(`<w:t xml:space="preserve">`)
		m.text(line)
		m.raw(`</w:t>`)
	}
	m.raw(`</w:r>`)
	if part.Link != "" {
		m.raw(`</w:hyperlink>`)
	}
	for _, id := range part.Closes {
		m.printf(`<w:commentRangeEnd w:id="%d"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="%d"/></w:r>`, id, id)
	}
}

// writeProperties writes the properties of a run, in the order that the schema requires.
func (part Part) writeProperties(m *xmlWriter) {
	m.raw(`<w:rPr>`)
	if part.Link != "" {
		m.raw(`<w:rStyle w:val="Hyperlink"/>`)
	}
	if part.Mono {
		m.raw(`<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>`)
	}
	if part.Bold {
		m.raw(`<w:b/>`)
	}
	if part.Italic {
		m.raw(`<w:i/>`)
	}
	if part.Strike {
		m.raw(`<w:strike/>`)
	}
	if part.Shade != "" {
		m.printf(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, part.Shade)
	}
	if part.RightToLeft {
		m.raw(`<w:rtl/>`)
	}
	m.raw(`</w:rPr>`)
}

func (d *Document) writeComments(m *xmlWriter) {
	m.raw(`<w:comments ` + namespaces + ` ` + threadNamespaces + `>`)
	for id, c := range d.Comments {
		author := cmp.Or(c.Author, "unknown")
		m.printf(`<w:comment w:id="%d" w:author="%s" w:initials="%s"`, id, author, initials(author))
		if !c.Time.IsZero() {
			m.printf(` w:date="%s"`, formatTime(c.Time))
		}
		m.raw(`>`)
		lines := append(c.Lines, make([]string, max(0, 1-len(c.Lines)))...)
		for i, line := range lines {
			m.raw(`<w:p`)
			if i == len(lines)-1 {
				m.raw(` w14:paraId="`, paragraphID(id), `"`)
			}
			m.raw(`><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>`)
			if i == 0 {
				m.raw(`<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>`)
			}
			Part{Text: line, Bold: i == 0 && c.Parent == 0}.write(m, nil)
			m.raw(`</w:p>`)
		}
		m.raw(`</w:comment>`)
		if m.failed() {
			return
		}
	}
	m.raw(`</w:comments>`)
}

// writeThreads writes which comment answers which, as Word does ([MS-DOCX] 2.5.4): by
// the identifiers of their last paragraphs.
func (d *Document) writeThreads(m *xmlWriter) {
	m.raw(`<w15:commentsEx ` + threadNamespaces + `>`)
	for id, c := range d.Comments {
		m.raw(`<w15:commentEx w15:paraId="`, paragraphID(id), `"`)
		if c.Parent > 0 {
			m.raw(` w15:paraIdParent="`, paragraphID(c.Parent-1), `"`)
		}
		m.raw(` w15:done="0"/>`)
	}
	m.raw(`</w15:commentsEx>`)
}

// paragraphID returns the identifier of the last paragraph of a comment.
func paragraphID(comment int) string { return fmt.Sprintf("%08X", comment+1) }

func formatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// initials returns the first letters of the first three words of name, in upper case.
func initials(name string) string {
	var out strings.Builder
	for i, word := range strings.Fields(name) {
		if r, _ := utf8.DecodeRuneInString(word); i < 3 {
			out.WriteRune(unicode.ToUpper(r))
		}
	}
	return out.String()
}
