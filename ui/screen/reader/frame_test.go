package reader_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"galley/ui/kit"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// paragraphs opens a reader in the middle of a text of n paragraphs.
func paragraphs(tb testing.TB, n int) *session {
	tb.Helper()
	a := readArticle(tb, strings.Repeat("The vote came after nine hours, the longest sitting since 1998, and split both large parties. "+
		"“Nobody asked the ferry crews,” said Ada Lund, who leads the union. The levy adds 4.20 to every ticket.\n\n", n), "text")
	s := newSession(a, len(a.Text)/2)
	s.send(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
	return s
}

// draw presses keys and draws the screen after each, as the program does.
func (s *session) draw(keys ...string) {
	for _, k := range keys {
		s.press(k)
		s.reader.View()
	}
}

// allocated returns the number and bytes of the allocations while keys are pressed.
func allocated(tb testing.TB, n int, keys []string) (times float64, bytes uint64) {
	tb.Helper()
	s := paragraphs(tb, n)
	s.draw(keys...)
	const runs = 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	times = testing.AllocsPerRun(runs, func() { s.draw(keys...) })
	runtime.ReadMemStats(&after)
	return times, (after.TotalAlloc - before.TotalAlloc) / (runs + 1)
}

// The allocations of a key press depend on the screen alone: a text that is a hundred
// times as long needs no more.
func TestAKeyAllocatesNothingThatGrowsWithTheText(t *testing.T) {
	for name, keys := range map[string][]string{
		"a row down and up":        {"j", "k"},
		"a page down and up":       {"ctrl+d", "ctrl+u"},
		"to the end and the top":   {"G", "g", "g"},
		"a selection and its end":  {"v", "w", "esc"},
		"a sentence, grown":        {"s", "+", "esc"},
		"a paragraph on and back":  {"}", "{"},
		"to a paragraph by number": {"7", "G"},
	} {
		shortTimes, shortBytes := allocated(t, 200, keys)
		longTimes, longBytes := allocated(t, 20_000, keys)
		if longTimes > 1.25*shortTimes+20 {
			t.Errorf("%s: %.0f allocations, %.0f in a short text", name, longTimes, shortTimes)
		}
		if longBytes > shortBytes+shortBytes/4+32<<10 {
			t.Errorf("%s: %d bytes, %d in a short text", name, longBytes, shortBytes)
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	for _, n := range []int{200, 20_000} {
		b.Run(fmt.Sprintf("%d paragraphs", n), func(b *testing.B) {
			s := paragraphs(b, n)
			b.ReportAllocs()
			for b.Loop() {
				s.draw("j", "k")
			}
		})
	}
}
