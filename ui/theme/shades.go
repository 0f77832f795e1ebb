package theme

import "galley/annotate"

// A tone is how a tag is shown: the ground below its words, the ink on it where
// the text's own cannot be read there, and the color of its letter in the
// gutter and of its underline.
type tone struct {
	ground, ink, line Color
}

// Shades are the colors that no glamour style has. Grounds are chosen so that
// they stay apart in the eyes of people who do not see all colors.
type shades struct {
	paper, text           Color // ground and ink of the whole screen; the terminal's own if zero
	enough                float64
	claim, quote, opinion tone
	target, targeted      Color // ground and ink; without a ground the words are bold
	selection, selected   Color // ground and ink
	hit, current, found   Color // grounds, and the ink on both
	dim, accent, trouble  Color // inks on the ground of the screen
	bar, barInk           Color // header; without a ground it is reversed
}

// The contrast that text must have on its ground: that of WCAG 2, 1.4.3, and
// the enhanced one of 1.4.6.
const (
	enough = 4.5
	high   = 7
)

func darkShades() shades {
	const ink = rgb | 0xE4E4E4
	return shades{
		enough:  enough,
		claim:   tone{rgb | 0x0F4C81, ink, rgb | 0x8AB8FF},
		quote:   tone{rgb | 0x2F5D1E, ink, rgb | 0xA6D98A},
		opinion: tone{rgb | 0x74284F, ink, rgb | 0xFF9AC2},
		target:  rgb | 0x404040, targeted: ink,
		selection: rgb | 0x6C6C6C, selected: rgb | 0xFFFFFF,
		hit: rgb | 0xFFFF5F, current: rgb | 0x5FD7D7, found: rgb,
		dim: rgb | 0x9E9E9E, accent: rgb | 0x87AFD7, trouble: rgb | 0xFF8787,
		bar: rgb | 0x3A3A3A, barInk: ink,
	}
}

func lightShades() shades {
	const ink = rgb | 0x1C1C1C
	return shades{
		enough:  enough,
		claim:   tone{rgb | 0xBCDCFF, ink, rgb | 0x0050B8},
		quote:   tone{rgb | 0xD5EDB0, ink, rgb | 0x2F6B00},
		opinion: tone{rgb | 0xFFCFE0, ink, rgb | 0xA8005A},
		target:  rgb | 0xE6E6E6, targeted: ink,
		selection: rgb | 0x6C6C6C, selected: rgb | 0xFFFFFF,
		hit: rgb | 0xFFEE33, current: rgb | 0x00AFAF, found: rgb,
		dim: rgb | 0x626262, accent: rgb | 0x005F9E, trouble: rgb | 0xB00020,
		bar: rgb | 0xDADADA, barInk: ink,
	}
}

// sepiaShades are brown ink on yellowed paper.
func sepiaShades() shades {
	const ink = rgb | 0x40301F
	return shades{
		paper: rgb | 0xF4ECD8, text: ink, enough: enough,
		claim:   tone{rgb | 0xB9D3EE, ink, rgb | 0x1D4F91},
		quote:   tone{rgb | 0xC3DD9A, ink, rgb | 0x3A5F0B},
		opinion: tone{rgb | 0xF2B8C6, ink, rgb | 0x96104F},
		target:  rgb | 0xE6D9BC, targeted: ink,
		selection: rgb | 0x6B5A45, selected: rgb | 0xFFFFFF,
		hit: rgb | 0xFFE23D, current: rgb | 0x2BA199, found: rgb,
		dim: rgb | 0x6B5A45, accent: rgb | 0x7A3E0C, trouble: rgb | 0xA31515,
		bar: rgb | 0xE1D3B4, barInk: ink,
	}
}

// contrastShades are those of high contrast, on black or on white.
func contrastShades(dark bool) shades {
	const black, white = rgb, rgb | 0xFFFFFF
	if !dark {
		return shades{
			paper: white, text: black, enough: high,
			claim:   tone{rgb | 0xA9D2FF, black, rgb | 0x003C8F},
			quote:   tone{rgb | 0xC5EE8E, black, rgb | 0x1F4D00},
			opinion: tone{rgb | 0xFFC4D9, black, rgb | 0x7A0043},
			target:  rgb | 0xE2E2E2, targeted: black,
			selection: black, selected: white,
			hit: rgb | 0xFFE600, current: rgb | 0x00B0B0, found: black,
			dim: rgb | 0x3C3C3C, accent: rgb | 0x00357A, trouble: rgb | 0x8F0015,
			bar: black, barInk: white,
		}
	}
	return shades{
		paper: black, text: white, enough: high,
		claim:   tone{rgb | 0x00438F, white, rgb | 0x9CC8FF},
		quote:   tone{rgb | 0x1F5410, white, rgb | 0xB4EE92},
		opinion: tone{rgb | 0x7D1450, white, rgb | 0xFFB0D2},
		target:  rgb | 0x383838, targeted: white,
		selection: white, selected: black,
		hit: rgb | 0xFFFF00, current: rgb | 0x00E5E5, found: black,
		dim: rgb | 0xD0D0D0, accent: rgb | 0xFFE066, trouble: rgb | 0xFFA8A8,
		bar: white, barInk: black,
	}
}

// sixteenShades use the first 16 colors of the palette by name, because a
// terminal that has no others would take the nearest one of ours, and on the
// ink that is nearest the result cannot be read. What these colors are only the
// terminal knows; the pairs are readable in the usual palettes. The target has
// no ground and the header is reversed: there is no soft color.
func sixteenShades(dark bool) shades {
	const black, white = palette, palette | 15
	s := shades{
		claim:   tone{palette | 4, white, palette | 14},
		quote:   tone{palette | 10, black, palette | 10},
		opinion: tone{palette | 1, white, palette | 13},
		hit:     palette | 11, current: palette | 14, found: black,
	}
	if dark {
		s.selection, s.selected = palette|7, black
		s.dim, s.accent, s.trouble = palette|7, palette|14, palette|11
	} else {
		s.claim.line, s.quote.line, s.opinion.line = palette|4, black, palette|1
		s.selection, s.selected = black, white
		s.dim, s.accent, s.trouble = palette|8, palette|4, palette|1
	}
	return s
}

func (s *shades) tone(tag annotate.Tag) tone {
	switch tag {
	case annotate.Claim:
		return s.claim
	case annotate.Quote:
		return s.quote
	}
	return s.opinion
}
