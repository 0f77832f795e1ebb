package reader_test

import (
	"strings"
	"testing"

	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// In a long article, the quotes near the caret are asked about while the others are
// looked for; taking all waits for these.
func TestQuotesNearTheCaretComeFirst(t *testing.T) {
	const quotes = 2000
	paragraph := "The council met again in the hall, and that was the end of it. “Nobody asked the ferry crews,” said Ada Lund.\n\n"
	a := readArticle(t, strings.Repeat(paragraph, quotes), "")
	s := newSession(a, len(a.Text)/2)
	s.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 100, Height: 24, Theme: new(theme.Theme)}})
	sees := func(want string) {
		t.Helper()
		if text := ansi.Strip(s.reader.View().Content); !strings.Contains(text, want) {
			t.Fatalf("no %q in\n%s", want, text)
		}
	}
	receive := func(search tea.Cmd) tea.Cmd { return s.update(search().(kit.ForMsg).Msg) }
	search := s.update(kit.ActionMsg{Action: keys.ShowSuggestions})
	sees("looking…")
	search = receive(search)
	sees("quote? Ada Lund")
	sees("suggested quotes…")
	if text := ansi.Strip(s.reader.View().Content); strings.Contains(text, "2000 suggested") {
		t.Errorf("all are found at once:\n%s", text)
	}
	s.update(kit.ActionMsg{Action: keys.All})
	receive(search)
	sees("Take all that are certain: 2000 quotes")
	s.press("n")
	sees("1000 of ")
	sees("2000 suggested quotes")
}
