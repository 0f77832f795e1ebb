package kit

import (
	"fmt"
	"strings"

	"galley/annotate"

	"charm.land/lipgloss/v2"
)

// Label returns rows with a label to the left of the first, in a column of width
// cells. Rows are not padded on the right.
func Label(label string, width int, rows []string) []string {
	if len(rows) == 0 {
		return nil
	}
	label = lipgloss.PlaceHorizontal(width, lipgloss.Left, label)
	joined := strings.Split(lipgloss.JoinHorizontal(lipgloss.Top, label, strings.Join(rows, "\n")), "\n")
	for i, row := range joined {
		joined[i] = strings.TrimRight(row, " ")
	}
	return joined
}

// BlockName returns what the user calls the block at a byte offset: "¶7", or its
// kind if it has no number.
func BlockName(a *annotate.Article, off int) string {
	if n := a.NumberAt(off); n > 0 {
		return fmt.Sprintf("¶%d", n)
	}
	return a.Blocks[a.BlockAt(off)].Kind.String()
}
