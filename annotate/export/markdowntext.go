package export

import (
	"strings"

	"galley/annotate"
)

// longestRun returns the length of the longest run of c in s.
func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if run++; s[i] != c {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

// markdownText escapes text of several lines so that it is shown unchanged and
// without formatting, in CommonMark and in Obsidian.
func markdownText(s string) string {
	lines := strings.Split(visible(s), "\n")
	for i, l := range lines {
		lines[i] = MarkdownLine(l)
	}
	return strings.Join(lines, "\n")
}

// MarkdownLine returns text escaped for one line of Markdown, whose line breaks become
// blanks.
func MarkdownLine(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(visible(s), "\n", " "))
	var b strings.Builder
	for i := range len(s) {
		if escapesInline(s, i) || i == 0 && opensBlock(s) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return escapeOrdinal(b.String())
}

// escapesInline reports whether the byte at i must be escaped anywhere in a line.
// Of a pair, escaping the first byte is enough.
func escapesInline(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '~', '$', '|', '^', '{', '}':
		return true
	case '&', '#':
		return i+1 < len(s) && s[i+1] != ' '
	case '=', '%':
		return i+1 < len(s) && s[i+1] == s[i]
	case ':':
		return annotate.OpensOtherAddress(s, i)
	}
	return false
}

// opensBlock reports whether a line could begin a block other than a paragraph.
func opensBlock(s string) bool { return strings.IndexByte("#+-=!", s[0]) >= 0 && !escapesInline(s, 0) }

// escapeOrdinal escapes a number that would begin a list item.
func escapeOrdinal(line string) string {
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if digits == 0 || digits > 9 || digits == len(line) || line[digits] != '.' && line[digits] != ')' {
		return line
	}
	if rest := line[digits+1:]; rest != "" && strings.IndexByte(" \t\n\f\r", rest[0]) < 0 {
		return line
	}
	return line[:digits] + `\` + line[digits:]
}

// markdownAddress returns an address for use between < and >.
func markdownAddress(address string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20", "\n", "").Replace(visible(address))
}

// markdownValue returns a value of a field. An address becomes a link.
func markdownValue(s string) string {
	if isWebAddress(s) {
		return "<" + markdownAddress(s) + ">"
	}
	return markdownText(s)
}
