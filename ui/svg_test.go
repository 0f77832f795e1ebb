package ui_test

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	"galley/internal/vterm"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// The size of a cell in a picture, in pixels, and the font.
const (
	cellWidth  = 8.4
	cellHeight = 18
	baseline   = 13.5
	padding    = 8
)

// svg returns a picture of a screen. fg and bg are the default colors of the
// terminal.
func svg(t *vterm.Terminal, fg, bg color.Color) string {
	width, height := t.Size()
	var b strings.Builder
	w, h := float64(width)*cellWidth+2*padding, height*cellHeight+2*padding
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.1f %d" `+
		`font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", hex(bg))
	for row := range height {
		for _, run := range runsOf(t, row, width, fg, bg) {
			run.write(&b, row, bg)
		}
	}
	if col, row := t.Cursor(); t.CursorShown() {
		fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="none" stroke="%s"/>`+"\n",
			padding+float64(col)*cellWidth, padding+row*cellHeight, cellWidth, cellHeight, hex(fg))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// A styledRun is adjacent cells of one style.
type styledRun struct {
	col, width int
	text       string
	fg, bg     color.Color
	style      uv.Style
}

// runsOf splits a row of the screen into runs.
func runsOf(t *vterm.Terminal, row, width int, fg, bg color.Color) []styledRun {
	var runs []styledRun
	for col := 0; col < width; {
		c := t.Cell(col, row)
		text, wide := c.Content, max(c.Width, 1)
		if text == "" {
			text = " "
		}
		style := c.Style
		n := len(runs)
		joins := n > 0 && runs[n-1].style.Equal(&style)
		if text == " " { // drawn in any style that looks the same
			style = ofBlank(style)
			if n > 0 {
				last := ofBlank(runs[n-1].style)
				joins = last.Equal(&style)
			}
		}
		if joins && wide == 1 && ansi.StringWidth(text) == 1 {
			runs[n-1].text += text
			runs[n-1].width += wide
		} else {
			f, g := colors(style, fg, bg)
			runs = append(runs, styledRun{col: col, width: wide, text: text, fg: f, bg: g, style: style})
		}
		col += wide
	}
	return runs
}

// ofBlank returns what can be seen of a style in a blank.
func ofBlank(s uv.Style) uv.Style {
	s.Attrs &= uv.AttrReverse | uv.AttrStrikethrough
	if s.Attrs == 0 && s.Underline == uv.UnderlineNone {
		s.Fg = nil
	}
	return s
}

// colors returns the visible foreground and background of a style.
func colors(s uv.Style, fg, bg color.Color) (color.Color, color.Color) {
	if s.Fg != nil {
		fg = s.Fg
	}
	back := bg
	if s.Bg != nil {
		back = s.Bg
	}
	if s.Attrs&uv.AttrReverse != 0 {
		return back, fg
	}
	return fg, back
}

func (r styledRun) write(b *strings.Builder, row int, bg color.Color) {
	x, y := padding+float64(r.col)*cellWidth, padding+row*cellHeight
	width := float64(r.width) * cellWidth
	if hex(r.bg) != hex(bg) {
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", x, y, width, cellHeight, hex(r.bg))
	}
	if r.style.Underline != uv.UnderlineNone {
		line := r.fg
		if r.style.UnderlineColor != nil {
			line = r.style.UnderlineColor
		}
		fmt.Fprintf(b, `<path d="M%.1f %d h%.1f" stroke="%s" stroke-width="1.5"/>`+"\n", x, y+cellHeight-2, width, hex(line))
	}
	text := strings.TrimRight(r.text, " ")
	if text == "" {
		return
	}
	width -= float64(len(r.text)-len(text)) * cellWidth
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" textLength="%.1f" fill="%s"%s xml:space="preserve">%s</text>`+"\n",
		x, float64(y)+baseline, width, hex(r.fg), attributes(r.style), html.EscapeString(text))
}

// attributes returns the SVG attributes for bold, italic and faint.
func attributes(s uv.Style) string {
	var out string
	if s.Attrs&uv.AttrBold != 0 {
		out += ` font-weight="bold"`
	}
	if s.Attrs&uv.AttrItalic != 0 {
		out += ` font-style="italic"`
	}
	if s.Attrs&uv.AttrFaint != 0 {
		out += ` opacity="0.6"`
	}
	return out
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
