package export

import (
	"fmt"
	"io"
	"slices"
	"unicode"
	"unicode/utf8"
)

// EscapeJSON returns a writer that passes JSON on to w with every character
// that could act on a terminal written as \uXXXX. The writers of the formats
// that are JSON do so themselves.
func EscapeJSON(w io.Writer) io.Writer { return &escaper{w: w} }

// An escaper passes JSON on with every character that could act on a terminal
// written as \uXXXX. JSON has such characters only inside strings, so what it
// says stays the same.
type escaper struct {
	w    io.Writer
	tail []byte // the beginning of a character that the last Write cut
}

func (e *escaper) Write(p []byte) (int, error) {
	if len(e.tail) == 0 && !slices.ContainsFunc(p, suspect) {
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
		if r >= 0x7F && r <= 0x9F || unicode.Is(unicode.Bidi_Control, r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	e.tail = append([]byte(nil), data[whole:]...)
	if _, err := e.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// suspect reports whether b may begin a character that acts on a terminal, or
// one that p cuts.
func suspect(b byte) bool { return b == 0x7F || b >= utf8.RuneSelf }
