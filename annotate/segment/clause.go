package segment

import (
	"strings"
	"unicode"

	"galley/annotate"
)

// clauseAt returns the part of a sentence that contains off, between commas,
// semicolons, colons, dashes, parentheses and quotation marks. An offset on such a
// mark belongs to the clause before it, one on white space to the clause after it. A
// sentence that consists of marks is one clause.
func clauseAt(text string, sentence annotate.Span, off int) annotate.Span {
	d := divider{window: window{text: text, lo: sentence.Start, hi: sentence.End}}
	var before annotate.Span
	for start := sentence.Start; start < sentence.End; {
		end, next := d.clauseEnd(start)
		s := clip(text, annotate.Span{Start: start, End: end})
		switch {
		case s.Empty() && off < next && !before.Empty():
			return before
		case !s.Empty() && off < next:
			return s
		case !s.Empty():
			before = s
		}
		start = next
	}
	if before.Empty() {
		return sentence
	}
	return before
}

// A divider finds the marks between the clauses of a sentence, from start to end.
type divider struct {
	window
	closing string // the marks that close the open single quotation, or ""
}

// clauseEnd returns the end of the clause at start, and the offset after the mark
// that ends it.
func (d *divider) clauseEnd(start int) (end, next int) {
	for off := start; off < d.hi; {
		r, size := d.rune(off)
		if d.divides(off, r, size) {
			return off, off + size
		}
		off += size
	}
	return d.hi, d.hi
}

// divides reports whether the mark r at off separates two clauses.
func (d *divider) divides(off int, r rune, size int) bool {
	switch r {
	case '—', '―', '，', '、', '；', '：', '）', '（', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '『', '』', '"', ')':
		return true
	case ',', ';', ':':
		return !d.isAlphanumericAt(off + size)
	case '–', '-':
		return d.isSpaced(off, size)
	case '(':
		before, _ := d.runeBefore(off)
		return !unicode.IsLetter(before)
	case '‘', '\'', '’', '‚':
		return d.dividesSingle(off, r, size)
	}
	return false
}

// dividesSingle is like divides, for single quotation marks, which may be apostrophes.
func (d *divider) dividesSingle(off int, r rune, size int) bool {
	if strings.ContainsRune(d.closing, r) && d.mayClose(off, r, size) {
		d.closing = ""
		return true
	}
	if closing := d.closingMarks(off, r, size); closing != "" {
		d.closing = closing
		return true
	}
	before, _ := d.runeBefore(off)
	return unicode.IsPunct(before) && !d.isAlphanumericAt(off+size)
}

// isSpaced reports whether the mark at off has white space on both sides.
func (w window) isSpaced(off, size int) bool {
	before, _ := w.runeBefore(off)
	after, _ := w.rune(off + size)
	return unicode.IsSpace(before) && unicode.IsSpace(after)
}

// isAlphanumericAt reports whether there is a letter or a digit at off.
func (w window) isAlphanumericAt(off int) bool {
	r, _ := w.rune(off)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
