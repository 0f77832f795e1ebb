package export

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"galley/annotate"
)

// A htmlArticle is one article on a page. Annotations are numbered from 1 in
// text order.
type htmlArticle struct {
	*htmlWriter
	on      *annotate.Article
	set     annotate.Set
	page    int            // number of the article on the page, from 1
	numbers map[string]int // of annotations, by id
}

func (out *htmlWriter) article(b Bundle, set annotate.Set) {
	out.articles++
	a := htmlArticle{htmlWriter: out, on: b.Article, set: set, page: out.articles, numbers: map[string]int{}}
	for i, n := range set.All() {
		a.numbers[n.ID] = i + 1
	}
	out.printf("<article>\n")
	a.header()
	placed := set.Placed()
	for _, s := range stretches(b.Article, set) {
		if s.folded {
			a.folded(s)
			continue
		}
		for _, block := range s.blocks {
			var here []annotate.Annotation
			for len(placed) > 0 && placed[0].Anchor.Span.Start < block.Span.End {
				here, placed = append(here, placed[0]), placed[1:]
			}
			a.row(block, here)
		}
	}
	a.list(false)
	a.unplaced(slices.Concat(placed, set.All()[len(set.Placed()):]))
	out.printf("</article>\n")
}

// header tells the title, unless the text has it, where the article is from,
// and how much is marked.
func (a *htmlArticle) header() {
	a.printf("<header>\n")
	if !hasBlock(a.on, annotate.Title) {
		a.printf("<h1>%s</h1>\n", esc(visibleLine(a.on.Name())))
	}
	var parts []string
	for _, part := range []string{a.on.Meta.Byline, a.on.Meta.Site, a.on.Meta.Published} {
		if part != "" {
			parts = append(parts, esc(visibleLine(part)))
		}
	}
	if address := webAddress(a.on); address != "" {
		parts = append(parts, fmt.Sprintf(`<a href="%s" rel="noopener noreferrer">%s</a>`, esc(address), esc(address)))
	}
	for _, tag := range annotate.Tags() {
		parts = append(parts, fmt.Sprintf(`<mark class="%s">%s</mark>`, tag, annotate.Plural(a.set.CountByTag()[tag], string(tag))))
	}
	a.printf("<p class=\"about\">%s</p>\n</header>\n", strings.Join(parts, " · "))
}

func hasBlock(a *annotate.Article, kind annotate.Kind) bool {
	for _, b := range a.Blocks {
		if b.Kind == kind {
			return true
		}
	}
	return false
}

// list opens or closes a list of items.
func (a *htmlArticle) list(open bool) {
	if open && !a.listing {
		a.printf("<div role=\"list\">\n")
	} else if !open && a.listing {
		a.printf("</div>\n")
	}
	a.listing = open
}

// row writes a block with the notes of the annotations that begin in it.
func (a *htmlArticle) row(block annotate.Block, notes []annotate.Annotation) {
	a.list(block.Kind == annotate.ListItem)
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

// folded writes blocks that a page put around its article, to be opened.
func (a *htmlArticle) folded(s stretch) {
	a.list(false)
	a.printf("<details><summary>%s</summary>\n", esc(s.omission()))
	for _, block := range s.blocks {
		a.row(block, nil)
	}
	a.list(false)
	a.printf("</details>\n")
}

// htmlFrame is what stands before and after the text of a block.
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

// note writes what is known of an annotation; quote is written before it, if
// there is no text that shows it.
func (a *htmlArticle) note(n annotate.Annotation, quote string) {
	number := a.numbers[n.ID]
	a.printf("<div class=\"note %s\" id=\"n%d-%d\">\n<p>", n.Tag, a.page, number)
	if n.Anchor.State.Placed() {
		a.printf("<a class=\"back\" href=\"#r%d-%d\" aria-label=\"%s %d in the text\">%s%d</a> ", a.page, number, n.Tag, number, n.Tag.Letter(), number)
	}
	a.printf("%s", n.Tag)
	if where := wherein(n, a.on); where != "" {
		a.printf(" · %s", where)
	}
	a.printf("</p>\n")
	if quote != "" {
		a.printf("<blockquote>%s</blockquote>\n", lineBreaks(esc(quote)))
	}
	if s := standing(n); s != "" {
		a.printf("<p class=\"warn\">%s</p>\n", esc(s))
	}
	if list := known(n); list != nil {
		a.printf("<dl>")
		for _, d := range list {
			a.printf("<dt>%s</dt><dd>%s</dd>", esc(d.name), htmlValues(d.values))
		}
		a.printf("</dl>\n")
	}
	if n.Note != "" {
		a.printf("<p class=\"body\">%s</p>\n", esc(n.Note))
	}
	if by := signature(n); by != "" {
		a.printf("<p class=\"by\">%s</p>\n", esc(by))
	}
	a.printf("</div>\n")
}

// htmlValues writes the values of a field, one under the other. An address
// becomes a link.
func htmlValues(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		if out[i] = lineBreaks(esc(v)); isWebAddress(v) {
			out[i] = fmt.Sprintf(`<a href="%s" rel="noopener noreferrer">%s</a>`, esc(v), esc(v))
		}
	}
	return strings.Join(out, "<br>")
}

func lineBreaks(markup string) string { return strings.ReplaceAll(markup, "\n", "<br>") }

// unplaced lists what has no place in the text.
func (a *htmlArticle) unplaced(items []annotate.Annotation) {
	if len(items) == 0 {
		return
	}
	a.printf("<section>\n<h2>Without a certain place</h2>\n")
	for _, n := range items {
		a.note(n, n.Anchor.Exact)
	}
	a.printf("</section>\n")
}

// inline writes the text of a block: its runs and its marks.
func (a *htmlArticle) inline(block annotate.Block) {
	breaks := block.Kind != annotate.Code && block.Kind != annotate.Table
	for _, p := range pieces(a.set, block) {
		markup := html.EscapeString(visible(p.span.In(a.on.Text)))
		if breaks {
			markup = lineBreaks(markup)
		}
		before, after := htmlStyle(p.run)
		a.printf("%s%s%s%s%s", before, htmlMark(p.marks), markup, htmlMarkEnd(p.marks), after)
		for _, n := range p.ends {
			a.printf("<sup><a id=\"r%d-%d\" href=\"#n%d-%d\" aria-label=\"%s %d\">%s%d</a></sup>",
				a.page, a.numbers[n.ID], a.page, a.numbers[n.ID], n.Tag, a.numbers[n.ID], n.Tag.Letter(), a.numbers[n.ID])
		}
	}
}

// htmlMark opens the mark of a piece: the innermost tag as its ground, the
// next as a line under it.
func htmlMark(marks []annotate.Annotation) string {
	switch {
	case len(marks) == 0:
		return ""
	case len(marks) == 1 || marks[1].Tag == marks[0].Tag:
		return fmt.Sprintf(`<mark class="%s">`, marks[0].Tag)
	}
	return fmt.Sprintf(`<mark class="%s second" style="--under: var(--%s)">`, marks[0].Tag, marks[1].Tag)
}

func htmlMarkEnd(marks []annotate.Annotation) string {
	if len(marks) == 0 {
		return ""
	}
	return "</mark>"
}

// htmlStyle is what stands before and after the text of a run.
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
