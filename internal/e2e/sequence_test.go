//go:build unix

package e2e

import (
	"flag"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A sequence is text that would act on a terminal or mislead the reader.
type sequence struct{ name, text string }

// The words around a sequence wherever it is embedded. If the first one is shown,
// the sequence was there to be removed.
const before, after = "kelp", "wrack"

// embedded returns the sequence between its words.
func (s sequence) embedded() string { return before + s.text + after }

// escaped returns the embedded sequence with its characters, except for invalid
// bytes, as character references of HTML and XML.
func (s sequence) escaped() string {
	var b strings.Builder
	for _, r := range s.text {
		if r != utf8.RuneError {
			fmt.Fprintf(&b, "&#x%x;", r)
		}
	}
	return before + b.String() + after
}

// sequences lists all known hostile sequences, by kind.
func sequences() []sequence {
	const payload = "c;cGF5bG9hZA=="
	many := func(s string) string { return strings.Repeat(s, 300) }
	return []sequence{
		{"nothing", ""}, // shows that all outputs contain the words
		// ESC [ : control sequences.
		{"CSI color", "\x1b[31;7m"},
		{"CSI erase and move", "\x1b[2J\x1b[5;5H\x1b[1000A"},
		{"CSI other screen", "\x1b[?1049l\x1b[?25l\x1b[?2004h"},
		{"CSI questions", "\x1b[c\x1b[>c\x1b[6n\x1b[?2026$p"},
		{"CSI window and keys", "\x1b[21t\x1b[8;1;1t\x1b[>1u\x1b[>4;2m"},
		{"CSI reset and repeat", "\x1b[!p\x1b[99999b"},
		{"CSI unfinished", "\x1b[31"},
		{"CSI with a control inside", "\x1b[3\b1m"},
		// ESC ] : operating system commands.
		{"OSC 0 title", "\x1b]0;payload\x07"},
		{"OSC 2 title, ended by ST", "\x1b]2;payload\x1b\\"},
		{"OSC 8 link", "\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07"},
		{"OSC 52 clipboard", "\x1b]52;" + payload + "\x07"},
		{"OSC 52 question", "\x1b]52;c;?\x07"},
		{"OSC 10 and 4 questions", "\x1b]10;?\x07\x1b]4;1;?\x1b\\"},
		{"OSC notice and file", "\x1b]9;payload\x07\x1b]777;notify;a;b\x07\x1b]1337;File=:AAAA\x07"},
		{"OSC unfinished", "\x1b]52;" + payload},
		{"OSC cut by CAN", "\x1b]0;payload\x18"},
		// Other strings.
		{"DCS question", "\x1bP+q544e\x1b\\\x1bP$qm\x1b\\"},
		{"DCS picture and tmux", "\x1bPq#0;2;0;0;0~-\x1b\\\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\"},
		{"DCS unfinished", "\x1bP+q544e"},
		{"APC picture", "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\"},
		{"PM and SOS", "\x1b^payload\x1b\\\x1bXpayload\x1b\\"},
		{"ESC alone", "\x1bc\x1b#8\x1b(0\x1bn\x1bZ\x1b7\x1b8\x1b=\x1bM"},
		{"ESC before the end", "\x1b"},
		// The same in 8 bits, as characters and as bytes.
		{"C1 CSI", "\u009b31m"},
		{"C1 OSC 52", "\u009d52;" + payload + "\u009c"},
		{"C1 DCS, APC, PM, SOS", "\u0090+q\u009c\u009fG\u009c\u009ex\u009c\u0098x\u009c"},
		{"C1 alone", "\u0084\u0085\u0088\u008d\u008e\u008f\u009a"},
		{"C1 as bytes", "\x9b31m\x9d0;payload\x9c\x90q\x9c"},
		// Single controls.
		{"BS", "\b\b\b\bshown"},
		{"CR", "\rshown"},
		{"BEL and NUL", "\x07\x00"},
		{"ENQ, SO and SI", "\x05\x0e\x0f"},
		{"VT, FF, CAN, SUB", "\x0b\x0c\x18\x1a"},
		{"DEL", "\x7f\x7f"},
		// What reorders or hides text.
		{"bidi override", "\u202egpj.exe\u202c"},
		{"bidi isolates and marks", "\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061c\u202a\u202b\u202d"},
		{"invisible blanks", "\u200b\u2060\ufeff\u00ad\u180e\u034f"},
		{"invisible fillers and operators", "\u3164\u115f\u1160\uffa0\u2061\u2062\u2063\u2064\u206a\u206f"},
		{"hidden message in tags", "\U000e0001\U000e0068\U000e0069\U000e007f"},
		{"hidden message in selectors", "\ufe01\U000e0121\U000e01ef"},
		{"line and paragraph separators", "\u2028\u2029"},
		{"noncharacters", "\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff"},
		{"joiner bomb", many("\u200d") + many("\u200c")},
		{"chain of joined emoji", many("👩\u200d") + "👩"},
		{"mountain of accents", many("\u0301\u0489")},
		// What a parser may turn into one of the above.
		{"entities of escapes", "&#27;]52;" + payload + "&#7;&#x1b;[31m&#155;31m&#x9d;0;x&#x9c;&#0;&#13;"},
		{"entities twice", "&amp;#27;[31m&amp;amp;#x1b;]0;x&amp;#7;"},
		{"entities of bidi and invisible", "&#8238;&rlm;&ZeroWidthSpace;&shy;&#xfeff;&#xE0041;"},
		{"escapes of languages", `\u001b[31m\x1b]0;x\x07\033[31m\e[0m%1b]0;x%07`},
		{"spliced by removing", "\x1b\u200b[31m\x1b\x00]0;x\x07\x1b\x1b[31m\u00ad\x1b[\u200b31m"},
		// Bytes that are not text.
		{"bad UTF-8", "\xff\xfe\xc3\xe2\x80"},
		{"bad UTF-8, overlong and surrogate", "\xc0\x9b31m\xe0\x80\x9b\xed\xa0\x80\xf8\x88\x80\x80\x80"},
	}
}

// singly makes the tests try each sequence by itself, which takes minutes.
var singly = flag.Bool("singly", false, "try each hostile sequence by itself")

// batches joins several sequences into one, because each goes through all outputs.
// Long ones, unfinished ones that would absorb what follows, and those with bytes
// that change how Galley reads the whole text stay alone.
func batches(all []sequence) []sequence {
	const size = 6
	var out []sequence
	var batch []sequence
	flush := func() {
		var names, texts []string
		for _, s := range batch {
			names, texts = append(names, s.name), append(texts, s.text)
		}
		out = append(out, sequence{strings.Join(names, " + "), strings.Join(texts, after+" "+before)})
		batch = nil
	}
	for _, s := range all {
		if *singly || len(s.text) > 1000 || strings.Contains(s.text, "\x00") || !utf8.ValidString(s.text) || strings.Contains(s.name, "unfinished") {
			out = append(out, s)
			continue
		}
		if batch = append(batch, s); len(batch) == size {
			flush()
		}
	}
	if len(batch) > 0 {
		flush()
	}
	return out
}
