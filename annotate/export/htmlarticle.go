package export

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"galley/annotate"
)

// An htmlArticle writes one article to an HTML page.
type htmlArticle struct {
	*htmlWriter
	article *annotate.Article
	set     annotate.Set
	page    int            // number of the article on the page, from 1
	numbers map[string]int // of annotations in text order, from 1, by id
}

func (out *htmlWriter) article(b Bundle, set annotate.Set) {
	out.articles++
	a := htmlArticle{htmlWriter: out, article: b.Article, set: set, page: out.articles, numbers: map[string]int{}}
	for i, n := range set.All() {
		a.numbers[n.ID] = i + 1
	}
	out.printf("<article>\n")
	a.header()
	placed := set.Placed()
	for _, s := range sections(b.Article, set) {
		if s.folded {
			a.folded(s)
			continue
		}
		for _, block := range s.blocks {
			var notes []annotate.Annotation
			for len(placed) > 0 && placed[0].Anchor.Span.Start < block.Span.End {
				notes, placed = append(notes, placed[0]), placed[1:]
			}
			a.row(block, notes)
		}
	}
	a.closeList()
	a.unplaced(slices.Concat(placed, unplaced(set)))
	out.printf("</article>\n")
}

// header writes the title, unless the text has one, the source of the article,
// and the number of annotations.
func (a *htmlArticle) header() {
	a.printf("<header>\n")
	if !hasBlock(a.article, annotate.Title) {
		a.printf("<h1>%s</h1>\n", esc(visibleLine(a.article.Name())))
	}
	var parts []string
	for _, credit := range credits(a.article) {
		parts = append(parts, esc(visibleLine(credit)))
	}
	if address := webAddress(a.article); address != "" {
		parts = append(parts, htmlLink(address))
	}
	for _, tag := range annotate.Tags() {
		parts = append(parts, fmt.Sprintf(`<mark class="%s">%s</mark>`, tag, annotate.Plural(a.set.CountByTag()[tag], string(tag))))
	}
	a.printf("<p class=\"about\">%s</p>\n</header>\n", strings.Join(parts, " · "))
}

func hasBlock(a *annotate.Article, kind annotate.Kind) bool {
	return slices.ContainsFunc(a.Blocks, func(b annotate.Block) bool { return b.Kind == kind })
}

func (a *htmlArticle) openList() {
	if !a.inList {
		a.printf("<div role=\"list\">\n")
	}
	a.inList = true
}

func (a *htmlArticle) closeList() {
	if a.inList {
		a.printf("</div>\n")
	}
	a.inList = false
}

// row writes a block, with notes on the annotations that begin in it.
func (a *htmlArticle) row(block annotate.Block, notes []annotate.Annotation) {
	if block.Kind == annotate.ListItem {
		a.openList()
	} else {
		a.closeList()
	}
	a.printf("<div class=\"row\">")
	if block.Number > 0 {
		a.printf("<span class=\"number\" aria-hidden=\"true\">%d</span>", block.Number)
	}
	before, after := htmlFrame(block)
	a.printf("<div class=\"text\">%s", before)
	a.inline(block)
	a.printf("%s</div>", after)
	if len(notes) > 0 {
		a.printf("\n<aside aria-label=\"Notes\">\n")
		for _, n := range notes {
			a.note(n, "")
		}
		a.printf("</aside>")
	}
	a.printf("</div>\n")
}

// folded writes the blocks of a folded section, initially closed.
func (a *htmlArticle) folded(s section) {
	a.closeList()
	a.printf("<details><summary>%s</summary>\n", esc(s.summary()))
	for _, block := range s.blocks {
		a.row(block, nil)
	}
	a.closeList()
	a.printf("</details>\n")
}

// htmlFrame returns the markup before and after the text of a block.
func htmlFrame(b annotate.Block) (before, after string) {
	switch b.Kind {
	case annotate.Title:
		return "<h1>", "</h1>"
	case annotate.Heading:
		level := min(max(int(b.Level), 2), 6) // 1 is the title
		return fmt.Sprintf("<h%d>", level), fmt.Sprintf("</h%d>", level)
	case annotate.ListItem:
		return fmt.Sprintf(`<p role="listitem" class="item" style="--level: %d">`, max(b.Level, 1)), "</p>"
	case annotate.Quotation:
		return "<blockquote><p>", "</p></blockquote>"
	case annotate.Code:
		return "<pre><code>", "</code></pre>"
	case annotate.Table:
		return `<pre class="table">`, "</pre>"
	case annotate.Paragraph:
		return "<p>", "</p>"
	}
	return fmt.Sprintf(`<p class="%s">`, b.Kind), "</p>"
}

// note writes the details of an annotation, including quote if it is not empty.
func (a *htmlArticle) note(n annotate.Annotation, quote string) {
	number := a.numbers[n.ID]
	a.printf("<div class=\"note %s\" id=\"n%d-%d\">\n<p>", n.Tag, a.page, number)
	if n.Anchor.State.Placed() {
		a.printf("<a class=\"back\" href=\"#r%[1]d-%[2]d\" aria-label=\"%[3]s %[2]d in the text\">%[4]s%[2]d</a> ", a.page, number, n.Tag, n.Tag.Letter())
	}
	a.printf("%s</p>\n", title(string(n.Tag), n, a.article))
	if quote != "" {
		a.printf("<blockquote>%s</blockquote>\n", lineBreaks(esc(quote)))
	}
	if s := warning(n); s != "" {
		a.printf("<p class=\"warn\">%s</p>\n", esc(s))
	}
	var fields strings.Builder
	for name, values := range withStatus(n).FieldsInOrder() {
		fmt.Fprintf(&fields, "<dt>%s</dt><dd>%s</dd>", esc(name), htmlValues(values))
	}
	if fields.Len() > 0 {
		a.printf("<dl>%s</dl>\n", &fields)
	}
	if n.Note != "" {
		a.printf("<p class=\"body\">%s</p>\n", esc(n.Note))
	}
	if by := signature(n); by != "" {
		a.printf("<p class=\"by\">%s</p>\n", esc(by))
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
func (a *htmlArticle) unplaced(items []annotate.Annotation) {
	if len(items) == 0 {
		return
	}
	a.printf("<section>\n<h2>%s</h2>\n", unplacedHeading)
	for _, n := range items {
		a.note(n, n.Anchor.Exact)
	}
	a.printf("</section>\n")
}

// inline writes the text of a block with its runs and annotations.
func (a *htmlArticle) inline(block annotate.Block) {
	breaks := block.Kind != annotate.Code && block.Kind != annotate.Table
	for _, p := range pieces(a.set, block) {
		markup := html.EscapeString(visible(p.span.In(a.article.Text)))
		if breaks {
			markup = lineBreaks(markup)
		}
		before, after := htmlStyle(p.run)
		mark, markEnd := htmlMark(p.marks)
		a.printf("%s%s%s%s%s", before, mark, markup, markEnd, after)
		for _, n := range p.ends {
			a.printf("<sup><a id=\"r%[1]d-%[2]d\" href=\"#n%[1]d-%[2]d\" aria-label=\"%[3]s %[2]d\">%[4]s%[2]d</a></sup>",
				a.page, a.numbers[n.ID], n.Tag, n.Tag.Letter())
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
	return fmt.Sprintf(`<mark class="%s second" style="--under: var(--%s)">`, marks[0].Tag, marks[1].Tag), "</mark>"
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
