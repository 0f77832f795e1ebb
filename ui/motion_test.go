package ui

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// A loop handles messages like Bubble Tea, and counts how often the model is updated and
// drawn.
type loop struct {
	app  *App
	work int
	view string
}

func newLoop(t *testing.T) *loop {
	t.Helper()
	a := &annotate.Article{ID: "levy"}
	for i := range 200 {
		part := fmt.Sprintf("Paragraph %d says that the levy adds 4.20 to every ticket.", i)
		a.Text += part + annotate.Separator
		a.Blocks = append(a.Blocks, annotate.Block{Kind: annotate.Paragraph, Span: annotate.Span{Start: len(a.Text) - len(part) - 2, End: len(a.Text) - 2}})
	}
	a.Text = strings.TrimSuffix(a.Text, annotate.Separator)
	annotate.NumberBlocks(a.Blocks)
	lib := library.New(library.Options{Path: filepath.Join(t.TempDir(), "galley.db"), Now: time.Now})
	l := &loop{app: New(Config{
		Library: lib, Document: &library.Document{Article: a}, Keys: keys.Default(), Measure: 72, Now: time.Now,
		Theme: func(theme.Options) *theme.Theme { return new(theme.Theme) },
	})}
	l.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	l.work = 0
	return l
}

func (l *loop) send(msgs ...tea.Msg) {
	for _, msg := range msgs {
		if msg = l.app.motion.filter(msg); msg == nil {
			continue
		}
		l.app.Update(msg)
		l.view = l.app.View().Content
		l.work++
	}
}

func motionTo(col, row int) tea.Msg {
	return tea.MouseMotionMsg{X: col, Y: row, Button: tea.MouseLeft}
}

func TestAFloodOfMotionIsDrawnOnceAFrame(t *testing.T) {
	l := newLoop(t)
	l.send(tea.MouseClickMsg{X: 20, Y: 3, Button: tea.MouseLeft})
	l.work = 0
	for i := range 1000 {
		l.send(motionTo(20+i%40, 3+i%10))
	}
	if l.work != 1 {
		t.Errorf("drawn %d times before the frame", l.work)
	}
	l.send(frame{})
	if l.work != 2 {
		t.Errorf("drawn %d times with the frame", l.work)
	}
	flood := l.view
	one := newLoop(t)
	one.send(tea.MouseClickMsg{X: 20, Y: 3, Button: tea.MouseLeft}, motionTo(20+999%40, 3+999%10))
	if flood != one.view {
		t.Errorf("the flood selects otherwise than its end:\n%s\nwant:\n%s", flood, one.view)
	}
	l.send(frame{})
	if l.send(motionTo(30, 5)); l.work != 4 {
		t.Error("after a time without motion the next does not go through at once")
	}
}

func TestWheelNotchesScrollTogether(t *testing.T) {
	down := tea.MouseWheelMsg{Button: tea.MouseWheelDown}
	l := newLoop(t)
	for range 50 {
		l.send(down)
	}
	l.send(frame{})
	if l.work != 2 {
		t.Errorf("drawn %d times", l.work)
	}
	slow := newLoop(t)
	for range 50 {
		slow.send(down, frame{}, frame{})
	}
	if l.view != slow.view {
		t.Errorf("quickly:\n%s\nslowly:\n%s", l.view, slow.view)
	}
}

// A motion is handled before whatever follows it: a release ends the selection where the
// button was released, and a key acts on the selected words.
func TestMotionIsHandledBeforeTheNextEvent(t *testing.T) {
	for name, next := range map[string]tea.Msg{
		"a release": tea.MouseReleaseMsg{X: 40, Y: 5, Button: tea.MouseLeft},
		"a key":     tea.KeyPressMsg{Code: 'x', Text: "x"},
	} {
		quick, slow := newLoop(t), newLoop(t)
		click := tea.MouseClickMsg{X: 20, Y: 3, Button: tea.MouseLeft}
		quick.send(click, motionTo(25, 3), motionTo(30, 4), motionTo(40, 5), next)
		slow.send(click, motionTo(25, 3), frame{}, motionTo(30, 4), frame{}, motionTo(40, 5), frame{}, next)
		if quick.view != slow.view || !strings.Contains(quick.view, "SELECT") {
			t.Errorf("%s: quickly:\n%s\nslowly:\n%s", name, quick.view, slow.view)
		}
	}
}
