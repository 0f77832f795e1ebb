package ui

import (
	"io"
	"testing"

	"galley/internal/vterm"

	"github.com/charmbracelet/x/ansi"
)

// Where a terminal draws a cluster narrower than Galley counts, nothing of what was
// there before stays, and the rest of the row is in its place.
func TestNothingStaysBesideANarrowCluster(t *testing.T) {
	for cluster, want := range map[string]string{
		"👨\u200d👩\u200d👧": "a◆     |z", "👋🏽": "a◆   |z", "क्षि": "a◆  |z",
	} {
		term := vterm.New(20, 2).WithQuirks(vterm.Quirks{Width: func(string) int { return 1 }})
		out := newOutput(term, newQuestions())
		frame := pinned("a"+cluster+"|z", ansi.WcWidth, 20)
		if _, err := io.WriteString(out, "bcdefghij\r"+frame+"\x1b[K"); err != nil {
			t.Fatal(err)
		}
		if got := term.Line(0); got != want {
			t.Errorf("%s: %q, want %q", cluster, got, want)
		}
		if err := term.Close(); err != nil {
			t.Error(err)
		}
	}
}
