package kit

import (
	"strings"

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
