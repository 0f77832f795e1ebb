package segment

import (
	"slices"
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

// A pairing pairs the quotation marks of a window, to find what contains an offset.
type pairing struct {
	window
	off   int // what is asked for
	open  []mark
	found []passage // contain off, innermost first
}

// passages returns the quoted passages of the window that contain off, innermost
// first.
func (w window) passages(off int) []passage {
	p := pairing{window: w, off: off}
	p.pair()
	dash, size := w.rune(w.lo)
	if d := (dialog{w, dash, size}); d.isSpeech() {
		p.keep(d.turnAt(off))
	}
	return p.found
}

// pair finds the passages from the beginning of the window until off is behind what is
// open.
func (p *pairing) pair() {
	for at := p.lo; at < p.hi; {
		if c := p.text[at]; c < 0x80 && c != '"' && c != '\'' && c != '`' {
			at++
			continue
		}
		r, size := p.markAt(at)
		if i := p.closedMark(at, r, size); i >= 0 {
			p.keep(p.open[i], at, at+size)
			p.open = p.open[:i]
		} else if closing := p.closingMarks(at, r, size); closing != "" && len(p.open) < maxNested {
			p.open = append(p.open, mark{r, at, size, closing})
		}
		at += size
		if at > p.off && (len(p.open) == 0 || p.open[0].off > p.off) {
			return
		}
	}
	for _, m := range slices.Backward(p.open) {
		if !isSingle(m.rune) && p.goesOn(m) {
			p.keep(m, p.hi, p.hi)
		}
	}
}

// closedMark returns the index of the open mark that r at off closes, or -1.
func (p *pairing) closedMark(off int, r rune, size int) int {
	for i, m := range slices.Backward(p.open) {
		if strings.ContainsRune(m.closing, r) && (p.mayClose(off, r, size) || m.rune != r && r != '"' && r != '“' && !isSingle(r)) {
			return i
		}
	}
	return -1
}

// keep appends the passage from m to end, with its closing mark to next, if it
// contains p.off and is not empty.
func (p *pairing) keep(m mark, end, next int) {
	outer := annotate.Span{Start: m.off, End: next}
	if !outer.Contains(p.off) {
		return
	}
	outer = clip(p.text, outer)
	inner := clip(p.text, annotate.Span{Start: m.off + m.size, End: end})
	if !inner.Empty() && outer.Contains(p.off) {
		p.found = append(p.found, passage{outer, inner})
	}
}

// goesOn reports whether the block after the window begins with a mark like m: each
// paragraph of a long quotation has one.
func (p *pairing) goesOn(m mark) bool {
	const reach = 16 // bytes of white space between blocks, and a mark
	rest := p.text[p.hi:min(len(p.text), p.hi+reach)]
	next := strings.TrimLeft(rest, " \t\r\n")
	first, _ := utf8.DecodeRuneInString(next)
	isLike := first == m.rune || strings.ContainsRune(m.closing, first) || strings.ContainsRune("\"“", m.rune) && strings.ContainsRune("\"“`", first)
	return isLike && next != "" && strings.Contains(rest[:len(rest)-len(next)], "\n")
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
