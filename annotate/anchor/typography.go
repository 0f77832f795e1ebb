package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/search"
)

// Typography is the form of quotation marks, dashes, spaces and line breaks, which
// editors, templates and clipboards change without changing a word.

// foldFirst returns the first character of text with plain typography, and its size
// in bytes. A run of white space counts as one space.
func foldFirst(text string) (rune, int) {
	r, size := utf8.DecodeRuneInString(text)
	if !unicode.IsSpace(r) {
		return foldRune(r), size
	}
	return ' ', len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
}

// foldLast is like foldFirst, for the last character.
func foldLast(text string) (rune, int) {
	r, size := utf8.DecodeLastRuneInString(text)
	if !unicode.IsSpace(r) {
		return foldRune(r), size
	}
	return ' ', len(text) - len(strings.TrimRightFunc(text, unicode.IsSpace))
}

func foldRune(r rune) rune {
	if r == '`' || r == '´' {
		return '\''
	}
	return search.FoldPunctuation(r)
}

// fold returns text with plain typography.
func fold(text string) string {
	var b strings.Builder
	for off := 0; off < len(text); {
		r, size := foldFirst(text[off:])
		b.WriteRune(r)
		off += size
	}
	return b.String()
}

// core returns the longest run of ASCII letters and digits in words, which fold does
// not change. It may be empty.
func core(words string) annotate.Span {
	var best, run annotate.Span
	for i := 0; i < len(words); i++ {
		c := words[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			run.End = i + 1
		} else {
			run = annotate.Span{Start: i + 1, End: i + 1}
		}
		if run.Len() > best.Len() {
			best = run
		}
	}
	return best
}

// matchAround extends the core of words, found at off, to the span of text that
// equals words apart from typography. ok is false if there is none.
func matchAround(text string, off int, words string, core annotate.Span) (span annotate.Span, ok bool) {
	span = annotate.Span{Start: off, End: off + core.Len()}
	for rest := words[core.End:]; rest != ""; {
		want, size := foldFirst(rest)
		got, step := foldFirst(text[span.End:])
		if want != got || step == 0 {
			return annotate.Span{}, false
		}
		rest, span.End = rest[size:], span.End+step
	}
	for rest := words[:core.Start]; rest != ""; {
		want, size := foldLast(rest)
		got, step := foldLast(text[:span.Start])
		if want != got || step == 0 {
			return annotate.Span{}, false
		}
		rest, span.Start = rest[:len(rest)-size], span.Start-step
	}
	return span, true
}
