package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/storage"
	"galley/ui"
	"galley/ui/keys"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// awkward is text that is hard to draw in rows.
var awkward = []string{
	"The vote came. ", "“Go,” she said. ", "\n\n", "\n\n- item\n- item\n\n", "\n\n> quoted words\n\n", "中文字没有空格。",
	"नमस्ते दुनिया ", "👩‍🚀🏴󠁧󠁢󠁳󠁣󠁴󠁿 ", "cafe\u0301 ", "\n\n## Heading\n\n", "\n\n### A very long heading that does not fit into a narrow screen at all\n\n",
	"```\ncode\n\n  more\n```\n\n", strings.Repeat("long", 40) + " ", "שלום עולם ", "\n\n| a | b |\n|---|---|\n| c | d |\n\n",
}

func drawArticle(t *rapid.T) *annotate.Article {
	for {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(awkward), 1, 30).Draw(t, "text"), "")
		if a, err := source.Read([]byte(text), source.Options{Type: "markdown"}); err == nil {
			a.ID = "article"
			return a
		}
	}
}

// drawMarks draws annotations of the article, including uncertain ones.
func drawMarks(t *rapid.T, a *annotate.Article) []annotate.Annotation {
	words := rapid.SampledFrom(append(awkward, "", "a\x1b[2Jb", "*a* <b> &#27;[1m\n\n- x\n- y", strings.Repeat("word ", 60)))
	var marks []annotate.Annotation
	for i := range rapid.IntRange(0, 12).Draw(t, "marks") {
		from := annotate.GraphemeAt(a.Text, rapid.IntRange(0, len(a.Text)-1).Draw(t, "from"))
		to := annotate.GraphemeAt(a.Text, rapid.IntRange(from, len(a.Text)).Draw(t, "to"))
		span, ok := annotate.Span{Start: from, End: max(to, annotate.NextGrapheme(a.Text, from))}.Trim(a.Text)
		if !ok || !span.Fits(a.Text) {
			continue
		}
		tag := rapid.SampledFrom(annotate.Tags()).Draw(t, "tag")
		mark := annotate.Annotation{
			ID: fmt.Sprintf("m%02d", i), Article: a.ID, Tag: tag, Anchor: anchor.Describe(a.Text, a.Digest, span),
			Note: words.Draw(t, "note"), Creator: words.Draw(t, "creator"), Modified: now.Add(time.Duration(i) * time.Hour),
		}
		for _, spec := range tag.Spec().Fields {
			mark.Fields = mark.Fields.With(spec.Name, source.CleanLine(words.Draw(t, spec.Name)))
		}
		mark.Anchor.State = rapid.SampledFrom([]annotate.State{
			annotate.Anchored, annotate.Anchored, annotate.Moved, annotate.Changed, annotate.Ambiguous, annotate.Orphan,
		}).Draw(t, "state")
		marks = append(marks, mark)
	}
	return marks
}

// newID returns a source of ids.
func newID() func() string {
	var next atomic.Int64
	return func() string { return fmt.Sprintf("%06d", next.Add(1)) }
}

// A stage is the root model without a terminal.
type stage struct {
	t             *rapid.T
	app           *ui.App
	width, height int
	method        ansi.Method
}

// newStage returns a root with an annotated article, in a new library.
func newStage(t *rapid.T, folder string) *stage {
	a := drawArticle(t)
	marks := drawMarks(t, a)
	path := filepath.Join(folder, "galley.db")
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	saved, err := storage.New(path).SaveArticles([]storage.NewArticle{{Article: a}}, now)
	if err != nil {
		t.Fatal(err)
	}
	lib := library.New(library.Options{
		Path: path, Author: func() string { return "ada" }, Now: func() time.Time { return now }, NewID: newID(),
	})
	t.Cleanup(func() { _ = lib.Close() })
	doc, err := lib.Open(saved[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	doc.Annotations = marks
	s := &stage{t: t, method: ansi.WcWidth}
	s.app = ui.New(ui.Config{
		Library: lib, Document: &doc, Keys: keys.Default(), Author: "ada", Measure: 72,
		Now: func() time.Time { return now }, NewID: newID(), Theme: theme.New, Terminal: theme.Options{Dark: rapid.Bool().Draw(t, "dark")},
	})
	if rapid.Bool().Draw(t, "by clusters") {
		s.method = ansi.GraphemeWidth
		s.app.Update(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeSet})
	}
	s.resize()
	return s
}

func (s *stage) resize() {
	s.width, s.height = rapid.IntRange(40, 130).Draw(s.t, "width"), rapid.IntRange(10, 40).Draw(s.t, "height")
	s.app.Update(tea.WindowSizeMsg{Width: s.width, Height: s.height})
}

func (s *stage) press(key string) {
	msg := tea.KeyPressMsg{Code: []rune(key)[0], Text: key}
	if code, ok := codes[key]; ok {
		msg = code
	}
	s.app.Update(msg)
}

var codes = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "pgdown": {Code: tea.KeyPgDown},
	"pgup": {Code: tea.KeyPgUp}, "up": {Code: tea.KeyUp}, "ctrl+d": {Code: 'd', Mod: tea.ModCtrl},
}

// check checks the laws of every screen.
func (s *stage) check(did string) {
	v := s.app.View()
	rows := strings.Split(v.Content, "\n")
	if len(rows) != s.height {
		s.t.Fatalf("after %s: %d rows on a screen of %d:\n%s", did, len(rows), s.height, ansi.Strip(v.Content))
	}
	for i, row := range rows {
		if w := s.method.StringWidth(row); w > s.width {
			s.t.Fatalf("after %s: row %d is %d cells wide on a screen of %d: %q", did, i, w, s.width, row)
		}
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= s.width || c.Y < 0 || c.Y >= s.height) {
		s.t.Fatalf("after %s: the cursor is at %d, %d on a screen of %d×%d", did, c.X, c.Y, s.width, s.height)
	}
	for _, r := range ansi.Strip(v.Content) {
		if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) {
			s.t.Fatalf("after %s: %U on the screen:\n%q", did, r, v.Content)
		}
	}
}

// Whatever is pressed in any view, the screen is full, no row is wider than it, and it
// contains no control characters.
func TestEveryViewFitsWhateverIsPressed(t *testing.T) {
	pressed := []string{
		"A", "T", "P", "A", "T", "P", "?", "ctrl+p", "L", "j", "k", "G", "g", "pgdown", "pgup", "up", "ctrl+d", "tab", "n", "p", "enter", "esc",
		"c", "q", "o", "s", "a", "S", "/", "e", "x", "3", "7", "中", "é", "v", "V", "r", "t", "d", "u", "m", "z", "f", "w", "I", "E", "R", "D",
		"Y", "*", ".", "+", "-", "<", ">", "]", "}",
	}
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		s := newStage(t, folder)
		s.check("opening")
		for range rapid.IntRange(1, 40).Draw(t, "presses") {
			col, row := rapid.IntRange(0, 130).Draw(t, "col"), rapid.IntRange(0, 40).Draw(t, "row")
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				s.resize()
				s.check("resizing")
			case 1:
				s.app.Update(tea.MouseClickMsg{X: col, Y: row, Button: tea.MouseLeft})
				s.check("a click")
			case 2:
				s.app.Update(tea.MouseWheelMsg{X: col, Y: row, Button: rapid.SampledFrom([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}).Draw(t, "wheel")})
				s.check("the wheel")
			default:
				key := rapid.SampledFrom(pressed).Draw(t, "key")
				s.press(key)
				s.check(key)
			}
		}
	})
}

// Keys typed before the first screen are not lost and do not crash the program.
func TestKeysWaitForTheScreen(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	lib := m.library()
	doc, err := lib.Open(m.id("levy"))
	if err != nil {
		t.Fatal(err)
	}
	app := ui.New(ui.Config{
		Library: lib, Document: &doc, Keys: keys.Default(), Measure: 72, Now: func() time.Time { return now }, NewID: newID(), Theme: theme.New,
	})
	for _, key := range "1Gc" {
		app.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
	}
	app.Update(tea.MouseClickMsg{X: 3, Y: 3, Button: tea.MouseLeft})
	app.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	wantMarks(t, m, "claim: The vote came after nine hours, the longest sitting since 1998.")
}
