package theme

import (
	"image/color"
	"strconv"
	"strings"

	"galley/annotate"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// A palette holds the colors that a glamour style lacks; nil means the
// terminal's own. Backgrounds are chosen so that color-blind readers can tell
// them apart.
type palette struct {
	screen, text          color.Color // background and text of the whole screen
	contrast              float64     // the least that text has on its background
	claim, quote, opinion tagColors
	target, targetText    color.Color // without a background the words are bold
	selection, selected   color.Color // background and text
	hit, current, hitText color.Color // backgrounds, and the text on both
	dim, accent, trouble  color.Color // text on the screen's background
	bar, barText          color.Color // the header; without a background it is reversed
}

// tagColors are the background of a tag's words, the text on it where the words'
// own color cannot be read there, and the color of the tag's letter and
// underline.
type tagColors struct{ background, text, line color.Color }

// The contrast that text must have on its background: that of WCAG 2, 1.4.3,
// and the enhanced one of 1.4.6.
const (
	enough = 4.5
	high   = 7
)

func (p *palette) tag(tag annotate.Tag) tagColors {
	switch tag {
	case annotate.Claim:
		return p.claim
	case annotate.Quote:
		return p.quote
	}
	return p.opinion
}

// parseColor reads a color as glamour styles write it: "#rrggbb", "#rgb" or a
// palette index. Anything else is nil, the terminal's own color.
func parseColor(s string) color.Color {
	if strings.HasPrefix(s, "#") {
		if c, ok := lipgloss.Color(s).(color.RGBA); ok {
			return c
		}
		return nil
	}
	if n, err := strconv.ParseUint(s, 10, 8); err == nil {
		return ansi.IndexedColor(n)
	}
	return nil
}

func darkPalette() palette {
	hex := lipgloss.Color
	text := hex("#E4E4E4")
	return palette{
		contrast: enough,
		claim:    tagColors{hex("#0F4C81"), text, hex("#8AB8FF")},
		quote:    tagColors{hex("#2F5D1E"), text, hex("#A6D98A")},
		opinion:  tagColors{hex("#74284F"), text, hex("#FF9AC2")},
		target:   hex("#404040"), targetText: text,
		selection: hex("#6C6C6C"), selected: hex("#FFFFFF"),
		hit: hex("#FFFF5F"), current: hex("#5FD7D7"), hitText: hex("#000000"),
		dim: hex("#9E9E9E"), accent: hex("#87AFD7"), trouble: hex("#FF8787"),
		bar: hex("#3A3A3A"), barText: text,
	}
}

func lightPalette() palette {
	hex := lipgloss.Color
	text := hex("#1C1C1C")
	return palette{
		contrast: enough,
		claim:    tagColors{hex("#BCDCFF"), text, hex("#0050B8")},
		quote:    tagColors{hex("#D5EDB0"), text, hex("#2F6B00")},
		opinion:  tagColors{hex("#FFCFE0"), text, hex("#A8005A")},
		target:   hex("#E6E6E6"), targetText: text,
		selection: hex("#6C6C6C"), selected: hex("#FFFFFF"),
		hit: hex("#FFEE33"), current: hex("#00AFAF"), hitText: hex("#000000"),
		dim: hex("#626262"), accent: hex("#005F9E"), trouble: hex("#B00020"),
		bar: hex("#DADADA"), barText: text,
	}
}

// sepiaPalette is brown on yellowed paper.
func sepiaPalette() palette {
	hex := lipgloss.Color
	text := hex("#40301F")
	return palette{
		screen: hex("#F4ECD8"), text: text, contrast: enough,
		claim:   tagColors{hex("#B9D3EE"), text, hex("#1D4F91")},
		quote:   tagColors{hex("#C3DD9A"), text, hex("#3A5F0B")},
		opinion: tagColors{hex("#F2B8C6"), text, hex("#96104F")},
		target:  hex("#E6D9BC"), targetText: text,
		selection: hex("#6B5A45"), selected: hex("#FFFFFF"),
		hit: hex("#FFE23D"), current: hex("#2BA199"), hitText: hex("#000000"),
		dim: hex("#6B5A45"), accent: hex("#7A3E0C"), trouble: hex("#A31515"),
		bar: hex("#E1D3B4"), barText: text,
	}
}

// blackPalette is high contrast on black.
func blackPalette() palette {
	hex := lipgloss.Color
	black, white := hex("#000000"), hex("#FFFFFF")
	return palette{
		screen: black, text: white, contrast: high,
		claim:   tagColors{hex("#00438F"), white, hex("#9CC8FF")},
		quote:   tagColors{hex("#1F5410"), white, hex("#B4EE92")},
		opinion: tagColors{hex("#7D1450"), white, hex("#FFB0D2")},
		target:  hex("#383838"), targetText: white,
		selection: white, selected: black,
		hit: hex("#FFFF00"), current: hex("#00E5E5"), hitText: black,
		dim: hex("#D0D0D0"), accent: hex("#FFE066"), trouble: hex("#FFA8A8"),
		bar: white, barText: black,
	}
}

// whitePalette is high contrast on white.
func whitePalette() palette {
	hex := lipgloss.Color
	black, white := hex("#000000"), hex("#FFFFFF")
	return palette{
		screen: white, text: black, contrast: high,
		claim:   tagColors{hex("#A9D2FF"), black, hex("#003C8F")},
		quote:   tagColors{hex("#C5EE8E"), black, hex("#1F4D00")},
		opinion: tagColors{hex("#FFC4D9"), black, hex("#7A0043")},
		target:  hex("#E2E2E2"), targetText: black,
		selection: black, selected: white,
		hit: hex("#FFE600"), current: hex("#00B0B0"), hitText: black,
		dim: hex("#3C3C3C"), accent: hex("#00357A"), trouble: hex("#8F0015"),
		bar: black, barText: white,
	}
}

// sixteenPalette takes the first 16 colors of the terminal's palette by number,
// because a terminal without others would replace ours by the nearest, text and
// background independently, which is unreadable. Only the terminal knows these
// colors; the pairs are readable in the usual palettes. The target has no
// background and the header is reversed: there is no soft color.
func sixteenPalette(o Options) palette {
	const (
		black, red, blue, silver = ansi.IndexedColor(0), ansi.IndexedColor(1), ansi.IndexedColor(4), ansi.IndexedColor(7)
		grey, green, yellow      = ansi.IndexedColor(8), ansi.IndexedColor(10), ansi.IndexedColor(11)
		pink, cyan, white        = ansi.IndexedColor(13), ansi.IndexedColor(14), ansi.IndexedColor(15)
	)
	p := palette{
		claim: tagColors{blue, white, cyan}, quote: tagColors{green, black, green}, opinion: tagColors{red, white, pink},
		hit: yellow, current: cyan, hitText: black,
	}
	if o.Dark {
		p.selection, p.selected = silver, black
		p.dim, p.accent, p.trouble = silver, cyan, yellow
	} else {
		p.claim.line, p.quote.line, p.opinion.line = blue, black, red
		p.selection, p.selected = black, white
		p.dim, p.accent, p.trouble = grey, blue, red
	}
	return p
}
