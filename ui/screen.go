package ui

import (
	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A screen is one of the stack. It holds a value of its own package, and
// replaces it by what happens.
type screen interface {
	on(c kit.Canvas)
	press(msg tea.KeyPressMsg) []effect.Effect
	paste(msg tea.PasteMsg)
	mouse(msg tea.MouseMsg) []effect.Effect // but for the wheel
	wheel(rows int) []effect.Effect         // rows of the screen, down if positive
	tell(text string, trouble bool)
	follow(set annotate.Set) // the annotations of the article are these now
	draw(v *tea.View)
	typed() bool // keys are text now
}

// A page is what a screen over the whole window is made of. P is its own type.
type page[P any] interface {
	On(kit.Canvas) P
	Press(key string) (P, []effect.Effect)
	Scroll(rows int) (P, []effect.Effect)
	Click(row int) (P, []effect.Effect)
	Tell(message string, trouble bool) P
	Bar() (mode keys.Mode, state string, shown bool)
	View() string
}

// A typist is a page in which text can be typed.
type typist[P any] interface {
	Typing() bool
	Mode() keys.Mode
	Type(msg tea.Msg) P
	Cursor() (col, row int, shown bool)
}

// A follower is a page that shows annotations.
type follower[P any] interface{ Load(set annotate.Set) P }

// A sheet is the screen of a page.
type sheet[P page[P]] struct {
	page   P
	keys   keys.Table
	canvas kit.Canvas
}

func newSheet[P page[P]](page P, table keys.Table) *sheet[P] {
	return &sheet[P]{page: page, keys: table}
}

func (s *sheet[P]) on(c kit.Canvas) { s.page, s.canvas = s.page.On(c), c }

func (s *sheet[P]) press(msg tea.KeyPressMsg) (fx []effect.Effect) {
	if t, ok := s.typing(); ok && !bound(s.keys, t.Mode(), msg) {
		s.page = t.Type(msg)
		return nil
	}
	s.page, fx = s.page.Press(keyOf(s.keys, msg))
	return fx
}

func (s *sheet[P]) typed() bool {
	_, ok := s.typing()
	return ok
}

// typing returns the page if text is being typed in it.
func (s *sheet[P]) typing() (typist[P], bool) {
	t, ok := any(s.page).(typist[P])
	return t, ok && t.Typing()
}

func (s *sheet[P]) paste(msg tea.PasteMsg) {
	if t, ok := s.typing(); ok {
		s.page = t.Type(msg)
	}
}

func (s *sheet[P]) mouse(msg tea.MouseMsg) (fx []effect.Effect) {
	click, ok := msg.(tea.MouseClickMsg)
	switch {
	case !ok || click.Button != tea.MouseLeft:
	case click.Y == s.canvas.Height-1:
		return s.clickBar(click.X)
	default:
		s.page, fx = s.page.Click(click.Y)
	}
	return fx
}

// clickBar presses the key that is shown in a column of the line at the bottom.
func (s *sheet[P]) clickBar(col int) (fx []effect.Effect) {
	mode, state, shown := s.page.Bar()
	action, ok := s.canvas.ActionAt(s.keys, mode, state, col)
	if !shown || !ok {
		return nil
	}
	for _, key := range s.keys.Presses(mode, action) {
		s.page, fx = s.page.Press(key)
	}
	return fx
}

func (s *sheet[P]) wheel(rows int) (fx []effect.Effect) {
	s.page, fx = s.page.Scroll(rows)
	return fx
}

func (s *sheet[P]) tell(text string, trouble bool) { s.page = s.page.Tell(text, trouble) }

func (s *sheet[P]) follow(set annotate.Set) {
	if f, ok := any(s.page).(follower[P]); ok {
		s.page = f.Load(set)
	}
}

func (s *sheet[P]) draw(v *tea.View) {
	v.Content = s.page.View()
	if t, ok := s.typing(); ok {
		v.Cursor = cursor(t.Cursor())
	}
}

func cursor(col, row int, shown bool) *tea.Cursor {
	if !shown {
		return nil
	}
	return tea.NewCursor(col, row)
}

// keyOf is the name of a key. Where its letter is of another script than the
// keys of the table are, the key at that place of a US keyboard counts.
func keyOf(t keys.Table, m tea.KeyPressMsg) string {
	return t.Base(m.String(), m.Text, m.Code, m.BaseCode, m.Mod.Contains(tea.ModShift))
}

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

// notch is how many rows a turn of the wheel scrolls, down if positive.
func notch(button tea.MouseButton) int {
	switch button {
	case tea.MouseWheelUp:
		return -wheelRows
	case tea.MouseWheelDown:
		return wheelRows
	}
	return 0
}

// bound reports whether a key does something in a mode in which text is typed.
func bound(table keys.Table, mode keys.Mode, msg tea.KeyPressMsg) bool {
	_, out := table.Press(mode, keys.Pending{}, msg.String(), false)
	return out.Action != ""
}
