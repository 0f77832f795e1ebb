package export

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// An htmlArticle writes one article to an HTML page.
type htmlArticle struct {
	*htmlWriter
	article *annotate.Article
	set     annotate.Set
	page    int               // number of the article on the page, from 1
	numbers map[string]string // of annotations, by id
	level   int               // of the last heading
}

// article writes an article. It returns the first error of the output, after which nothing
// is written.
func (out *htmlWriter) article(b Bundle, set annotate.Set) error {
	out.articles++
	a := htmlArticle{htmlWriter: out, article: b.Article, set: set, page: out.articles, numbers: numbersOf(set)}
	out.printf("<article%s>\n", out.otherLanguage(b.Article))
	a.header()
	placed := set.Placed()
	for _, s := range sections(b.Article, set) {
		if s.folded {
			if err := a.folded(s); err != nil {
				return err
			}
			continue
		}
		for _, block := range s.blocks {
			var notes []annotate.Annotation
			for len(placed) > 0 && placed[0].Anchor.Span.Start < block.Span.End {
				notes, placed = append(notes, placed[0]), placed[1:]
			}
			if err := a.row(block, notes); err != nil {
				return err
			}
		}
	}
	a.lists.close(a.htmlWriter)
	if err := a.unplaced(slices.Concat(placed, unplaced(set))); err != nil {
		return err
	}
	if out.opt.BySpeaker && set.Len() > 0 {
		a.bySpeaker()
	}
	_, err := out.w.WriteString("</article>\n")
	return err
}

// header writes the title, unless the text has one, the source of the article,
// and the number of annotations.
func (a *htmlArticle) header() {
	a.printf("<header>\n")
	if !hasBlock(a.article, annotate.Title) {
		name := visibleLine(a.article.Name())
		a.printf("<h1%s>%s</h1>\n", dirOf(name, a.rtl), esc(name))
		a.level = 1
	}
	var parts []string
	for _, credit := range credits(a.article) {
		parts = append(parts, esc(visibleLine(credit)))
	}
	if address := webAddress(a.article); address != "" {
		parts = append(parts, htmlLink(address))
	}
	for _, tag := range annotate.Tags() {
		parts = append(parts, fmt.Sprintf(`<mark class="%s">%s</mark> %s`, tag, tag.Letter(), annotate.Plural(a.set.CountByTag()[tag], string(tag))))
	}
	a.printf("<p class=\"about\">%s</p>\n</header>\n", strings.Join(parts, " · "))
}

func hasBlock(a *annotate.Article, kind annotate.Kind) bool {
	return slices.ContainsFunc(a.Blocks, func(b annotate.Block) bool { return b.Kind == kind })
}

// row writes a block, with notes on the annotations that begin in it.
func (a *htmlArticle) row(block annotate.Block, notes []annotate.Annotation) error {
	a.lists.goTo(a.htmlWriter, block, a.article.Text)
	a.print("<div class=\"row\">")
	if block.Number > 0 {
		a.print("<span class=\"number\" aria-hidden=\"true\">", strconv.Itoa(int(block.Number)), "</span>")
	}
	before, after := a.frame(block)
	a.print("<div class=\"text\"", dirOf(block.Span.In(a.article.Text), a.rtl), ">", before)
	if block.Kind == annotate.Table {
		a.table(block)
	} else {
		a.inline(pieces(a.set, block), block.Kind != annotate.Code)
	}
	a.print(after, "</div>")
	if len(notes) > 0 {
		a.printf("\n<div class=\"notes\" role=\"group\" aria-label=\"Notes\">\n")
		for _, n := range notes {
			a.note(n, "")
		}
		a.printf("</div>")
	}
	_, err := a.w.WriteString("</div>\n")
	return err
}

// table writes the rows of a table.
func (a *htmlArticle) table(block annotate.Block) {
	for _, row := range tableRows(a.article.Text, a.set, block) {
		a.printf("<tr>")
		for _, cell := range row {
			a.printf("<td>")
			a.inline(cell, true)
			a.printf("</td>")
		}
		a.printf("</tr>\n")
	}
}

// folded writes the blocks of a folded section, initially closed.
func (a *htmlArticle) folded(s section) error {
	a.lists.close(a.htmlWriter)
	a.printf("<details><summary>%s</summary>\n", esc(s.summary()))
	for _, block := range s.blocks {
		if err := a.row(block, nil); err != nil {
			return err
		}
	}
	a.lists.close(a.htmlWriter)
	_, err := a.w.WriteString("</details>\n")
	return err
}

// frame returns the markup before and after the text of a block. A heading is at most
// one level below the one before it.
func (a *htmlArticle) frame(b annotate.Block) (before, after string) {
	switch b.Kind {
	case annotate.Title:
		a.level = 1
		return "<h1>", "</h1>"
	case annotate.Heading:
		a.level = min(max(int(b.Level), 2), a.level+1, 6) // 1 is the title
		return fmt.Sprintf("<h%d>", a.level), fmt.Sprintf("</h%d>", a.level)
	case annotate.ListItem:
		return `<p class="item">`, "</p>"
	case annotate.Quotation:
		return "<blockquote><p>", "</p></blockquote>"
	case annotate.Code:
		return "<pre><code>", "</code></pre>"
	case annotate.Table:
		return "<table>\n", "</table>"
	case annotate.Paragraph:
		return "<p>", "</p>"
	}
	return fmt.Sprintf(`<p class="%s">`, b.Kind), "</p>"
}

// note writes the details of an annotation, including quote if it is not empty.
func (a *htmlArticle) note(n annotate.Annotation, quote string) {
	number := a.numbers[n.ID]
	a.printf("<div class=\"note %s\" id=\"n%d-%s\">\n<p>", n.Tag, a.page, number)
	if n.Anchor.State.Placed() {
		a.printf("<a class=\"back\" href=\"#r%[1]d-%[2]s\" aria-label=\"%[2]s in the text\">%[2]s</a> ", a.page, number)
	} else {
		a.printf("%s ", number)
	}
	a.printf("%s</p>\n", title(string(n.Tag), n, a.article))
	if quote != "" {
		a.printf("<blockquote dir=\"auto\">%s</blockquote>\n", lineBreaks(esc(quote)))
	}
	if s := warning(n); s != "" {
		a.printf("<p class=\"warn\">%s</p>\n", esc(s))
	}
	var fields strings.Builder
	shown := withVerdict(n)
	if a.set.Continues(n.ID) {
		shown = n // the first part has the status
	}
	for name, values := range shown.FieldsInOrder() {
		fmt.Fprintf(&fields, "<dt>%s</dt><dd dir=\"auto\">%s</dd>", esc(name), htmlValues(values))
	}
	if fields.Len() > 0 {
		a.printf("<dl>%s</dl>\n", &fields)
	}
	for _, link := range a.set.Linked(n.ID) {
		a.printf("<p class=\"by\">%s <a href=\"#n%d-%[3]s\">%[3]s</a></p>\n", link.Verb(), a.page, a.numbers[link.Other.ID])
	}
	if labels := n.LabelText(); labels != "" {
		a.printf("<p class=\"by\" dir=\"auto\">%s</p>\n", esc(labels))
	}
	if n.Note != "" {
		a.printf("<p class=\"body\" dir=\"auto\">%s</p>\n", esc(n.Note))
	}
	if by := signature(n.Creator, n.Created); by != "" {
		a.printf("<p class=\"by\">%s</p>\n", esc(by))
	}
	for _, r := range n.Replies {
		a.printf("<div class=\"reply\"><p class=\"by\">%s</p>\n<p class=\"body\" dir=\"auto\">%s</p></div>\n", esc(signature(r.Creator, r.Created)), esc(r.Note))
	}
	a.printf("</div>\n")
}

// htmlValues returns the values of a field, one per line. An address becomes a
// link.
func htmlValues(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		if out[i] = lineBreaks(esc(v)); isWebAddress(v) {
			out[i] = htmlLink(v)
		}
	}
	return strings.Join(out, "<br>")
}

func htmlLink(address string) string {
	return fmt.Sprintf(`<a href="%s" rel="noopener noreferrer">%s</a>`, esc(address), esc(address))
}

func lineBreaks(markup string) string { return strings.ReplaceAll(markup, "\n", "<br>") }

// unplaced writes the annotations without a definite place.
func (a *htmlArticle) unplaced(items []annotate.Annotation) error {
	if len(items) == 0 {
		return nil
	}
	a.printf("<section>\n<h2>%s</h2>\n", unplacedHeading)
	for _, n := range items {
		a.note(n, n.Anchor.Exact)
		if _, err := a.w.Write(nil); err != nil {
			return err
		}
	}
	_, err := a.w.WriteString("</section>\n")
	return err
}

// inline writes text with its runs and annotations. breaks says that a line end is a
// line break.
func (a *htmlArticle) inline(pieces []piece, breaks bool) {
	for _, p := range pieces {
		markup := html.EscapeString(visible(p.span.In(a.article.Text)))
		if breaks {
			markup = lineBreaks(markup)
		}
		before, after := htmlStyle(p.run)
		mark, markEnd := htmlMark(p.marks)
		a.print(before, mark, markup, markEnd, after)
		for _, n := range p.ends {
			a.printf("<sup><a id=\"r%[1]d-%[2]s\" href=\"#n%[1]d-%[2]s\" aria-label=\"%[2]s, %[3]s\">%[2]s</a></sup>",
				a.page, a.numbers[n.ID], n.Tag)
		}
	}
}

// htmlMark returns the markup before and after the text of a piece: the
// innermost tag is the background, the next one a line under the text.
func htmlMark(marks []annotate.Annotation) (before, after string) {
	switch {
	case len(marks) == 0:
		return "", ""
	case len(marks) == 1 || marks[1].Tag == marks[0].Tag:
		return fmt.Sprintf(`<mark class="%s">`, marks[0].Tag), "</mark>"
	}
	return fmt.Sprintf(`<mark class="%s second" style="--under: var(--%s-line)">`, marks[0].Tag, marks[1].Tag), "</mark>"
}

// htmlStyle returns the markup before and after the text of a run.
func htmlStyle(r annotate.Run) (before, after string) {
	if r.Style&annotate.Link != 0 && r.Href != "" {
		before, after = fmt.Sprintf(`<a href="%s" rel="noopener noreferrer">`, esc(r.Href)), "</a>"
	}
	for _, s := range []struct {
		style annotate.Style
		name  string
	}{{annotate.Emphasis, "em"}, {annotate.Strong, "strong"}, {annotate.CodeSpan, "code"}, {annotate.Strike, "s"}} {
		if r.Style&s.style != 0 {
			before, after = before+"<"+s.name+">", "</"+s.name+">"+after
		}
	}
	return before, after
}
