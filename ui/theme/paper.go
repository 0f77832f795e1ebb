package theme

import (
	"fmt"
	"image/color"
	"reflect"
	"strings"

	"charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
)

// HasPaper reports whether the theme has a ground of its own for the whole
// screen.
func (t Theme) HasPaper() bool {
	return t.sheet != nil && !t.sheet.options.Mono && t.sheet.shades.paper != 0
}

// OnPaper is a line of the screen, styles included, on the ground of the theme.
// Whatever leaves ground or ink to the terminal gets those of the theme: each
// sequence that begins with a reset, as all of Galley's and of glamour's do,
// goes on with them.
func (t Theme) OnPaper(line string) string {
	if !t.HasPaper() {
		return line
	}
	base := t.base()
	line = strings.NewReplacer("\x1b[m", base+"m", "\x1b[0m", base+"m", "\x1b[0;", base+";").Replace(line)
	return base + "m" + line + reset
}

// base is the beginning of the sequence that resets to the theme's ground and
// ink.
func (t Theme) base() string {
	var b strings.Builder
	b.WriteString("\x1b[0")
	t.sheet.shades.text.write(&b, ";38")
	t.sheet.shades.paper.write(&b, ";48")
	return b.String()
}

// Caret is the color of the cursor on the theme's ground, nil for the
// terminal's own.
func (t Theme) Caret() color.Color {
	if !t.HasPaper() {
		return nil
	}
	r, g, b, ok := t.sheet.shades.text.channels()
	if !ok {
		return nil
	}
	return color.RGBA{r, g, b, 0xFF}
}

// paperConfig is the glamour style of a theme with a ground of its own: the
// forms of glamour's light style in the colors of the theme.
func paperConfig(s shades) ansi.StyleConfig {
	config := styles.LightStyleConfig
	chroma := *config.CodeBlock.Chroma
	config.CodeBlock.Chroma = &chroma
	config.H1.BackgroundColor, config.H1.Color = nil, nil
	recolor(reflect.ValueOf(&config).Elem(), func(p *ansi.StylePrimitive) {
		p.BackgroundColor = nil
		if p.Color != nil {
			p.Color = written(s.text)
		}
	})
	config.Document.Color = written(s.text)
	for _, p := range []*ansi.StylePrimitive{&config.Heading.StylePrimitive, &config.Link, &config.LinkText, &config.Code.StylePrimitive} {
		p.Color = written(s.accent)
	}
	return config
}

// recolor changes every style of a glamour configuration.
func recolor(v reflect.Value, change func(*ansi.StylePrimitive)) {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().Kind() == reflect.Struct:
		recolor(v.Elem(), change)
	case v.Kind() != reflect.Struct:
	case v.Type() == reflect.TypeFor[ansi.StylePrimitive]():
		change(v.Addr().Interface().(*ansi.StylePrimitive))
	default:
		for i := range v.NumField() {
			recolor(v.Field(i), change)
		}
	}
}

// written is a color as glamour styles write it.
func written(c Color) *string {
	text := fmt.Sprint(uint8(c))
	if c&rgb != 0 {
		text = fmt.Sprintf("#%06x", uint32(c&0xFFFFFF))
	}
	return &text
}
