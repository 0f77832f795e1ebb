//go:build unix

package e2e

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// A sink is where output goes, which decides what it may contain.
type sink int

const (
	toPipe   sink = iota // text only
	toPage               // a terminal on which a command prints: text and colors
	toScreen             // a terminal in which the reader draws: what its renderer needs
)

// verdict describes the first thing in out that must not be sent, "" if there is
// none. It reads out piece by piece, as a terminal does, and refuses everything
// that is not known to be harmless, complete or not.
func (dest sink) verdict(out string) string {
	var before rune
	for rest := out; rest != ""; {
		p, n := pieceOf(rest)
		if why := dest.refuses(p, before, rest[n:]); why != "" {
			return fmt.Sprintf("%s: %.60q", why, rest)
		}
		before, rest = p.char, rest[n:]
	}
	return ""
}

// A piece is a character or a sequence that acts on a terminal.
type piece struct {
	kind  pieceKind
	char  rune // of a character; U+FFFD for an invalid byte
	bytes string
}

type pieceKind int

const (
	printed     pieceKind = iota
	controlChar           // a control character
	control               // ESC [ …
	command               // ESC ] …, complete
	other                 // any other sequence, or an incomplete one
	malformed             // a byte that is not UTF-8
)

var (
	controlSequence = regexp.MustCompile(`^\x1b\[[0-?]*[ -/]*[@-~]`)
	commandSequence = regexp.MustCompile(`^\x1b\][ -~]*(?:\x07|\x1b\\)`)
	reverseIndex    = "\x1bM" // goes up a row
)

// pieceOf returns the first piece of out and its length in bytes.
func pieceOf(out string) (piece, int) {
	r, size := utf8.DecodeRuneInString(out)
	switch {
	case r == utf8.RuneError && size == 1:
		return piece{malformed, r, out[:1]}, 1
	case r == 0x1b:
		return sequenceOf(out)
	case unicode.IsControl(r):
		return piece{controlChar, r, out[:size]}, size
	}
	return piece{printed, r, out[:size]}, size
}

func sequenceOf(out string) (piece, int) {
	if s := controlSequence.FindString(out); s != "" {
		return piece{kind: control, bytes: s}, len(s)
	}
	if s := commandSequence.FindString(out); s != "" {
		return piece{kind: command, bytes: s}, len(s)
	}
	if strings.HasPrefix(out, reverseIndex) {
		return piece{kind: other, bytes: reverseIndex}, len(reverseIndex)
	}
	return piece{kind: other, bytes: out[:1]}, 1
}

// refuses says why a piece must not be sent, "" if it may be. before is the
// character printed before it, 0 for none, and after is what follows.
func (dest sink) refuses(p piece, before rune, after string) string {
	switch p.kind {
	case printed:
		return hides(p.char, before)
	case controlChar:
		return dest.refusesControl(p.char, after)
	case control:
		return dest.refusesSequence(p.bytes)
	case command:
		return dest.refusesCommand(p.bytes)
	case other:
		if dest == toScreen && p.bytes == reverseIndex {
			return ""
		}
	case malformed:
		return "a byte that is not UTF-8"
	}
	return "an unknown sequence"
}

// hides says why a character would reorder the line or be invisible, "" if it
// would not. Joiners may follow letters and emoji, but not ASCII.
func hides(r, before rune) string {
	switch {
	case unicode.Is(unicode.Bidi_Control, r):
		return "a character that reorders text"
	case r == 0x200C || r == 0x200D || unicode.Is(unicode.Variation_Selector, r):
		if before < 0x80 && !strings.ContainsRune("0123456789#*", before) {
			return "a joiner with nothing to join"
		}
	case r >= 0xE0000 && r <= 0xE0FFF:
		if before != 0x1F3F4 && (before < 0xE0020 || before > 0xE007E) {
			return "a hidden tag"
		}
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return "an invisible character"
	case r == 0x2028 || r == 0x2029:
		return "another line separator"
	case r >= 0xFDD0 && r <= 0xFDEF, r%0x10000 >= 0xFFFE:
		return "a noncharacter"
	}
	return ""
}

func (dest sink) refusesControl(r rune, after string) string {
	switch {
	case r == '\n', r == '\t',
		r == '\r' && (dest == toScreen || dest == toPage && progressBar.MatchString(after)),
		r == '\b' && dest == toScreen:
		return ""
	}
	return "a control character"
}

// The control sequences that sinks accept.
var (
	colorSequence = regexp.MustCompile(`^\x1b\[[0-9;:]*m$`)
	eraseSequence = regexp.MustCompile(`^\x1b\[K$`)
	progressBar   = regexp.MustCompile(`^(?:[█░]{20}  |[⠀-⣿] |\x1b\[K)`) // a progress bar, drawn and erased
	drawSequence  = regexp.MustCompile(`^\x1b\[(?:[0-9;]*[ABCDEFGHIJKLMPSTXZdbr@]|\?5W|[0-6] q)$`)
	// Modes: cursor, focus, mouse, pastes, alternate screen, synchronized output.
	modeSequence = regexp.MustCompile(`^\x1b\[\?(?:1|7|25|1002|1003|1004|1006|1049|2004|2026|2027)[hl]$`)
	// Queries of modes, the keyboard protocol and, after each, what every terminal answers;
	// and setting the protocol.
	querySequence = regexp.MustCompile(`^\x1b\[(?:\?20(?:26|27)\$p|\?u|[<>=][0-9;]*u|>4(?:;[0-2])?m|>0?q|c)$`)
)

func (dest sink) refusesSequence(s string) string {
	switch {
	case dest == toPipe:
		return "a sequence, but there is no terminal"
	case colorSequence.MatchString(s), dest == toPage && eraseSequence.MatchString(s):
		return ""
	case dest == toScreen && (drawSequence.MatchString(s) || modeSequence.MatchString(s) || querySequence.MatchString(s)):
		return ""
	}
	return "a sequence that the renderer does not need"
}

var (
	safeLink  = regexp.MustCompile(`^\x1b\]8;[a-z0-9=:]*;(?:(?:https?://|mailto:)[!-~]+)?(?:\x07|\x1b\\)$`)
	clipboard = regexp.MustCompile(`^\x1b\]52;c;([A-Za-z0-9+/=]+)\x07$`)
)

// refusesCommand accepts safe links, the query for the background color, and text
// that the user copies.
func (dest sink) refusesCommand(s string) string {
	copied := clipboard.FindStringSubmatch(s)
	switch {
	case dest == toPipe:
		return "a command where there is no terminal"
	case safeLink.MatchString(s), dest == toScreen && s == "\x1b]11;?\x07":
		return ""
	case dest == toScreen && copied != nil:
		text, err := base64.StdEncoding.DecodeString(copied[1])
		if err != nil {
			return "a copy that is not base64"
		}
		return toPipe.verdict(string(text))
	}
	return "a command"
}

// What the renderer needs must pass, and anything else must not.
func TestVerdictsDistinguishGoodFromBad(t *testing.T) {
	const nowhere = toScreen + 1
	tests := []struct {
		name, out string
		from      sink // the first sink that accepts it
	}{
		{"text", "Harbour “levy”\n👩\u200d🚀 می\u200cخواهم 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301", toPipe},
		{"colors", "\x1b[1;38;2;1;2;3mred\x1b[m", toPage},
		{"a link", "\x1b]8;;https://a.example/b\x07a\x1b]8;;\x1b\\", toPage},
		{"a bar", "\r████████████░░░░░░░░  3 of 5\x1b[K\r\x1b[K", toPage},
		{"moving", "\x1b[5;5H\x1b[K\r\n\b\x1bM", toScreen},
		{"modes", "\x1b[?1049h\x1b[?2026$p\x1b[c\x1b[>1u\x1b[?5W\x1b[1 q", toScreen},
		{"a copy", "\x1b]52;c;TGV2eQ==\x07", toScreen},
		{"a copy of a sequence", "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte("\x1b[c")) + "\x07", nowhere},
		{"another clipboard", "\x1b]52;p;TGV2eQ==\x07", nowhere},
		{"a question to the clipboard", "\x1b]52;c;?\x07", nowhere},
		{"a script as a link", "\x1b]8;;javascript:alert(1)\x07", nowhere},
		{"a file as a link", "\x1b]8;;file:///etc/passwd\x07", nowhere},
		{"a title", "\x1b]0;x\x07", nowhere},
		{"a title that does not end", "\x1b]0;x", nowhere},
		{"a report", "\x1b[6n", nowhere},
		{"the window", "\x1b[21t", nowhere},
		{"another mode", "\x1b[?5h", nowhere},
		{"a control in a sequence", "\x1b[3\r1m", nowhere},
		{"a device string", "\x1bPq\x1b\\", nowhere},
		{"a reset", "\x1bc", nowhere},
		{"8 bits", "\u009b31m", nowhere},
		{"one byte", "a\x9b31m", nowhere},
		{"a bell", "\x07", nowhere},
		{"reordering", "a\u202eb", nowhere},
		{"a hidden blank", "a\u200bb", nowhere},
		{"a soft hyphen", "a\u00adb", nowhere},
		{"a lone joiner", "a\u200db", nowhere},
		{"a lone selector", "a\ufe0fb", nowhere},
		{"a tag", "a\U000e0041", nowhere},
		{"a filler", "a\u3164", nowhere},
		{"a noncharacter", "a\ufffe", nowhere},
		{"another", "a\U0010ffff", nowhere},
	}
	for _, test := range tests {
		for dest := toPipe; dest <= toScreen; dest++ {
			if why, want := dest.verdict(test.out), dest >= test.from; (why == "") != want {
				t.Errorf("%s: sink %d: %q, accepted should be %v", test.name, dest, why, want)
			}
		}
	}
}
