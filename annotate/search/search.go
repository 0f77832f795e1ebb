// Package search finds words in a canonical text as users type them: a straight
// quotation mark finds a curly one, a hyphen finds a dash, a space finds a no-break
// space or a line break, "e" finds "é", and letters match in either case unless the
// query has a capital letter.
//
// Hits are spans on grapheme cluster boundaries. There is no index: a search reads
// the text from its start offset to the hit.
package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"

	"golang.org/x/text/unicode/norm"
)

// A Query holds the words to search for. The zero value finds nothing.
type Query struct {
	runes        []rune // folded
	matchCase    bool
	matchAccents bool
	first        [utf8.RuneSelf]bool // the ASCII characters that can begin a hit
	prefilter    prefilter
}

// Parse returns the query for the text that the user typed. Case matters if it has a
// capital letter, accents if it has an accent.
func Parse(typed string) Query {
	q := Query{
		matchCase:    strings.ContainsFunc(typed, unicode.IsUpper),
		matchAccents: strings.ContainsFunc(norm.NFD.String(typed), isAccent),
	}
	for off := 0; off < len(typed); {
		f, size := q.fold(typed[off:])
		q.runes = append(q.runes, f.runes[:f.n]...)
		off += size
	}
	return q.prepare()
}

// prepare returns q with the fields set that speed up a search.
func (q Query) prepare() Query {
	q.prefilter = newPrefilter(q.runes)
	for b := range q.first {
		q.first[b] = len(q.runes) > 0 && q.foldPlain(rune(b)) == q.runes[0]
	}
	return q
}

// IgnoreCase returns a query that ignores case. ok is false if q already does, or is
// empty.
func (q Query) IgnoreCase() (_ Query, ok bool) {
	if !q.matchCase {
		return q, false
	}
	q.matchCase = false
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
	return q.matchCase == p.matchCase && !q.matchAccents && !p.matchAccents && len(p.runes) > 0 && len(p.runes) <= len(q.runes) &&
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
	for ; off < len(text); off++ {
		off = q.prefilter.next(text, off)
		if span, ok := q.hitAt(text, off); ok {
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
	for off = min(off, len(text)) - 1; off >= 0; off-- {
		if span, ok := q.hitAt(text, off); ok {
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

// hitAt returns the hit that begins at off, if there is one, widened to whole clusters.
func (q *Query) hitAt(text string, off int) (annotate.Span, bool) {
	if b := text[off]; b < utf8.RuneSelf && !q.first[b] || !utf8.RuneStart(b) {
		return annotate.Span{}, false
	}
	end, matched := off, 0
	for matched < len(q.runes) && end < len(text) {
		if b := text[end]; b < utf8.RuneSelf {
			if q.foldPlain(rune(b)) != q.runes[matched] {
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
			if matched == len(q.runes) || r != q.runes[matched] {
				return annotate.Span{}, false
			}
			matched++
		}
		end += size
	}
	if matched < len(q.runes) || !annotate.IsGraphemeBoundary(text, off) {
		return annotate.Span{}, false
	}
	if !annotate.IsGraphemeBoundary(text, end) {
		end = annotate.NextGrapheme(text, annotate.GraphemeAt(text, end))
	}
	return annotate.Span{Start: off, End: end}, true
}

// A folding is the form in which a character is compared: nothing, a character, or a
// letter and its accents. No character decomposes into more than four.
type folding struct {
	runes [4]rune
	n     int
}

func single(r rune) folding { return folding{[4]rune{r}, 1} }

// fold returns the folding of the first character of s, and its size in bytes.
func (q *Query) fold(s string) (folding, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r < utf8.RuneSelf {
		return single(q.foldPlain(r)), size
	}
	return q.foldWide(r, s[:size]), size
}

// foldPlain folds white space and, unless capitals matter, case.
func (q *Query) foldPlain(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case q.matchCase:
		return r
	}
	return unicode.ToLower(r)
}

// foldWide folds a non-ASCII character, whose encoding is s.
func (q *Query) foldWide(r rune, s string) folding {
	if r == '\u200c' || r == '\u200d' {
		return folding{}
	}
	if p := FoldPunctuation(r); p != r {
		return single(p)
	}
	if isAccent(r) && !q.matchAccents {
		return folding{}
	}
	d := norm.NFD.PropertiesString(s).Decomposition()
	if len(d) == 0 || isHangul(r) {
		return single(q.foldPlain(r))
	}
	var f folding
	for _, part := range string(d) {
		if f.n < len(f.runes) && (q.matchAccents || !isAccent(part)) {
			f.runes[f.n] = q.foldPlain(part)
			f.n++
		}
	}
	return f
}

// FoldPunctuation returns the ASCII form of a quotation mark, an apostrophe, a
// hyphen or a dash. It returns any other character unchanged.
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

// isAccent reports whether r is a combining accent. Combining marks of other scripts
// are part of the spelling.
func isAccent(r rune) bool { return r >= 0x300 && r <= 0x36F }

func isHangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }
