package theme

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	"charm.land/glamour/v2/ansi"
)

// checkReadable checks that the ink of s can be read on its ground.
func checkReadable(t *testing.T, name string, s Style, enough float64) {
	t.Helper()
	if ratio, ok := Contrast(s.FG, s.BG); !ok || ratio < enough {
		t.Errorf("%s: contrast %.2f in %+v", name, ratio, s)
	}
}

func TestEverythingOnAGroundCanBeRead(t *testing.T) {
	for name, theme := range themes(t) {
		if theme.sheet.options.Mono || theme.sheet.options.Sixteen {
			continue
		}
		enough := theme.sheet.shades.enough
		checkReadable(t, name, theme.Header, enough)
		checkReadable(t, name, theme.Mode, enough)
		for _, body := range bodies(theme) {
			under := []Style{body, theme.OverTarget(body)}
			for _, marks := range stacks() {
				under = append(under, theme.OverMarks(body, marks), theme.OverMarks(theme.OverTarget(body), marks))
			}
			for i, s := range under {
				if i > 0 {
					checkReadable(t, name, s, enough)
				}
				checkReadable(t, name, theme.OverSelection(s), enough)
				checkReadable(t, name, theme.OverHit(s), enough)
				checkReadable(t, name, theme.OverCurrentHit(s), enough)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// grounds are the usual ones of dark and light terminals.
var grounds = map[bool][]string{
	true:  {"#000000", "#1e1e1e", "#282c34", "#002b36", "#1a1b26"},
	false: {"#ffffff", "#fafafa", "#fdf6e3"},
}

// inks are the styles of a theme that have no ground of their own.
func inks(theme Theme) []Style {
	list := []Style{theme.Dim, theme.Chosen, theme.Key, theme.Message, theme.Error, theme.Number, theme.Footer, theme.Guess()}
	for _, tag := range annotate.Tags() {
		list = append(list, theme.Letter(tag))
	}
	return list
}

func TestWhatStandsOnTheTerminalsGroundCanBeRead(t *testing.T) {
	for dark, list := range grounds {
		for _, ground := range list {
			for _, s := range inks(Default(dark)) {
				checkReadable(t, ground, Style{FG: s.FG, BG: ParseColor(ground)}, enough)
			}
		}
	}
}

// A theme with a ground of its own is responsible for all that stands on it:
// text, what is around it, notes and help.
func TestWhatStandsOnTheThemesOwnPaperCanBeRead(t *testing.T) {
	for _, c := range []struct {
		name  string
		dark  bool
		ratio float64
	}{{Sepia, false, enough}, {Sepia, true, enough}, {HighContrast, false, high}, {HighContrast, true, high}} {
		theme, err := Load(c.name, Options{Dark: c.dark})
		if err != nil || !theme.HasPaper() {
			t.Fatalf("%s: paper %v, error %v", c.name, theme.HasPaper(), err)
		}
		paper := theme.sheet.shades.paper
		list := append(inks(theme), Style{FG: theme.sheet.shades.text})
		for _, s := range append(list, bodies(theme)...) {
			checkReadable(t, c.name, Style{FG: s.FG, BG: paper}, c.ratio)
		}
		config := theme.Glamour()
		recolor(reflect.ValueOf(&config).Elem(), func(p *ansi.StylePrimitive) {
			if p.BackgroundColor != nil {
				t.Errorf("%s: a note has the ground %s", c.name, *p.BackgroundColor)
			}
			if p.Color != nil {
				checkReadable(t, c.name+" in a note", Style{FG: ParseColor(*p.Color), BG: paper}, c.ratio)
			}
		})
	}
}

// shadesUnderTest are all that are not the terminal's own, with the grounds on
// which they stand.
func shadesUnderTest() map[string]struct {
	shades
	grounds []Color
} {
	list := map[string]struct {
		shades
		grounds []Color
	}{}
	for name, s := range map[string]shades{
		"dark": darkShades(), "light": lightShades(), "sepia": sepiaShades(),
		"high contrast, dark": contrastShades(true), "high contrast, light": contrastShades(false),
	} {
		on := []Color{s.paper}
		if s.paper == 0 {
			on = nil
			for _, ground := range grounds[name == "dark"] {
				on = append(on, ParseColor(ground))
			}
		}
		list[name] = struct {
			shades
			grounds []Color
		}{s, on}
	}
	return list
}

// An underline is no text: WCAG 2, 1.4.11, asks for 3 to 1.
func TestUnderlinesCanBeSeenOnTheGroundsOfOtherTagsAndAlone(t *testing.T) {
	for name, s := range shadesUnderTest() {
		for _, outer := range annotate.Tags() {
			on := s.grounds
			for _, inner := range annotate.Tags() {
				on = append(on, s.tone(inner).ground)
			}
			for _, ground := range on {
				if ratio, _ := Contrast(s.tone(outer).line, ground); ratio < 3 {
					t.Errorf("%s: line of %s on %#x: contrast %.2f", name, outer, ground, ratio)
				}
			}
		}
	}
}

// palettes are the first 16 colors of usual terminals.
var palettes = map[string]string{
	"VGA":          "000000 AA0000 00AA00 AA5500 0000AA AA00AA 00AAAA AAAAAA 555555 FF5555 55FF55 FFFF55 5555FF FF55FF 55FFFF FFFFFF",
	"xterm":        "000000 CD0000 00CD00 CDCD00 0000EE CD00CD 00CDCD E5E5E5 7F7F7F FF0000 00FF00 FFFF00 5C5CFF FF00FF 00FFFF FFFFFF",
	"Tango":        "2E3436 CC0000 4E9A06 C4A000 3465A4 75507B 06989A D3D7CF 555753 EF2929 8AE234 FCE94F 729FCF AD7FA8 34E2E2 EEEEEC",
	"Terminal.app": "000000 990000 00A600 999900 0000B2 B200B2 00A6B2 BFBFBF 666666 E50000 00D900 E5E500 0000FF E500E5 00E5E5 E5E5E5",
}

// A terminal of 16 colors shows what we name, in its own shades. Grey on white
// is the one pair that falls short, in one of the palettes.
func TestSixteenColorsCanBeReadInUsualPalettes(t *testing.T) {
	for name, list := range palettes {
		terminal := strings.Fields(list)
		real := func(c Color) Color {
			if c&palette == 0 {
				t.Fatalf("%s: %#x is not of the palette", name, c)
			}
			return ParseColor("#" + terminal[uint8(c)])
		}
		for _, dark := range []bool{true, false} {
			s := sixteenShades(dark)
			pairs := [][2]Color{{s.selected, s.selection}, {s.found, s.hit}, {s.found, s.current}}
			for _, tag := range annotate.Tags() {
				pairs = append(pairs, [2]Color{s.tone(tag).ink, s.tone(tag).ground})
			}
			ground := palette | 15
			if dark {
				ground = palette
			}
			for _, ink := range []Color{s.dim, s.accent, s.trouble} {
				pairs = append(pairs, [2]Color{ink, ground})
			}
			for _, p := range pairs {
				least := enough
				if p[0] == palette|8 {
					least = 4
				}
				checkReadable(t, fmt.Sprintf("%s, dark %v, %d on %d", name, dark, uint8(p[0]), uint8(p[1])), Style{FG: real(p[0]), BG: real(p[1])}, least)
			}
		}
	}
}

// Every combination of tags that people must tell apart looks different, on
// whatever text it lies: in colors by which tag is innermost and which is next,
// in monochrome by which tags there are.
func TestEveryCombinationOfTagsLooksDifferent(t *testing.T) {
	for name, theme := range themes(t) {
		mono := theme.sheet.options.Mono
		for _, body := range bodies(theme) {
			meaning := map[Style]string{}
			for _, marks := range stacks() {
				want := fmt.Sprint(marks[:min(len(marks), 2)])
				if mono {
					want = fmt.Sprint(sorted(marks))
				}
				s := theme.OverMarks(body, marks)
				if other, ok := meaning[s]; ok && other != want {
					t.Fatalf("%s: %s looks like %s on %+v", name, want, other, body)
				}
				meaning[s] = want
			}
		}
	}
}

// sorted lists each tag of a stack once, in the order of annotate.Tags.
func sorted(marks []Mark) (list []annotate.Tag) {
	for _, tag := range annotate.Tags() {
		for _, m := range marks {
			if m.Tag == tag {
				list = append(list, tag)
				break
			}
		}
	}
	return list
}

func TestSelectionHitsTargetAndTagsLookDifferent(t *testing.T) {
	for name, theme := range themes(t) {
		for _, body := range bodies(theme) {
			shown := map[Style]string{}
			see := func(what string, s Style) {
				s.FG, s.Strike, s.Faint = 0, false, s.Faint && what == "guessed"
				if other, ok := shown[s]; ok {
					t.Fatalf("%s: %s looks like %s on %+v: %+v", name, what, other, body, s)
				}
				shown[s] = what
			}
			if bold := body.Bold && theme.OverTarget(Style{}).Bold; !bold { // a heading is bold already
				see("target", theme.OverTarget(body))
			}
			see("text", body)
			see("guessed", theme.OverMarks(body, []Mark{{annotate.Claim, true}})) // the gutter tells of which tag
			see("selection", theme.OverSelection(body))
			see("hit", theme.OverHit(body))
			see("current hit", theme.OverCurrentHit(body))
			for _, tag := range annotate.Tags() {
				see(string(tag), theme.OverMarks(body, sure(tag)))
			}
		}
	}
}

// A person's style may underline links and make text faint. Below a tag an
// underline would be taken for a second tag, and faint text could not be read.
func TestOneTagHasNoUnderlineAndIsNotFaint(t *testing.T) {
	theme, err := FromJSON([]byte(`{"link_text": {"underline": true, "faint": true}}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	link := theme.Text(annotate.Block{}, annotate.Link)
	if link != (Style{Underline: Straight, Faint: true}) {
		t.Fatalf("a link is %+v", link)
	}
	claim := theme.OverMarks(link, sure(annotate.Claim))
	if claim.Underline != NoLine || claim.Faint || theme.OverTarget(link).Faint {
		t.Errorf("a link in a claim is %+v", claim)
	}
}

func TestMonochromeTagsAreAsPromised(t *testing.T) {
	theme, err := Load(Auto, Options{Mono: true})
	if err != nil {
		t.Fatal(err)
	}
	for tag, want := range map[annotate.Tag]Style{
		annotate.Claim:   {Underline: Straight},
		annotate.Quote:   {Reverse: true},
		annotate.Opinion: {Underline: Straight, Bold: true},
	} {
		if got := theme.OverMarks(Style{Bold: true, Italic: true, Faint: true}, sure(tag)); got != want {
			t.Errorf("%s is %+v", tag, got)
		}
	}
}

func TestNoStyledUnderlineWhereItIsNotKnownToWork(t *testing.T) {
	theme := Default(true)
	for _, tags := range stacks() {
		if s := theme.OverMarks(Style{}, tags); s.UL != 0 || s.Underline > Straight {
			t.Errorf("%v is %+v", tags, s)
		}
	}
}

func TestTagsStayApartInSixteenColors(t *testing.T) {
	for _, dark := range []bool{true, false} {
		s := sixteenShades(dark)
		list := []Color{s.claim.ground, s.quote.ground, s.opinion.ground, s.selection, s.hit, s.current}
		slices.Sort(list)
		if len(slices.Compact(list)) != 6 {
			t.Errorf("dark %v: some are the same of %v", dark, list)
		}
	}
}

// A guess is never painted as certain: alone it has no ground and no style that
// a certain mark has, and beside certain marks it changes no ground.
func TestAGuessIsNeverPaintedAsCertain(t *testing.T) {
	for name, theme := range themes(t) {
		for _, body := range bodies(theme) {
			certain := map[Style]bool{}
			for _, marks := range stacks() {
				certain[theme.OverMarks(body, marks)] = true
			}
			for _, tag := range annotate.Tags() {
				guess := []Mark{{tag, true}}
				s := theme.OverMarks(body, guess)
				if s.BG != 0 || s.Reverse || certain[s] {
					t.Fatalf("%s: a guessed %s is %+v", name, tag, s)
				}
				for _, below := range annotate.Tags() {
					alone, both := theme.OverMarks(body, sure(below)), theme.OverMarks(body, append(guess, sure(below)...))
					if both.BG != alone.BG || both.Reverse != alone.Reverse || both != alone && both.Underline != Dotted {
						t.Fatalf("%s: a guessed %s in a %s is %+v", name, tag, below, both)
					}
				}
			}
		}
	}
}

// Matrices of Machado, Oliveira and Fernandes, "A Physiologically-based Model
// for Simulation of Color Vision Deficiency" (2009), severity 1, on linear RGB.
var visions = map[string][3][3]float64{
	"normal":       {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// seen is a color in CIE L*a*b* as a person with that vision sees it.
func seen(c Color, vision [3][3]float64) [3]float64 {
	r, g, b, _ := c.channels()
	in := [3]float64{linear()[r], linear()[g], linear()[b]}
	var v [3]float64
	for i, row := range vision {
		v[i] = min(max(row[0]*in[0]+row[1]*in[1]+row[2]*in[2], 0), 1)
	}
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*v[0] + 0.3576*v[1] + 0.1805*v[2]) / 0.95047)
	y := f(0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2])
	z := f((0.0193*v[0] + 0.1192*v[1] + 0.9505*v[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// A difference of 2.3 in CIE L*a*b* can just be noticed; we ask for four times
// as much.
func TestEveryEyeTellsTheGroundsApart(t *testing.T) {
	for name, s := range shadesUnderTest() {
		list := []Color{s.claim.ground, s.quote.ground, s.opinion.ground, s.selection, s.hit, s.current}
		n := len(list)
		list = append(list, s.grounds...)
		for eye, vision := range visions {
			for i, a := range list[:n] {
				for _, b := range list[i+1:] {
					p, q := seen(a, vision), seen(b, vision)
					if d := math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2]); d < 9.2 {
						t.Errorf("%s, %s: %#x and %#x differ by %.1f", name, eye, a, b, d)
					}
				}
			}
		}
	}
}
