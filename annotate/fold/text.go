package fold

import (
	"sort"
	"strings"
	"unicode/utf8"

	"galley/annotate"

	"golang.org/x/text/unicode/norm"
)

// A Text is a text in another form. It maps offsets back to the text.
type Text struct {
	Folded string
	steps  []step // in order
}

// A step is a part of a text whose other form differs in length, or is that of a
// ligature. Between steps, offsets grow alike.
type step struct{ folded, source annotate.Span }

// String returns the folded form of a text, see New.
func String(text string) string { return New(text).Folded }

// New folds a text: to lower case, without marks, and with one space for each run of
// white space. Time and memory are linear in the text.
func New(text string) *Text {
	t := &Text{}
	var b strings.Builder
	b.Grow(len(text))
	var buffer [MaxRunes]rune
	for off := 0; off < len(text); {
		if c := text[off]; c > ' ' && isPlainAt(text, off) || c == ' ' && isPlainSpaceAt(text, off) {
			b.WriteByte(byte(LowerCase.Plain(c)))
			off++
			continue
		}
		start, letters := b.Len(), 0
		p := Next(buffer[:0], text[off:], LowerCase)
		for _, r := range p.Runes {
			if !IsMark(r) {
				b.WriteRune(r)
				letters++
			}
		}
		end := off + p.Size
		if isSpace(p) {
			end = spaceEnd(text, end)
		}
		if letters != 1 || b.Len()-start != end-off {
			t.steps = append(t.steps, step{annotate.Span{Start: start, End: b.Len()}, annotate.Span{Start: off, End: end}})
		}
		off = end
	}
	t.Folded = b.String()
	return t
}

// isPlainAt reports whether an ASCII character that no mark follows is at off.
func isPlainAt(text string, off int) bool {
	return text[off] < utf8.RuneSelf && (off+1 == len(text) || text[off+1] < utf8.RuneSelf)
}

// isPlainSpaceAt reports whether the space at off is before an ASCII character, and
// not before white space.
func isPlainSpaceAt(text string, off int) bool {
	return off+1 < len(text) && text[off+1] > ' ' && text[off+1] < utf8.RuneSelf
}

func isSpace(p Piece) bool { return len(p.Runes) == 1 && p.Runes[0] == ' ' }

// spaceEnd returns the end of the white space at off.
func spaceEnd(text string, off int) int {
	var buffer [MaxRunes]rune
	for off < len(text) {
		p := Next(buffer[:0], text[off:], LowerCase)
		if !isSpace(p) {
			break
		}
		off += p.Size
	}
	return off
}

// Normal returns a text in Unicode normalization form C.
func Normal(text string) *Text {
	t := &Text{}
	if norm.NFC.IsNormalString(text) {
		t.Folded = text
		return t
	}
	var b strings.Builder
	for off := 0; off < len(text); {
		n := norm.NFC.QuickSpanString(text[off:])
		b.WriteString(text[off : off+n])
		off += n
		part := text[off : off+max(0, norm.NFC.NextBoundaryInString(text[off:], true))]
		start, composed := b.Len(), norm.NFC.String(part)
		b.WriteString(composed)
		if composed != part {
			t.steps = append(t.steps, step{annotate.Span{Start: start, End: b.Len()}, annotate.Span{Start: off, End: off + len(part)}})
		}
		off += len(part)
	}
	t.Folded = b.String()
	return t
}

// SourceFromFolded returns the text whose folded form a span is. Characters
// that fold to nothing at its ends are left out. ok is false if it is empty or
// cuts a ligature.
func (t *Text) SourceFromFolded(span annotate.Span) (source annotate.Span, ok bool) {
	i := sort.Search(len(t.steps), func(i int) bool { return t.steps[i].folded.End > span.Start })
	j := sort.Search(len(t.steps), func(j int) bool { return t.steps[j].folded.Start >= span.End })
	if i < len(t.steps) && t.steps[i].folded.Start < span.Start || j > 0 && t.steps[j-1].folded.End > span.End {
		return annotate.Span{}, false
	}
	source = span
	if i > 0 {
		source.Start += t.steps[i-1].source.End - t.steps[i-1].folded.End
	}
	if j > 0 {
		source.End += t.steps[j-1].source.End - t.steps[j-1].folded.End
	}
	return source, source.Start < source.End
}

// FoldedFromSource returns the folded form of a span of the text, widened to whole
// characters.
func (t *Text) FoldedFromSource(span annotate.Span) annotate.Span {
	i := sort.Search(len(t.steps), func(i int) bool { return t.steps[i].source.End > span.Start })
	j := sort.Search(len(t.steps), func(j int) bool { return t.steps[j].source.Start >= span.End })
	folded := span
	if i > 0 {
		folded.Start += t.steps[i-1].folded.End - t.steps[i-1].source.End
	}
	if i < len(t.steps) && t.steps[i].source.Start < span.Start {
		folded.Start = t.steps[i].folded.Start
	}
	if j > 0 {
		last := t.steps[j-1]
		folded.End = last.folded.End + max(0, span.End-last.source.End)
	}
	return folded
}
