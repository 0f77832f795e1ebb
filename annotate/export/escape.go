package export

import (
	"fmt"
	"io"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"galley/annotate"
)

// EscapeJSON returns a writer that passes JSON on to w with every character
// that could act on a terminal, or hide, written as \uXXXX. The writers of the
// formats that are JSON do so themselves.
func EscapeJSON(w io.Writer) io.Writer { return &escaper{w: w} }

// An escaper passes JSON on with every character that could act on a terminal,
// or hide, written as \uXXXX. JSON has such characters only inside strings, so
// what it says stays the same.
type escaper struct {
	w      io.Writer
	tail   []byte // the beginning of a character that the last Write cut
	before rune   // the last character as it was written, 0 for one that was escaped
}

func (e *escaper) Write(p []byte) (int, error) {
	if len(e.tail) == 0 && !slices.ContainsFunc(p, suspect) {
		if len(p) > 0 {
			e.before = rune(p[len(p)-1])
		}
		return e.w.Write(p)
	}
	data := append(e.tail, p...)
	whole := len(data)
	for i := 1; i < utf8.UTFMax && i <= len(data); i++ {
		if at := len(data) - i; utf8.RuneStart(data[at]) {
			if !utf8.FullRune(data[at:]) {
				whole = at
			}
			break
		}
	}
	var out []byte
	for _, r := range string(data[:whole]) {
		if r >= 0x7F && annotate.ActsOnTerminal(r) || annotate.Invisible(r, e.before) {
			out, e.before = appendEscaped(out, r), 0
		} else {
			out, e.before = utf8.AppendRune(out, r), r
		}
	}
	e.tail = append([]byte(nil), data[whole:]...)
	if _, err := e.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// appendEscaped appends r as JSON escapes it: beyond U+FFFF by its surrogates.
func appendEscaped(out []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return fmt.Appendf(out, `\u%04x\u%04x`, high, low)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}

// suspect reports whether b may begin a character that acts on a terminal, or
// one that p cuts.
func suspect(b byte) bool { return b == 0x7F || b >= utf8.RuneSelf }
