package theme

import (
	"fmt"
	"math"
	"testing"

	"galley/annotate"

	"github.com/charmbracelet/colorprofile"
)

// checkReadable checks that the ink of s can be read on its ground.
func checkReadable(t *testing.T, name string, s Style) {
	t.Helper()
	if ratio, ok := Contrast(s.FG, s.BG); !ok || ratio < enough {
		t.Errorf("%s: contrast %.2f in %+v", name, ratio, s)
	}
}

func TestEverythingOnAGroundCanBeRead(t *testing.T) {
	for name, theme := range themes(t) {
		if theme.sheet.options.Mono {
			continue
		}
		checkReadable(t, name, theme.Header)
		checkReadable(t, name, theme.Mode)
		for _, body := range bodies(theme) {
			under := []Style{body, theme.OverTarget(body)}
			for _, tags := range stacks() {
				under = append(under, theme.OverMarks(body, tags), theme.OverMarks(theme.OverTarget(body), tags))
			}
			for i, s := range under {
				if i > 0 {
					checkReadable(t, name, s)
				}
				checkReadable(t, name, theme.OverSelection(s))
				checkReadable(t, name, theme.OverHit(s))
				checkReadable(t, name, theme.OverCurrentHit(s))
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

func TestWhatStandsOnTheTerminalsGroundCanBeRead(t *testing.T) {
	for dark, list := range grounds {
		theme := Default(dark)
		for _, ground := range list {
			for _, s := range []Style{
				theme.Dim, theme.Chosen, theme.Key, theme.Message, theme.Error, theme.Number, theme.Footer,
				theme.Letter(annotate.Claim), theme.Letter(annotate.Quote), theme.Letter(annotate.Opinion),
			} {
				checkReadable(t, ground, Style{FG: s.FG, BG: ParseColor(ground)})
			}
		}
	}
}

// An underline is no text: WCAG 2, 1.4.11, asks for 3 to 1.
func TestUnderlinesCanBeSeenOnTheGroundsOfOtherTags(t *testing.T) {
	for _, dark := range []bool{true, false} {
		s := Default(dark).sheet.shades
		for _, inner := range annotate.Tags() {
			for _, outer := range annotate.Tags() {
				if ratio, _ := Contrast(s.tone(outer).line, s.tone(inner).ground); ratio < 3 {
					t.Errorf("dark %v: %s below %s: contrast %.2f", dark, outer, inner, ratio)
				}
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
			for _, tags := range stacks() {
				want := fmt.Sprint(tags[:min(len(tags), 2)])
				if mono {
					want = fmt.Sprint(sorted(tags))
				}
				s := theme.OverMarks(body, tags)
				if other, ok := meaning[s]; ok && other != want {
					t.Fatalf("%s: %s looks like %s on %+v", name, want, other, body)
				}
				meaning[s] = want
			}
		}
	}
}

// sorted lists each tag of a stack once, in the order of annotate.Tags.
func sorted(tags []annotate.Tag) (list []annotate.Tag) {
	for _, tag := range annotate.Tags() {
		for _, other := range tags {
			if other == tag {
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
				s.FG, s.Strike, s.Faint = 0, false, false
				if other, ok := shown[s]; ok {
					t.Fatalf("%s: %s looks like %s on %+v: %+v", name, what, other, body, s)
				}
				shown[s] = what
			}
			if bold := body.Bold && theme.sheet.options.Mono; !bold { // a heading is bold already
				see("target", theme.OverTarget(body))
			}
			see("text", body)
			see("selection", theme.OverSelection(body))
			see("hit", theme.OverHit(body))
			see("current hit", theme.OverCurrentHit(body))
			for _, tag := range annotate.Tags() {
				see(string(tag), theme.OverMarks(body, []annotate.Tag{tag}))
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
	claim := theme.OverMarks(link, []annotate.Tag{annotate.Claim})
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
		if got := theme.OverMarks(Style{Bold: true, Italic: true, Faint: true}, []annotate.Tag{tag}); got != want {
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
		s := Default(dark).sheet.shades
		seen := map[any]annotate.Tag{}
		for _, tag := range annotate.Tags() {
			c := colorprofile.ANSI.Convert(rgba(s.tone(tag).ground))
			if other, ok := seen[c]; ok {
				t.Errorf("dark %v: %s and %s are both %v", dark, tag, other, c)
			}
			seen[c] = tag
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
	for dark, terminal := range grounds {
		s := Default(dark).sheet.shades
		list := []Color{s.claim.ground, s.quote.ground, s.opinion.ground, s.selection, s.hit, s.current}
		for _, ground := range terminal {
			list = append(list, ParseColor(ground))
		}
		for name, vision := range visions {
			for i, a := range list[:6] {
				for _, b := range list[i+1:] {
					p, q := seen(a, vision), seen(b, vision)
					if d := math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2]); d < 9.2 {
						t.Errorf("%s, dark %v: %#x and %#x differ by %.1f", name, dark, a, b, d)
					}
				}
			}
		}
	}
}
