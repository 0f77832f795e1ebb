package ui_test

import (
	"fmt"
	"image/color"
	"path/filepath"
	"testing"

	"galley/internal/vterm"
	"galley/ui"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// The screens in docs/screens, by name: what is typed, and what the screen then shows.
var screens = map[string]struct{ typed, shows string }{
	"reading":  {"15G", "¶ 15/23"},
	"select":   {"4Gs", "SELECT"},
	"find":     {"/wall<enter>", "go to other hits"},
	"card":     {"4G<tab><enter>", "CARD"},
	"marks":    {"6GA", "MARKS"},
	"voices":   {"AS", "VOICES"},
	"contents": {"6GT", "CONTENTS"},
	"source":   {"I", "SOURCE"},
	"review":   {"P", "1 of 6"},
	"export":   {"E", "in ~/desk"},
	"library":  {"L", "1 article"},
	"help":     {"?", "HELP"},
}

// Every screen in two sizes, in a dark and a light terminal and in one with 16 colors.
func TestPicturesOfEveryScreen(t *testing.T) {
	for look, c := range map[string]struct {
		options     theme.Options
		profile     colorprofile.Profile
		ink, ground color.Color
	}{
		"dark":  {theme.Options{Dark: true, StyledUnderlines: true}, colorprofile.TrueColor, ink, ground},
		"light": {theme.Options{StyledUnderlines: true}, colorprofile.TrueColor, color.RGBA{0x1c, 0x1c, 0x1c, 0xff}, color.White},
		"16":    {theme.Options{Dark: true}, colorprofile.ANSI, ink, color.Black},
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			for name, screen := range screens {
				name = fmt.Sprintf("%s-%dx%d-%s.svg", name, size[0], size[1], look)
				t.Run(name, func(t *testing.T) {
					path, err := filepath.Abs(filepath.Join("..", "docs", "screens", name))
					if err != nil {
						t.Fatal(err)
					}
					desk(t)
					w := open(t, sampleWorld(t), "sample", size[0], size[1], on(vterm.Quirks{Unknown: []string{"\x1b]11;?"}}, c.options), func(cfg *ui.Config) {
						cfg.Options = append(cfg.Options, tea.WithColorProfile(c.profile))
					})
					w.sees("READ")
					w.types(screen.typed)
					w.sees(screen.shows)
					w.shows(path, func() string { return svg(w.Terminal, c.ink, c.ground) })
				})
			}
		}
	}
}
