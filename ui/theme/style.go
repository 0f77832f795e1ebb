package theme

import (
	"strconv"
	"strings"
)

// A Line is the form of an underline.
type Line uint8

// The forms of underline. All but Straight need a terminal that knows styled
// underlines.
const (
	NoLine   Line = 0
	Straight Line = 1
	Double   Line = 2
	Curly    Line = 3
	Dotted   Line = 4
)

// A Style is how a cell is drawn. The zero value leaves all to the terminal.
type Style struct {
	FG, BG, UL Color // ink, ground, color of the underline
	Underline  Line
	Bold       bool
	Italic     bool
	Faint      bool
	Reverse    bool
	Strike     bool
}

// over is s with o on top: what o sets wins, attributes add up.
func (s Style) over(o Style) Style {
	if o.FG != 0 {
		s.FG = o.FG
	}
	if o.BG != 0 {
		s.BG = o.BG
	}
	if o.Underline != NoLine {
		s.Underline, s.UL = o.Underline, o.UL
	}
	s.Bold = s.Bold || o.Bold
	s.Italic = s.Italic || o.Italic
	s.Faint = s.Faint || o.Faint
	s.Reverse = s.Reverse || o.Reverse
	s.Strike = s.Strike || o.Strike
	return s
}

// on is s on a ground, in ink if its own has not enough contrast there. Faint
// text has not either.
func (s Style) on(ground, ink Color, enough float64) Style {
	if !readable(s.FG, ground, enough) {
		s.FG = ink
	}
	s.BG, s.Faint = ground, false
	return s
}

// colorless is s without colors.
func (s Style) colorless() Style {
	s.FG, s.BG, s.UL = 0, 0, 0
	return s
}

const reset = "\x1b[m"

// Render returns text in the style, and the terminal as it was after it. Text
// must be printable.
func (s Style) Render(text string) string {
	if s == (Style{}) || text == "" {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 48)
	s.start(&b)
	b.WriteString(text)
	b.WriteString(reset)
	return b.String()
}

// start writes the SGR sequence that begins the style, whatever was before.
func (s Style) start(b *strings.Builder) {
	if s == (Style{}) {
		b.WriteString(reset)
		return
	}
	b.WriteString("\x1b[0")
	for _, attr := range [...]struct {
		on   bool
		code string
	}{{s.Bold, ";1"}, {s.Faint, ";2"}, {s.Italic, ";3"}, {s.Reverse, ";7"}, {s.Strike, ";9"}} {
		if attr.on {
			b.WriteString(attr.code)
		}
	}
	switch s.Underline {
	case NoLine:
	case Straight:
		b.WriteString(";4")
	default:
		b.WriteString(";4:")
		b.WriteByte('0' + byte(s.Underline))
	}
	s.FG.write(b, ";38")
	s.BG.write(b, ";48")
	s.UL.write(b, ";58")
	b.WriteByte('m')
}

// write writes the SGR parameters of a color after code, nothing for the
// terminal's own.
func (c Color) write(b *strings.Builder, code string) {
	if c == 0 {
		return
	}
	var digits [3]byte
	number := func(n uint8) {
		b.WriteByte(';')
		b.Write(strconv.AppendUint(digits[:0], uint64(n), 10))
	}
	b.WriteString(code)
	if c&palette != 0 {
		b.WriteString(";5")
		number(uint8(c))
		return
	}
	b.WriteString(";2")
	number(uint8(c >> 16))
	number(uint8(c >> 8))
	number(uint8(c))
}
