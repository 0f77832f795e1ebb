package source

import (
	"strings"

	"galley/annotate"
)

// Clean returns text in a form that may be printed to a terminal: it drops what
// Read drops, makes every line break an LF, and expands tabs to the next multiple
// of 4 columns. It keeps other spaces. Clean is idempotent. Use it for untrusted
// text of several lines, such as a note.
func Clean(text string) string {
	scrubbed := string(scrub([]byte(text), &annotate.Removals{}, nil))
	if strings.IndexByte(scrubbed, '\t') < 0 {
		return scrubbed
	}
	var b strings.Builder
	for line := range strings.Lines(scrubbed) {
		writeExpanded(&b, line)
	}
	return b.String()
}

// CleanLine is like Clean, for untrusted text that must stay on one line, such as a
// title, a name, or an operand in an error: line breaks and runs of spaces become one
// space, and those at either end are dropped. No-break spaces stay. CleanLine is
// idempotent.
func CleanLine(text string) string {
	if isCleanLine(text) {
		return text
	}
	return cleanLine(text)
}

func cleanLine(text string) string {
	scrubbed := string(scrub([]byte(text), &annotate.Removals{}, nil))
	return strings.Join(strings.FieldsFunc(scrubbed, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }), " ")
}

// isCleanLine reports whether text is ASCII that CleanLine does not change, as most
// titles and locations in long lists are.
func isCleanLine(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return text == "" || before != ' '
}

// writeExpanded writes a line with its tabs expanded to the next multiple of 4 columns.
func writeExpanded(b *strings.Builder, line string) {
	col := 0
	for {
		before, after, found := strings.Cut(line, "\t")
		b.WriteString(before)
		if !found {
			return
		}
		col += len([]rune(before))
		n := 4 - col%4
		b.WriteString("    "[:n])
		col, line = col+n, after
	}
}
