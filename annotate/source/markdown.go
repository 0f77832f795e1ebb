package source

import (
	"fmt"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"galley/annotate"
	"galley/annotate/source/words"
)

// readMarkdown reads CommonMark with the tables, strikethrough, task lists and
// bare links of GitHub, and front matter. What no person wrote, and would keep
// the parser busy for minutes, is read as plain text.
func readMarkdown(b *builder, source []byte) annotate.Meta {
	meta, source := cutFrontMatter(source)
	if isTooHard(source) {
		kinds := readText(b, source)
		return meta.or(kinds)
	}
	doc := markdownParser().Parse(text.NewReader(source))
	m := markdownReader{b: b, source: source, title: meta.Title}
	shown := m.firstHeading(doc)
	if meta.Title != "" && !sameWords(meta.Title, shown) {
		m.b.rich(annotate.Block{Kind: annotate.Title}, rich{text: []byte(meta.Title)})
	}
	if meta.Title == "" {
		meta.Title = shown
	}
	m.walk(doc)
	return meta.or(classifyHead(b))
}

// A markdownReader walks the tree of a document. It does not recurse: a
// hostile text may nest as deep as it is long.
type markdownReader struct {
	b      *builder
	source []byte
	title  string // of the front matter

	containers []container // around the place, outermost first
	item       bool        // the next block is the first of an item
	number     string      // "3." of that item, "" for a bullet
}

// A container is a list or a quotation.
type container struct {
	marker byte // "." or ")" after the numbers of a list, 0 if there are none
	next   int  // number of the next item
	quote  bool
}

// walk adds the blocks of doc.
func (m *markdownReader) walk(doc ast.Node) {
	for n := doc.FirstChild(); n != nil; {
		if m.enter(n) && n.HasChildren() {
			n = n.FirstChild()
			continue
		}
		m.leave(n)
		for n.NextSibling() == nil {
			if n = n.Parent(); n == doc {
				return
			}
			m.leave(n)
		}
		n = n.NextSibling()
	}
}

// enter handles a block node. It reports whether the node holds further block
// nodes.
func (m *markdownReader) enter(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.List:
		m.open(listContainer(n))
		return true
	case *ast.Blockquote:
		m.open(container{quote: true})
		return true
	case *ast.ListItem:
		m.item, m.number = true, m.nextNumber()
		return true
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(n)
	case *ast.Heading:
		m.heading(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		m.leaf(annotate.Code, rich{text: n.Lines().Value(m.source)})
	case *ast.HTMLBlock:
		m.html(n)
	case *east.Table:
		m.leaf(annotate.Table, m.table(n))
	}
	return false
}

func (m *markdownReader) leave(n ast.Node) {
	switch n.(type) {
	case *ast.List, *ast.Blockquote:
		m.containers = m.containers[:len(m.containers)-1]
	case *ast.ListItem:
		m.loneNumber()
		m.item = false
	}
}

// depth is how many lists and quotations are around the place.
func (m *markdownReader) depth() uint8 { return uint8(min(len(m.containers), 255)) }

func (m *markdownReader) open(c container) {
	m.loneNumber()
	m.containers = append(m.containers, c)
}

func listContainer(list *ast.List) container {
	if !list.IsOrdered() {
		return container{}
	}
	return container{marker: list.Marker, next: list.Start}
}

// nextNumber is the number of the next item with its stop, "" in a list of
// bullets.
func (m *markdownReader) nextNumber() string {
	list := &m.containers[len(m.containers)-1]
	if list.marker == 0 {
		return ""
	}
	list.next++
	return fmt.Sprintf("%d%c", list.next-1, list.marker)
}

// loneNumber adds the number of an item that does not begin with a paragraph:
// the source wrote it.
func (m *markdownReader) loneNumber() {
	if m.number != "" {
		m.b.rich(annotate.Block{Kind: annotate.ListItem, Level: m.depth()}, rich{text: []byte(m.number)})
	}
	m.item, m.number = false, ""
}

// leaf adds a block that is neither a heading nor the words of an item.
func (m *markdownReader) leaf(kind annotate.Kind, r rich) {
	m.loneNumber()
	m.b.rich(annotate.Block{Kind: kind, Level: m.depth()}, r)
}

// paragraph adds the words of an item or quotation, a paragraph, or the
// caption of an image that stands alone.
func (m *markdownReader) paragraph(n ast.Node) {
	var r rich
	in := m.inline(&r, n)
	switch {
	case r.blank():
	case m.item:
		var numbered rich
		if m.number != "" {
			numbered.add(m.number + " ")
		}
		m.item, m.number = false, ""
		m.b.rich(annotate.Block{Kind: annotate.ListItem, Level: m.depth()}, numbered.with(r))
	case in.onlyImages:
		m.leaf(annotate.Caption, r)
	case len(m.containers) > 0 && m.containers[len(m.containers)-1].quote:
		m.leaf(annotate.Quotation, r)
	default:
		m.leaf(annotate.Paragraph, r)
	}
}

// titleDepth is how many blocks may stand above the title: a note, a kicker.
const titleDepth = 2

// heading adds a heading, or the title if it is the first one, stands at the
// top and says so.
func (m *markdownReader) heading(n *ast.Heading) {
	m.loneNumber()
	var r rich
	m.inline(&r, n)
	at := len(m.b.blocks)
	first := at <= titleDepth && len(m.containers) == 0 && !slices.ContainsFunc(m.b.blocks, isTitling)
	m.b.rich(annotate.Block{Kind: annotate.Heading, Level: uint8(n.Level)}, r)
	if first && len(m.b.blocks) == at+1 && (n.Level == 1 || at == 0 && sameWords(m.title, m.b.written(0))) {
		m.b.blocks[at].Kind, m.b.blocks[at].Level = annotate.Title, 0
	}
}

// isTitling reports whether a block is a title or a heading.
func isTitling(b annotate.Block) bool { return b.Kind == annotate.Title || b.Kind == annotate.Heading }

// firstHeading is the text of the first heading of doc that has any, on one
// line.
func (m *markdownReader) firstHeading(doc ast.Node) string {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if heading, ok := n.(*ast.Heading); ok {
			var r rich
			m.inline(&r, heading)
			if words := CleanLine(string(r.text)); words != "" {
				return words
			}
		}
	}
	return ""
}

// table puts one row on a line, the header first.
func (m *markdownReader) table(table *east.Table) rich {
	var r rich
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell != row.FirstChild() {
				r.add(" | ")
			}
			var words rich
			m.inline(&words, cell)
			r = r.with(words.onOneLine())
		}
		r.add("\n")
	}
	return r
}

// sameWords reports whether two titles differ at most in case and punctuation.
func sameWords(a, b string) bool {
	normal := words.Normalize(a)
	return a == b || normal != "" && normal == words.Normalize(b)
}
