package source

import (
	"fmt"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"galley/annotate"
	"galley/annotate/source/words"
)

// readMarkdown reads CommonMark with front matter and the tables, strikethrough, task
// lists and bare links of GitHub Flavored Markdown. A source that would keep the parser busy
// for minutes is read as plain text.
func readMarkdown(b *builder, source []byte) annotate.Meta {
	meta, source := cutFrontMatter(source)
	if isTooCostly(source) {
		return mergeMeta(meta, readText(b, source))
	}
	doc := newMarkdownParser().Parse(text.NewReader(source))
	m := markdownReader{b: b, source: source, title: meta.Title}
	heading := m.firstHeading(doc)
	if meta.Title == "" {
		meta.Title = heading
	} else if !sameWords(meta.Title, heading) {
		m.b.addRich(annotate.Block{Kind: annotate.Title}, plain(meta.Title))
	}
	walkTree(doc, m.enter, m.leave)
	m.addNotes()
	return mergeMeta(meta, classifyHead(b))
}

// walkTree visits the nodes below root. It calls leave for each node, and visits
// the children of those for which enter returns true. It does not recurse: a
// hostile text may nest as deeply as it is long.
func walkTree(root ast.Node, enter func(ast.Node) bool, leave func(ast.Node)) {
	for n := root.FirstChild(); n != nil; {
		if enter(n) && n.HasChildren() {
			n = n.FirstChild()
			continue
		}
		leave(n)
		for n.NextSibling() == nil {
			if n = n.Parent(); n == root {
				return
			}
			leave(n)
		}
		n = n.NextSibling()
	}
}

// A markdownReader adds the blocks of a document to a builder.
type markdownReader struct {
	b      *builder
	source []byte
	title  string // of the front matter

	containers []container // the open containers, outermost first
	isItem     bool        // the next block is the first of an item
	number     string      // "3." of that item, or "" for a bullet
	notes      []*east.Footnote
	noteMark   string     // "[3] " before the next block, which begins a note
	inlines    inlineWalk // of the block being read
}

// A container is a list or a quotation.
type container struct {
	marker  byte // "." or ")" after the numbers of a list, or 0
	next    int  // the number of the next item
	isQuote bool
}

// enter handles a block node. It reports whether the children are block nodes.
func (m *markdownReader) enter(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.List:
		c := container{}
		if n.IsOrdered() {
			c = container{marker: n.Marker, next: n.Start}
		}
		m.open(c)
		return true
	case *ast.Blockquote:
		m.open(container{isQuote: true})
		return true
	case *ast.ListItem:
		m.isItem, m.number = true, m.nextNumber()
		return true
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(n)
	case *ast.Heading:
		m.heading(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		m.add(annotate.Code, richText{text: n.Lines().Value(m.source)})
	case *ast.HTMLBlock:
		m.html(n)
	case *east.Table:
		m.add(annotate.Table, m.table(n))
	case *east.FootnoteList: // where the first note is defined
		for note := n.FirstChild(); note != nil; note = note.NextSibling() {
			m.notes = append(m.notes, note.(*east.Footnote))
		}
	}
	return false
}

func (m *markdownReader) leave(n ast.Node) {
	switch n.(type) {
	case *ast.List, *ast.Blockquote:
		m.containers = m.containers[:len(m.containers)-1]
	case *ast.ListItem:
		m.flushNumber()
	}
}

func (m *markdownReader) depth() uint8 { return uint8(min(len(m.containers), 255)) }

func (m *markdownReader) open(c container) {
	m.flushNumber()
	m.containers = append(m.containers, c)
}

// nextNumber returns the number of the next item with its delimiter, or "" in a
// list of bullets.
func (m *markdownReader) nextNumber() string {
	list := &m.containers[len(m.containers)-1]
	if list.marker == 0 {
		return ""
	}
	list.next++
	return fmt.Sprintf("%d%c", list.next-1, list.marker)
}

// flushNumber adds the number of an item that does not begin with a paragraph as a
// separate block, since it is text.
func (m *markdownReader) flushNumber() {
	if m.number != "" {
		m.b.addRich(annotate.Block{Kind: annotate.ListItem, Level: m.depth()}, plain(m.number))
	}
	if m.noteMark != "" {
		m.b.addRich(annotate.Block{Kind: annotate.Paragraph}, plain(m.noteMark))
	}
	m.isItem, m.number, m.noteMark = false, "", ""
}

// add adds a block that is neither a heading nor the paragraph of an item.
func (m *markdownReader) add(kind annotate.Kind, r richText) {
	m.flushNumber()
	m.b.addRich(annotate.Block{Kind: kind, Level: m.depth()}, r)
}

// paragraph adds an item, a quotation, a paragraph, or the caption of an image in a
// paragraph by itself.
func (m *markdownReader) paragraph(n ast.Node) {
	var r richText
	if isAlert := m.alert(n); isAlert {
		return
	}
	inlines := m.inline(&r, n)
	if m.noteMark != "" && !r.isBlank() {
		r = plain(m.noteMark).join(r)
		m.noteMark = ""
	}
	switch {
	case r.isBlank():
	case m.isItem:
		var number richText
		if m.number != "" {
			number = plain(m.number + " ")
		}
		m.isItem, m.number = false, ""
		m.b.addRich(annotate.Block{Kind: annotate.ListItem, Level: m.depth()}, number.join(r))
	case inlines.onlyImages:
		m.add(annotate.Caption, r)
	case len(m.containers) > 0 && m.containers[len(m.containers)-1].isQuote:
		m.add(annotate.Quotation, r)
	default:
		m.add(annotate.Paragraph, r)
	}
}

// titleDepth is the maximum number of blocks before the title, such as a note or kicker.
const titleDepth = 2

func (m *markdownReader) heading(n *ast.Heading) {
	var r richText
	m.inline(&r, n)
	m.addHeading(r, uint8(n.Level))
}

// addHeading adds a heading, or the title if it is the first one, at the top, and on
// the first level or equal to the title in the front matter.
func (m *markdownReader) addHeading(r richText, level uint8) {
	m.flushNumber()
	at := len(m.b.blocks)
	isFirst := at <= titleDepth && len(m.containers) == 0 && !slices.ContainsFunc(m.b.blocks, func(b annotate.Block) bool {
		return b.Kind == annotate.Title || b.Kind == annotate.Heading
	})
	m.b.addRich(annotate.Block{Kind: annotate.Heading, Level: level}, r)
	if isFirst && len(m.b.blocks) == at+1 && (level == 1 || at == 0 && sameWords(m.title, m.b.blockText(0))) {
		m.b.blocks[at].Kind, m.b.blocks[at].Level = annotate.Title, 0
	}
}

// firstHeading returns the text of the first heading that is not empty, on one line.
func (m *markdownReader) firstHeading(doc ast.Node) string {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if heading, ok := n.(*ast.Heading); ok {
			var r richText
			m.inline(&r, heading)
			if text := CleanLine(string(r.text)); text != "" {
				return text
			}
		}
	}
	return ""
}

// table returns one line per row, the header first.
func (m *markdownReader) table(table *east.Table) richText {
	var r richText
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell != row.FirstChild() {
				r.add(" | ")
			}
			var text richText
			m.inline(&text, cell)
			for i, c := range text.text {
				if c == '\n' {
					text.text[i] = ' '
				}
			}
			r = r.join(text)
		}
		r.add("\n")
	}
	return r
}

// sameWords reports whether two titles differ only in case and punctuation, if at all.
func sameWords(a, b string) bool {
	normal := words.Normalize(a)
	return a == b || normal != "" && normal == words.Normalize(b)
}

// newMarkdownParser returns a parser for GitHub Flavored Markdown: it is extension.GFM
// with a faster [linkifier], and footnotes, which markdownReader collects so that none
// is lost.
func newMarkdownParser() parser.Parser {
	base := extension.NewLinkifyParser()
	links := util.Prioritized(linkifier{base, string(base.Trigger())}, 999)
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList),
		goldmark.WithParserOptions(
			parser.WithInlineParsers(links, util.Prioritized(extension.NewFootnoteParser(), 101)),
			parser.WithBlockParsers(util.Prioritized(extension.NewFootnoteBlockParser(), 999)),
		),
	).Parser()
}
