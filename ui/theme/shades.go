package theme

import "galley/annotate"

// A tone is the pair of colors of a tag: the ground below its words, and the
// color of its letter in the gutter and of its underline.
type tone struct {
	ground, line Color
}

// Shades are the colors of a dark or a light terminal that no glamour style
// has. Grounds are chosen so that they stay apart in the eyes of people who do
// not see all colors, and when a terminal reduces them to 16.
type shades struct {
	claim, quote, opinion tone
	ink                   Color // on the grounds of tags and of the target
	target                Color
	selection, selected   Color // ground and ink
	hit, current, found   Color // grounds, and the ink on both
	dim, accent, trouble  Color // inks on the terminal's own ground
	bar, barInk           Color // header
}

func darkShades() shades {
	return shades{
		claim:   tone{rgb | 0x0F4C81, rgb | 0x8AB8FF},
		quote:   tone{rgb | 0x2F5D1E, rgb | 0xA6D98A},
		opinion: tone{rgb | 0x74284F, rgb | 0xFF9AC2},
		ink:     rgb | 0xE4E4E4, target: rgb | 0x404040,
		selection: rgb | 0x6C6C6C, selected: rgb | 0xFFFFFF,
		hit: rgb | 0xFFFF5F, current: rgb | 0x5FD7D7, found: rgb,
		dim: rgb | 0x9E9E9E, accent: rgb | 0x87AFD7, trouble: rgb | 0xFF8787,
		bar: rgb | 0x3A3A3A, barInk: rgb | 0xE4E4E4,
	}
}

func lightShades() shades {
	return shades{
		claim:   tone{rgb | 0xBCDCFF, rgb | 0x0050B8},
		quote:   tone{rgb | 0xD5EDB0, rgb | 0x2F6B00},
		opinion: tone{rgb | 0xFFCFE0, rgb | 0xA8005A},
		ink:     rgb | 0x1C1C1C, target: rgb | 0xE6E6E6,
		selection: rgb | 0x6C6C6C, selected: rgb | 0xFFFFFF,
		hit: rgb | 0xFFEE33, current: rgb | 0x00AFAF, found: rgb,
		dim: rgb | 0x626262, accent: rgb | 0x005F9E, trouble: rgb | 0xB00020,
		bar: rgb | 0xDADADA, barInk: rgb | 0x1C1C1C,
	}
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
