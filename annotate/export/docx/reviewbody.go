package docx

import (
	"strings"

	"galley/annotate/source/markup"
)

// A bodyReader reads the text of a document and where its marks are.
type bodyReader struct {
	text       strings.Builder
	ranges     map[string]*[2]int // of comments by id: bytes of text
	highlights []Mark
	changes    int

	skip       int    // number of open elements whose content is not read
	properties int    // number of open elements with properties
	color      string // of the open run, "" for none
	inText     bool
	isBreakDue bool // before the next text
}

func newBodyReader() *bodyReader { return &bodyReader{ranges: map[string]*[2]int{}} }

func (b *bodyReader) visitor() markup.Visitor {
	return markup.Visitor{Open: b.open, Close: b.close, Text: func(text string) {
		if b.skip == 0 && b.inText {
			b.add(text)
		}
	}}
}

func (b *bodyReader) open(e markup.Element) {
	if b.skip > 0 {
		b.skip++
		return
	}
	if b.properties > 0 {
		if b.openProperty(e); b.skip == 0 {
			b.properties++
		}
		return
	}
	switch e.Name {
	case "del", "moveFrom":
		b.changes++
		b.skip = 1
	case "Fallback", "sectPr", "rt", "instrText":
		b.skip = 1
	case "ins", "moveTo":
		b.changes++
	case "pPr", "rPr", "trPr", "tblPr", "tcPr", "sdtPr":
		b.properties = 1
	case "p":
		b.isBreakDue = true
	case "r":
		b.color = ""
	case "t":
		b.inText = true
	case "tab", "ptab":
		b.add("\t")
	case "br", "cr":
		b.add("\n")
	case "noBreakHyphen":
		b.add("\u2011")
	case "commentRangeStart", "commentRangeEnd":
		b.mark(e)
	}
}

func (b *bodyReader) openProperty(e markup.Element) {
	switch {
	case e.Name == "highlight":
		if b.color = e.Attr("val"); b.color == "none" {
			b.color = ""
		}
	case strings.HasSuffix(e.Name, "Change"): // the properties before a tracked change
		b.skip = 1
	}
}

// mark notes where a comment begins or ends.
func (b *bodyReader) mark(e markup.Element) {
	id, at := e.Attr("id"), b.text.Len()
	switch r := b.ranges[id]; {
	case e.Name == "commentRangeStart" && r == nil:
		b.ranges[id] = &[2]int{at, -1}
	case e.Name == "commentRangeEnd" && r != nil && r[1] < 0:
		r[1] = at
	}
}

func (b *bodyReader) close(name string) {
	switch {
	case b.skip > 0:
		b.skip--
	case b.properties > 0:
		b.properties--
	case name == "t":
		b.inText = false
	case name == "p":
		b.isBreakDue = true
	case name == "r":
		b.color = ""
	}
}

// add adds text of the open run.
func (b *bodyReader) add(text string) {
	if b.isBreakDue && b.text.Len() > 0 {
		b.text.WriteString("\n\n")
	}
	b.isBreakDue = false
	start := b.text.Len()
	b.text.WriteString(text)
	if b.color == "" || text == "" {
		return
	}
	if n := len(b.highlights); n > 0 && b.highlights[n-1].End == start && b.highlights[n-1].Color == b.color {
		b.highlights[n-1].End = b.text.Len()
		return
	}
	b.highlights = append(b.highlights, Mark{Start: start, End: b.text.Len(), Color: b.color})
}
