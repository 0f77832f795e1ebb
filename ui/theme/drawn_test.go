package theme

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	"galley/annotate"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// drawn returns the colors in which a terminal with 16 colors shows a style on a ground:
// it draws bold in the bright shade of the ink.
func drawn(s uv.Style, ground color.Color, shades []string) uv.Style {
	ink, bg := s.Fg, s.Bg
	if bg == nil {
		bg = ground
	}
	if n, ok := ink.(ansi.IndexedColor); ok && n < 8 && s.Attrs&uv.AttrBold != 0 {
		ink = n + 8
	}
	if ink == nil { // the terminal's own, which it does not brighten
		ink = ansi.IndexedColor(0)
		if ground == ink {
			ink = ansi.IndexedColor(15)
		}
	}
	if s.Attrs&uv.AttrReverse != 0 {
		ink, bg = bg, ink
	}
	shade := func(c color.Color) color.Color {
		if n, ok := c.(ansi.IndexedColor); ok && n < 16 {
			return parseColor("#" + shades[n])
		}
		return c
	}
	return uv.Style{Fg: shade(ink), Bg: shade(bg)}
}

// Everything can be read in 16 colors, with the contrast that the theme promises, as the usual
// terminals draw it, bold included.
func TestSixteenColorsCanBeReadAsTheyAreDrawn(t *testing.T) {
	for shades, list := range palettes {
		for _, name := range Names() {
			if name == "ascii" || name == "notty" {
				continue
			}
			for _, dark := range []bool{true, false} {
				theme, err := Load(name, Options{Sixteen: true, Dark: dark})
				if err != nil {
					t.Fatal(err)
				}
				ground := color.Color(ansi.IndexedColor(15))
				if theme.options.Dark {
					ground = ansi.IndexedColor(0)
				}
				painted := append(allInks(theme), theme.Header.Cell, theme.Mode.Cell)
				if theme.HasBackground() {
					ground = theme.palette.screen
				}
				for _, tag := range annotate.Tags() {
					painted = append(painted, theme.Letter(tag).Cell)
				}
				for _, body := range bodies(theme) {
					under := []uv.Style{body}
					for _, marks := range stacks() {
						under = append(under, theme.PaintMarks(body, marks), theme.PaintMarks(theme.PaintTarget(body), marks))
					}
					for i, s := range under {
						if i > 0 {
							painted = append(painted, s)
						}
						painted = append(painted, theme.PaintSelection(s), theme.PaintHit(s), theme.PaintCurrentHit(s))
					}
				}
				seen := map[uv.Style]bool{}
				for _, s := range painted {
					if !seen[s] {
						checkReadable(t, fmt.Sprintf("%s, %s, dark %v, %+v", shades, name, dark, s), drawn(s, ground, strings.Fields(list)), theme.palette.contrast)
					}
					seen[s] = true
				}
			}
		}
	}
}
