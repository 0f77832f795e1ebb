package theme

import (
	"image/color"
	"math"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// index and hex return an indexed color and an RGB color.
func index(n uint8) color.Color { return ansi.IndexedColor(n) }
func hex(n uint32) color.Color  { return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xFF} }

func TestColorsAreReadAsGlamourWritesThem(t *testing.T) {
	for text, want := range map[string]color.Color{
		"#0f4c81": hex(0x0F4C81), "#ABC": hex(0xAABBCC), "252": index(252), "0": index(0), "#000": hex(0),
		"": nil, "red": nil, "256": nil, "-1": nil, "#12345": nil, "#12345g": nil, "#": nil,
	} {
		if got := parseColor(text); got != want {
			t.Errorf("%q is %v, want %v", text, got, want)
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
		ratio, ok := contrast(parseColor(c.a), parseColor(c.b))
		if !ok || math.Abs(ratio-c.ratio) > 0.01 {
			t.Errorf("%s on %s: %.2f, want %.2f", c.a, c.b, ratio, c.ratio)
		}
	}
}

func TestContrastWithAColorThatOnlyTheTerminalKnows(t *testing.T) {
	for _, c := range []color.Color{nil, index(7), index(0)} {
		if _, ok := contrast(c, hex(0)); ok {
			t.Errorf("%v has a contrast", c)
		}
	}
}
