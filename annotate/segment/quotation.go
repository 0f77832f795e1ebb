package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A passage is quoted text with its quotation marks (outer) and without them (inner).
type passage struct {
	outer, inner annotate.Span
}

// Quotation returns the innermost quoted passage that contains off, with and without
// its marks; ok is false if there is none. Marks of the languages in pairing.go count,
// single ones if they cannot be apostrophes, and the dashes of dialogue. A quotation that
// is not closed ends with the block if the next one begins with such a mark too, as
// speech does that continues there; else it is none.
func Quotation(text string, block annotate.Span, off int) (outer, inner annotate.Span, ok bool) {
	block, off = fit(text, block, off)
	found := windowAt(text, block, off).passages(off)
	if len(found) == 0 {
		return annotate.Span{}, annotate.Span{}, false
	}
	return found[0].outer, found[0].inner, true
}

// maxNested is the maximum number of quotations that may be open at once.
const maxNested = 8

// passages returns the quoted passages of the window that contain off, innermost
// first.
func (w window) passages(off int) []passage {
	var open []mark
	var found []passage
	for at := w.lo; at < w.hi; {
		if c := w.text[at]; c < 0x80 && c != '"' && c != '\'' && c != '`' {
			at++
			continue
		}
		r, size := w.markAt(at)
		if i := w.closedMark(open, at, r, size); i >= 0 {
			found = w.keep(found, open[i], at, at+size, off)
			open = open[:i]
		} else if len(open) < maxNested {
			open = w.push(open, at, r, size)
		}
		at += size
		if at > off && (len(open) == 0 || open[0].off > off) {
			return w.withSpeech(found, off)
		}
	}
	for i := len(open) - 1; i >= 0; i-- {
		if !isSingle(open[i].rune) && w.goesOn(open[i]) {
			found = w.keep(found, open[i], w.hi, w.hi, off)
		}
	}
	return w.withSpeech(found, off)
}

// keep appends the passage from m to end, with its closing mark to next, if it
// contains off and is not empty.
func (w window) keep(found []passage, m mark, end, next, off int) []passage {
	outer := annotate.Span{Start: m.off, End: next}
	if !outer.Contains(off) {
		return found
	}
	outer = clip(w.text, outer)
	inner := clip(w.text, annotate.Span{Start: m.off + m.size, End: end})
	if inner.Empty() || !outer.Contains(off) {
		return found
	}
	return append(found, passage{outer, inner})
}

// quoteReach is the maximum number of bytes that are searched for the marks of a
// quotation inside a sentence.
const quoteReach = 160

// isEmbedded reports whether off is between sentences of a quotation that begins and
// ends inside another sentence: They cried “Fire! Fire!” and ran.
func (w window) isEmbedded(off int) bool {
	end := indexQuote(w.text[off:min(w.hi, off+quoteReach)])
	if end < 0 {
		return false
	}
	end += off
	closing, size := w.rune(end)
	if after, _ := w.rune(w.skipSpace(end + size)); !unicode.IsLower(after) || !w.mayClose(end, closing, size) {
		return false
	}
	lo := max(w.lo, off-quoteReach)
	opening := lo + strings.LastIndexFunc(w.text[lo:off], isDoubleQuote)
	if opening < lo {
		return false
	}
	r, size := w.rune(opening)
	before, _ := w.runeBefore(w.skipSpaceBack(opening))
	first, _ := w.rune(opening + size)
	return (unicode.IsLetter(before) || before == ',' || before == ':') && !unicode.IsPunct(first) &&
		strings.ContainsRune(w.closingMarks(opening, r, size), closing)
}

// indexQuote returns the offset of the first double quotation mark in s, or -1. It is fast
// where there is none, as after most sentences.
func indexQuote(s string) int {
	if strings.IndexByte(s, '"') < 0 && strings.IndexByte(s, "“"[0]) < 0 && strings.IndexByte(s, "«"[0]) < 0 {
		return -1
	}
	for i := range len(s) {
		switch s[i] {
		case '"':
			return i
		case "“"[0], "«"[0]:
			if r, _ := utf8.DecodeRuneInString(s[i:]); isDoubleQuote(r) {
				return i
			}
		}
	}
	return -1
}

func isDoubleQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '«', '»':
		return true
	}
	return false
}
