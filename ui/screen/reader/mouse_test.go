package reader

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// A savedLibrary has nothing left to save.
type savedLibrary struct{ Library }

// Pending implements [Library].
func (savedLibrary) HeaderDamaged() bool { return false }

func (savedLibrary) Pending(string) []annotate.Step { return nil }

func TestAKeyEndsADragBeyondTheEdge(t *testing.T) {
	var a annotate.Article
	for n := range 50 {
		text := fmt.Sprintf("Paragraph number %d.", n)
		a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: len(a.Text), End: len(a.Text) + len(text)}})
		a.Text += text + annotate.Separator
	}
	a.Text = strings.TrimSuffix(a.Text, annotate.Separator)
	for name, key := range map[string]tea.Msg{
		"one that opens a page": kit.PendingMsg{},
		"loss of focus":         tea.BlurMsg{},
		"one of the reader":     kit.ActionMsg{Action: keys.Right},
		"one that does nothing": kit.UnboundMsg{Sequence: "§"},
	} {
		env := Env{Outbox: &kit.Outbox{}, Library: savedLibrary{}, Keys: keys.Default(), Measure: 60, Now: time.Now}
		r := New(env, library.Document{Article: &a})
		send := func(msgs ...tea.Msg) {
			for _, msg := range msgs {
				screen, _ := r.Update(msg)
				r = screen.(Reader)
			}
		}
		send(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 12, Theme: new(theme.Theme)}},
			tea.MouseClickMsg{X: 20, Y: 4, Button: tea.MouseLeft}, tea.MouseMotionMsg{X: 20, Y: 11, Button: tea.MouseLeft})
		before := r.body.view.top
		if send(dragMsg{}); r.body.view.top == before {
			t.Fatalf("%s: a held drag does not scroll", name)
		}
		send(key)
		at := r.body.view.top
		if send(dragMsg{}, dragMsg{}); r.body.view.top != at {
			t.Errorf("%s: the drag goes on", name)
		}
	}
}
