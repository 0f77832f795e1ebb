package segment

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"galley/annotate"
)

// Word returns the word that contains off; ok is false for white space and for marks
// between words.
func Word(text string, block annotate.Span, off int) (word annotate.Span, ok bool) {
	block, off = fit(text, block, off)
	w := windowAt(text, block, off)
	s := w.scan(w.restart(off), off+1)
	for {
		word, ok = s.next()
		if !ok || word.Contains(off) {
			return word, ok
		}
	}
}

// NextWord returns the first word of the block that begins after off; ok is false if
// there is none.
func NextWord(text string, block annotate.Span, off int) (word annotate.Span, ok bool) {
	block, at := fit(text, block, off)
	w := windowAt(text, block, at)
	s := w.scan(w.restart(at), w.hi)
	for {
		word, ok = s.next()
		switch {
		case ok && word.Start > off:
			return word, true
		case !ok && w.hi >= block.End:
			return annotate.Span{}, false
		case !ok:
			w = windowAt(text, block, w.hi)
			s = w.scan(w.lo, w.hi)
		}
	}
}

// PrevWord returns the last word of the block that begins before off: the one that
// contains off, unless off is its first byte. ok is false if there is none.
func PrevWord(text string, block annotate.Span, off int) (word annotate.Span, ok bool) {
	stop := off
	block, at := fit(text, block, off-1)
	for at >= block.Start && at < min(stop, block.End) {
		for w := windowAt(text, block, at); at >= w.lo; {
			from := w.restart(at)
			s := w.scan(from, stop)
			for next, more := s.next(); more; next, more = s.next() {
				word, ok = next, true
			}
			if ok {
				return word, true
			}
			at, stop = from-1, from
		}
	}
	return annotate.Span{}, false
}

// Words returns the words of the block in order.
func Words(text string, block annotate.Span) iter.Seq[annotate.Span] {
	block, _ = fit(text, block, block.Start)
	return func(yield func(annotate.Span) bool) {
		for at := block.Start; at < block.End; {
			w := windowAt(text, block, at)
			s := w.scan(w.lo, w.hi)
			for word, ok := s.next(); ok; word, ok = s.next() {
				if !yield(word) {
					return
				}
			}
			at = w.hi
		}
	}
}

// restart returns an offset at or before off that is a word boundary of UAX #29
// whatever precedes it: a space after another character, or between two Han
// characters.
func (w window) restart(off int) int {
	for ; off > w.lo; off-- {
		switch c := w.text[off]; {
		case c == ' ' || c == '\n':
			if r, _ := w.runeBefore(off); !unicode.IsSpace(r) {
				return off
			}
		case c >= 0xE3 && c <= 0xE9:
			after, _ := w.rune(off)
			before, _ := w.runeBefore(off)
			if isHan(before) && isHan(after) {
				return off
			}
		}
	}
	return w.lo
}

// IsUnspaced reports whether r belongs to a script without spaces between words.
func IsUnspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func isHan(r rune) bool { return r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF }

// A scanner reads the words of a window in order.
type scanner struct {
	w        window
	tokens   *words.Iterator[string]
	base     int // start of the iterator's text
	stop     int // words that begin here or later are not read
	token    annotate.Span
	boundary int // a cluster boundary at or before the token's end
}

// scan returns a scanner of the words that begin at or after from, which must be a
// word boundary, and before stop.
func (w window) scan(from, stop int) scanner {
	return scanner{w: w, tokens: words.FromString(w.text[from:w.hi]), base: from, stop: min(stop, w.hi),
		token: annotate.Span{Start: from, End: from}, boundary: from}
}

// next returns the next word, if there is one.
func (s *scanner) next() (annotate.Span, bool) {
	for s.token.End < s.stop && s.advance() {
		if !isLexical(s.token.In(s.w.text)) {
			continue
		}
		word := s.token
		for s.extend(word) {
			word.End = s.token.End
		}
		if r, _ := s.w.runeBefore(word.End); unicode.IsSpace(r) {
			// A character that joins the space after it, such as U+0600, ends the word.
			if word = clip(s.w.text, word); word.Empty() {
				continue
			}
		}
		return word, true
	}
	return annotate.Span{}, false
}

// advance reads the next token of UAX #29, joined with the following ones while a
// grapheme cluster crosses its end. It returns false if there is none.
func (s *scanner) advance() bool {
	if !s.tokens.Next() {
		return false
	}
	s.token = annotate.Span{Start: s.base + s.tokens.Start(), End: s.base + s.tokens.End()}
	for !s.isBoundary(s.token.End) && s.tokens.Next() {
		s.token.End = s.base + s.tokens.End()
	}
	return true
}

// isBoundary reports whether off is a cluster boundary.
func (s *scanner) isBoundary(off int) bool {
	text := s.w.text
	if off == s.w.hi || text[off-1] < utf8.RuneSelf && text[off-1] != '\r' && text[off] < utf8.RuneSelf {
		s.boundary = off
		return true
	}
	for s.boundary < off {
		s.boundary = annotate.NextGrapheme(text[:s.w.hi], s.boundary)
	}
	return s.boundary == off
}

// extend reads the continuation of word beyond UAX #29 and reports whether there is
// one: the rest of a compound, the last full stop of an initialism.
func (s *scanner) extend(word annotate.Span) bool {
	r, size := s.w.rune(word.End)
	switch r {
	case '-', '‐', '‑', '&':
		next, _ := s.w.rune(word.End + size)
		return (unicode.IsLetter(next) || unicode.IsNumber(next)) && s.advance() && s.advance()
	case '.':
		return isInitialism(word.In(s.w.text)) && s.advance()
	}
	return isPartOfWord(r) && s.isSeparated(word) && s.advance()
}

// isSeparated reports whether a zero-width space begins or ends the word that word is a
// part of. Each of its characters is a word by UAX #29.
func (s *scanner) isSeparated(word annotate.Span) bool {
	const maxWord = 128 // bytes
	if r, _ := s.w.runeBefore(word.End); !isPartOfWord(r) {
		return false
	}
	if r, _ := s.w.runeBefore(word.Start); r == annotate.ZeroWidthSpace {
		return true
	}
	rest := s.w.text[word.End:min(word.End+maxWord, s.w.hi)]
	end := strings.IndexFunc(rest, func(r rune) bool { return !isPartOfWord(r) })
	return end >= 0 && strings.HasPrefix(rest[end:], string(annotate.ZeroWidthSpace))
}

// isPartOfWord reports whether r is a letter, mark or digit of a script whose words a
// zero-width space separates.
func isPartOfWord(r rune) bool { return annotate.IsSpacedByZeroWidth(r) && !unicode.IsPunct(r) }

// isLexical reports whether a token contains a letter or a number.
func isLexical(token string) bool {
	if c := token[0]; c < utf8.RuneSelf && isAlphanumeric(c) {
		return true
	}
	return strings.ContainsFunc(token, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
