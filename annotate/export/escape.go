package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"galley/annotate"
)

// EscapeJSON returns a writer that passes JSON on to w and escapes, as \uXXXX,
// every character that could act on a terminal or be invisible. Such characters
// occur only inside strings, so the JSON value stays the same. Formats that are
// JSON do this themselves.
func EscapeJSON(w io.Writer) io.Writer { return &escaper{w: w} }

type escaper struct {
	w    io.Writer
	tail []byte // incomplete character at the end of the last Write
	prev rune   // the last character written, or 0 if it was escaped
}

// Write implements io.Writer.
func (e *escaper) Write(p []byte) (int, error) {
	if len(e.tail) == 0 && !slices.ContainsFunc(p, isSuspect) {
		if len(p) > 0 {
			e.prev = rune(p[len(p)-1])
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
		if r >= 0x7F && annotate.ActsOnTerminal(r) || annotate.Invisible(r, e.prev) {
			out, e.prev = appendEscaped(out, r), 0
		} else {
			out, e.prev = utf8.AppendRune(out, r), r
		}
	}
	e.tail = append([]byte(nil), data[whole:]...)
	if _, err := e.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// appendEscaped appends r as a JSON escape, or as two surrogates beyond U+FFFF.
func appendEscaped(out []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return fmt.Appendf(out, `\u%04x\u%04x`, high, low)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}

// isSuspect reports whether b may belong to a character that must be escaped.
func isSuspect(b byte) bool { return b == 0x7F || b >= utf8.RuneSelf }

// visible replaces every character that could act on a terminal, reorder a line
// or be invisible with U+FFFD, one for one, so that offsets in code points do not
// change. Line feeds and tabs are kept. Clean text does not change.
func visible(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, annotate.MayAct) < 0 {
		return s
	}
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	var b strings.Builder
	before := rune(0)
	for off, r := range s {
		if annotate.ActsOnTerminal(r) || annotate.Invisible(r, before) && !shapesNext(s[off:]) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// visibleLine is visible for text that must stay on one line.
func visibleLine(s string) string {
	return strings.Join(strings.FieldsFunc(visible(s), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}

func isJoiner(r rune) bool { return r == '\u200C' || r == '\u200D' || r == annotate.ZeroWidthSpace }

// shapesNext reports whether s begins with joiners that may shape the letter
// after them.
func shapesNext(s string) bool {
	rest := strings.TrimLeftFunc(s, isJoiner)
	next, _ := utf8.DecodeRuneInString(rest)
	return len(rest) < len(s) && next >= 0x530 && !annotate.Invisible(next, ' ')
}
