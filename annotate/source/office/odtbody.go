package office

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// maxSpaces is the maximum number of spaces that one element represents.
const maxSpaces = 64

// An odtBody reads the text in content.xml, or the page headers and footers in
// styles.xml.
type odtBody struct {
	odtScope
	outer []odtScope // the scopes around the open notes and text boxes

	parts  *archive.Archive
	styles *odtStyles
	flow   *flow
	notes  []draft.Block

	depth    int    // depth within an element that contains text (office:text, a header), or 0
	pageRule string // the rule of the open header or footer, or ""
	skip     int    // depth within an element whose content is not text, or 0
	indexes  int    // number of open indexes
	hidden   int    // depth of sections within a hidden one, or 0

	counters  map[string]*counter // by list style, the counter of its last list
	headings  counter
	noteCount int
}

// An odtScope is the state of reading a paragraph. A note or a text box suspends
// it.
type odtScope struct {
	lists      odtLists
	spans      []odtSpan // the open spans, outermost first
	hiddenText []draft.Piece
	note       int // the number of the note, or 0 for a text box
}

// An odtSpan is a character style or a link, combined with those around it.
type odtSpan struct {
	draft.Piece // without its text
	font        string
	hidden      bool
}

func newODTBody(parts *archive.Archive, styles *odtStyles) *odtBody {
	return &odtBody{parts: parts, styles: styles, flow: newFlow(), counters: map[string]*counter{}}
}

func (b *odtBody) visitor() markup.Visitor {
	return markup.Visitor{Open: b.onOpen, Close: b.onClose, Text: b.onText}
}

func (b *odtBody) onOpen(e markup.Element) {
	switch {
	case b.skip > 0:
		b.skip++
	case b.depth == 0:
		b.findText(e)
	case isODTSkipped(e.Name):
		b.skip = 1
	default:
		b.depth++
		b.openText(e)
	}
}

// findText looks for an element that contains text.
func (b *odtBody) findText(e markup.Element) {
	switch {
	case e.Name == "text" && strings.Contains(e.Space, "office"):
	case strings.HasPrefix(e.Name, "header") && strings.Contains(e.Space, "style"):
		b.pageRule = ruleHeader
	case strings.HasPrefix(e.Name, "footer") && strings.Contains(e.Space, "style"):
		b.pageRule = ruleFooter
	default:
		return
	}
	if e.Name != "header-style" && e.Name != "footer-style" {
		b.depth = 1
	}
}

// isODTSkipped reports whether the content of an element is not text of the document:
// deletions, comments, declarations, descriptions of images.
func isODTSkipped(name string) bool {
	switch name {
	case "tracked-changes", "annotation", "forms", "desc", "title", "ruby-text", "note-citation", "binary-data",
		"event-listeners", "glue-point", "sequence-decls", "variable-decls", "user-field-decls":
		return true
	}
	return strings.HasSuffix(name, "-source")
}

func (b *odtBody) openText(e markup.Element) {
	switch e.Name {
	case "p", "h":
		b.openParagraph(e)
	case "span":
		b.openSpan(b.styles.span(e.Attr("style-name")))
	case "a":
		b.openSpan(odtSpan{Piece: draft.Piece{Style: annotate.Link, Href: e.Attr("href")}})
	case "s":
		b.add(strings.Repeat(" ", min(max(atoi(e.Attr("c"), 1), 1), maxSpaces)))
	case "tab":
		b.add("\t")
	case "line-break":
		b.flow.lineBreak()
	case "list", "list-item", "list-header":
		b.openList(e)
	case "table":
		b.flow.openTable()
	case "table-row":
		b.flow.openRow()
	case "table-cell", "covered-table-cell":
		b.flow.spanColumns(atoi(e.Attr("number-columns-repeated"), 1))
		b.flow.openFrame()
	case "section":
		if b.hidden > 0 || e.Attr("display") == "none" {
			b.hidden++
		}
	case "object":
		b.add(b.formula(e.Attr("href")))
	case "note-body":
		b.noteCount++
		b.flow.addText(noteMark(b.noteCount))
		b.openScope(b.noteCount)
	default:
		if isIndex(e.Name) {
			b.indexes++
		} else if isShape(e.Name) {
			b.openScope(0)
		}
	}
}

func isIndex(name string) bool {
	return slices.Contains([]string{"table-of-content", "illustration-index", "table-index", "object-index", "alphabetical-index"}, name)
}

func isShape(name string) bool {
	return slices.Contains([]string{"text-box", "custom-shape", "rect", "circle", "ellipse", "polygon", "caption", "line", "path", "connector"}, name)
}

// openScope suspends the paragraph for the note with number note, or for a text box if
// note is 0.
func (b *odtBody) openScope(note int) {
	b.outer = append(b.outer, b.odtScope)
	b.odtScope = odtScope{note: note}
	b.flow.openFrame()
}

// closeScope ends a note or a text box and resumes the paragraph around it.
func (b *odtBody) closeScope() {
	n := len(b.outer)
	if n == 0 {
		return
	}
	note, blocks := b.note, b.flow.closeFrame()
	b.odtScope = b.outer[n-1]
	b.outer = b.outer[:n-1]
	if note > 0 {
		b.notes = append(b.notes, withNoteMark(blocks, note)...)
	} else {
		b.flow.addAfter(blocks...)
	}
}

func (b *odtBody) onClose(name string) {
	switch {
	case b.skip > 0:
		b.skip--
	case b.depth > 0:
		if b.depth--; b.depth == 0 {
			b.pageRule = ""
			return
		}
		b.closeText(name)
	}
}

func (b *odtBody) closeText(name string) {
	switch name {
	case "p", "h":
		b.closeParagraph()
	case "span", "a":
		b.spans = b.spans[:max(len(b.spans)-1, 0)]
	case "list", "list-item", "list-header":
		b.closeList(name)
	case "table":
		b.flow.closeTable()
	case "table-cell", "covered-table-cell":
		b.flow.closeCell()
	case "section":
		b.hidden = max(b.hidden-1, 0)
	case "note-body":
		b.closeScope()
	default:
		if isIndex(name) {
			b.indexes--
		} else if isShape(name) {
			b.closeScope()
		}
	}
}

// onText adds the characters of a paragraph. A run of white space counts as one
// space; further spaces are elements.
func (b *odtBody) onText(text string) {
	if b.skip > 0 || !b.flow.isOpen() {
		return
	}
	if strings.ContainsAny(text, "\n\t\r") || strings.Contains(text, "  ") {
		text = strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(text)
		for strings.Contains(text, "  ") {
			text = strings.ReplaceAll(text, "  ", " ")
		}
	}
	b.add(text)
}

// openSpan opens a span within the open ones.
func (b *odtBody) openSpan(s odtSpan) {
	if n := len(b.spans); n > 0 {
		outer := b.spans[n-1]
		s.Style |= outer.Style
		s.hidden = s.hidden || outer.hidden
		s.Href, s.Script, s.font = cmp.Or(s.Href, outer.Href), cmp.Or(s.Script, outer.Script), cmp.Or(s.font, outer.font)
	}
	b.spans = append(b.spans, s)
}

func (b *odtBody) add(text string) {
	var s odtSpan
	if n := len(b.spans); n > 0 {
		s = b.spans[n-1]
	}
	s.Text = draft.FromFont(s.font, text)
	if s.hidden {
		b.hiddenText = append(b.hiddenText, draft.Piece{Text: s.Text})
		return
	}
	b.flow.add(s.Piece)
}
