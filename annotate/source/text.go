package source

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/words"
)

// readText reads plain text. Blank lines separate groups of lines. Within a group,
// lines join into a paragraph if the text was wrapped at a width; otherwise each
// line is a block.
func readText(b *builder, text []byte) annotate.Meta {
	const sampleLen = 1 << 20 // bytes
	r := textReader{b: b, layout: layoutOf(text), sample: text[:min(len(text), sampleLen)]}
	var group []line
	first := 0 // number of blocks of the first group
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
	return classify(classifier{b: b, isFirstAlone: first == 1})
}

type textReader struct {
	b       *builder
	layout  layout
	list    listMark // the mark of the previous block, if that was an item
	indents []int    // the indentations of the open lists, outermost first

	sample []byte           // the beginning of the text
	words  words.Vocabulary // of the sample, or nil until it is needed
}

// group adds the blocks of a group of lines, which nextGroup follows.
func (r *textReader) group(lines, nextGroup []line) {
	if r.isCode(lines) {
		r.code(lines)
		return
	}
	for len(lines) > 0 {
		n := 1
		switch {
		case lines[0].quote > 0:
			n = r.quotation(lines)
		case r.isItem(lines, nextGroup):
			n = r.item(lines)
		default:
			for n < len(lines) && lines[n].quote == 0 && !r.isItem(lines[n:], nextGroup) {
				n++
			}
			r.paragraphs(lines[:n])
		}
		lines = lines[n:]
	}
}

func (r *textReader) add(block annotate.Block, lines ...line) {
	if block.Kind != annotate.ListItem {
		r.endList()
	}
	r.b.begin(block)
	for i, l := range lines {
		if i > 0 && !joinsWithoutSpace(lines[i-1].text, l.text) {
			r.b.space()
		}
		text := l.text
		if i+1 < len(lines) {
			text = r.withoutDivision(text, lines[i+1].text)
		}
		r.b.prose(text)
	}
	r.b.end()
}

// withoutDivision returns a line without the hyphen at its end if that only divides a
// word.
func (r *textReader) withoutDivision(text, next []byte) []byte {
	last, size := utf8.DecodeLastRune(text)
	first, _ := utf8.DecodeRune(next)
	switch {
	case last != '-' && last != dividingHyphen, !unicode.IsLower(first), !joinsWithoutSpace(text, next):
		return text
	case last == dividingHyphen:
		return text[:len(text)-size]
	}
	if r.words == nil {
		r.words = words.Vocabulary{}
		for line := range bytes.Lines(r.sample) {
			r.words.Add(string(line))
		}
	}
	stem := text[bytes.LastIndexByte(text, ' ')+1:]
	rest, _, _ := bytes.Cut(next, []byte(" "))
	if r.words.KeepsHyphen(string(stem), string(rest)) {
		return text
	}
	return text[:len(text)-size]
}

// dividingHyphen stands for a soft hyphen at the end of a line: see keepDivisions.
const dividingHyphen = '\u2010'

// keepDivisions returns text with hyphens in the place of the soft hyphens at the ends
// of its lines, which would be removed before the lines are joined.
func keepDivisions(text []byte) []byte {
	if !bytes.Contains(text, []byte("\u00AD")) {
		return text
	}
	for _, end := range []string{"\n", "\r\n"} {
		text = bytes.ReplaceAll(text, []byte("\u00AD"+end), []byte(string(dividingHyphen)+end))
	}
	return text
}

func (r *textReader) endList() { r.list, r.indents = listMark{}, r.indents[:0] }

// paragraphs adds the paragraphs, or the verse, in lines without quotations and items.
func (r *textReader) paragraphs(lines []line) {
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

// continues reports whether next continues a paragraph of n lines that ends with
// l. A deeper indentation begins a paragraph; the first line alone may be indented
// more than the rest.
func (r *textReader) continues(l, next line, n int) bool {
	return r.isWrapped(l, next) && next.indent < l.indent+2 && (n == 1 || next.indent >= l.indent-1)
}

// isWrapped reports whether the first word of next did not fit after l, or is the rest
// of the last.
func (r *textReader) isWrapped(l, next line) bool {
	return bytes.HasSuffix(l.text, []byte(string(dividingHyphen))) || r.layout.width > 0 && l.width+1+next.first > r.layout.width
}

// isItem reports whether lines[0] begins a list item. A mark that could be something
// else needs a neighbor with the same mark.
func (r *textReader) isItem(lines, nextGroup []line) bool {
	mark := lines[0].mark
	switch {
	case mark.family == 0:
		return false
	case mark.isClear() || mark.family == r.list.family:
		return true
	}
	n := r.itemLen(lines)
	if n < len(lines) {
		return lines[n].mark.family == mark.family
	}
	return mark.mayBeSpaced() && len(nextGroup) > 0 && nextGroup[0].mark.family == mark.family
}

// itemLen returns the number of lines of the item at the beginning of lines.
func (r *textReader) itemLen(lines []line) int {
	n := 1
	for n < len(lines) && lines[n].mark.family == 0 && lines[n].quote == 0 &&
		(lines[n].indent >= lines[0].indent+2 || r.isWrapped(lines[n-1], lines[n])) {
		n++
	}
	return n
}

// item adds the item at the beginning of lines and returns its number of lines.
func (r *textReader) item(lines []line) int {
	n := r.itemLen(lines)
	first := lines[0]
	r.list = first.mark
	first.text = first.text[first.mark.size:]
	block := newBlock(annotate.ListItem, ruleList)
	block.Level = r.depth(first.indent)
	r.add(block, append([]line{first}, lines[1:n]...)...)
	return n
}

// depth returns the level of an item with that indentation within its list.
func (r *textReader) depth(indent int) uint8 {
	n := len(r.indents)
	for n > 0 && r.indents[n-1] > indent+1 {
		n--
	}
	r.indents = r.indents[:n]
	if n == 0 || r.indents[n-1]+1 < indent {
		r.indents = append(r.indents, indent)
	}
	return uint8(min(len(r.indents), 255))
}

// quotation adds the quoted lines of the same depth at the beginning of lines, and
// returns their number. A quoted blank line separates paragraphs.
func (r *textReader) quotation(lines []line) int {
	n, depth := 0, lines[0].quote
	for n < len(lines) && lines[n].quote == depth {
		from := n
		for n++; n < len(lines) && lines[n].quote == depth && len(lines[n-1].text) > 0 && len(lines[n].text) > 0 &&
			r.continues(lines[n-1], lines[n], n-from); n++ {
		}
		block := newBlock(annotate.Quotation, ruleQuoted)
		block.Level = uint8(min(depth, 255))
		r.add(block, lines[from:n]...)
	}
	return n
}

// isCode reports whether lines are indented by four columns or more because their
// spaces matter: they are neither a list nor prose.
func (r *textReader) isCode(lines []line) bool {
	count := 0
	for _, l := range lines {
		if l.indent < r.layout.margin+4 || l.quote > 0 || l.mark.isClear() || l.width > longLine {
			return false
		}
		count += len(bytes.Fields(l.text))
	}
	if len(lines) == 0 || (lines[0].mark.family != 0 && lines[0].mark.family == r.list.family) {
		return false
	}
	return count < 8*len(lines) || !words.EndsSentence(string(lines[len(lines)-1].text))
}

// code adds a block of lines with their spaces, except their common indentation.
func (r *textReader) code(lines []line) {
	margin := lines[0].indent
	for _, l := range lines {
		margin = min(margin, l.indent)
	}
	r.endList()
	r.b.begin(newBlock(annotate.Code, ruleIndented))
	for _, l := range lines {
		var expanded strings.Builder
		writeExpanded(&expanded, string(l.raw))
		r.b.verbatim([]byte(expanded.String()[margin:] + "\n"))
	}
	r.b.end()
}

// isVerse reports whether the line breaks of a group are intended: it has several
// short lines of a few words each. At least a third of them end with punctuation,
// which lists of links do not have, but not all of them end a sentence. In a wrapped
// text, each line must also begin with a capital letter.
func (r *textReader) isVerse(lines []line) bool {
	const maxWidth = 60 // characters
	if len(lines) < 3 || (r.layout.width > 0 && len(lines) < 4) {
		return false
	}
	count, stops, sentences, capitals := 0, 0, 0, 0
	for _, l := range lines {
		if l.width-r.layout.margin > maxWidth {
			return false
		}
		text := string(l.text)
		count += words.Count(text, maxWidth)
		if strings.ContainsRune(".,;:!?…—", words.LastMark(text)) {
			stops++
		}
		if words.EndsSentence(text) {
			sentences++
		}
		if words.BeginsUpper(text) {
			capitals++
		}
	}
	return count >= 3*len(lines) && stops*3 >= len(lines) && sentences < len(lines) &&
		(r.layout.width == 0 || capitals == len(lines))
}

// verse adds a paragraph that keeps its line breaks.
func (r *textReader) verse(lines []line) {
	r.endList()
	r.b.begin(newBlock(annotate.Paragraph, ruleVerse))
	for _, l := range lines {
		r.b.prose(l.text)
		r.b.newline()
	}
	r.b.end()
}
