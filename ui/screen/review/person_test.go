package review

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

func TestEntriesAreGroupedByPerson(t *testing.T) {
	m := page(60, 60,
		mark("a", annotate.Claim, 0, 3, nil),
		mark("b", annotate.Claim, 4, 7, annotate.Fields{"claimant": {"*Ada* `Lund`"}}),
		mark("c", annotate.Quote, 16, 20, annotate.Fields{"speaker": {"*Ada* `Lund`"}, "verified": {"heard"}}),
		mark("d", annotate.Opinion, 16, 20, annotate.Fields{"holder": {"# Korhal"}}),
	)
	m = kittest.Press(m, "n", "S")
	if a, _ := m.current(); a.ID != "b" {
		t.Errorf("the current entry is %s", a.ID)
	}
	var heads []string
	for row := range strings.SplitSeq(ansi.Strip(m.View().Content), "\n") {
		if row = strings.TrimSpace(row); strings.HasSuffix(row, ")") || strings.Contains(row, " word") && strings.Contains(row, "¶") {
			heads = append(heads, row)
		}
	}
	want := []string{
		"*Ada* `Lund` (2)", "2 words · 1 of 2 verified · ¶1, 2", "# Korhal (1)", "1 word · ¶2",
		"(not named) (1)", "1 word · 0 of 1 verified · ¶1",
	}
	if !slices.Equal(heads, want) {
		t.Errorf("headings are\n%s\nin\n%s", strings.Join(heads, "\n"), ansi.Strip(m.View().Content))
	}
	again := New(&kit.Outbox{}, kit.TextSpec{Keys: keys.Default(), Article: m.spec.Article, Annotations: m.set, Last: m}, m.zone, 72).(Model)
	if again.order != byPerson {
		t.Error("the page does not open again by person")
	}
	m = kittest.Press(m, "S")
	if view := ansi.Strip(m.View().Content); !strings.Contains(view, "Claims (2)") || m.order != byTag {
		t.Errorf("S does not lead back:\n%s", view)
	}
	_ = kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: 20, Height: 8, Theme: new(theme.Theme)}}).View()
}
