package office

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// mostBlanks is how many blanks one element may stand for.
const mostBlanks = 64

// An odtBody reads the text in content.xml, or the page headers and footers in
// styles.xml.
type odtBody struct {
	parts  *archive.Archive
	styles *odtStyles
	flow   *flow
	notes  []draft.Block

	inside   int    // how many elements with text are open: office:text, a header
	masthead string // rule of the header or footer that is open, "" for none
	skip     int    // how many elements are open of one whose content is no text
	contents int    // how many indexes are open
	hidden   int    // how many sections are open since one that is not shown

	list     odtPlace
	counters map[string]*counter // of the last list of each style
	headings counter

	words  []odtWords // styles of words that are open, outermost first
	aside  []draft.Piece
	outer  []odtOuter
	number int // of notes so far
}

// odtWords is a style of words or a link that is open.
type odtWords struct {
	style  annotate.Style
	href   string
	hidden bool
}

// An odtPlace is where in a list the reader is.
type odtPlace struct {
	names    []string   // styles of the lists that are open
	counters []*counter // of them
	item     bool       // the next paragraph is the first of an item
	start    int        // number that the item asks for, 0 for the next
}

// An odtOuter is what was being read where a note or a text box begins.
type odtOuter struct {
	list  odtPlace
	words []odtWords
	aside []draft.Piece
	note  int
}

func newODTBody(parts *archive.Archive, styles *odtStyles) *odtBody {
	return &odtBody{parts: parts, styles: styles, flow: newFlow(), counters: map[string]*counter{}}
}

func (b *odtBody) Open(e markup.Element) {
	switch {
	case b.skip > 0:
		b.skip++
	case b.inside == 0:
		b.enter(e)
	case isODTSkipped(e.Name):
		b.skip = 1
	default:
		b.inside++
		b.open(e)
	}
}

// enter looks for an element that has text.
func (b *odtBody) enter(e markup.Element) {
	switch {
	case e.Name == "text" && strings.Contains(e.Space, "office"):
	case strings.HasPrefix(e.Name, "header") && strings.Contains(e.Space, "style"):
		b.masthead = ruleHeader
	case strings.HasPrefix(e.Name, "footer") && strings.Contains(e.Space, "style"):
		b.masthead = ruleFooter
	default:
		return
	}
	if e.Name != "header-style" && e.Name != "footer-style" {
		b.inside = 1
	}
}

// isODTSkipped reports whether nothing in an element of that name is text of
// the document: deletions, comments, declarations, what stands for an image.
func isODTSkipped(name string) bool {
	switch name {
	case "tracked-changes", "annotation", "forms", "desc", "title", "ruby-text", "note-citation", "binary-data",
		"event-listeners", "glue-point", "sequence-decls", "variable-decls", "user-field-decls":
		return true
	}
	return strings.HasSuffix(name, "-source")
}

func (b *odtBody) open(e markup.Element) {
	switch e.Name {
	case "p", "h":
		b.openParagraph(e)
	case "span":
		style, hidden := b.styles.characters(e.Attr("style-name"))
		b.push(odtWords{style: style, hidden: hidden})
	case "a":
		b.push(odtWords{style: annotate.Link, href: e.Attr("href")})
	case "s":
		b.add(strings.Repeat(" ", min(max(number(e.Attr("c"), 1), 1), mostBlanks)))
	case "tab":
		b.add("\t")
	case "line-break":
		b.flow.lineBreak()
	case "list", "list-item", "list-header":
		b.openList(e)
	case "table", "table-row", "table-cell", "covered-table-cell":
		b.openTable(e)
	case "section":
		if b.hidden > 0 || e.Attr("display") == "none" {
			b.hidden++
		}
	case "object":
		b.add(b.formula(e.Attr("href")))
	default:
		b.openFrame(e)
	}
}

// openTable reads the parts of a table. A cell that another covers is empty.
func (b *odtBody) openTable(e markup.Element) {
	switch e.Name {
	case "table":
		b.flow.openTable()
	case "table-row":
		b.flow.openRow()
	default:
		b.flow.openCell()
	}
}

// openFrame begins what has paragraphs of its own.
func (b *odtBody) openFrame(e markup.Element) {
	switch {
	case isIndex(e.Name):
		b.contents++
	case e.Name == "note-body":
		b.number++
		b.flow.add(noteMark(b.number), 0, "")
		b.leave(b.number)
	case isShape(e.Name):
		b.leave(0)
	}
}

func isIndex(name string) bool {
	switch name {
	case "table-of-content", "illustration-index", "table-index", "object-index", "alphabetical-index":
		return true
	}
	return false
}

func isShape(name string) bool {
	switch name {
	case "text-box", "custom-shape", "rect", "circle", "ellipse", "polygon", "caption", "line", "path", "connector":
		return true
	}
	return false
}

// leave leaves what is being read for a note or a text box.
func (b *odtBody) leave(note int) {
	b.outer = append(b.outer, odtOuter{b.list, b.words, b.aside, note})
	b.list, b.words, b.aside = odtPlace{}, nil, nil
	b.flow.open()
}

// back goes on with what was left.
func (b *odtBody) back() {
	n := len(b.outer)
	if n == 0 {
		return
	}
	o := b.outer[n-1]
	b.outer = b.outer[:n-1]
	blocks := b.flow.close()
	b.list, b.words, b.aside = o.list, o.words, o.aside
	if o.note > 0 {
		b.notes = append(b.notes, marked(blocks, o.note)...)
	} else {
		b.flow.later(blocks...)
	}
}

func (b *odtBody) Close(name string) {
	switch {
	case b.skip > 0:
		b.skip--
	case b.inside > 0:
		if b.inside--; b.inside == 0 {
			b.masthead = ""
			return
		}
		b.close(name)
	}
}

func (b *odtBody) close(name string) {
	switch name {
	case "p", "h":
		b.closeParagraph()
	case "span", "a":
		b.words = b.words[:max(len(b.words)-1, 0)]
	case "list", "list-item", "list-header":
		b.closeList(name)
	case "table":
		b.flow.closeTable()
	case "table-cell", "covered-table-cell":
		b.flow.closeCell()
	case "section":
		b.hidden = max(b.hidden-1, 0)
	case "note-body":
		b.back()
	default:
		if isIndex(name) {
			b.contents--
		} else if isShape(name) {
			b.back()
		}
	}
}

// Text adds the characters of a paragraph. White space in the file is a blank;
// other blanks have elements of their own.
func (b *odtBody) Text(text string) {
	if b.skip > 0 || !b.flow.writing() {
		return
	}
	if strings.ContainsAny(text, "\n\t\r") || strings.Contains(text, "  ") {
		blanks := strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(text)
		for strings.Contains(blanks, "  ") {
			blanks = strings.ReplaceAll(blanks, "  ", " ")
		}
		text = blanks
	}
	b.add(text)
}

// push opens a style of words within those that are open.
func (b *odtBody) push(w odtWords) {
	if n := len(b.words); n > 0 {
		last := b.words[n-1]
		w.style |= last.style
		w.hidden = w.hidden || last.hidden
		if w.href == "" {
			w.href = last.href
		}
	}
	b.words = append(b.words, w)
}

// add adds text in the style that is open.
func (b *odtBody) add(text string) {
	var w odtWords
	if n := len(b.words); n > 0 {
		w = b.words[n-1]
	}
	if w.hidden {
		b.aside = append(b.aside, draft.Piece{Text: text})
		return
	}
	b.flow.add(text, w.style, w.href)
}
