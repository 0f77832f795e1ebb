package card

import (
	"testing"

	"galley/annotate"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkKey types a letter into the note of a card and draws it.
func BenchmarkKey(b *testing.B) {
	m := open(annotate.Annotation{Tag: annotate.Claim, Note: long}, 80)
	m = kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: m.Height(), Theme: theme.New(theme.Options{Dark: true})}})
	m = kittest.Press(m, "shift+tab")
	for b.Loop() {
		m.View()
		kittest.Update(m, tea.KeyPressMsg{Code: 'x', Text: "x"})
	}
}
