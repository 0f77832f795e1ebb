package export

import (
	"io"
	"iter"
	"strings"

	"galley/annotate"
	"galley/annotate/export/docx"
)

// WriteDocx writes the articles for a word processor: annotated words are
// shaded in the colors of the reader, and each annotation is a comment. Where
// annotations overlap, the color is that of the innermost, and the comments overlap
// too. Folded blocks are left out, unless they have annotations.
func WriteDocx(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	d := docx.Document{Created: opt.Exported.UTC(), Author: opt.Generator}
	var err error
	var loss LossReport
	d.Body = func(yield func(docx.Paragraph) bool) {
		first := true
		err = eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
			if first {
				d.Title, d.Language = visibleLine(b.Article.Name()), visibleLine(b.Article.Meta.Language)
			}
			for _, n := range set.All() {
				loss.add(lostLink, len(n.Links))
			}
			loss.countDecisions(set)
			a := &docxArticle{doc: &d, article: b.Article, set: set, opened: map[string]bool{}, comments: map[string][]int{}, newPage: !first}
			a.add = func(p docx.Paragraph) {
				p.NewPage, a.newPage = a.newPage, false
				a.stopped = a.stopped || !yield(p)
			}
			a.write(opt)
			if first = false; a.stopped {
				return io.ErrShortWrite // which Write reports as what it is
			}
			return nil
		})
	}
	if writeErr := d.Write(w); writeErr != nil {
		return nil, writeErr
	}
	return loss, err
}

// A docxArticle writes one article to a document.
type docxArticle struct {
	doc      *docx.Document
	article  *annotate.Article
	set      annotate.Set
	opened   map[string]bool  // whether the comment of an annotation has begun, by its id
	comments map[string][]int // indexes of the comments of an annotation, by its id
	newPage  bool             // the next paragraph starts on a new page
	stopped  bool             // nothing more can be written
	add      func(docx.Paragraph)
}

func (a *docxArticle) write(opt WriteOptions) {
	numbers := numbersOf(a.set)
	for _, n := range a.set.All() {
		a.comment(n, numbers[n.ID])
	}
	if !hasBlock(a.article, annotate.Title) {
		a.add(docx.Paragraph{Style: docx.Title, Parts: []docx.Part{{Text: visibleLine(a.article.Name())}}})
	}
	for _, s := range sections(a.article, a.set) {
		if s.folded {
			a.add(docx.Paragraph{Style: docx.Caption, Parts: []docx.Part{{Text: "[" + s.summary() + "]"}}})
			continue
		}
		for _, block := range s.blocks {
			if a.stopped {
				return
			}
			a.block(block)
		}
	}
	a.unplaced()
	if opt.BySpeaker && a.set.Len() > 0 {
		a.bySpeaker(numbers)
	}
}

// comment adds the comment of an annotation, and its replies as comments on the same
// words.
func (a *docxArticle) comment(n annotate.Annotation, number string) {
	first := len(a.doc.Comments)
	a.doc.Comments = append(a.doc.Comments, commentOf(n, number, a.article))
	a.comments[n.ID] = []int{first}
	for _, r := range n.Replies {
		a.comments[n.ID] = append(a.comments[n.ID], len(a.doc.Comments))
		a.doc.Comments = append(a.doc.Comments, docx.Comment{
			Author: visibleLine(r.Creator), Time: r.Created, Lines: strings.Split(visible(r.Note), "\n"), Parent: first + 1,
		})
	}
}

func (a *docxArticle) block(block annotate.Block) {
	style, level := docxStyle(block)
	paragraph := docx.Paragraph{Style: style, Level: level, RightToLeft: isRightToLeft(block.Span.In(a.article.Text))}
	switch {
	case block.Kind == annotate.Table:
		for _, row := range tableRows(a.article.Text, a.set, block) {
			var cells []docx.Paragraph
			for _, cell := range row {
				cells = append(cells, docx.Paragraph{RightToLeft: paragraph.RightToLeft, Parts: a.parts(cell)})
			}
			paragraph.Rows = append(paragraph.Rows, cells)
		}
	case block.Kind == annotate.ListItem:
		paragraph = a.item(paragraph, block)
	default:
		paragraph.Parts = a.parts(pieces(a.set, block))
	}
	a.add(paragraph)
}

// item returns an item of a list. Its number is that of the list, unless it is
// annotated.
func (a *docxArticle) item(paragraph docx.Paragraph, block annotate.Block) docx.Paragraph {
	all, text := pieces(a.set, block), block.Span.In(a.article.Text)
	number, rest, ok := cutNumber(text)
	marker := annotate.Span{Start: block.Span.Start, End: block.Span.End - len(rest)}
	switch {
	case !ok:
	case number > 0 && len(a.set.Overlapping(marker)) == 0:
		paragraph.Number, paragraph.NumberEnd = number, text[marker.Len()-2:marker.Len()-1]
		all = within(all, cell{annotate.Span{Start: marker.End, End: block.Span.End}, block.Span.End})
	default:
		paragraph.Number = docx.Unmarked
	}
	paragraph.Parts = a.parts(all)
	return paragraph
}

// parts returns the parts of a paragraph.
func (a *docxArticle) parts(pieces []piece) (parts []docx.Part) {
	for _, piece := range pieces {
		part := docx.Part{
			Text: visible(piece.span.In(a.article.Text)), Link: piece.run.Href,
			Bold: piece.run.Style&annotate.Strong != 0, Italic: piece.run.Style&annotate.Emphasis != 0,
			Strike: piece.run.Style&annotate.Strike != 0, Mono: piece.run.Style&annotate.CodeSpan != 0,
		}
		part.RightToLeft = isRightToLeft(part.Text)
		if len(piece.marks) > 0 {
			part.Shade = piece.marks[0].Tag.Spec().Color
		}
		for _, n := range piece.marks {
			if !a.opened[n.ID] {
				a.opened[n.ID] = true
				part.Opens = append(part.Opens, a.comments[n.ID]...)
			}
		}
		for _, n := range piece.ends {
			part.Closes = append(part.Closes, a.comments[n.ID]...)
		}
		parts = append(parts, part)
	}
	return parts
}

// unplaced writes the words without a definite place, each with its comment.
func (a *docxArticle) unplaced() {
	items := unplaced(a.set)
	if len(items) > 0 {
		a.add(docx.Paragraph{Style: docx.Heading, Level: 2, Parts: []docx.Part{{Text: unplacedHeading}}})
	}
	for _, n := range items {
		ids := a.comments[n.ID]
		a.add(docx.Paragraph{Style: docx.Quote, Parts: []docx.Part{{
			Text: visible(n.Anchor.Exact), Shade: n.Tag.Spec().Color, Opens: ids, Closes: ids,
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
	case annotate.Code:
		return docx.Code, 0
	case annotate.Byline, annotate.Date, annotate.Caption, annotate.Furniture:
		return docx.Caption, 0
	}
	return docx.Normal, 0
}

// commentOf returns the comment with the number and the details of an annotation.
func commentOf(n annotate.Annotation, number string, a *annotate.Article) docx.Comment {
	c := docx.Comment{Author: visibleLine(n.Creator), Time: n.Modified, Lines: []string{number + " " + title(string(n.Tag), n, a)}}
	if s := warning(n); s != "" {
		c.Lines = append(c.Lines, visible(s))
	}
	for name, values := range withVerdict(n).FieldsInOrder() {
		for _, value := range values {
			c.Lines = append(c.Lines, visibleLine(name)+fieldSeparator+visible(value))
		}
	}
	if len(n.Labels) > 0 {
		c.Lines = append(c.Lines, labelsField+fieldSeparator+visibleLine(formatLabels(n.Labels)))
	}
	if n.Note != "" {
		c.Lines = append(c.Lines, strings.Split(visible(n.Note), "\n")...)
	}
	return c
}
