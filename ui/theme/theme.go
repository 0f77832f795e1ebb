package theme

import (
	"encoding/json"
	"fmt"
	"image/color"
	"slices"
	"strings"

	"galley/annotate"

	"charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
	uv "github.com/charmbracelet/ultraviolet"
)

// Auto is the theme that fits the terminal: its own text color, and glamour's
// dark or light colors.
const Auto = "auto"

// The themes that set the background of the whole screen: brown on yellowed
// paper, and black and white with a contrast of at least 7 to 1.
const (
	Sepia        = "sepia"
	HighContrast = "high-contrast"
)

// Options describe the terminal and its capabilities.
type Options struct {
	Dark              bool // its background is dark
	UnknownBackground bool // nothing says whether its background is dark; Dark is a guess
	Mono              bool // no colors: NO_COLOR is set, or it has none
	Sixteen           bool // no colors but the first 16 of the palette
	StyledUnderlines  bool // it is known to draw curly, double, dotted and colored underlines
}

// A Theme holds the styles of everything on the screen. It is large and
// immutable; compare themes by address. The zero value draws everything plain.
type Theme struct {
	Plain   Style // text that is not an article's
	Dim     Style // secondary text: details, folded furniture, captions
	Chosen  Style // the line or the choice under the cursor
	Header  Style // the line at the top
	Footer  Style // the line at the bottom
	Mode    Style // the name of the mode in the footer
	Key     Style // the name of a key
	Message Style // a message
	Error   Style // an error
	Number  Style // a paragraph's number in the gutter
	Border  Style // lines between parts of the screen

	options Options
	palette *palette // nil in the zero value
	letters [3]Style
	signs   [annotate.Open + 1]Style // by outcome
	people  [numPeople]Style
	body    body
	config  ansi.StyleConfig
}

// Names lists the themes that [Load] knows.
func Names() []string {
	names := []string{Auto, Sepia, HighContrast}
	for name := range styles.DefaultStyles {
		names = append(names, name)
	}
	slices.Sort(names[1:])
	return names
}

// Everyday lists the themes that the next-theme key cycles through.
func Everyday() []string { return []string{Sepia, HighContrast, styles.DarkStyle, styles.LightStyle} }

// LooksLike reports whether two themes have the same colors around the text and on it.
func (t *Theme) LooksLike(u *Theme) bool { return *t.palette == *u.palette }

// Load returns the named theme: Auto, Sepia, HighContrast or a
// standard style of glamour. "ascii" and "notty" are monochrome.
func Load(name string, o Options) (*Theme, error) {
	switch name {
	case Auto, "":
		return New(o), nil
	case Sepia:
		return onPaper(newPalette(sepia), o), nil
	case HighContrast:
		if o.Dark {
			return onPaper(newPalette(black), o), nil
		}
		return onPaper(newPalette(white), o), nil
	}
	config, ok := styles.DefaultStyles[name]
	if !ok {
		return nil, fmt.Errorf("unknown theme %q: use %s, or the path of a glamour style file", name, strings.Join(Names(), ", "))
	}
	o.Mono = o.Mono || name == styles.AsciiStyle || name == styles.NoTTYStyle
	if o.Mono {
		return glamourTheme(*config, o), nil
	}
	return glamourTheme(withoutHashes(*config), o), nil
}

// FromJSON returns the theme that a glamour style file describes.
func FromJSON(data []byte, o Options) (*Theme, error) {
	var config ansi.StyleConfig
	if err := json.Unmarshal(data, &config); err != nil {
		return nil, fmt.Errorf("not a glamour style: %w", err)
	}
	return glamourTheme(config, o), nil
}

// New returns the theme Auto.
func New(o Options) *Theme {
	config := styles.LightStyleConfig
	switch {
	case o.UnknownBackground:
		config = ownConfig(newPalette(either))
	case o.Dark:
		config = styles.DarkStyleConfig
	}
	config.Document.Color = nil
	return glamourTheme(withoutHashes(config), o)
}

// withoutHashes returns a standard style without the hash marks before
// headings, which are bold and have a color of their own.
func withoutHashes(config ansi.StyleConfig) ansi.StyleConfig {
	for _, head := range []*ansi.StyleBlock{&config.H2, &config.H3, &config.H4, &config.H5, &config.H6} {
		head.Prefix = ""
	}
	return config
}

// onPaper returns a theme with a background. A 16-color terminal only has black
// and white ones.
func onPaper(p palette, o Options) *Theme {
	switch {
	case o.Sixteen && p.contrast < highContrast:
		return New(o)
	case o.Sixteen:
		o.UnknownBackground, o.Dark = false, true
		p = highSixteenPalette()
	}
	return newTheme(withoutHashes(ownConfig(p)), p, o)
}

// glamourTheme returns the theme for a glamour style. A style that sets the color
// of all text was designed for a dark or a light background, whatever the
// terminal reports.
func glamourTheme(config ansi.StyleConfig, o Options) *Theme {
	if config.Document.Color != nil {
		if l, ok := luminance(parseColor(*config.Document.Color)); ok {
			o.Dark, o.UnknownBackground = l > 0.3, false
		}
	}
	config = o.withReadableInks(config)
	switch {
	case o.Sixteen:
		return newTheme(config, sixteenPalette(o), o)
	case o.UnknownBackground:
		return newTheme(config, newPalette(either), o)
	case o.Dark:
		return newTheme(config, newPalette(dark), o)
	}
	return newTheme(config, newPalette(light), o)
}

func newTheme(config ansi.StyleConfig, p palette, o Options) *Theme {
	t := &Theme{options: o, palette: &p, config: config, body: newBody(config, uv.Style{Fg: p.dim})}
	if o.Mono {
		t.config, t.body = styles.NoTTYStyleConfig, t.body.colorless()
		t.setMonochrome()
	} else {
		t.setColors()
	}
	return t
}

// setColors sets the styles around the text.
func (t *Theme) setColors() {
	p := t.palette
	bar := uv.Style{Fg: p.barText, Bg: p.bar}
	if p.bar == nil {
		bar = uv.Style{Attrs: uv.AttrReverse}
	}
	mode := bar
	mode.Attrs |= uv.AttrBold
	bold := func(c color.Color) Style {
		return newStyle(t.options.withoutDarkBold(uv.Style{Fg: c, Attrs: uv.AttrBold}))
	}
	dim, key := newStyle(uv.Style{Fg: p.dim}), bold(p.accent)
	t.Plain, t.Dim, t.Number, t.Border, t.Footer = newStyle(t.body.document), dim, dim, dim, dim
	t.Chosen, t.Key, t.Message = key, key, newStyle(uv.Style{Fg: p.accent})
	t.Header, t.Mode = newStyle(bar), newStyle(mode)
	t.Error = bold(p.errorText)
	for i, tag := range annotate.Tags() {
		colors := p.tag(tag)
		letter := uv.Style{Fg: colors.line, Attrs: uv.AttrBold}
		if t.options.Sixteen { // too few of them can be read on every background
			letter.Fg, letter.Bg = colors.text, colors.background
		}
		t.letters[i] = newStyle(t.options.withoutDarkBold(letter))
	}
	for i, c := range p.people {
		t.people[i] = bold(c)
	}
	t.signs = [...]Style{
		annotate.Other: dim, annotate.Good: newStyle(uv.Style{Fg: p.quote.line}), annotate.Bad: t.Error, annotate.Open: key,
		annotate.Caution: bold(p.caution),
	}
}

func (t *Theme) setMonochrome() {
	faint, bold, reverse := newStyle(uv.Style{Attrs: uv.AttrFaint}), newStyle(uv.Style{Attrs: uv.AttrBold}), newStyle(uv.Style{Attrs: uv.AttrReverse})
	t.Dim, t.Number, t.Border, t.Footer = faint, faint, faint, faint
	t.Chosen, t.Header, t.Mode = reverse, reverse, newStyle(uv.Style{Attrs: uv.AttrReverse | uv.AttrBold})
	t.Key, t.Error = bold, bold
	t.letters = [3]Style{bold, bold, bold}
	t.people = [...]Style{bold, bold, bold, bold}
	t.signs[annotate.Bad], t.signs[annotate.Open] = bold, bold
}

// Glamour returns the style with which glamour draws notes and help.
func (t *Theme) Glamour() ansi.StyleConfig {
	if t.palette == nil {
		return styles.NoTTYStyleConfig
	}
	return t.config
}

// Letter returns the style of a tag's letter in the gutter.
func (t *Theme) Letter(tag annotate.Tag) Style {
	return t.letters[max(slices.Index(annotate.Tags(), tag), 0)]
}

// Sign returns the style of the sign and the name of a verdict. It never says alone
// what the outcome is: the signs differ.
func (t *Theme) Sign(o annotate.Outcome) Style { return t.signs[o] }

// Person returns the style of what one of several people made, numbered from 0. It
// never says alone who: people have letters and names, and colors recur.
func (t *Theme) Person(n int) Style { return t.people[max(n, 0)%numPeople] }

// Guess returns the style of the ? for uncertain placement.
func (t *Theme) Guess() Style { return t.Error }

// Colorless reports whether the theme has no colors.
func (t *Theme) Colorless() bool { return t.palette == nil || t.options.Mono }

// Removed returns the style of words that a newer version no longer has.
func (t *Theme) Removed() uv.Style {
	s := t.Error.Cell
	s.Attrs = s.Attrs&^uv.AttrBold | uv.AttrStrikethrough
	return s
}

// Added returns the style of words that only a newer version has.
func (t *Theme) Added() uv.Style {
	return withUnderline(t.Key.Cell, uv.UnderlineSingle, nil)
}
