package segment

import (
	"unicode"

	"galley/annotate"
)

// Clause returns the part of a sentence that off is in, between commas,
// semicolons, colons, dashes, round brackets and quotation marks; these are
// not part of it. A mark belongs to the clause before it, white space to the
// one after. Where there is nothing but marks it is the sentence.
func Clause(text string, block annotate.Span, off int) annotate.Span {
	block, off = fit(text, block, off)
	return clauseIn(text, Sentence(text, block, off), off)
}

// clauseIn is Clause, in the sentence at off.
func clauseIn(text string, sentence annotate.Span, off int) annotate.Span {
	d := divider{window: window{text, sentence.Start, sentence.End}}
	var before annotate.Span
	for start := sentence.Start; start < sentence.End; {
		end, next := d.clauseEnd(start)
		clause := clip(text, annotate.Span{Start: start, End: end})
		switch {
		case clause.Empty() && off < next && !before.Empty():
			return before
		case !clause.Empty() && off < next:
			return clause
		case !clause.Empty():
			before = clause
		}
		start = next
	}
	if before.Empty() {
		return sentence
	}
	return before
}

// A divider finds the marks between the clauses of a sentence, from its start
// on.
type divider struct {
	window
	single rune // what closes the single quotation that is open, 0 if none is
}

// clauseEnd returns where the clause from start on ends, and the offset after
// the mark that ends it.
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

// divides reports whether the mark r at off stands between two clauses.
func (d *divider) divides(off int, r rune, size int) bool {
	switch r {
	case '—', '―', '，', '、', '；', '：', '）', '（', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '『', '』', '"', ')':
		return true
	case ',', ';', ':':
		return !d.alphanumericAt(off + size)
	case '–', '-':
		return d.spaced(off, size)
	case '(':
		before, _ := d.runeBefore(off)
		return !unicode.IsLetter(before)
	case '‘', '\'', '’', '‚':
		return d.dividesSingle(off, r, size)
	}
	return false
}

// dividesSingle is divides for single quotation marks, which may be
// apostrophes.
func (d *divider) dividesSingle(off int, r rune, size int) bool {
	if d.single == r && d.mayClose(off, r, size) {
		d.single = 0
		return true
	}
	if closing := d.opensWith(off, r, size); closing != 0 {
		d.single = closing
		return true
	}
	before, _ := d.runeBefore(off)
	return unicode.IsPunct(before) && !d.alphanumericAt(off+size)
}

// spaced reports whether white space stands on both sides of the mark at off.
func (w window) spaced(off, size int) bool {
	before, _ := w.runeBefore(off)
	after, _ := w.rune(off + size)
	return unicode.IsSpace(before) && unicode.IsSpace(after)
}

// alphanumericAt reports whether a letter or a digit stands at off.
func (w window) alphanumericAt(off int) bool {
	r, _ := w.rune(off)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
