package layout

import (
	"strings"

	"galley/annotate"
)

// Decoration before the text of a row.
const (
	bullet  = "• "
	bar     = "▎ "
	indents = 2 // cells for each level of a list
)

// A lead is the decoration before the text of a row.
type lead struct {
	text  string
	width int // in cells
}

// leads are the decorations of the first row of a block and of its others.
// They never take more than half of the measure.
func (l *Layout) leads(b annotate.Block) (first, rest lead) {
	level := max(int(b.Level), 1)
	switch b.Kind {
	case annotate.ListItem:
		return l.itemLeads(b, indents*(level-1))
	case annotate.Quotation:
		first = l.bars(level)
		return first, first
	case annotate.Heading, annotate.Title:
		return lead{}, lead{}
	}
	first = l.blanks(indents * int(b.Level))
	return first, first
}

// itemLeads are those of a list item: a bullet, or nothing before the number
// that the text begins with. The other rows hang under the words.
func (l *Layout) itemLeads(b annotate.Block, indent int) (first, rest lead) {
	if n := enumerator(b.Span.In(l.article.Text)); n > 0 {
		return l.blanks(indent), l.blanks(indent + n)
	}
	dot := l.fit(bullet)
	first = l.blanks(min(indent, l.options.Measure/2-dot.width))
	first = lead{first.text + dot.text, first.width + dot.width}
	return first, l.blanks(first.width)
}

func (l *Layout) blanks(n int) lead {
	n = min(max(n, 0), l.options.Measure/2)
	return lead{strings.Repeat(" ", n), n}
}

func (l *Layout) bars(level int) lead {
	one := l.fit(bar)
	if one.width == 0 {
		return lead{}
	}
	n := min(level, l.options.Measure/2/one.width)
	return lead{strings.Repeat(one.text, n), n * one.width}
}

// fit is the decoration text, or none if it would take more than half of the
// measure.
func (l *Layout) fit(text string) lead {
	width := l.ruler.width(text)
	if width > l.options.Measure/2 {
		return lead{}
	}
	return lead{text, width}
}

// enumerator is the length of the number or letter that a list item's text
// begins with, blank included, 0 if none: "1. ", "12) ", "(a) ", "iv. ",
// "2.3. ". It is plain ASCII, so bytes are cells.
func enumerator(text string) int {
	n := strings.IndexByte(text[:min(len(text), 9)], ' ')
	if n < 0 {
		return 0
	}
	word, open := strings.CutPrefix(text[:n], "(")
	word, closed := strings.CutSuffix(word, ")")
	word, dotted := strings.CutSuffix(word, ".")
	if !closed && (open || !dotted) || !counts(word) {
		return 0
	}
	return n + 1
}

// counts reports whether a word counts items: digits in groups ("2.3"), one
// letter, or a small Roman number.
func counts(word string) bool {
	if word == "" {
		return false
	}
	if len(word) == 1 && word[0]|0x20 >= 'a' && word[0]|0x20 <= 'z' {
		return true
	}
	if strings.Trim(word, "ivxIVX") == "" {
		return true
	}
	for group := range strings.SplitSeq(word, ".") {
		if group == "" || strings.Trim(group, "0123456789") != "" {
			return false
		}
	}
	return true
}
