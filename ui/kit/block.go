package kit

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Beside returns rows with a label in width cells at the left of the first.
// Rows are not padded at the right.
func Beside(label string, width int, rows []string) []string {
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
