package ui

import (
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/ui/theme"
)

// sieve is the last gate before the terminal: it keeps of a frame printable
// text, line feeds, colours and safe links, and drops everything else. Texts
// that Galley read itself hold nothing else, so that mostly the frame comes
// back as it is; a library or a rescue file from someone else may.
func sieve(frame string) string {
	var kept strings.Builder
	from, before := 0, rune(0)
	for off := 0; off < len(frame); {
		c := frame[off]
		if c >= ' ' && c < 0x7F || c == '\n' {
			before = rune(c)
			off++
			continue
		}
		n, ok := 1, false
		if c == '\x1b' {
			n, ok = styleOrLink(frame[off:])
		} else if c >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRuneInString(frame[off:])
			ok = (r != utf8.RuneError || n > 1) && !annotate.ActsOnTerminal(r) && !annotate.Invisible(r, before)
			if ok {
				before = r
			}
		}
		if !ok {
			kept.WriteString(frame[from:off])
			from = off + n
		}
		off += n
	}
	if from == 0 {
		return frame
	}
	kept.WriteString(frame[from:])
	return kept.String()
}

// styleOrLink measures the sequence at the beginning of s, and reports whether
// it only chooses colours or begins or ends a safe link. Of what is neither,
// the introducer alone is measured: what follows it is text then.
func styleOrLink(s string) (n int, ok bool) {
	if strings.HasPrefix(s, "\x1b[") {
		end := strings.IndexFunc(s[2:], func(r rune) bool { return (r < '0' || r > '9') && r != ';' && r != ':' }) + 2
		if end >= 2 && s[end] == 'm' {
			return end + 1, true
		}
	}
	if rest, found := strings.CutPrefix(s, "\x1b]8;;"); found {
		if href, _, ended := strings.Cut(rest, "\x1b\\"); ended {
			safe, ok := theme.SafeLink(href)
			if href == "" || ok && safe == href {
				return len("\x1b]8;;") + len(href) + len("\x1b\\"), true
			}
		}
	}
	return 1, false
}
