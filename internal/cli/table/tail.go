package table

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Tail is a path in at most width cells: one that is too long loses its first
// folders, because its end tells most. It becomes “…/hostile/latin1.txt”.
func Tail(path string, width int) string {
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
