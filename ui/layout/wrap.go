package layout

import "strings"

// A wrapper breaks the text of one piece into lines.
type wrapper struct {
	text  string
	ruler ruler
	room  int // cells in the current line
	rest  int // cells in all lines after the first
	glyph int // maximum width of a cluster that is drawn as it is, in cells

	start int // of the current line
	used  int // cells that it holds
	ends  []int32
}

// endLine ends the current line before off.
func (w *wrapper) endLine(off int) {
	w.ends = append(w.ends, int32(off))
	w.start, w.used, w.room = off, 0, w.rest
}

// finish ends the last line, unless a line feed did.
func (w *wrapper) finish() []int32 {
	if w.start < len(w.text) {
		w.endLine(len(w.text))
	}
	return w.ends
}

// wrapWords fills lines with words. Blanks at the end of a line hang over it.
func (w *wrapper) wrapWords() []int32 {
	w.ends = make([]int32, 0, len(w.text)/max(w.rest, 8)*5/4+1)
	for off := 0; off < len(w.text); {
		end, visible, full := w.stretch(off)
		if visible > 0 && w.used+visible > w.room && w.start < off {
			w.endLine(off)
		}
		if visible > w.room {
			w.split(off, end)
		} else {
			w.used += full
		}
		if w.text[end-1] == '\n' {
			w.endLine(end)
		}
		off = end
	}
	return w.finish()
}

// stretch returns the end of the text from off that must stay on one line, and
// its width without and with the blanks at its end.
func (w *wrapper) stretch(off int) (end, visible, full int) {
	end, ascii := nextBreak(w.text, off)
	if ascii {
		words := strings.TrimSuffix(w.text[off:end], "\n")
		return end, len(strings.TrimRight(words, " ")), len(words)
	}
	for at := off; at < end; {
		next, width := w.ruler.next(w.text, at, w.glyph)
		full += width
		if width > 0 && !hangs(w.text[at:next]) {
			visible = full
		}
		if next > end { // UAX #14 would break inside a cluster
			end = w.breakFrom(next)
		}
		at = next
	}
	return end, visible, full
}

// breakFrom returns the first line break opportunity after off, or the end of the
// text.
func (w *wrapper) breakFrom(off int) int {
	if off == len(w.text) {
		return off
	}
	end, _ := nextBreak(w.text, off)
	return end
}

// split fills lines with the clusters from off to end, which are wider than a
// line and have no better place to break.
func (w *wrapper) split(off, end int) {
	for off < end {
		next, width := w.ruler.next(w.text, off, w.glyph)
		if w.used+width > w.room && w.start < off && !hangs(w.text[off:next]) {
			w.endLine(off)
		}
		w.used += width
		off = next
	}
}

// cutLines keeps the lines of the text, cut where the measure ends. Blanks count
// like letters, because they are significant in code.
func (w *wrapper) cutLines() []int32 {
	for off := 0; off < len(w.text); {
		next, width := w.ruler.next(w.text, off, w.glyph)
		if w.used+width > w.room && w.start < off {
			w.endLine(off)
		}
		w.used += width
		if w.text[next-1] == '\n' {
			w.endLine(next)
		}
		off = next
	}
	return w.finish()
}

// keepLines keeps the lines of the text.
func (w *wrapper) keepLines() []int32 {
	for line := range strings.Lines(w.text) {
		w.endLine(w.start + len(line))
	}
	return w.ends
}
