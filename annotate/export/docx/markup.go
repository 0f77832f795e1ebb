package docx

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// An xmlWriter writes XML. Write errors stay in the bufio.Writer until Flush.
type xmlWriter struct{ w *bufio.Writer }

// failed reports whether writing failed. Nothing is written then.
func (m *xmlWriter) failed() bool {
	_, err := m.w.Write(nil)
	return err != nil
}

// raw writes strings without escaping.
func (m *xmlWriter) raw(list ...string) {
	for _, s := range list {
		m.w.WriteString(s)
	}
}

// text writes s with escaping.
func (m *xmlWriter) text(s string) {
	if isPlain(s) {
		m.w.WriteString(s)
	} else {
		m.w.WriteString(escapeXML(s))
	}
}

// isPlain reports whether s consists of letters, digits and the like, which XML does
// not escape.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || strings.IndexByte(`"'&<>`, c) >= 0 {
			return false
		}
	}
	return true
}

// printf formats markup. String arguments are escaped.
func (m *xmlWriter) printf(format string, args ...any) {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = escapeXML(s)
		}
	}
	fmt.Fprintf(m.w, format, args...)
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never fails
	return b.String()
}

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// threadNamespaces are those of the identifiers of paragraphs and of threads of comments.
const threadNamespaces = `xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ` +
	`xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 w15"`

// The prefix of Office Open XML relationship types, and the namespace of .rels files.
const (
	officeRels  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRels = "http://schemas.openxmlformats.org/package/2006/relationships"
)

func (d *Document) writeProperties(m *xmlWriter) {
	m.printf(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" `+
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" `+
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title><dc:creator>%s</dc:creator>`, d.Title, d.Author)
	if !d.Created.IsZero() {
		m.printf(`<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>`, formatTime(d.Created))
	}
	m.raw(`</cp:coreProperties>`)
}

// links holds the targets of a document's links, numbered in order of first use.
type links struct {
	ids   map[string]string
	order []string
}

// id returns the id of the target of a link.
func (l *links) id(address string) string {
	id, known := l.ids[address]
	if !known {
		id = fmt.Sprintf("link%d", len(l.order)+1)
		l.ids[address], l.order = id, append(l.order, address)
	}
	return id
}

func (l *links) write(m *xmlWriter) {
	m.printf(`<Relationships xmlns="%s">`, packageRels)
	for _, part := range []string{"styles", "numbering", "comments"} {
		m.printf(`<Relationship Id="%s" Type="%s" Target="%s"/>`, part, officeRels+part, part+".xml")
	}
	m.raw(`<Relationship Id="threads" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>`)
	for _, address := range l.order {
		m.printf(`<Relationship Id="%s" Type="%s" Target="%s" TargetMode="External"/>`, l.ids[address], officeRels+"hyperlink", address)
	}
	m.raw(`</Relationships>`)
}
