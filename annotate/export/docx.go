package export

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"galley/annotate"
	"galley/annotate/export/docx"
)

// WriteDocx writes the copy that an editor works on in a word processor: the
// articles with what is marked highlighted, and a comment for each annotation.
// Where annotations overlap the colour is that of the innermost; the comments
// overlap as they are. What a page put around its article is left out, but for
// what is marked in it.
func WriteDocx(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) error {
	d := docx.Document{Created: opt.Exported.UTC(), Author: opt.Generator}
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		if d.Title == "" {
			d.Title, d.Language = visibleLine(b.Article.Name()), visibleLine(b.Article.Meta.Language)
		}
		p := &proof{doc: &d, on: b.Article, set: set, first: len(d.Comments), opened: map[string]bool{}}
		p.write()
		return nil
	})
	if err != nil {
		return err
	}
	return d.Write(w)
}

// A proof is one article as part of a document.
type proof struct {
	doc    *docx.Document
	on     *annotate.Article
	set    annotate.Set
	first  int             // comment of the first annotation; the others follow in text order
	opened map[string]bool // annotations whose comment has begun
	number map[string]int  // comments of annotations
}

func (p *proof) write() {
	p.number = map[string]int{}
	for i, n := range p.set.All() {
		p.number[n.ID] = p.first + i
		p.doc.Comments = append(p.doc.Comments, commentOf(n, p.on))
	}
	begin := len(p.doc.Body)
	if !hasBlock(p.on, annotate.Title) {
		p.add(docx.Paragraph{Style: docx.Title, Parts: []docx.Part{{Text: visibleLine(p.on.Name())}}})
	}
	for _, s := range stretches(p.on, p.set) {
		if s.folded {
			p.add(docx.Paragraph{Style: docx.Caption, Parts: []docx.Part{{Text: "[" + s.omission() + "]"}}})
			continue
		}
		for _, block := range s.blocks {
			p.block(block)
		}
	}
	p.unplaced()
	p.doc.Body[begin].NewPage = begin > 0
}

func (p *proof) add(paragraph docx.Paragraph) { p.doc.Body = append(p.doc.Body, paragraph) }

func (p *proof) block(block annotate.Block) {
	style, level := docxStyle(block)
	paragraph := docx.Paragraph{Style: style, Level: level}
	for _, piece := range pieces(p.set, block) {
		part := docx.Part{
			Text: visible(piece.span.In(p.on.Text)), Link: piece.run.Href,
			Bold: piece.run.Style&annotate.Strong != 0, Italic: piece.run.Style&annotate.Emphasis != 0,
			Strike: piece.run.Style&annotate.Strike != 0, Mono: piece.run.Style&annotate.CodeSpan != 0,
		}
		if len(piece.marks) > 0 {
			part.Highlight = docx.Color(piece.marks[0].Tag.Spec().Color)
		}
		for _, n := range piece.marks {
			if !p.opened[n.ID] {
				p.opened[n.ID] = true
				part.Opens = append(part.Opens, p.number[n.ID])
			}
		}
		for _, n := range piece.ends {
			part.Closes = append(part.Closes, p.number[n.ID])
		}
		paragraph.Parts = append(paragraph.Parts, part)
	}
	p.add(paragraph)
}

// unplaced lists the words that have no place in the text, each with its
// comment.
func (p *proof) unplaced() {
	items := p.set.All()[len(p.set.Placed()):]
	if len(items) == 0 {
		return
	}
	p.add(docx.Paragraph{Style: docx.Heading, Level: 2, Parts: []docx.Part{{Text: "Without a certain place"}}})
	for _, n := range items {
		id := []int{p.number[n.ID]}
		p.add(docx.Paragraph{Style: docx.Quote, Parts: []docx.Part{{
			Text: visible(n.Anchor.Exact), Highlight: docx.Color(n.Tag.Spec().Color), Opens: id, Closes: id,
		}}})
	}
}

func docxStyle(b annotate.Block) (style docx.Style, level int) {
	switch b.Kind {
	case annotate.Title:
		return docx.Title, 0
	case annotate.Deck:
		return docx.Subtitle, 0
	case annotate.Heading:
		return docx.Heading, max(int(b.Level), 1)
	case annotate.ListItem:
		return docx.Item, max(int(b.Level), 1)
	case annotate.Quotation:
		return docx.Quote, 0
	case annotate.Code, annotate.Table:
		return docx.Code, 0
	case annotate.Byline, annotate.Date, annotate.Caption, annotate.Furniture:
		return docx.Caption, 0
	}
	return docx.Normal, 0
}

// commentOf says all that is known of an annotation.
func commentOf(n annotate.Annotation, on *annotate.Article) docx.Comment {
	head := n.Tag.Title()
	if where := wherein(n, on); where != "" {
		head += " · " + where
	}
	c := docx.Comment{Author: visibleLine(n.Creator), Time: n.Modified, Lines: []string{head}}
	if s := standing(n); s != "" {
		c.Lines = append(c.Lines, visible(s))
	}
	for _, d := range known(n) {
		c.Lines = append(c.Lines, fmt.Sprintf("%s: %s", visibleLine(d.name), visible(strings.Join(d.values, "\n"))))
	}
	if n.Note != "" {
		c.Lines = append(c.Lines, strings.Split(visible(n.Note), "\n")...)
	}
	return c
}
