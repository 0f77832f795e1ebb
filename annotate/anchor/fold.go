package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// Typography is what editors, templates and clipboards change without changing
// a word: which quotation marks, which dashes, which blanks, where lines break.

// unit returns what the text begins with as it is compared without regard to
// typography, and its size in bytes. A run of white space is one blank.
func unit(text string) (rune, int) {
	r, size := utf8.DecodeRuneInString(text)
	if !unicode.IsSpace(r) {
		return plain(r), size
	}
	return ' ', len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
}

// lastUnit is unit for the end of the text.
func lastUnit(text string) (rune, int) {
	r, size := utf8.DecodeLastRuneInString(text)
	if !unicode.IsSpace(r) {
		return plain(r), size
	}
	return ' ', len(text) - len(strings.TrimRightFunc(text, unicode.IsSpace))
}

// plain is a character without typography.
func plain(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '「', '」':
		return '"'
	case '‘', '’', '‚', '‛', '‹', '›', '′', 'ʼ', '`', '´':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	}
	return r
}

// fold writes a text without typography.
func fold(text string) string {
	var b strings.Builder
	for off := 0; off < len(text); {
		r, size := unit(text[off:])
		b.WriteRune(r)
		off += size
	}
	return b.String()
}

// core is the longest run of ASCII letters and digits in words, which folding
// leaves alone. It is empty if there is none.
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

// around returns the span of text that says what words do but for typography,
// if the core of words stands at off.
func around(text string, off int, words string, core annotate.Span) (annotate.Span, bool) {
	span := annotate.Span{Start: off, End: off + core.Len()}
	for rest := words[core.End:]; rest != ""; {
		want, size := unit(rest)
		got, step := unit(text[span.End:])
		if want != got || step == 0 {
			return annotate.Span{}, false
		}
		rest, span.End = rest[size:], span.End+step
	}
	for rest := words[:core.Start]; rest != ""; {
		want, size := lastUnit(rest)
		got, step := lastUnit(text[:span.Start])
		if want != got || step == 0 {
			return annotate.Span{}, false
		}
		rest, span.Start = rest[:len(rest)-size], span.Start-step
	}
	return span, true
}
