package ui

import (
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/ui/theme"
)

// sieve is the last filter before the terminal: it keeps the printable text, line
// feeds, SGR sequences and safe links (OSC 8) of a frame and drops everything
// else. Texts that Galley itself has read contain nothing else, so the frame is
// usually returned unchanged; those in a library or rescue file from elsewhere may.
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

// styleOrLink returns the length in bytes of the sequence that s begins with, and
// whether it only chooses colors and attributes or begins or ends a safe link. For
// any other sequence n is 1, the escape character: the rest stays as text.
func styleOrLink(s string) (n int, ok bool) {
	if rest, found := strings.CutPrefix(s, "\x1b["); found {
		end := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("0123456789;:", r) })
		if end >= 0 && rest[end] == 'm' {
			return len("\x1b[") + end + len("m"), true
		}
	}
	if rest, found := strings.CutPrefix(s, "\x1b]8;;"); found {
		end := max(strings.IndexAny(rest, "\x1b\a"), 0)
		href, closer := rest[:end], "\a"
		if !strings.HasPrefix(rest[end:], closer) {
			closer = "\x1b\\"
		}
		safe, ok := theme.SafeLink(href)
		if strings.HasPrefix(rest[end:], closer) && (href == "" || ok && safe == href) {
			return len("\x1b]8;;") + len(href) + len(closer), true
		}
	}
	return 1, false
}
