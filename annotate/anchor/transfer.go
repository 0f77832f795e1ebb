package anchor

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A Transfer maps spans of a text to a text that was made from it: with other white
// space, and without some of its marks, such as the hyphens at line ends and the
// bullets of a list. All letters and digits are in both, in the same order.
type Transfer struct {
	to    string
	equal []equalPart // in order
}

// An equalPart is a part that both texts have.
type equalPart struct{ from, to, length int }

// NewTransfer compares two texts. ok is false if one was not made from the other.
func NewTransfer(from, to string) (_ *Transfer, ok bool) {
	t := &Transfer{to: to}
	i, j := 0, 0
	for i < len(from) || j < len(to) {
		r, n := utf8.DecodeRuneInString(from[i:])
		s, m := utf8.DecodeRuneInString(to[j:])
		switch {
		case n > 0 && r == s && n == m:
			t.extend(i, j, n)
			i, j = i+n, j+m
		case unicode.IsSpace(s):
			j += m
		case n > 0 && !isLetter(r):
			i += n
		default:
			return nil, false
		}
	}
	return t, true
}

// extend adds n bytes at the end of what both texts have.
func (t *Transfer) extend(from, to, n int) {
	if last := len(t.equal) - 1; last >= 0 && t.equal[last].from+t.equal[last].length == from && t.equal[last].to+t.equal[last].length == to {
		t.equal[last].length += n
		return
	}
	t.equal = append(t.equal, equalPart{from, to, n})
}

// Span returns the span of the second text that has the words of a span of the first.
// ok is false if none of them are left.
func (t *Transfer) Span(span annotate.Span) (_ annotate.Span, ok bool) {
	first := sort.Search(len(t.equal), func(i int) bool { return t.equal[i].from+t.equal[i].length > span.Start })
	last := sort.Search(len(t.equal), func(i int) bool { return t.equal[i].from >= span.End }) - 1
	if first > last {
		return annotate.Span{}, false
	}
	p, q := t.equal[first], t.equal[last]
	return annotate.Span{Start: p.to + max(0, span.Start-p.from), End: q.to + min(q.length, span.End-q.from)}.Trim(t.to)
}
