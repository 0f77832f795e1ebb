package theme

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"

	"charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
)

// Auto is the theme that fits the terminal: its own ink, and glamour's dark or
// light colors.
const Auto = "auto"

// The themes that have a ground of their own for the whole screen: brown ink on
// yellowed paper, and black and white with a contrast of 7 to 1 at the least.
const (
	Sepia        = "sepia"
	HighContrast = "high-contrast"
)

// Options say what the terminal is and can do.
type Options struct {
	Dark             bool // its ground is dark
	Mono             bool // no colors: NO_COLOR is set, or it has none
	Sixteen          bool // no colors but the first 16 of the palette
	StyledUnderlines bool // it is known to draw curly, double, dotted and colored underlines
}

// A Theme is the style of everything that is drawn. It is a small value and
// comparable; the zero value draws everything plain.
type Theme struct {
	Plain   Style // text that is not an article's
	Dim     Style // what stands back: details, folded furniture, captions
	Chosen  Style // the line or the choice under the cursor
	Header  Style // the line at the top
	Footer  Style // the line at the bottom
	Mode    Style // the name of the mode in it
	Key     Style // the name of a key
	Message Style // something to tell
	Error   Style // something that went wrong
	Number  Style // a paragraph's number in the gutter
	Note    Style // what a person noted
	Border  Style // lines between parts of the screen

	sheet *sheet
}

// A sheet is the part of a theme that is too large to copy for each cell.
type sheet struct {
	options Options
	shades  shades
	body    body
	config  ansi.StyleConfig
}

// Names lists the themes that Load knows.
func Names() []string {
	names := []string{Auto, Sepia, HighContrast}
	for name := range styles.DefaultStyles {
		names = append(names, name)
	}
	slices.Sort(names[1:])
	return names
}

// Everyday lists the themes to go through, for dark and light rooms and for
// tired eyes.
func Everyday() []string { return []string{styles.DarkStyle, styles.LightStyle, Sepia, HighContrast} }

// Load returns the theme with that name: Auto, Sepia, HighContrast or a
// standard style of glamour. "ascii" and "notty" are monochrome.
func Load(name string, o Options) (Theme, error) {
	switch name {
	case Auto, "":
		return auto(o), nil
	case Sepia:
		return ownPaper(sepiaShades(), o), nil
	case HighContrast:
		return ownPaper(contrastShades(o.Dark), o), nil
	}
	config, ok := styles.DefaultStyles[name]
	if !ok {
		return Theme{}, fmt.Errorf("unknown theme %q: use %s, or the path of a glamour style file", name, strings.Join(Names(), ", "))
	}
	o.Mono = o.Mono || name == styles.AsciiStyle || name == styles.NoTTYStyle
	if o.Mono {
		return newTheme(*config, shadesOf(*config, &o), o), nil
	}
	return newTheme(plainHeads(*config), shadesOf(*config, &o), o), nil
}

// FromJSON returns the theme that a glamour style file describes.
func FromJSON(data []byte, o Options) (Theme, error) {
	var config ansi.StyleConfig
	if err := json.Unmarshal(data, &config); err != nil {
		return Theme{}, fmt.Errorf("not a glamour style: %w", err)
	}
	return newTheme(config, shadesOf(config, &o), o), nil
}

// Default is the theme Auto with colors, for a dark or a light terminal of
// which nothing more is known.
func Default(dark bool) Theme { return auto(Options{Dark: dark}) }

func auto(o Options) Theme {
	config := styles.LightStyleConfig
	if o.Dark {
		config = styles.DarkStyleConfig
	}
	config.Document.Color = nil
	return newTheme(plainHeads(config), shadesOf(config, &o), o)
}

// plainHeads is a standard style without the hash marks before headings: they
// are bold and have a color of their own.
func plainHeads(config ansi.StyleConfig) ansi.StyleConfig {
	for _, head := range []*ansi.StyleBlock{&config.H2, &config.H3, &config.H4, &config.H5, &config.H6} {
		head.Prefix = ""
	}
	return config
}

// ownPaper is a theme with a ground of its own. A terminal of 16 colors has no
// color for paper but black and white.
func ownPaper(s shades, o Options) Theme {
	switch {
	case o.Sixteen && s.enough < high:
		return auto(o)
	case o.Sixteen:
		s = sixteenShades(o.Dark)
		if s.paper, s.text = palette|15, palette; o.Dark {
			s.paper, s.text = palette, palette|15
		}
	}
	return newTheme(plainHeads(paperConfig(s)), s, o)
}

// shadesOf are the shades that fit a glamour style. One that sets the ink of
// all text was made for a dark or a light ground, whatever the terminal says.
func shadesOf(config ansi.StyleConfig, o *Options) shades {
	if config.Document.Color != nil {
		if l, ok := ParseColor(*config.Document.Color).luminance(); ok {
			o.Dark = l > 0.3
		}
	}
	switch {
	case o.Sixteen:
		return sixteenShades(o.Dark)
	case o.Dark:
		return darkShades()
	}
	return lightShades()
}

func newTheme(config ansi.StyleConfig, shades shades, o Options) Theme {
	s := &sheet{options: o, shades: shades, config: config}
	if o.Mono {
		s.config = styles.NoTTYStyleConfig
	}
	s.body = newBody(config, Style{FG: s.shades.dim})
	if o.Mono {
		s.body = s.body.colorless()
		return monochrome(s)
	}
	return colored(s)
}

func colored(s *sheet) Theme {
	c := &s.shades
	dim, bar := Style{FG: c.dim}, Style{FG: c.barInk, BG: c.bar}
	if c.bar == 0 {
		bar = Style{Reverse: true}
	}
	return Theme{
		Plain: s.body.document, Dim: dim, Number: dim, Border: dim, Note: s.body.document,
		Chosen:  Style{FG: c.accent, Bold: true},
		Header:  bar,
		Footer:  dim,
		Mode:    bar.over(Style{Bold: true}),
		Key:     Style{FG: c.accent, Bold: true},
		Message: Style{FG: c.accent},
		Error:   Style{FG: c.trouble, Bold: true},
		sheet:   s,
	}
}

func monochrome(s *sheet) Theme {
	faint := Style{Faint: true}
	return Theme{
		Dim: faint, Number: faint, Border: faint, Footer: faint,
		Chosen: Style{Reverse: true},
		Header: Style{Reverse: true},
		Mode:   Style{Reverse: true, Bold: true},
		Key:    Style{Bold: true},
		Error:  Style{Bold: true},
		sheet:  s,
	}
}

// Glamour is the style with which glamour draws notes and help.
func (t Theme) Glamour() ansi.StyleConfig {
	if t.sheet == nil {
		return styles.NoTTYStyleConfig
	}
	return t.sheet.config
}

// Letter is the style of a tag's letter in the gutter. Of 16 colors too few can
// be read on every ground, so that there the letter brings its own.
func (t Theme) Letter(tag annotate.Tag) Style {
	switch {
	case t.sheet == nil || t.sheet.options.Mono:
		return Style{Bold: true}
	case t.sheet.options.Sixteen:
		tone := t.sheet.shades.tone(tag)
		return Style{FG: tone.ink, BG: tone.ground, Bold: true}
	}
	return Style{FG: t.sheet.shades.tone(tag).line, Bold: true}
}

// Guess is the style of the sign for what is not certain.
func (t Theme) Guess() Style { return t.Error }

// Colorless reports whether nothing is told by color.
func (t Theme) Colorless() bool { return t.sheet == nil || t.sheet.options.Mono }

// Gone is the style of words that a newer version of a text has no more.
func (t Theme) Gone() Style {
	s := t.Error
	s.Bold, s.Strike = false, true
	return s
}

// Came is the style of words that a newer version of a text has in addition.
func (t Theme) Came() Style {
	s := t.Key
	s.Underline = Straight
	return s
}
