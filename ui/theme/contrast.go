package theme

import (
	"image/color"
	"math"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// contrast returns the contrast ratio of WCAG 2, from 1 to 21. ok is false if
// only the terminal knows one of the colors: nil is its default color, and users
// may change the first 16 of the palette.
func contrast(c, d color.Color) (ratio float64, ok bool) {
	a, aok := luminance(c)
	b, bok := luminance(d)
	return (max(a, b) + 0.05) / (min(a, b) + 0.05), aok && bok
}

// luminance returns the relative luminance of WCAG 2, from 0 to 1.
func luminance(c color.Color) (l float64, ok bool) {
	if basic, isIndexed := c.(ansi.IndexedColor); c == nil || isIndexed && basic < 16 {
		return 0, false
	}
	r, g, b, _ := c.RGBA()
	linear := linear()
	return 0.2126*linear[r>>8] + 0.7152*linear[g>>8] + 0.0722*linear[b>>8], true
}

// linear returns the linear value of an sRGB channel, from 0 to 1, by its 8-bit
// value. It is a table because contrast is computed for each marked cell.
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
