package table

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Fill breaks text at its blanks into lines of at most width cells. Only a
// word that is longer than a line is broken inside. Text without words gives
// one empty line.
func Fill(text string, width int) []string {
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
