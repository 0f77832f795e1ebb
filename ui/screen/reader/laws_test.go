package reader_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/reader"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// pieces are the parts of texts that are difficult to move in.
var pieces = []string{
	"The vote came. ", "“Go,” she said. ", "Prof. P. Lund ", "two  blanks ", "\n\n", "\n\n- item\n- item\n\n", "\n\n> quoted words\n\n",
	"中文字没有空格。", "नमस्ते दुनिया ", "👩‍🚀🏴󠁧󠁢󠁳󠁣󠁴󠁿 ", "cafe\u0301 ", "ไทยไม่มีช่องว่าง ", "x", "—", "\n", "  \n", "1998–2001, ", "# Heading\n\n", "```\ncode\n\n  more\n```\n\n",
	strings.Repeat("long", 40) + " ", "שלום עולם ", "a\u0300\u0301\u0302\u0303 ",
}

func drawArticle(t *rapid.T) *annotate.Article {
	for {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "text"), "")
		a, err := source.Read([]byte(text), source.Options{Type: "markdown"})
		if err == nil {
			a.ID = "article"
			return a
		}
	}
}

// A lawSession is a session whose screen is checked after every message.
type lawSession struct {
	*session
	t      *rapid.T
	canvas kit.Canvas
}

func newLawSession(t *rapid.T) *lawSession {
	spacing := rapid.IntRange(0, 2).Draw(t, "spacing")
	s := &lawSession{session: newSession(drawArticle(t), 0, func(e *reader.Env) { e.Spacing = spacing }), t: t}
	s.resize()
	return s
}

func (s *lawSession) resize() {
	s.canvas = kit.Canvas{
		Width:  rapid.IntRange(40, 130).Draw(s.t, "width"),
		Height: rapid.IntRange(10, 40).Draw(s.t, "height"),
		Method: rapid.SampledFrom([]ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}).Draw(s.t, "method"),
		Theme:  new(theme.Theme),
	}
	s.send(kit.CanvasMsg{Canvas: s.canvas})
}

// check checks the laws of the screen.
func (s *lawSession) check() {
	a, caret := s.reader.Article(), s.reader.Caret()
	block := a.Blocks[a.BlockAt(caret)].Span
	if !block.Contains(caret) || !annotate.IsGraphemeBoundary(a.Text, caret) || a.Text[caret] == '\n' && block.Len() > 1 {
		s.t.Fatalf("the caret rests at %d of %q", caret, a.Text)
	}
	for _, n := range s.reader.Annotations().All() {
		if !n.Anchor.Span.Fits(a.Text) || n.Anchor.Exact != n.Anchor.Span.In(a.Text) {
			s.t.Fatalf("annotation on %v, words %q", n.Anchor.Span, n.Anchor.Exact)
		}
	}
	if got, want := s.reader.Annotations().Len(), s.saved.Len(); got != want {
		s.t.Fatalf("%d annotations are shown, %d are saved", got, want)
	}
	s.checkScreen()
}

func (s *lawSession) checkScreen() {
	c, v := s.canvas, s.reader.View()
	rows := strings.Split(v.Content, "\n")
	if len(rows) != c.Height {
		s.t.Fatalf("%d rows on a screen of %d", len(rows), c.Height)
	}
	for i, row := range rows {
		if w := c.Method.StringWidth(row); w > c.Width {
			s.t.Fatalf("row %d is %d cells wide on a screen of %d: %q", i, w, c.Width, row)
		}
	}
	if v.Cursor == nil || v.Cursor.X < 0 || v.Cursor.X >= c.Width || v.Cursor.Y < 0 || v.Cursor.Y >= c.Height {
		s.t.Fatalf("the cursor is at %v on a screen of %d×%d", v.Cursor, c.Width, c.Height)
	}
}

func drawMouse(t *rapid.T) tea.Mouse {
	return tea.Mouse{X: rapid.IntRange(0, 130).Draw(t, "col"), Y: rapid.IntRange(0, 40).Draw(t, "row"), Button: tea.MouseLeft}
}

// pressed returns every key of the table and some unbound ones.
func pressed() []string {
	list := []string{"1", "2", "3", "7", "z", "Z", "%"}
	for _, b := range keys.Default() {
		for _, k := range b.Keys {
			list = append(list, strings.Fields(k)...)
		}
	}
	return list
}

func TestLawsHoldWhateverIsPressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newLawSession(t)
		s.check()
		for range rapid.IntRange(1, 60).Draw(t, "presses") {
			switch rapid.IntRange(0, 12).Draw(t, "what") {
			case 0:
				s.resize()
			case 1:
				s.send(tea.MouseClickMsg(drawMouse(t)))
			case 2:
				s.send(tea.MouseMotionMsg(drawMouse(t)))
			case 3:
				s.send(tea.MouseReleaseMsg{Button: tea.MouseLeft})
				s.send(kit.ScrollMsg{Rows: rapid.IntRange(-9, 9).Draw(t, "rows")})
			default:
				s.press(rapid.SampledFrom(pressed()).Draw(t, "key"))
			}
			s.check()
		}
	})
}

// Undoing everything leaves no annotations, and redoing everything restores exactly the
// same set.
func TestUndoToTheBeginningAndRedoToTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newLawSession(t)
		for range rapid.IntRange(1, 25).Draw(t, "presses") {
			s.press(rapid.SampledFrom([]string{"c", "q", "o", "d", "t", "r", "w", "}", "{", ")", "v", "s", "enter", "esc", "x", "tab"}).Draw(t, "key"))
		}
		for s.reader.Keyboard().Mode != keys.Read || s.reader.Keyboard().Input != kit.Actions {
			s.press("esc")
		}
		made := s.saved.All()
		s.send(kit.ActionMsg{Action: keys.Undo, Count: len(s.steps)})
		if n := s.saved.Len(); n != 0 {
			t.Fatalf("%d annotations are left after undoing everything", n)
		}
		s.send(kit.ActionMsg{Action: keys.Redo, Count: len(s.steps)})
		again := s.saved.All()
		if len(again) != len(made) {
			t.Fatalf("%d annotations before, %d after undo and redo", len(made), len(again))
		}
		for i := range made {
			if !made[i].Equal(again[i]) {
				t.Fatalf("before %+v\nafter %+v", made[i], again[i])
			}
		}
	})
}
