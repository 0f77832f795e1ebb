package theme

import (
	"math"
	"strconv"
	"strings"
	"sync"
)

// A Color is what a terminal can be asked for: its own (the zero value), one
// of the 256 of its palette, or red, green and blue. It is comparable.
type Color uint32

const (
	palette Color = 1 << 24 // with the index in the low byte
	rgb     Color = 2 << 24 // with 8 bits each of red, green and blue
)

// ParseColor reads a color as glamour styles write it: "#rrggbb", "#rgb" or a
// palette index. Anything else is the terminal's own color.
func ParseColor(s string) Color {
	hex, isHex := strings.CutPrefix(s, "#")
	if !isHex {
		n, err := strconv.ParseUint(s, 10, 8)
		if err != nil {
			return 0
		}
		return palette | Color(n)
	}
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 24)
	if err != nil || len(hex) != 6 {
		return 0
	}
	return rgb | Color(n)
}

// channels are the red, green and blue of a color. ok is false if only the
// terminal knows: for its own color, and for the first 16 of the palette, which
// people change.
func (c Color) channels() (r, g, b uint8, ok bool) {
	n := uint8(c)
	switch {
	case c&rgb != 0:
		return uint8(c >> 16), uint8(c >> 8), n, true
	case c&palette == 0 || n < 16:
		return 0, 0, 0, false
	case n < 232:
		n -= 16
		return cube(n / 36), cube(n / 6 % 6), cube(n % 6), true
	}
	grey := 8 + 10*(n-232)
	return grey, grey, grey, true
}

// cube is the channel of step n in the 6×6×6 colors of the palette.
func cube(n uint8) uint8 {
	if n == 0 {
		return 0
	}
	return 55 + 40*n
}

// luminance is the relative luminance of WCAG 2, from 0 to 1.
func (c Color) luminance() (l float64, ok bool) {
	r, g, b, ok := c.channels()
	linear := linear()
	return 0.2126*linear[r] + 0.7152*linear[g] + 0.0722*linear[b], ok
}

// linear maps each channel of sRGB to its value without the gamma. It is made
// when first asked for: contrast is checked for each cell that is drawn.
var linear = sync.OnceValue(func() *[256]float64 {
	var table [256]float64
	for i := range table {
		v := float64(i) / 255
		if v <= 0.04045 {
			table[i] = v / 12.92
		} else {
			table[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return &table
})

// Contrast is the contrast ratio of WCAG 2, from 1 to 21. ok is false if only
// the terminal knows one of the colors.
func Contrast(c, d Color) (ratio float64, ok bool) {
	a, aok := c.luminance()
	b, bok := d.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05), aok && bok
}

func readable(ink, ground Color, enough float64) bool {
	ratio, ok := Contrast(ink, ground)
	return ok && ratio >= enough
}
