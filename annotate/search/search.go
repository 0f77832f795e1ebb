// Package search finds words in a canonical text as a person means them: a
// typed straight quotation mark finds a curly one, a hyphen finds a dash, a
// blank finds a no-break space or a line end, "e" finds "é", and letters match
// in either case unless the query has a capital.
//
// Hits are spans of the text on grapheme cluster boundaries. Nothing is
// indexed: a search reads the text once from where it starts.
package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"

	"golang.org/x/text/unicode/norm"
)

// A Query is what to find. The zero value finds nothing.
type Query struct {
	words   []rune // folded, never empty for a query that finds
	exact   bool   // capitals matter
	marks   bool   // diacritics matter
	opening [utf8.RuneSelf]bool
	sieve   sieve
}

// Parse makes a query of what a person typed. Capitals matter if there is one
// in it, and diacritics if there is one in it.
func Parse(typed string) Query {
	q := Query{
		exact: strings.ContainsFunc(typed, unicode.IsUpper),
		marks: strings.ContainsFunc(norm.NFD.String(typed), isMark),
	}
	for off := 0; off < len(typed); {
		f, size := q.fold(typed[off:])
		q.words = append(q.words, f.runes[:f.n]...)
		off += size
	}
	return q.opened()
}

// opened notes which ASCII characters can begin a hit.
func (q Query) opened() Query {
	q.sieve = newSieve(q.words)
	for b := range q.opening {
		q.opening[b] = len(q.words) > 0 && q.plain(rune(b)) == q.words[0]
	}
	return q
}

// IgnoreCase returns the query without regard to capitals; ok is false if it is so
// already.
func (q Query) IgnoreCase() (_ Query, ok bool) {
	if !q.exact {
		return q, false
	}
	q.exact = false
	words := make([]rune, len(q.words))
	for i, r := range q.words {
		words[i] = unicode.ToLower(r)
	}
	q.words = words
	return q.opened(), len(words) > 0
}

// Refines reports whether every hit of q certainly begins where one of p does:
// whoever typed p typed on. It is for plain letters; where a character may
// stand for several it promises nothing.
func (q Query) Refines(p Query) bool {
	return q.exact == p.exact && !q.marks && !p.marks && len(p.words) > 0 && len(p.words) <= len(q.words) &&
		slices.Equal(p.words, q.words[:len(p.words)]) &&
		!slices.ContainsFunc(q.words, func(r rune) bool { return r >= utf8.RuneSelf })
}

// Empty reports whether the query finds nothing because nothing was typed.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Next returns the first hit that begins at or after off.
func (q Query) Next(text string, off int) (annotate.Span, bool) {
	if q.Empty() {
		return annotate.Span{}, false
	}
	for ; off < len(text); off++ {
		off = q.sieve.next(text, off)
		if b := text[off]; b < utf8.RuneSelf && !q.opening[b] || !utf8.RuneStart(b) {
			continue
		}
		if span, ok := q.at(text, off); ok {
			return span, true
		}
	}
	return annotate.Span{}, false
}

// Prev returns the last hit that begins before off.
func (q Query) Prev(text string, off int) (annotate.Span, bool) {
	if q.Empty() {
		return annotate.Span{}, false
	}
	for off = min(off, len(text)) - 1; off >= 0; off-- {
		if b := text[off]; b < utf8.RuneSelf && !q.opening[b] || !utf8.RuneStart(b) {
			continue
		}
		if span, ok := q.at(text, off); ok {
			return span, true
		}
	}
	return annotate.Span{}, false
}

// Within returns the hits that lie in window, in order. Hits do not overlap.
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

// at returns the hit that begins at off, widened to whole clusters.
func (q Query) at(text string, off int) (annotate.Span, bool) {
	end, matched := off, 0
	for matched < len(q.words) && end < len(text) {
		if b := text[end]; b < utf8.RuneSelf {
			if q.plain(rune(b)) != q.words[matched] {
				return annotate.Span{}, false
			}
			matched, end = matched+1, end+1
			continue
		}
		f, size := q.fold(text[end:])
		if f.n == 0 && matched == 0 {
			return annotate.Span{}, false
		}
		for _, r := range f.runes[:f.n] {
			if matched == len(q.words) || r != q.words[matched] {
				return annotate.Span{}, false
			}
			matched++
		}
		end += size
	}
	if matched < len(q.words) || !annotate.IsGraphemeBoundary(text, off) {
		return annotate.Span{}, false
	}
	if !annotate.IsGraphemeBoundary(text, end) {
		end = annotate.NextGrapheme(text, annotate.GraphemeAt(text, end))
	}
	return annotate.Span{Start: off, End: end}, true
}

// A folded is a character as it is compared: none, one, or the letter and the
// accents that it is made of. No character decomposes into more than four.
type folded struct {
	runes [4]rune
	n     int
}

func one(r rune) folded { return folded{[4]rune{r}, 1} }

// fold returns the first character of s as it is compared, and its size in
// bytes.
func (q Query) fold(s string) (folded, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r < utf8.RuneSelf {
		return one(q.plain(r)), size
	}
	return q.foldWide(r, s[:size]), size
}

// plain folds white space and, unless capitals matter, case.
func (q Query) plain(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case q.exact:
		return r
	}
	return unicode.ToLower(r)
}

// foldWide folds a character beyond ASCII.
func (q Query) foldWide(r rune, s string) folded {
	if r == '\u200c' || r == '\u200d' {
		return folded{}
	}
	if p := FoldPunctuation(r); p != r {
		return one(p)
	}
	if isMark(r) && !q.marks {
		return folded{}
	}
	d := norm.NFD.PropertiesString(s).Decomposition()
	if len(d) == 0 || isHangul(r) {
		return one(q.plain(r))
	}
	var f folded
	for _, part := range string(d) {
		if f.n < len(f.runes) && (q.marks || !isMark(part)) {
			f.runes[f.n] = q.plain(part)
			f.n++
		}
	}
	return f
}

// FoldPunctuation returns the ASCII form of a quotation mark, an apostrophe, a
// hyphen or a dash, and any other character as it is.
func FoldPunctuation(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '「', '」':
		return '"'
	case '‘', '’', '‚', '‛', '‹', '›', '′', 'ʼ':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	}
	return r
}

// isMark reports whether r is an accent; marks of other scripts spell.
func isMark(r rune) bool { return r >= 0x300 && r <= 0x36F }

func isHangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }
