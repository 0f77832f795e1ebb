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
// its marks; ok is false if there is none. Double marks of every usual shape count,
// and single ones that cannot be apostrophes. A double quotation that is not closed
// ends with the block (or the window, see the package comment), as in speech that
// continues in the next paragraph.
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

// A mark is an opening quotation mark.
type mark struct {
	off, size int
	closing   rune
}

// isClosedBy reports whether r has the right shape to close the quotation: „ is closed
// by “ in German, by ” in Polish.
func (m mark) isClosedBy(r rune) bool { return r == m.closing || m.closing == '“' && r == '”' }

// passages returns the quoted passages of the window that contain off, innermost
// first.
func (w window) passages(off int) []passage {
	var open []mark
	var found []passage
	for at := w.lo; at < w.hi; {
		if c := w.text[at]; c < 0x80 && c != '"' && c != '\'' {
			at++
			continue
		}
		r, size := w.rune(at)
		if i := w.closedMark(open, at, r, size); i >= 0 {
			found = w.keep(found, open[i], at, at+size, off)
			open = open[:i]
		} else if len(open) < maxNested {
			open = w.push(open, at, r, size)
		}
		at += size
		if at > off && (len(open) == 0 || open[0].off > off) {
			return found
		}
	}
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].closing != '’' && open[i].closing != '\'' {
			found = w.keep(found, open[i], w.hi, w.hi, off)
		}
	}
	return found
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

// closedMark returns the index of the open mark that r at off closes, or -1.
func (w window) closedMark(open []mark, off int, r rune, size int) int {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].isClosedBy(r) && w.mayClose(off, r, size) {
			return i
		}
	}
	return -1
}

// mayClose reports whether r at off can close a quotation: it is not an apostrophe
// and, if it can also open one, is not in the position of an opening mark.
func (w window) mayClose(off int, r rune, size int) bool {
	switch r {
	case '"', '“':
		return !w.opensAt(off, size)
	case '\'', '’', '‘':
		before, _ := w.runeBefore(off)
		return !unicode.IsSpace(before) && !w.isAlphanumericAt(off+size)
	}
	return true
}

// push appends the mark r at off if it opens a quotation.
func (w window) push(open []mark, off int, r rune, size int) []mark {
	if closing := w.closingMark(off, r, size); closing != 0 {
		return append(open, mark{off, size, closing})
	}
	return open
}

// closingMark returns the mark that closes the quotation that r at off opens, or 0
// if it opens none.
func (w window) closingMark(off int, r rune, size int) rune {
	if closing := openers[r]; closing != 0 || !w.opensAt(off, size) {
		return closing
	}
	return dualMarks[r]
}

// The closing marks of opening ones: openers has the marks that always open a quotation,
// dualMarks those that do so only in the position of an opening mark.
var (
	openers   = map[rune]rune{'“': '”', '„': '“', '«': '»', '‹': '›', '「': '」', '『': '』'}
	dualMarks = map[rune]rune{'"': '"', '”': '”', '»': '«', '›': '‹', '‚': '‘', '‘': '’', '\'': '\''}
)

// opensAt reports whether the mark at off is in the position of an opening one: after
// white space, a bracket, a dash or another mark, and before a letter or another
// mark. A single mark before a digit replaces missing digits ('90s).
func (w window) opensAt(off, size int) bool {
	before, n := w.runeBefore(off)
	after, m := w.rune(off + size)
	if m == 0 || unicode.IsSpace(after) || n > 0 && !unicode.IsSpace(before) && !mayPrecede(before) {
		return false
	}
	r, _ := w.rune(off)
	return r == '"' || r == '”' || r == '»' || !unicode.IsDigit(after)
}

// mayPrecede reports whether an opening quotation mark may follow r immediately.
func mayPrecede(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd) || r == '"' || r == '\'' || r == '/'
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
		mark{closing: w.closingMark(opening, r, size)}.isClosedBy(closing)
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
