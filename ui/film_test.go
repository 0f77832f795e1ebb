package ui_test

import (
	"fmt"
	"html"
	"image/color"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"galley/internal/vterm"
)

// A film is a sequence of screens, drawn as an SVG that CSS animates, in a loop. Where
// nothing is animated, its last screen is shown.
type film struct {
	fg, bg color.Color // of the terminal
	frames []frame
}

// A frame is a screen of a film: the drawing of each row, from the top, and of the
// caption below them.
type frame struct {
	rows    []string // "" for rows without text
	seconds float64
}

// shoot returns the drawing of a screen with a caption.
func (f *film) shoot(t *vterm.Terminal, caption string) []string {
	width, height := t.Size()
	rows := make([]string, height+1)
	for row := range height {
		var b strings.Builder
		for _, run := range runsOf(t, row, width, f.fg, f.bg) {
			run.write(&b, row, f.bg)
		}
		if col, at := t.Cursor(); t.CursorShown() && at == row {
			fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s" opacity="0.5"/>`,
				padding+float64(col)*cellWidth, padding+row*cellHeight, cellWidth, cellHeight, hex(f.fg))
		}
		rows[row] = strings.ReplaceAll(b.String(), "\n", "")
	}
	if caption != "" {
		rows[height] = fmt.Sprintf(`<text x="50%%" y="%d" text-anchor="middle" class="caption">%s</text>`,
			2*padding+(height+1)*cellHeight, html.EscapeString(caption))
	}
	return rows
}

// svg returns the film. Each line from "<g" is one row of the screen, and the class
// names the frames that show it, half-open.
func (f *film) svg(t *vterm.Terminal) string {
	width, height := t.Size()
	w, h := float64(width)*cellWidth+2*padding, (height+2)*cellHeight+2*padding
	var b, drawn strings.Builder
	spans := map[[2]int]bool{}
	for row := range height + 1 {
		for from := 0; from < len(f.frames); {
			to := from + 1
			for to < len(f.frames) && f.frames[to].rows[row] == f.frames[from].rows[row] {
				to++
			}
			if markup := f.frames[from].rows[row]; markup != "" {
				spans[[2]int{from, to}] = true
				fmt.Fprintf(&drawn, "<g class=\"k%d-%d\">%s</g>\n", from, to, markup)
			}
			from = to
		}
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.1f %d" `+
		`font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">`+"\n<style>\n", w, h, w, h)
	fmt.Fprintf(&b, ".caption{font:600 15px system-ui,sans-serif;fill:%s}\n", hex(f.fg))
	b.WriteString(f.css(spans))
	fmt.Fprintf(&b, "</style>\n<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"%s\"/>\n", hex(f.bg))
	return b.String() + drawn.String() + "</svg>\n"
}

// css returns the rules that show what is drawn while its frames last.
func (f *film) css(spans map[[2]int]bool) string {
	starts := []float64{0}
	for _, frame := range f.frames {
		starts = append(starts, starts[len(starts)-1]+frame.seconds)
	}
	total := starts[len(f.frames)]
	var b strings.Builder
	for _, s := range slices.SortedFunc(maps.Keys(spans), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		from, to := s[0], s[1]
		last := to == len(f.frames)
		if !last {
			fmt.Fprintf(&b, ".k%d-%d{visibility:hidden}\n", from, to)
		}
		if from == 0 && last {
			continue
		}
		fmt.Fprintf(&b, "@media (prefers-reduced-motion:no-preference){.k%[1]d-%[2]d{animation:k%[1]d-%[2]d %.2[3]fs step-end infinite}}\n", from, to, total)
		fmt.Fprintf(&b, "@keyframes k%d-%d{", from, to)
		if from > 0 {
			b.WriteString("0%{visibility:hidden}")
		}
		fmt.Fprintf(&b, "%.3f%%{visibility:visible}", 100*starts[from]/total)
		if !last {
			fmt.Fprintf(&b, "%.3f%%{visibility:hidden}", 100*starts[to]/total)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

var filmRow = regexp.MustCompile(`(?m)^<g class="k(\d+)-(\d+)">(.*)</g>$`)

// frameOf returns the rows that frame i of a film shows, without empty ones.
func frameOf(svg string, i int) (rows []string) {
	for _, m := range filmRow.FindAllStringSubmatch(svg, -1) {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		if from <= i && i < to {
			rows = append(rows, m[3])
		}
	}
	return rows
}
