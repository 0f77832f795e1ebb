package margin

import (
	"fmt"
	"testing"

	"galley/internal/golden"

	"github.com/charmbracelet/x/ansi"
)

// The archives contain notes in the syntax of parseNotes, and their layout for each
// "width rows method".
func TestGoldenMargins(t *testing.T) {
	golden.Rows(t, func(t *testing.T, notes, how string) []string {
		return texts(placeNamed(t, parseNotes(t, notes), how))
	})
}

// placeNamed places notes with the parameters in the name of a golden file.
func placeNamed(t *testing.T, notes []Note, name string) []Line {
	var width, rows int
	var method string
	if _, err := fmt.Sscan(name, &width, &rows, &method); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	m := ansi.WcWidth
	if method == "grapheme" {
		m = ansi.GraphemeWidth
	}
	return Place(notes, rows, width, screen(m))
}
