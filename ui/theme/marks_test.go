package theme

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	gansi "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// checkReadable checks that the foreground of s is readable on its background.
func checkReadable(t *testing.T, name string, s uv.Style, enough float64) {
	t.Helper()
	if ratio, ok := contrast(s.Fg, s.Bg); !ok || ratio < enough {
		t.Errorf("%s: contrast %.2f in %+v", name, ratio, s)
	}
}

func TestEverythingOnABackgroundIsReadable(t *testing.T) {
	for name, theme := range themes(t) {
		if theme.options.Mono || theme.options.Sixteen {
			continue
		}
		enough := theme.palette.contrast
		checkReadable(t, name, theme.Header.Cell, enough)
		checkReadable(t, name, theme.Mode.Cell, enough)
		for _, body := range bodies(theme) {
			under := []uv.Style{body, theme.PaintTarget(body)}
			for _, marks := range append(stacks(), settled(annotate.Claim), settled(annotate.Quote)) {
				under = append(under, theme.PaintMarks(body, marks), theme.PaintMarks(theme.PaintTarget(body), marks))
			}
			for i, s := range under {
				if i > 0 {
					checkReadable(t, name, s, enough)
				}
				checkReadable(t, name, theme.PaintSelection(s), enough)
				checkReadable(t, name, theme.PaintHit(s), enough)
				checkReadable(t, name, theme.PaintCurrentHit(s), enough)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// grounds are the usual backgrounds of dark and light terminals.
var grounds = map[bool][]string{
	true:  {"#000000", "#1e1e1e", "#282c34", "#002b36", "#1a1b26"},
	false: {"#ffffff", "#fafafa", "#fdf6e3"},
}

// inks returns the styles of a theme that set no background.
func inks(theme *Theme) []uv.Style {
	styles := []Style{theme.Dim, theme.Chosen, theme.Key, theme.Message, theme.Error, theme.Number, theme.Footer, theme.Guess()}
	for _, tag := range annotate.Tags() {
		styles = append(styles, theme.Letter(tag))
	}
	for n := range numPeople {
		styles = append(styles, theme.Person(n))
	}
	for outcome := annotate.Other; outcome <= annotate.Open; outcome++ {
		styles = append(styles, theme.Sign(outcome))
	}
	var list []uv.Style
	for _, s := range styles {
		list = append(list, s.Cell)
	}
	return list
}

func TestTextOnTheTerminalsBackgroundIsReadable(t *testing.T) {
	for dark, list := range grounds {
		for _, ground := range list {
			for _, s := range inks(New(Options{Dark: dark})) {
				checkReadable(t, ground, uv.Style{Fg: s.Fg, Bg: parseColor(ground)}, minContrast)
			}
		}
	}
}

// A theme that sets the background is responsible for everything on it: the text, what
// is around it, notes and help.
func TestTextOnTheThemesBackgroundIsReadable(t *testing.T) {
	for _, c := range []struct {
		name  string
		dark  bool
		ratio float64
	}{{Sepia, false, minContrast}, {Sepia, true, minContrast}, {HighContrast, false, highContrast}, {HighContrast, true, highContrast}} {
		theme, err := Load(c.name, Options{Dark: c.dark})
		if err != nil || !theme.HasBackground() {
			t.Fatalf("%s: paper %v, error %v", c.name, theme.HasBackground(), err)
		}
		paper := theme.palette.screen
		list := append(inks(theme), uv.Style{Fg: theme.palette.text})
		for _, s := range append(list, bodies(theme)...) {
			checkReadable(t, c.name, uv.Style{Fg: s.Fg, Bg: paper}, c.ratio)
		}
		config := theme.Glamour()
		recolor(reflect.ValueOf(&config).Elem(), func(p *gansi.StylePrimitive) {
			if p.BackgroundColor != nil {
				t.Errorf("%s: a note has the ground %s", c.name, *p.BackgroundColor)
			}
			if p.Color != nil {
				checkReadable(t, c.name+" in a note", uv.Style{Fg: parseColor(*p.Color), Bg: paper}, c.ratio)
			}
		})
	}
}

// palettesUnderTest returns all palettes except the terminal's own, with the backgrounds
// that they are used on.
func palettesUnderTest() map[string]struct {
	palette
	grounds []color.Color
} {
	list := map[string]struct {
		palette
		grounds []color.Color
	}{}
	for name, s := range map[string]palette{
		"dark": newPalette(dark), "light": newPalette(light), "sepia": newPalette(sepia),
		"high contrast, dark": newPalette(black), "high contrast, light": newPalette(white),
	} {
		on := []color.Color{s.screen}
		if s.screen == nil {
			on = nil
			for _, ground := range grounds[name == "dark"] {
				on = append(on, parseColor(ground))
			}
		}
		list[name] = struct {
			palette
			grounds []color.Color
		}{s, on}
	}
	return list
}

// An underline is not text: WCAG 2, 1.4.11, requires 3 to 1.
func TestUnderlinesAreVisible(t *testing.T) {
	for name, s := range palettesUnderTest() {
		for _, outer := range annotate.Tags() {
			on := s.grounds
			for _, inner := range annotate.Tags() {
				on = append(on, s.tag(inner).background)
			}
			for _, ground := range on {
				if ratio, _ := contrast(s.tag(outer).line, ground); ratio < 3 {
					t.Errorf("%s: line of %s on %v: contrast %.2f", name, outer, ground, ratio)
				}
			}
		}
	}
}

// palettes are the first 16 colors of common terminals.
var palettes = map[string]string{
	"VGA":          "000000 AA0000 00AA00 AA5500 0000AA AA00AA 00AAAA AAAAAA 555555 FF5555 55FF55 FFFF55 5555FF FF55FF 55FFFF FFFFFF",
	"xterm":        "000000 CD0000 00CD00 CDCD00 0000EE CD00CD 00CDCD E5E5E5 7F7F7F FF0000 00FF00 FFFF00 5C5CFF FF00FF 00FFFF FFFFFF",
	"Tango":        "2E3436 CC0000 4E9A06 C4A000 3465A4 75507B 06989A D3D7CF 555753 EF2929 8AE234 FCE94F 729FCF AD7FA8 34E2E2 EEEEEC",
	"Terminal.app": "000000 990000 00A600 999900 0000B2 B200B2 00A6B2 BFBFBF 666666 E50000 00D900 E5E500 0000FF E500E5 00E5E5 E5E5E5",
}

// A terminal with 16 colors shows them in its own shades. Only gray on white falls
// short, in one of the palettes.
func TestSixteenColorsCanBeReadInUsualPalettes(t *testing.T) {
	for name, list := range palettes {
		terminal := strings.Fields(list)
		real := func(c color.Color) color.Color {
			n, ok := c.(ansi.IndexedColor)
			if !ok {
				t.Fatalf("%s: %v is not of the palette", name, c)
			}
			return parseColor("#" + terminal[n])
		}
		for _, dark := range []bool{true, false} {
			s := sixteenPalette(Options{Dark: dark})
			pairs := [][2]color.Color{{s.selected, s.selection}, {s.hitText, s.hit}, {s.hitText, s.current}}
			for _, tag := range annotate.Tags() {
				pairs = append(pairs, [2]color.Color{s.tag(tag).text, s.tag(tag).background})
			}
			ground := index(15)
			if dark {
				ground = index(0)
			}
			for _, ink := range append([]color.Color{s.dim, s.accent, s.errorText, s.caution}, s.people[:]...) {
				pairs = append(pairs, [2]color.Color{ink, ground})
			}
			for _, p := range pairs {
				lowest := minContrast
				if p[0] == index(8) {
					lowest = 4
				}
				checkReadable(t, fmt.Sprintf("%s, dark %v, %v on %v", name, dark, p[0], p[1]), uv.Style{Fg: real(p[0]), Bg: real(p[1])}, lowest)
			}
		}
	}
}

// All combinations of tags that users must distinguish look different on every text: in
// colors by the innermost tag and the next one, in monochrome by the tags present.
func TestEveryCombinationOfTagsLooksDifferent(t *testing.T) {
	for name, theme := range themes(t) {
		mono := theme.options.Mono
		for _, body := range bodies(theme) {
			meaning := map[uv.Style]string{}
			for _, marks := range stacks() {
				want := fmt.Sprint(marks[:min(len(marks), 2)])
				if mono {
					want = fmt.Sprint(sorted(marks))
				}
				s := theme.PaintMarks(body, marks)
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

func TestSelectionHitsTargetsAndTagsLookDifferent(t *testing.T) {
	for name, theme := range themes(t) {
		for _, body := range bodies(theme) {
			shown := map[uv.Style]string{}
			see := func(what string, s uv.Style) {
				s.Fg = nil
				s.Attrs &^= uv.AttrStrikethrough
				if what != "guessed" && what != "suggested" {
					s.Attrs &^= uv.AttrFaint
				}
				if other, ok := shown[s]; ok {
					t.Fatalf("%s: %s looks like %s on %+v: %+v", name, what, other, body, s)
				}
				shown[s] = what
			}
			if body.Attrs&theme.PaintTarget(uv.Style{}).Attrs&uv.AttrBold == 0 { // a heading is bold already
				see("target", theme.PaintTarget(body))
			}
			see("text", body)
			see("guessed", theme.PaintMarks(body, []Mark{{Tag: annotate.Claim, Guess: true}})) // the gutter tells of which tag
			see("suggested", theme.PaintSuggestion(body))
			see("selection", theme.PaintSelection(body))
			see("hit", theme.PaintHit(body))
			see("current hit", theme.PaintCurrentHit(body))
			for _, tag := range annotate.Tags() {
				see(string(tag), theme.PaintMarks(body, sure(tag)))
			}
		}
	}
}

// A user's style may underline links and make text faint. Under a tag, an underline
// would look like a second tag, and faint text would be unreadable.
func TestOneTagHasNoUnderlineAndIsNotFaint(t *testing.T) {
	theme, err := FromJSON([]byte(`{"link_text": {"underline": true, "faint": true}}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	link := theme.Text(annotate.Block{}, annotate.Link)
	if link != (uv.Style{Underline: uv.UnderlineSingle, Attrs: uv.AttrFaint}) {
		t.Fatalf("a link is %+v", link)
	}
	claim := theme.PaintMarks(link, sure(annotate.Claim))
	if claim.Underline != uv.UnderlineNone || (claim.Attrs|theme.PaintTarget(link).Attrs)&uv.AttrFaint != 0 {
		t.Errorf("a link in a claim is %+v", claim)
	}
}

func TestMonochromeTags(t *testing.T) {
	theme, err := Load(Auto, Options{Mono: true})
	if err != nil {
		t.Fatal(err)
	}
	for tag, want := range map[annotate.Tag]uv.Style{
		annotate.Claim:   {Underline: uv.UnderlineSingle},
		annotate.Quote:   {Attrs: uv.AttrReverse},
		annotate.Opinion: {Underline: uv.UnderlineSingle, Attrs: uv.AttrBold},
	} {
		if got := theme.PaintMarks(uv.Style{Attrs: uv.AttrBold | uv.AttrItalic | uv.AttrFaint}, sure(tag)); got != want {
			t.Errorf("%s is %+v", tag, got)
		}
	}
}

func TestNoStyledUnderlineWhereItIsNotKnownToWork(t *testing.T) {
	theme := New(Options{Dark: true})
	for _, tags := range stacks() {
		if s := theme.PaintMarks(uv.Style{}, tags); s.UnderlineColor != nil || s.Underline > uv.UnderlineSingle {
			t.Errorf("%v is %+v", tags, s)
		}
	}
}

func TestTagsStayApartInSixteenColors(t *testing.T) {
	for _, dark := range []bool{true, false} {
		s := sixteenPalette(Options{Dark: dark})
		list := []color.Color{s.claim.background, s.quote.background, s.opinion.background, s.selection, s.hit, s.current}
		for i, c := range list {
			if slices.Contains(list[:i], c) {
				t.Errorf("dark %v: two are the same of %v", dark, list)
			}
		}
	}
}

// A guess never looks certain: alone it has no background and none of the styles of
// certain marks, and together with them it changes no background.
func TestAGuessIsNeverPaintedAsCertain(t *testing.T) {
	for name, theme := range themes(t) {
		for _, body := range bodies(theme) {
			certain := map[uv.Style]bool{}
			for _, marks := range stacks() {
				certain[theme.PaintMarks(body, marks)] = true
			}
			for _, tag := range annotate.Tags() {
				guess := []Mark{{Tag: tag, Guess: true}}
				s := theme.PaintMarks(body, guess)
				if s.Bg != nil || s.Attrs&uv.AttrReverse != 0 || certain[s] {
					t.Fatalf("%s: a guessed %s is %+v", name, tag, s)
				}
				for _, below := range annotate.Tags() {
					alone, both := theme.PaintMarks(body, sure(below)), theme.PaintMarks(body, append(guess, sure(below)...))
					if both.Bg != alone.Bg || (both.Attrs^alone.Attrs)&uv.AttrReverse != 0 || both != alone && both.Underline != uv.UnderlineDotted {
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

// seen returns a color in CIE L*a*b* as it looks to someone with the given vision.
func seen(c color.Color, vision [3][3]float64) [3]float64 {
	r, g, b, _ := c.RGBA()
	in := [3]float64{linear()[r>>8], linear()[g>>8], linear()[b>>8]}
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

// A difference of 2.3 in CIE L*a*b* is just noticeable; this test requires four times as
// much, and twice as much of the quieter backgrounds, which signs support.
func TestBackgroundsDifferWithColorBlindness(t *testing.T) {
	for name, s := range palettesUnderTest() {
		loud := []color.Color{s.claim.background, s.quote.background, s.opinion.background, s.selection, s.hit, s.current}
		checkDifferent(t, name, loud, slices.Concat(loud, s.grounds), 4*2.3)
		quiet := []color.Color{s.claim.settled, s.quote.settled}
		checkDifferent(t, name, quiet, slices.Concat(quiet, loud, s.grounds), 2*2.3)
		checkDifferent(t, name, s.people[:], slices.Concat(s.people[:], s.grounds), 4*2.3)
	}
}

// checkDifferent checks that each color of list looks different from the others of all.
func checkDifferent(t *testing.T, name string, list, all []color.Color, enough float64) {
	t.Helper()
	for eye, vision := range visions {
		for i, a := range list {
			for _, b := range all[i+1:] {
				p, q := seen(a, vision), seen(b, vision)
				if d := math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2]); d < enough {
					t.Errorf("%s, %s: %v and %v differ by %.1f", name, eye, a, b, d)
				}
			}
		}
	}
}

// A terminal with 256 colors gets the nearest ones: the backgrounds stay apart, and the
// words on them readable.
func TestBackgroundsStayApartIn256Colors(t *testing.T) {
	for name, s := range palettesUnderTest() {
		near := func(c color.Color) color.Color { return colorprofile.ANSI256.Convert(c) }
		seen := map[color.Color]color.Color{}
		for _, c := range []color.Color{
			s.claim.background, s.claim.settled, s.quote.background, s.quote.settled, s.opinion.background,
			s.target, s.selection, s.hit, s.current,
		} {
			if other, ok := seen[near(c)]; ok {
				t.Errorf("%s: %v and %v are both %v", name, c, other, near(c))
			}
			seen[near(c)] = c
		}
		for _, tag := range []tagColors{s.claim, s.quote, s.opinion} {
			for _, c := range []color.Color{tag.background, tag.settled} {
				if c != nil {
					checkReadable(t, name, uv.Style{Fg: near(tag.text), Bg: near(c)}, s.contrast)
				}
			}
		}
	}
}

func settled(tag annotate.Tag) []Mark { return []Mark{{Tag: tag, Settled: true}} }

// Settled words have less contrast to the screen than open ones. Where there are no such
// colors they look the same, and the signs tell.
func TestSettledWordsAreQuieter(t *testing.T) {
	for name, s := range palettesUnderTest() {
		for _, tag := range []annotate.Tag{annotate.Claim, annotate.Quote} {
			for _, ground := range s.grounds {
				loud, _ := contrast(s.tag(tag).background, ground)
				if quiet, _ := contrast(s.tag(tag).settled, ground); quiet >= loud {
					t.Errorf("%s: a settled %s on %v has the contrast %.2f, an open one %.2f", name, tag, ground, quiet, loud)
				}
			}
		}
	}
	for name, theme := range themes(t) {
		open, quiet := theme.PaintMarks(uv.Style{}, sure(annotate.Claim)), theme.PaintMarks(uv.Style{}, settled(annotate.Claim))
		if same := theme.options.Mono || theme.options.Sixteen; (open == quiet) != same {
			t.Errorf("%s: an open claim is %+v, a settled one %+v", name, open, quiet)
		}
		if theme.PaintMarks(uv.Style{}, settled(annotate.Opinion)) != theme.PaintMarks(uv.Style{}, sure(annotate.Opinion)) {
			t.Errorf("%s: an opinion is settled", name)
		}
	}
}
