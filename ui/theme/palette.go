package theme

import (
	"image/color"
	"strconv"
	"strings"

	"galley/annotate"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// A palette holds the colors that a glamour style lacks; nil means the
// terminal's own. Backgrounds are chosen so that color-blind readers can tell
// them apart.
type palette struct {
	screen, text           color.Color // background and text of the whole screen
	contrast               float64     // the minimum for text on its background
	claim, quote, opinion  tagColors
	target, targetText     color.Color            // without a background the words are bold
	selection, selected    color.Color            // background and text; without a background the words are reversed
	hit, current, hitText  color.Color            // backgrounds, and the text on both
	dim, accent, errorText color.Color            // text on the screen's background
	caution                color.Color            // text on the screen's background
	people                 [numPeople]color.Color // text on the screen's background
	bar, barText           color.Color            // the header; without a background it is reversed
}

// tagColors holds the background of a tag's words, the quieter one of words that need
// no more checking (nil: the same), the text on both where the words' own color cannot
// be read there, and the color of the tag's letter and underline.
type tagColors struct{ background, settled, text, line color.Color }

// numPeople is the number of colors for people.
const numPeople = 4

// The minimum contrast of text on its background, by WCAG 2, 1.4.3 and (enhanced)
// 1.4.6.
const (
	minContrast  = 4.5
	highContrast = 7
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

// A scheme is a column of the table of colors in newPalette.
type scheme int

// The schemes: dark, light and either are drawn on the terminal's own background,
// sepia is brown on yellowed paper, black and white have a high contrast. The inks of
// either can be read on black and on white; they are entries of the 256-color
// palette, because the nearest entry of any other would fall short.
const (
	dark scheme = iota
	light
	sepia
	black
	white
	either
)

// newPalette returns the colors of a scheme.
func newPalette(s scheme) palette {
	pick := func(colors ...string) color.Color {
		if colors[s] == "" {
			return nil // the terminal's own
		}
		return lipgloss.Color(colors[s])
	}
	//           dark       light      sepia      black      white      either
	text := pick("#E4E4E4", "#1C1C1C", "#40362A", "#FFFFFF", "#000000", "#1C1C1C")
	p := palette{
		contrast:   minContrast,
		screen:     pick("", "", "#F4ECD8", "#000000", "#FFFFFF", ""),
		claim:      tagColors{background: pick("#0F4C81", "#BCDCFF", "#B9D3EE", "#00438F", "#A9D2FF", "#BCDCFF"), text: text},
		quote:      tagColors{background: pick("#2F5D1E", "#D5EDB0", "#C3DD9A", "#1F5410", "#C5EE8E", "#D5EDB0"), text: text},
		opinion:    tagColors{background: pick("#74284F", "#FFCFE0", "#F2B8C6", "#7D1450", "#FFC4D9", "#FFCFE0"), text: text},
		target:     pick("#404040", "#E6E6E6", "#E6D9BC", "#383838", "#E2E2E2", ""),
		targetText: text,
		selection:  pick("#6C6C6C", "#6C6C6C", "#6B5A45", "#FFFFFF", "#000000", "#6C6C6C"),
		selected:   pick("#FFFFFF", "#FFFFFF", "#FFFFFF", "#000000", "#FFFFFF", "#FFFFFF"),
		hit:        pick("#FFFF5F", "#FFEE33", "#FFE23D", "#FFFF00", "#FFE600", "#FFEE33"),
		current:    pick("#5FD7D7", "#00AFAF", "#2BA199", "#00E5E5", "#00B0B0", "#00AFAF"),
		hitText:    lipgloss.Color("#000000"),
		dim:        pick("#9E9E9E", "#626262", "#6B5A45", "#D0D0D0", "#3C3C3C", "#767676"),
		accent:     pick("#87AFD7", "#005F9E", "#7A3E0C", "#FFE066", "#00357A", "#5F5FFF"),
		errorText:  pick("#FF8787", "#B00020", "#A31515", "#FFA8A8", "#8F0015", "#AF5F5F"),
		bar:        pick("#3A3A3A", "#DADADA", "#E1D3B4", "#FFFFFF", "#000000", "#767676"),
		barText:    pick("#E4E4E4", "#1C1C1C", "#40362A", "#000000", "#FFFFFF", "#FFFFFF"),
	}
	p.claim.settled = pick("#1A2F5A", "#DDEBFF", "#DCEAF8", "#00234D", "#D6E9FF", "#DDEBFF")
	p.quote.settled = pick("#324C30", "#E6F5D0", "#DDEFC8", "#102E08", "#E3F6C8", "#E6F5D0")
	p.caution = pick("#E5B567", "#855800", "#6F4A00", "#FFC966", "#5A2A00", "#875FD7")
	p.claim.line = pick("#8AB8FF", "#0050B8", "#1D4F91", "#9CC8FF", "#003C8F", "#5F5FFF")
	p.quote.line = pick("#A6D98A", "#2F6B00", "#3A5F0B", "#B4EE92", "#1F4D00", "#00875F")
	p.opinion.line = pick("#FF9AC2", "#A8005A", "#96104F", "#FFB0D2", "#7A0043", "#D700AF")
	p.people = [...]color.Color{
		pick("#FFB86B", "#9A4B00", "#8A3E00", "#FFC48A", "#6A2E00", "#D700AF"),
		pick("#5FD7C7", "#00696B", "#005F5F", "#7FF0E0", "#004A4A", "#00875F"),
		pick("#C4A8FF", "#6A35C9", "#5F2FB5", "#D2BCFF", "#4A1F99", "#5F5FFF"),
		pick("#FFFFFF", "#303030", "#303030", "#FFFFFF", "#000000", "#767676"),
	}
	if p.screen != nil {
		p.text = text
	}
	if s == black || s == white {
		p.contrast = highContrast
	}
	return p
}

// sixteenPalette takes the first 16 colors of the terminal's palette by number,
// because a terminal without others would replace ours with the nearest ones, text
// and background independently, which is unreadable. Only the terminal knows
// these colors; the pairs are readable in the usual palettes. On dark the target has
// no background, and the header is reversed, because there is no subtle color.
func sixteenPalette(o Options) palette {
	const (
		black, red, blue, magenta = ansi.IndexedColor(0), ansi.IndexedColor(1), ansi.IndexedColor(4), ansi.IndexedColor(5)
		silver, green, yellow     = ansi.IndexedColor(7), ansi.IndexedColor(10), ansi.IndexedColor(11)
		pink, cyan, white         = ansi.IndexedColor(13), ansi.IndexedColor(14), ansi.IndexedColor(15)
	)
	p := palette{
		contrast: minContrast,
		claim:    tagColors{background: blue, text: white, line: cyan}, quote: tagColors{background: green, text: black, line: green},
		opinion: tagColors{background: red, text: white, line: pink},
		hit:     yellow, current: cyan, hitText: black,
	}
	switch {
	case o.UnknownBackground: // only the terminal's own color can be read
		p.claim.line, p.quote.line, p.opinion.line = nil, nil, nil
	case o.Dark:
		p.selection, p.selected = silver, black
		p.dim, p.accent, p.errorText = silver, cyan, yellow
		p.people = [...]color.Color{yellow, cyan, white, silver}
	default:
		p.claim.line, p.quote.line, p.opinion.line = blue, black, red
		p.selection, p.selected = black, white
		p.target, p.targetText = silver, black          // bold would change the shade of dark inks
		p.dim, p.accent, p.errorText = black, blue, red // gray is too pale in some terminals
		p.people = [...]color.Color{blue, red, black, magenta}
	}
	p.caution = p.errorText
	return p
}

// highSixteenPalette is sixteenPalette with a high contrast. Only these five colors
// reach it on black, and none on white, so it is always dark.
func highSixteenPalette() palette {
	p := sixteenPalette(Options{Sixteen: true, Dark: true})
	black, white := p.hitText, p.claim.text
	p.screen, p.text, p.contrast = black, white, highContrast
	p.claim, p.quote.line = tagColors{background: ansi.IndexedColor(14), text: black}, nil
	p.opinion = tagColors{background: ansi.IndexedColor(11), text: black}
	p.hit, p.current = white, white
	return p
}

// withoutDarkBold returns s, not bold if its ink is a dark color of a 16-color
// terminal: such terminals draw bold in the bright shade of the ink.
func (o Options) withoutDarkBold(s uv.Style) uv.Style {
	if isDarkInk(s.Fg) && o.Sixteen {
		s.Attrs &^= uv.AttrBold
	}
	return s
}

// isDarkInk reports whether c is one of the first seven colors of the palette.
func isDarkInk(c color.Color) bool {
	n, ok := c.(ansi.IndexedColor)
	return ok && n < 7
}
