package theme

import (
	"fmt"
	"image/color"
	"reflect"
	"testing"

	"galley/annotate"

	gansi "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// allInks returns the styles of everything that a theme draws on the terminal's own
// background, except the terminal's own color.
func allInks(theme *Theme) (list []uv.Style) {
	styles := append(inks(theme), bodies(theme)...)
	for kind := annotate.Paragraph; kind <= annotate.Furniture; kind++ {
		styles = append(styles, theme.Decoration(kind))
	}
	styles = append(styles, theme.Plain.Cell, theme.Border.Cell, theme.Added(), theme.Removed())
	for _, s := range styles {
		if s.Fg != nil {
			list = append(list, s)
		}
	}
	config := theme.Glamour()
	recolor(reflect.ValueOf(&config).Elem(), func(p *gansi.StylePrimitive) {
		if p.Color != nil {
			s := uv.Style{Fg: parseColor(*p.Color)}
			if p.BackgroundColor != nil {
				s.Bg = parseColor(*p.BackgroundColor)
			}
			if p.Bold != nil && *p.Bold {
				s.Attrs = uv.AttrBold
			}
			list = append(list, s)
		}
	})
	return list
}

func TestInksForAnUnknownBackgroundCanBeReadOnBlackAndOnWhite(t *testing.T) {
	theme := New(Options{Dark: true, UnknownBackground: true})
	list := allInks(theme)
	if len(list) < 10 {
		t.Fatalf("only %d inks", len(list))
	}
	for _, ink := range list {
		for _, ground := range []color.Color{hex(0), hex(0xFFFFFF)} {
			for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
				checkReadable(t, profile.String(), uv.Style{Fg: profile.Convert(ink.Fg), Bg: ground}, minContrast)
			}
		}
	}
	for _, body := range bodies(theme) {
		for _, marks := range stacks() {
			checkReadable(t, "marks", theme.PaintMarks(body, marks), minContrast)
		}
		for _, s := range []uv.Style{theme.PaintSelection(body), theme.PaintHit(body), theme.PaintCurrentHit(body), theme.Header.Cell, theme.Mode.Cell} {
			checkReadable(t, "on a background", s, minContrast)
		}
	}
}

func TestSixteenColorsOnAnUnknownBackgroundUseTheTerminalsInk(t *testing.T) {
	theme := New(Options{UnknownBackground: true, Sixteen: true})
	for _, s := range allInks(theme) {
		if s.Bg == nil {
			t.Errorf("ink %+v", s)
		}
	}
	if s := theme.PaintSelection(uv.Style{}); s != (uv.Style{Attrs: uv.AttrReverse}) {
		t.Errorf("a selection is %+v", s)
	}
}

func TestAStyleWithItsOwnColorsIgnoresAnUnknownBackground(t *testing.T) {
	for _, name := range []string{"dark", "light", Sepia, HighContrast, "dracula"} {
		for _, sixteen := range []bool{true, false} {
			o := Options{Dark: true, Sixteen: sixteen}
			want, _ := Load(name, o)
			o.UnknownBackground = true
			got, _ := Load(name, o)
			if name == Sepia && sixteen {
				continue // it gives way to Auto
			}
			if *got.palette != *want.palette || got.body != want.body {
				t.Errorf("%s, 16 colors %v: other colors", name, sixteen)
			}
		}
	}
}

// Terminals with 16 colors draw bold in the bright shade, so that black on bright green
// becomes gray on bright green.
func TestSixteenColorsHaveNoDarkBold(t *testing.T) {
	for _, name := range Names() {
		for i := range 8 {
			o := Options{Sixteen: true, Dark: i&1 != 0, StyledUnderlines: i&2 != 0, UnknownBackground: i&4 != 0}
			theme, err := Load(name, o)
			if err != nil {
				t.Fatal(err)
			}
			if theme.Colorless() {
				continue
			}
			name := fmt.Sprintf("%s %+v", name, o)
			list := append(inks(theme), theme.Header.Cell, theme.Mode.Cell, theme.Plain.Cell)
			for _, body := range bodies(theme) {
				under := []uv.Style{body, theme.PaintTarget(body)}
				for _, marks := range stacks() {
					under = append(under, theme.PaintMarks(body, marks), theme.PaintMarks(theme.PaintTarget(body), marks))
				}
				for _, s := range under {
					list = append(list, s, theme.PaintSelection(s), theme.PaintHit(s), theme.PaintCurrentHit(s))
				}
			}
			for _, s := range list {
				if s.Attrs&uv.AttrBold != 0 && (isDarkInk(s.Fg) || s.Attrs&uv.AttrReverse != 0 && isDarkInk(s.Bg)) {
					t.Fatalf("%s: %+v", name, s)
				}
			}
			quote := uv.Style{}
			if a, b := theme.PaintMarks(quote, sure(annotate.Quote, annotate.Claim)), theme.PaintMarks(quote, sure(annotate.Quote, annotate.Opinion)); a == b {
				t.Errorf("%s: a claim and an opinion over a quote look the same: %+v", name, a)
			}
			if body := theme.Text(annotate.Block{}, 0); theme.PaintTarget(body) == body {
				t.Errorf("%s: a target looks like text", name)
			}
		}
	}
}

// Every ink of every theme can be read on the theme's background, or on the usual ones.
func TestEveryInkCanBeRead(t *testing.T) {
	for _, name := range Names() {
		for _, dark := range []bool{true, false} {
			theme, err := Load(name, Options{Dark: dark})
			if err != nil || theme.Colorless() {
				continue
			}
			on := []color.Color{theme.palette.screen}
			if !theme.HasBackground() {
				on = nil
				for _, ground := range grounds[theme.options.Dark] {
					on = append(on, parseColor(ground))
				}
			}
			for _, s := range allInks(theme) {
				if _, known := luminance(s.Fg); !known {
					continue
				}
				on := on
				if s.Bg != nil {
					on = []color.Color{s.Bg}
				}
				for _, ground := range on {
					for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
						checkReadable(t, fmt.Sprintf("%s, dark %v, %v", name, dark, profile), uv.Style{Fg: profile.Convert(s.Fg), Bg: ground}, theme.palette.contrast)
					}
				}
			}
		}
	}
}
