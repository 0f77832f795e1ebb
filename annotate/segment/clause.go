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
	sentence := Sentence(text, block, off)
	w := window{text, sentence.Start, sentence.End}
	var before annotate.Span
	for start := sentence.Start; start < sentence.End; {
		end, next := w.clauseEnd(start)
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

// clauseEnd returns where the clause from start on ends, and the offset after
// the mark that ends it.
func (w window) clauseEnd(start int) (end, next int) {
	for off := start; off < w.hi; {
		r, size := w.rune(off)
		if w.divides(off, r, size) {
			return off, off + size
		}
		off += size
	}
	return w.hi, w.hi
}

// divides reports whether the mark r at off stands between two clauses.
func (w window) divides(off int, r rune, size int) bool {
	switch r {
	case '—', '―', '，', '、', '；', '：', '）', '（', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '『', '』', '"', ')':
		return true
	case ',', ';', ':':
		return !w.alphanumericAt(off + size)
	case '–', '-':
		return w.spaced(off, size)
	case '(':
		before, _ := w.runeBefore(off)
		return !unicode.IsLetter(before)
	case '‘', '\'', '’', '‚':
		return w.opensAt(off, size) || w.closesAfterMark(off, size)
	}
	return false
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

// closesAfterMark reports whether the single quotation mark at off follows
// punctuation: an apostrophe does not.
func (w window) closesAfterMark(off, size int) bool {
	before, _ := w.runeBefore(off)
	return unicode.IsPunct(before) && !w.alphanumericAt(off+size)
}
