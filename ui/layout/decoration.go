package layout

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// The parts of decorations.
const (
	bullet   = "• "
	bar      = "▎ "
	foldLead = "▸ "
	foldTail = "…"
	indent   = 2 // cells for each level of a list
)

// A decoration precedes the text of a row: a bullet, bars or an indent.
type decoration struct {
	text  string
	width int // in cells
}

// A decorator makes decorations. Except for a fold's, none takes more than half
// of the measure.
type decorator struct {
	ruler
	measure int // in cells
}

// block returns the decorations of the first line of a block and of its other
// lines.
func (d decorator) block(b annotate.Block, text string) (first, rest decoration) {
	level := max(int(b.Level), 1)
	switch b.Kind {
	case annotate.ListItem:
		return d.listItem(b.Span.In(text), indent*(level-1))
	case annotate.Quotation:
		first = d.bars(level)
	case annotate.Heading, annotate.Title:
	default:
		first = d.blanks(indent * int(b.Level))
	}
	return first, first
}

// listItem returns the decorations of a list item: a bullet, or only an indent if
// the text begins with a number. The other lines are aligned with the words.
func (d decorator) listItem(text string, indent int) (first, rest decoration) {
	if n := enumerator(text); n > 0 {
		return d.blanks(indent), d.blanks(indent + n)
	}
	dot := d.fit(bullet)
	first = d.blanks(min(indent, d.measure/2-dot.width))
	first = decoration{first.text + dot.text, first.width + dot.width}
	return first, d.blanks(first.width)
}

func (d decorator) blanks(n int) decoration {
	n = min(max(n, 0), d.measure/2)
	return decoration{strings.Repeat(" ", n), n}
}

func (d decorator) bars(level int) decoration {
	one := d.fit(bar)
	if one.width == 0 {
		return decoration{}
	}
	n := min(level, d.measure/2/one.width)
	return decoration{strings.Repeat(one.text, n), n * one.width}
}

// fit returns text as a decoration, or an empty one if it would take more than
// half of the measure.
func (d decorator) fit(text string) decoration {
	width := d.width(text)
	if width > d.measure/2 {
		return decoration{}
	}
	return decoration{text, width}
}

// foldedRow returns the decoration of a row of folded blocks: their number, and up
// to maxReasons reasons, as many as fit in two thirds of the measure.
func (d decorator) foldedRow(blocks []annotate.Block) decoration {
	const maxReasons = 3
	for limit := maxReasons; limit >= 0; limit-- {
		text := fmt.Sprintf("%s%d folded%s  ", foldLead, len(blocks), foldReasons(blocks, limit))
		if width := d.width(text); width <= d.measure*2/3 {
			return decoration{text, width}
		}
	}
	return d.fit(foldLead)
}

// foldReasons formats the reasons why blocks are folded as ": a, b", at most limit
// of them, or returns "" if there are none.
func foldReasons(blocks []annotate.Block, limit int) string {
	var reasons []string
	for _, b := range blocks {
		reason := b.Reason()
		if reason == "" || slices.Contains(reasons, reason) {
			continue
		}
		if len(reasons) == limit {
			reasons = append(reasons, "…")
			break
		}
		reasons = append(reasons, reason)
	}
	if len(reasons) == 0 || limit == 0 {
		return ""
	}
	return ": " + strings.Join(reasons, ", ")
}

// enumerator returns the length of the number or letter that a list item's text
// begins with, including the blank after it: "1. ", "12) ", "(a) ", "iv. ", "2.3. ".
// It is 0 if there is none. All are ASCII, so bytes are cells.
func enumerator(text string) int {
	n := strings.IndexByte(text[:min(len(text), 9)], ' ')
	if n < 0 {
		return 0
	}
	word, open := strings.CutPrefix(text[:n], "(")
	word, closed := strings.CutSuffix(word, ")")
	word, dotted := strings.CutSuffix(word, ".")
	if !closed && (open || !dotted) || !isItemNumber(word) {
		return 0
	}
	return n + 1
}

// isItemNumber reports whether word is an item number: digits in groups ("2.3"),
// one letter, or a small Roman numeral.
func isItemNumber(word string) bool {
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
