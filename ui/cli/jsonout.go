package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// writeJSON prints v as indented JSON.
func (p *program) writeJSON(v any) error {
	enc := json.NewEncoder(&escaper{w: p.out})
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// An escaper passes JSON on with every character that could act on a terminal
// written as \uXXXX. JSON has such characters only inside strings, so what it
// says stays the same. Names of files are the one thing that is printed as it
// is, because programs want to open them.
type escaper struct {
	w    io.Writer
	tail []byte // the beginning of a character that the last Write cut
}

func (e *escaper) Write(p []byte) (int, error) {
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
