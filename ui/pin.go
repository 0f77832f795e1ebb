package ui

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// A pin is an escape sequence (APC) in a frame before a cluster whose width terminals
// disagree on. Bubble Tea keeps it with the cell of the cluster, and [output] reads it.
// It says at which column the cluster begins, its width in cells and its length in
// bytes.
const (
	pinStart = "\x1b_"
	pinEnd   = "\x1b\\"
)

// parsePin reads what is between the start and the end of a pin.
func parsePin(pin string) (col, width, size int) {
	_, _ = fmt.Sscanf(pin, "%d;%d;%d", &col, &width, &size) // only pinned writes them
	return col, width, size
}

// pinned returns a frame of width columns with pins.
func pinned(frame string, method ansi.Method, width int) string {
	if !strings.ContainsFunc(frame, mayJoin) {
		return frame
	}
	lines := strings.Split(frame, "\n")
	for i, line := range lines {
		if strings.ContainsFunc(line, mayJoin) {
			lines[i] = pinLine(line, method, width)
		}
	}
	return strings.Join(lines, "\n")
}

// pinLine returns a line with pins. A cluster at the right edge has none: the cursor
// would not be behind it. Where the renderer counts emoji variants (VS16) as narrow,
// the variation selector is dropped, so that the terminal draws them so.
func pinLine(line string, method ansi.Method, width int) string {
	const emojiVariant = "\uFE0F"
	var b strings.Builder
	var state byte
	for col := 0; line != ""; {
		cluster, w, n, next := method.DecodeSequenceInString(line, state, nil)
		if n == 1 && cluster[0] >= ' ' && len(line) > 1 && line[1] >= 0xC0 { // the decoder does not look behind ASCII
			cluster, w = ansi.FirstGraphemeCluster(line, method)
			n = len(cluster)
		}
		if w > 0 && ansi.GraphemeWidth.StringWidth(cluster) > w {
			cluster = strings.ReplaceAll(cluster, emojiVariant, "")
		}
		if w > 0 && isDisputed(cluster) && col+w < width {
			fmt.Fprintf(&b, pinStart+"%d;%d;%d"+pinEnd, col, w, len(cluster))
		}
		b.WriteString(cluster)
		col, state, line = col+w, next, line[n:]
	}
	return b.String()
}

// mayJoin reports whether r is an emoji or may be part of a disputed cluster.
func mayJoin(r rune) bool {
	return r >= 0x300 && (isEmoji(r) || unicode.In(r, unicode.M, unicode.Cf) || 0x1100 <= r && r < 0x1200 || r == 0x0E33 || r == 0x0EB3)
}

// isEmoji reports whether r is in the blocks of emoji of the Supplementary
// Multilingual Plane, which grow with every version of Unicode.
func isEmoji(r rune) bool { return r >= 0x1F000 && r < 0x20000 }

// isDisputed reports whether terminals disagree on the width of a cluster: emoji,
// and all clusters but a character with nonspacing marks.
func isDisputed(cluster string) bool {
	for i, r := range cluster {
		isVariant := unicode.Is(unicode.Variation_Selector, r)
		if isEmoji(r) || i > 0 && (isVariant || !unicode.Is(unicode.Mn, r)) {
			return true
		}
	}
	return false
}
