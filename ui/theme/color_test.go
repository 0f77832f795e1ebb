package theme

import (
	"math"
	"testing"
)

func TestColorsAreReadAsGlamourWritesThem(t *testing.T) {
	for text, want := range map[string]Color{
		"#0f4c81": rgb | 0x0F4C81, "#ABC": rgb | 0xAABBCC, "252": palette | 252, "0": palette, "#000": rgb,
		"": 0, "red": 0, "256": 0, "-1": 0, "#12345": 0, "#12345g": 0, "#": 0,
	} {
		if got := ParseColor(text); got != want {
			t.Errorf("%q is %#x, want %#x", text, got, want)
		}
	}
}

func TestContrastIsThatOfWCAG(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		ratio float64
	}{
		{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ffffff", "#ffffff", 1}, {"231", "16", 21}, {"244", "#808080", 1},
		{"#0000ff", "#ffffff", 8.59}, {"208", "#ff8700", 1},
	} {
		ratio, ok := Contrast(ParseColor(c.a), ParseColor(c.b))
		if !ok || math.Abs(ratio-c.ratio) > 0.01 {
			t.Errorf("%s on %s: %.2f, want %.2f", c.a, c.b, ratio, c.ratio)
		}
	}
}

func TestContrastWithAColorThatOnlyTheTerminalKnows(t *testing.T) {
	for _, c := range []Color{0, palette | 7, palette} {
		if _, ok := Contrast(c, rgb); ok {
			t.Errorf("%#x has a contrast", c)
		}
	}
}
