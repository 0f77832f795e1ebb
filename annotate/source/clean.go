package source

import (
	"strings"

	"galley/annotate"
)

// Clean returns text as it may be printed to a terminal: what Read drops is
// dropped, every line break is LF, a tab is blanks up to the next multiple of
// 4. Other blanks stay. Clean is idempotent. Use it for foreign text of
// several lines, such as a note.
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

// CleanLine is Clean for foreign text that must stay on one line, such as a
// title, a name, or an operand in an error: line breaks and runs of blanks
// become one blank, those at either end go. No-break spaces stay. CleanLine is
// idempotent.
func CleanLine(text string) string {
	if isCleanLine(text) {
		return text
	}
	return toCleanLine(text)
}

func toCleanLine(text string) string {
	scrubbed := string(scrub([]byte(text), &annotate.Removals{}, nil))
	return strings.Join(strings.FieldsFunc(scrubbed, isBlankRune), " ")
}

// isCleanLine reports whether text is ASCII that CleanLine leaves as it is.
// Lists of thousands of titles and places mostly are.
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

func isBlankRune(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }

// writeExpanded writes a line with blanks for tabs, stops at every fourth
// column.
func writeExpanded(b *strings.Builder, line string) {
	col := 0
	for {
		i := strings.IndexByte(line, '\t')
		if i < 0 {
			b.WriteString(line)
			return
		}
		b.WriteString(line[:i])
		col += len([]rune(line[:i]))
		n := 4 - col%4
		b.WriteString("    "[:n])
		col, line = col+n, line[i+1:]
	}
}
