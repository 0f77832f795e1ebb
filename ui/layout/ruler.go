package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
)

// Replacements for clusters that cannot be drawn. The carrier is the dotted
// circle with which Unicode shows a mark that has no letter.
const (
	carrier    = "◌"
	unreadable = "?"
)

// separators are the characters at the end of a cluster that draw nothing.
const separators = string(annotate.ZeroWidthSpace) + string(annotate.VowelSeparator)

// A ruler measures text as the terminal renderer does.
type ruler struct {
	method ansi.Method
}

// width returns the width of text in cells.
func (r ruler) width(text string) int { return r.method.StringWidth(text) }

// next returns where the cluster at off ends and how wide its glyph is. A line
// feed is 0 wide, everything else at least 1.
func (r ruler) next(text string, off, room int) (end, width int) {
	end = annotate.NextGrapheme(text, off)
	if end == off+1 {
		if text[off] == '\n' {
			return end, 0
		}
		return end, 1
	}
	_, width = r.glyph(text[off:end], room)
	return end, width
}

// glyph returns the text drawn for a cluster, and its width in cells, from 1 to
// room (which must be at least 1). It is usually the cluster itself: but a mark
// without a letter gets a carrier, so that it neither vanishes nor joins the
// next cell; clusters that would act on the terminal, hide something or be
// wider than the room are shown as unreadable. Canonical texts have none that act
// or hide; those in a library or rescue file from elsewhere may. What separates words and
// vowels without being seen is left out.
func (r ruler) glyph(cluster string, room int) (text string, width int) {
	if visible := strings.TrimRight(cluster, separators); visible != "" {
		cluster = visible
	}
	if len(cluster) == 1 {
		if cluster[0] < ' ' || cluster[0] >= 0x7F {
			return unreadable, 1
		}
		return cluster, 1
	}
	first, _ := utf8.DecodeRuneInString(cluster)
	if first == '\u2028' || first == '\u2029' {
		return " ", 1
	}
	if harms(cluster) {
		return unreadable, 1
	}
	text, width = cluster, r.width(cluster)
	if joinsAfter(cluster) {
		text += carrier
		width = r.width(text)
	}
	if width == 0 || joinsBefore(cluster) {
		text = carrier + text
		width = r.width(text)
	}
	if width > room {
		return unreadable, 1
	}
	return text, width
}

// harms reports whether a cluster acts on the terminal, hides something or is
// not UTF-8.
func harms(cluster string) bool {
	before := rune(0)
	for off, r := range cluster {
		if r >= 0xAD && annotate.Invisible(r, before) || annotate.ActsOnTerminal(r) {
			return true
		}
		if r == utf8.RuneError && !strings.HasPrefix(cluster[off:], "\uFFFD") {
			return true
		}
		before = r
	}
	return false
}

// joinsBefore reports whether a cluster would join a cell before it, as a mark
// without a letter does.
func joinsBefore(cluster string) bool {
	first, _ := utf8.DecodeRuneInString(cluster)
	return !neverJoins(first) && annotate.NextGrapheme(" "+cluster, 0) > 1
}

// joinsAfter reports whether a cluster would join a cell after it, as some
// characters that precede a number do.
func joinsAfter(cluster string) bool {
	last, _ := utf8.DecodeLastRuneInString(cluster)
	return !neverJoins(last) && annotate.NextGrapheme(cluster+" ", 0) > len(cluster)
}

// neverJoins reports whether r is one of many common characters that never join
// a blank, so that this need not be tried.
func neverJoins(r rune) bool {
	switch {
	case r < 0x300, r >= 0x370 && r <= 0x482, r >= 0x2010 && r <= 0x2027:
		return true
	case r >= 0x3001 && r <= 0x3029, r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FA:
		return true
	case r >= 0x3400 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xFF01 && r <= 0xFF9D:
		return true
	}
	return false
}

// hangs reports whether a cluster is a blank that may hang over a soft line
// end. No-break spaces do not.
func hangs(cluster string) bool {
	if len(cluster) == 1 {
		return cluster[0] == ' '
	}
	switch cluster {
	case "\u00A0", "\u2007", "\u202F":
		return false
	}
	r, size := utf8.DecodeRuneInString(cluster)
	return size == len(cluster) && unicode.Is(unicode.Zs, r)
}
