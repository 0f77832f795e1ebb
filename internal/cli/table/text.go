package table

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks text at its blanks into lines of at most width cells. Only a
// word longer than a line is broken; it is not broken at hyphens, because they
// begin flags. Blank text gives one empty line.
func Wrap(text string, width int) []string {
	width = max(width, 1)
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && ansi.StringWidth(line+" "+word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		pieces := strings.Split(ansi.Hardwrap(word, width, false), "\n")
		lines = append(lines, pieces[:len(pieces)-1]...)
		line = pieces[len(pieces)-1]
	}
	return append(lines, line)
}

// ShortenPath cuts a path to at most width cells. It drops leading folders,
// because the end of a path is more specific: “…/hostile/latin1.txt”.
func ShortenPath(path string, width int) string {
	if ansi.StringWidth(path) <= width {
		return path
	}
	for off, r := range path {
		if (r == '/' || r == '\\') && ansi.StringWidth(path[off:]) < width {
			return "…" + path[off:]
		}
	}
	name := path[strings.LastIndexAny(path, `/\`)+1:]
	return ansi.Truncate(name, width, "…")
}

// TrimLines removes blanks at the ends of lines.
func TrimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}
