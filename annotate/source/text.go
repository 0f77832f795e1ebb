package source

import (
	"bytes"
	"strings"

	"galley/annotate"
	"galley/annotate/source/words"
)

// readText reads plain text. Blank lines part groups of lines. Within a group
// lines join into a paragraph where the text was wrapped at a width; else each
// line is a block. What the blocks are is for the rules of classify.
func readText(b *builder, text []byte) annotate.Meta {
	r := textReader{b: b, layout: layoutOf(text)}
	var group []line
	first := 0
	for next := range groups(text) {
		r.group(group, next)
		if first == 0 {
			first = len(b.blocks)
		}
		group = next
	}
	r.group(group, nil)
	if first == 0 {
		first = len(b.blocks)
	}
	return classify(b, first == 1)
}

// A textReader finds the blocks of plain text.
type textReader struct {
	b       *builder
	layout  layout
	list    listMark // of the block before, if that was an item
	indents []int    // of the list being read, the outermost first
}

// group adds the blocks of lines; after is the group that follows.
func (r *textReader) group(lines, after []line) {
	if r.isCode(lines) {
		r.code(lines)
		return
	}
	for len(lines) > 0 {
		n := 1
		switch {
		case lines[0].quote > 0:
			n = r.quotation(lines)
		case r.isItem(lines, after):
			n = r.item(lines)
		default:
			for n < len(lines) && lines[n].quote == 0 && !r.isItem(lines[n:], after) {
				n++
			}
			r.plain(lines[:n])
		}
		lines = lines[n:]
	}
}

// add adds a block of the lines joined.
func (r *textReader) add(block annotate.Block, lines ...line) {
	if block.Kind != annotate.ListItem {
		r.list, r.indents = listMark{}, r.indents[:0]
	}
	r.b.begin(block)
	for i, l := range lines {
		if i > 0 && !isGlued(lines[i-1].text, l.text) {
			r.b.blank()
		}
		r.b.prose(l.text)
	}
	r.b.end()
}

// plain adds paragraphs.
func (r *textReader) plain(lines []line) {
	if r.isVerse(lines) {
		r.verse(lines)
		return
	}
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && r.continues(lines[n-1], lines[n], n) {
			n++
		}
		r.add(annotate.Block{Kind: annotate.Paragraph}, lines[:n]...)
		lines = lines[n:]
	}
}

// continues reports whether next goes on with the paragraph that has had n
// lines, the last of them l. A deeper indentation begins a paragraph; the
// first line alone may be indented more than the rest.
func (r *textReader) continues(l, next line, n int) bool {
	return r.wrapped(l, next) && next.indent < l.indent+2 && (n == 1 || next.indent >= l.indent-1)
}

// wrapped reports whether the first word of next did not fit behind l.
func (r *textReader) wrapped(l, next line) bool {
	return r.layout.width > 0 && l.width+1+next.first > r.layout.width
}

// isItem reports whether lines[0] begins an item of a list. A mark that could
// be something else needs a neighbour with the like.
func (r *textReader) isItem(lines, after []line) bool {
	mark := lines[0].mark
	switch {
	case mark.family == 0:
		return false
	case mark.alone() || mark.family == r.list.family:
		return true
	}
	n := r.itemLen(lines)
	if n < len(lines) {
		return lines[n].mark.family == mark.family
	}
	return mark.far() && len(after) > 0 && after[0].mark.family == mark.family
}

// itemLen is the number of lines of the item that lines begin with.
func (r *textReader) itemLen(lines []line) int {
	n := 1
	for n < len(lines) && lines[n].mark.family == 0 && lines[n].quote == 0 &&
		(lines[n].indent >= lines[0].indent+2 || r.wrapped(lines[n-1], lines[n])) {
		n++
	}
	return n
}

// item adds the item that lines begin with and returns how many it took.
func (r *textReader) item(lines []line) int {
	n := r.itemLen(lines)
	first := lines[0]
	r.list = first.mark
	level := r.depth(first.indent)
	first.text = first.text[first.mark.size:]
	r.add(annotate.Block{
		Kind: annotate.ListItem, Level: level, Rule: ruleList.Name, Sureness: ruleList.Sureness,
	}, append([]line{first}, lines[1:n]...)...)
	return n
}

// depth is the level of an item with that indentation within its list.
func (r *textReader) depth(indent int) uint8 {
	n := len(r.indents)
	for n > 0 && r.indents[n-1] > indent+1 {
		n--
	}
	if n == 0 || r.indents[n-1]+1 < indent {
		r.indents = append(r.indents[:n], indent)
	} else {
		r.indents = r.indents[:n]
	}
	return uint8(min(len(r.indents), 255))
}

// quotation adds the quoted lines that lines begin with, as far as they are
// equally deep, and returns how many they are. A quoted blank line parts
// paragraphs.
func (r *textReader) quotation(lines []line) int {
	n, depth := 0, lines[0].quote
	for n < len(lines) && lines[n].quote == depth {
		from := n
		for n++; n < len(lines) && lines[n].quote == depth && len(lines[n-1].text) > 0 && len(lines[n].text) > 0 &&
			r.continues(lines[n-1], lines[n], n-from); n++ {
		}
		r.add(annotate.Block{
			Kind: annotate.Quotation, Level: uint8(min(depth, 255)), Rule: ruleQuoted.Name, Sureness: ruleQuoted.Sureness,
		}, lines[from:n]...)
	}
	return n
}

// isCode reports whether lines were set in by four columns or more to be kept
// as they are: no list, and no prose.
func (r *textReader) isCode(lines []line) bool {
	count := 0
	for _, l := range lines {
		if l.indent < r.layout.margin+4 || l.quote > 0 || l.mark.alone() || l.width > tooLong {
			return false
		}
		count += len(bytes.Fields(l.text))
	}
	if len(lines) == 0 || (lines[0].mark.family != 0 && lines[0].mark.family == r.list.family) {
		return false
	}
	return count < 8*len(lines) || !words.EndsSentence(string(lines[len(lines)-1].text))
}

// code adds a block of lines with their blanks, but for those that all have.
func (r *textReader) code(lines []line) {
	margin := lines[0].indent
	for _, l := range lines {
		margin = min(margin, l.indent)
	}
	r.list, r.indents = listMark{}, r.indents[:0]
	r.b.begin(annotate.Block{Kind: annotate.Code, Rule: ruleIndented.Name, Sureness: ruleIndented.Sureness})
	for _, l := range lines {
		var expanded strings.Builder
		writeExpanded(&expanded, string(l.raw))
		r.b.verbatim([]byte(expanded.String()[margin:] + "\n"))
	}
	r.b.end()
}
