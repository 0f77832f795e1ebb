// Package search finds words in a canonical text as users type them, in the form that
// package fold gives both: a straight quotation mark finds a curly one, a space finds a
// line break, "e" finds "é", "ss" finds "ß", "1/2" finds "½". Letters match in either
// case unless the query has a capital letter, and a mark that was typed must be there.
//
// Hits are spans on grapheme cluster boundaries. A hit covers each character that it
// begins or ends in: "coeff" finds "coeﬃ", for a reader sees these letters. There is
// no index: a search reads the text from its start offset to the hit.
package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/fold"
)

// A Query holds the words to search for. The zero value finds nothing.
type Query struct {
	runes     []rune // folded
	letters   fold.Case
	first     [utf8.RuneSelf]bool // the ASCII characters that can begin a hit
	prefilter prefilter
}

// Parse returns the query for the text that the user typed. Case matters if it has a
// capital letter, and a mark where it was typed.
func Parse(typed string) Query {
	q := Query{}
	if strings.ContainsFunc(typed, unicode.IsUpper) {
		q.letters = fold.KeepCase
	}
	for off := 0; off < len(typed); {
		p := fold.Next(nil, typed[off:], q.letters)
		q.runes = append(q.runes, p.Runes...)
		off += p.Size
	}
	return q.prepare()
}

// ParseLoose returns a query that ignores case and marks, however the words are typed.
func ParseLoose(typed string) Query {
	q := Parse(strings.ToLower(typed))
	q.runes = slices.DeleteFunc(q.runes, fold.IsMark)
	return q.prepare()
}

// prepare returns q with the fields set that speed up a search.
func (q Query) prepare() Query {
	q.prefilter = newPrefilter(q.runes)
	for b := range q.first {
		q.first[b] = len(q.runes) > 0 && q.letters.Plain(byte(b)) == q.runes[0]
	}
	return q
}

// IgnoreCase returns a query that ignores case. ok is false if q already does, or is
// empty.
func (q Query) IgnoreCase() (_ Query, ok bool) {
	if q.letters == fold.LowerCase {
		return q, false
	}
	q.letters = fold.LowerCase
	runes := make([]rune, len(q.runes))
	for i, r := range q.runes {
		runes[i] = unicode.ToLower(r)
	}
	q.runes = runes
	return q.prepare(), len(runes) > 0
}

// Refines reports whether every hit of q is known to begin where one of p does,
// because q extends p. It returns false unless both are ASCII.
func (q Query) Refines(p Query) bool {
	return q.letters == p.letters && len(p.runes) > 0 && len(p.runes) <= len(q.runes) &&
		slices.Equal(p.runes, q.runes[:len(p.runes)]) &&
		!slices.ContainsFunc(q.runes, func(r rune) bool { return r >= utf8.RuneSelf })
}

// Empty reports whether the query is empty, and so finds nothing.
func (q Query) Empty() bool { return len(q.runes) == 0 }

// Next returns the first hit that begins at or after off, if there is one.
func (q Query) Next(text string, off int) (annotate.Span, bool) {
	if q.Empty() {
		return annotate.Span{}, false
	}
	var known beginnings
	for ; off < len(text); off++ {
		off = q.prefilter.next(text, off)
		if span, ok := q.hitAt(text, off, &known); ok {
			return span, true
		}
	}
	return annotate.Span{}, false
}

// Prev returns the last hit that begins before off, if there is one.
func (q Query) Prev(text string, off int) (annotate.Span, bool) {
	if q.Empty() {
		return annotate.Span{}, false
	}
	var known beginnings
	for off = min(off, len(text)) - 1; off >= 0; off-- {
		if span, ok := q.hitAt(text, off, &known); ok {
			return span, true
		}
	}
	return annotate.Span{}, false
}

// Within returns the hits in window in order. They do not overlap.
func (q Query) Within(text string, window annotate.Span) []annotate.Span {
	var hits []annotate.Span
	for off := window.Start; ; {
		hit, ok := q.Next(text[:window.End], off)
		if !ok {
			return hits
		}
		hits = append(hits, hit)
		off = hit.End
	}
}

// hitAt returns the hit that begins at off, or within the ligature there. It is
// widened to whole clusters.
func (q *Query) hitAt(text string, off int, known *beginnings) (annotate.Span, bool) {
	if b := text[off]; b < utf8.RuneSelf && !q.first[b] || !utf8.RuneStart(b) || b >= utf8.RuneSelf && !known.mayBegin(q, text[off:]) {
		return annotate.Span{}, false
	}
	end, ok := q.matchAt(text, off)
	if !ok || !annotate.IsGraphemeBoundary(text, off) {
		return annotate.Span{}, false
	}
	if !annotate.IsGraphemeBoundary(text, end) {
		end = annotate.NextGrapheme(text, annotate.GraphemeAt(text, end))
	}
	return annotate.Span{Start: off, End: end}, true
}

// matchAt returns the end of the match that begins at off, or within the ligature there.
func (q *Query) matchAt(text string, off int) (end int, ok bool) {
	var buffer [fold.MaxRunes]rune
	first := fold.Next(buffer[:0], text[off:], q.letters)
	end, ok = q.matchFrom(text, off, first, 0)
	for skip := 1; !ok && first.IsLigature && skip < len(first.Runes); skip++ {
		end, ok = q.matchFrom(text, off, first, skip)
	}
	return end, ok
}

// matchFrom returns the end of the match that begins skip runes after the start of the
// piece at off, which is first.
func (q *Query) matchFrom(text string, off int, first fold.Piece, skip int) (end int, ok bool) {
	matched, ok := q.matchPiece(first, skip, 0)
	if !ok {
		return 0, false
	}
	var buffer [fold.MaxRunes]rune
	end = off + first.Size
	for matched < len(q.runes) && end < len(text) {
		if b := text[end]; b < utf8.RuneSelf && (end+1 == len(text) || text[end+1] < utf8.RuneSelf) {
			if q.letters.Plain(b) != q.runes[matched] {
				return 0, false
			}
			matched, end = matched+1, end+1
			continue
		}
		p := fold.Next(buffer[:0], text[end:], q.letters)
		next, ok := q.matchPiece(p, 0, matched)
		if !ok && matched > 0 {
			next, ok = q.matchRepeated(p, matched)
		}
		if !ok {
			return 0, false
		}
		matched, end = next, end+p.Size
	}
	return end, matched == len(q.runes) && !joins(text[end:])
}

// matchPiece compares a piece, without its first skip runes, with the runes of q from
// the one at matched. It returns how many match then. Marks that were not typed are
// ignored, and so is the rest of a ligature in which the query ends.
func (q *Query) matchPiece(p fold.Piece, skip, matched int) (_ int, ok bool) {
	if len(p.Runes) == 0 && matched == 0 {
		return 0, false
	}
	for i, r := range p.Runes[skip:] {
		switch {
		case fold.IsMark(r) && (matched == len(q.runes) || r != q.runes[matched]):
		case matched == len(q.runes):
			return matched, p.IsLigature
		case r == q.runes[matched], i > 0 && p.IsLigature && unicode.ToLower(r) == unicode.ToLower(q.runes[matched]): // "Æ" is "Ae", too
			matched++
		default:
			return 0, false
		}
	}
	return matched, true
}

// matchRepeated is matchPiece for a ligature whose first letter was written before it,
// too, which is a fault of some PDF files: "efﬃcient" is read as "efficient".
func (q *Query) matchRepeated(p fold.Piece, matched int) (_ int, ok bool) {
	if !p.IsLigature || len(p.Runes) < 2 || p.Runes[0] != q.runes[matched-1] {
		return 0, false
	}
	return q.matchPiece(p, 1, matched)
}

// joins reports whether text begins with what completes the letter before it.
func joins(text string) bool {
	if text == "" || text[0] < utf8.RuneSelf {
		return false
	}
	var buffer [fold.MaxRunes]rune
	p := fold.Next(buffer[:0], text, fold.LowerCase)
	return len(p.Runes) > 0 && fold.JoinsBefore(p.Runes[0])
}
