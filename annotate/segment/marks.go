package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// marks remembers the places of a mark after which a sentence continues, because a
// lowercase letter or a comma follows. There are few, so that looking at them is faster than
// searching the text for each word.
type marks struct {
	mark     byte
	searched annotate.Span
	offs     []int
}

// within returns the places in span.
func (m *marks) within(text string, span annotate.Span) []int {
	if !m.searched.Contains(span.Start) {
		m.searched, m.offs = annotate.Span{Start: span.Start, End: span.Start}, m.offs[:0]
	}
	if m.searched.End < span.End {
		m.search(text, m.searched.End, span.End)
		m.searched.End = span.End
	}
	from, _ := slices.BinarySearch(m.offs, span.Start)
	to, _ := slices.BinarySearch(m.offs, span.End)
	return m.offs[from:to]
}

// search appends the places from off to end.
func (m *marks) search(text string, off, end int) {
	for ; off < end; off++ {
		i := strings.IndexByte(text[off:end], m.mark)
		if i < 0 {
			return
		}
		off += i
		next := strings.TrimLeft(text[off+1:min(len(text), off+8)], " ")
		if r, _ := utf8.DecodeRuneInString(next); r == ',' || unicode.IsLower(r) {
			m.offs = append(m.offs, off)
		}
	}
}
