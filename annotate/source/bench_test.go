package source

import (
	"strings"
	"testing"
)

// englishText returns about size bytes of news-like English with typographic
// quotation marks: paragraphs of one line each, or wrapped at width characters.
func englishText(size, width int) []byte {
	sentence := "The council said on Tuesday that “the harbour levy” would rise by 4.20 – a tax on people who can’t stay away. "
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(wrapped(strings.TrimSpace(strings.Repeat(sentence, 4)), width))
		b.WriteString("\n\n")
	}
	return []byte(b.String())
}

// wrapped breaks text at width characters as an editor does; 0 leaves it unchanged.
func wrapped(text string, width int) string {
	if width == 0 {
		return text
	}
	var b strings.Builder
	col := 0
	for word := range strings.FieldsSeq(text) {
		n := len([]rune(word))
		switch {
		case col == 0:
		case col+1+n > width:
			b.WriteByte('\n')
			col = 0
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += n
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	const size = 10 << 20
	unix := englishText(size, 0)
	paste := []byte(strings.Repeat(spaced("Share", prose, "What comes next?", prose2, "Also read: Five ferries", prose3), 2400))
	cases := []struct {
		name, typ string
		raw       []byte
	}{
		{"paragraphs", "text", unix},
		{"wrapped", "text", englishText(size, 72)},
		{"crlf", "text", []byte(strings.ReplaceAll(string(unix), "\n", "\r\n"))},
		{"markdown", "markdown", unix},
		{"short lines", "text", []byte(strings.Repeat("Share this page\n\nThe crews were not asked, said Lund.\n\n", size/55))},
		{"pasted page", "text", paste},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(c.raw, Options{Type: c.typ}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
