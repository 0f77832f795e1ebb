package theme

import (
	"image/color"

	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// A Style is an entry of the palette in both of its forms: a lipgloss style for
// everything around the text, and a cell style for the rows of the text.
type Style struct {
	lipgloss.Style
	Cell uv.Style
}

// newStyle returns a Style that draws like c. Only colors, bold, faint
// and reverse are converted, because nothing around the text uses other
// attributes.
func newStyle(c uv.Style) Style {
	has := func(attr uint8) bool { return c.Attrs&attr != 0 }
	s := lipgloss.NewStyle().Bold(has(uv.AttrBold)).Faint(has(uv.AttrFaint)).Reverse(has(uv.AttrReverse))
	return Style{s.Foreground(c.Fg).Background(c.Bg), c}
}

// Render draws text on one line. The output is the same as that of lipgloss but
// takes a tenth of the time, which matters for lists of a hundred styled strings.
func (s Style) Render(text string) string {
	if text == "" {
		return ""
	}
	return s.Cell.Styled(text)
}

// overlay returns s with o on top: what o sets wins, and attributes add up.
func overlay(s, o uv.Style) uv.Style {
	if o.Fg != nil {
		s.Fg = o.Fg
	}
	if o.Bg != nil {
		s.Bg = o.Bg
	}
	if o.Underline != uv.UnderlineNone {
		s.Underline, s.UnderlineColor = o.Underline, o.UnderlineColor
	}
	s.Attrs |= o.Attrs
	return s
}

// onBackground returns s on a background, in the color text if its own color has
// too little contrast there, and never faint.
func (t *Theme) onBackground(s uv.Style, background, text color.Color) uv.Style {
	if ratio, ok := contrast(s.Fg, background); !ok || ratio < t.palette.contrast {
		s.Fg = text
	}
	s.Bg = background
	s.Attrs &^= uv.AttrFaint
	return t.options.withoutDarkBold(s)
}

// withPrimitive applies a glamour style to s. It ignores backgrounds, and colors
// that are paired with one.
func withPrimitive(s uv.Style, p ansi.StylePrimitive) uv.Style {
	if p.Color != nil && p.BackgroundColor == nil {
		s.Fg = parseColor(*p.Color)
	}
	for _, attr := range []struct {
		bit uint8
		on  *bool
	}{{uv.AttrBold, p.Bold}, {uv.AttrItalic, p.Italic}, {uv.AttrFaint, p.Faint}, {uv.AttrStrikethrough, p.CrossedOut}} {
		switch {
		case attr.on == nil:
		case *attr.on:
			s.Attrs |= attr.bit
		default:
			s.Attrs &^= attr.bit
		}
	}
	if p.Underline != nil {
		s.Underline = uv.UnderlineNone
		if *p.Underline {
			s.Underline = uv.UnderlineSingle
		}
	}
	return s
}
