package theme

import (
	"fmt"
	"image/color"
	"reflect"
	"strings"

	gansi "charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// HasBackground reports whether the theme sets the background of the whole
// screen.
func (t *Theme) HasBackground() bool { return !t.Colorless() && t.palette.screen != nil }

// WithBackground returns line with the theme's background and text color in place
// of the terminal's. The line's own styles take precedence.
func (t *Theme) WithBackground(line string) string {
	if !t.HasBackground() {
		return line
	}
	base := uv.Style{Fg: t.palette.text, Bg: t.palette.screen}
	var b strings.Builder
	var style, drawn uv.Style // the current style of line, and the style last written to b
	p := ansi.GetParser()
	defer ansi.PutParser(p)
	for line != "" {
		text, rest := line, ""
		if esc := strings.IndexByte(line, ansi.ESC); esc >= 0 {
			text, rest = line[:esc], line[esc:]
		}
		if text != "" {
			next := overlay(base, style)
			b.WriteString(next.Diff(&drawn))
			b.WriteString(text)
			drawn = next
		}
		seq, _, n, _ := ansi.DecodeSequence(rest, 0, p)
		if p.Command() == 'm' && ansi.HasCsiPrefix(seq) {
			uv.ReadStyle(p.Params(), &style)
		} else {
			b.WriteString(seq)
		}
		line = rest[n:]
	}
	b.WriteString(new(uv.Style).Diff(&drawn))
	return b.String()
}

// CaretColor returns the color of the cursor on the theme's background, or nil for
// the terminal's own.
func (t *Theme) CaretColor() color.Color {
	if !t.HasBackground() {
		return nil
	}
	if _, known := luminance(t.palette.text); !known {
		return nil
	}
	return t.palette.text
}

// ownConfig returns the glamour style of a theme with all colors of its own: glamour's
// light style in the colors of the theme.
func ownConfig(p palette) gansi.StyleConfig {
	config := styles.LightStyleConfig
	chroma := *config.CodeBlock.Chroma
	config.CodeBlock.Chroma = &chroma
	config.H1.BackgroundColor, config.H1.Color = nil, nil
	recolor(reflect.ValueOf(&config).Elem(), func(s *gansi.StylePrimitive) {
		s.BackgroundColor = nil
		if s.Color != nil {
			s.Color = formatColor(p.text)
		}
	})
	config.Document.Color = formatColor(p.text)
	for _, s := range []*gansi.StylePrimitive{&config.Heading.StylePrimitive, &config.Link, &config.LinkText, &config.Code.StylePrimitive} {
		s.Color = formatColor(p.accent)
	}
	return config
}

// recolor applies change to every style of a glamour configuration.
func recolor(v reflect.Value, change func(*gansi.StylePrimitive)) {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().Kind() == reflect.Struct:
		recolor(v.Elem(), change)
	case v.Kind() != reflect.Struct:
	case v.Type() == reflect.TypeFor[gansi.StylePrimitive]():
		change(v.Addr().Interface().(*gansi.StylePrimitive))
	default:
		for i := range v.NumField() {
			recolor(v.Field(i), change)
		}
	}
}

// formatColor is the inverse of parseColor.
func formatColor(c color.Color) *string {
	if c == nil {
		return nil
	}
	if n, isIndexed := c.(ansi.IndexedColor); isIndexed {
		return new(fmt.Sprint(uint8(n)))
	}
	r, g, b, _ := c.RGBA()
	return new(fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8))
}
