package theme

import (
	"image/color"
	"reflect"

	gansi "charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// withReadableInks returns a glamour style in inks that can be read on the usual
// backgrounds. Colors that a 16-color terminal lacks give way to the accent, or to the
// terminal's own color for blocks; there the nearest ones are too dark or too bright.
func (o Options) withReadableInks(config gansi.StyleConfig) gansi.StyleConfig {
	if config.CodeBlock.Chroma != nil {
		chroma := *config.CodeBlock.Chroma
		config.CodeBlock.Chroma = &chroma
	}
	config.Code.BackgroundColor = nil // the article has none, either
	accent := formatColor(sixteenPalette(o).accent)
	for _, block := range []*gansi.StyleBlock{&config.Document, &config.Paragraph, &config.BlockQuote, &config.CodeBlock.StyleBlock} {
		if o.Sixteen && block.Color != nil && !isBasic(*block.Color) {
			block.Color, block.BackgroundColor = nil, nil
		}
	}
	recolor(reflect.ValueOf(&config).Elem(), func(s *gansi.StylePrimitive) {
		if s.BackgroundColor != nil && s.Color != nil {
			ratio, known := contrast(parseColor(*s.Color), parseColor(*s.BackgroundColor))
			if o.Sixteen && !isBasic(*s.BackgroundColor) || known && ratio < minContrast {
				s.Color, s.BackgroundColor = nil, nil
			}
		}
		switch {
		case s.Color == nil || s.BackgroundColor != nil:
		case !o.Sixteen && !o.UnknownBackground:
			s.Color = formatColor(o.readable(parseColor(*s.Color)))
		case o.Sixteen && !isBasic(*s.Color):
			s.Color = accent
		}
		if o.Sixteen && s.Color != nil && isDarkInk(parseColor(*s.Color)) {
			s.Bold = nil
		}
	})
	return config
}

// isBasic reports whether a color of a glamour style is one of the first 16 of the
// palette, which only the terminal knows.
func isBasic(s string) bool {
	n, ok := parseColor(s).(ansi.IndexedColor)
	return ok && n < 16
}

// The usual backgrounds on which text is hardest to read.
const (
	palestDark  = "#282C34"
	darkestPale = "#FDF6E3"
)

// readable returns c, as much lighter or darker as it takes to be read.
func (o Options) readable(c color.Color) color.Color {
	ground, change := darkestPale, lipgloss.Darken
	if o.Dark {
		ground, change = palestDark, lipgloss.Lighten
	}
	for range 20 {
		ratio, known := contrast(c, parseColor(ground))
		nearest, _ := contrast(ansi.Convert256(c), parseColor(ground)) // on a terminal with 256 colors
		if !known || min(ratio, nearest) >= minContrast {
			break
		}
		c = change(c, 0.05)
	}
	return c
}
