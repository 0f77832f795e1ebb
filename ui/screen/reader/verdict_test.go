package reader_test

import (
	"strings"
	"testing"

	"galley/ui/kit"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// gutter returns the letters and signs on the row of the caret.
func (s *session) gutter() string {
	view := s.reader.View()
	return strings.Fields(ansi.Strip(strings.Split(view.Content, "\n")[view.Cursor.Y]) + " .")[0]
}

// shown returns the words on the screen, with a blank between them.
func (s *session) shown() string {
	return strings.Join(strings.Fields(ansi.Strip(s.reader.View().Content)), " ")
}

// The gutter tells which claims are open, also without color; of several with one letter
// the sign is that of the most urgent.
func TestTheGutterShowsVerdicts(t *testing.T) {
	s := openLevy(t)
	s.send(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Theme: theme.New(theme.Options{Mono: true})}})
	s.types("2Gc")
	for _, c := range []struct{ keys, want string }{
		{"", "C☐"}, {"Sc", "C◒"}, {"Sa", "C✓"}, {"Si", "C✗"}, {"Sm", "C~"}, {"Sn", "C+"}, {"So", "C✎"}, {"Sv", "C∅"},
		{"vec", "C☐"}, {"Sa", "C∅"}, {"uu", "C∅"}, {"q", "C∅Q☐"}, {"St", "C∅Q≣"}, {"o", "C∅Q≣O"},
	} {
		if got := s.types(c.keys).gutter(); got != c.want {
			t.Errorf("after %s the gutter shows %q, want %q", c.keys, got, c.want)
		}
	}
}

// S shows the present status and what it may become.
func TestSettingAStatus(t *testing.T) {
	s := openLevy(t).types("2G")
	for _, c := range []struct{ keys, want string }{
		{"S", "No annotation here"},
		{"oS", "An opinion has no status."},
		{"uqS", "This quote is ☐ unverified. Now: u ☐ unverified h ♫ heard t ≣ transcript c ✓ confirmed esc cancels"},
		{"<esc>ucSm", "Claim: ~ misleading. 1 of 1 checked, 1 misleading. ! goes to the next open one."},
		{"S", "This claim is ~ misleading. Now: u ☐ unchecked c ◒ checking a ✓ accurate i ✗ inaccurate m ~ misleading " +
			"n + needs-context o ✎ corrected v ∅ unverifiable esc cancels"},
		{"z", "Status unchanged."},
	} {
		if got := s.types(c.keys).shown(); !strings.Contains(got, c.want) {
			t.Errorf("after %s %q is not in %s", c.keys, c.want, got)
		}
	}
}

// The header counts the open ones, and says how far the article is checked if there is
// room after the title.
func TestTheHeaderShowsProgress(t *testing.T) {
	s := openLevy(t).types("2Gc3Gc2GSi")
	for width, want := range map[int]string{200: "1 of 2 checked, 1 inaccurate   C 2  Q 0  O 0   ¶", 64: "C 2  Q 0  O 0  ☐ 1   ¶"} {
		s.send(kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: 24, Theme: new(theme.Theme)}})
		if text, _ := s.view(); !strings.Contains(strings.Split(text, "\n")[0], want) {
			t.Errorf("%d: %q does not show %q", width, strings.Split(text, "\n")[0], want)
		}
	}
}
