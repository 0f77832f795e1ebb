package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// A responder answers the queries of programs to their terminal, as xterm does.
type responder struct {
	rest []byte // an escape sequence whose end has not been read
}

// maxRest is the length in bytes after which a sequence without an end is dropped.
const maxRest = 4096

// sequences matches whole escape sequences: control sequences, strings that end
// with BEL or ST, and others.
var sequences = regexp.MustCompile(`(?s)^\x1b(\[[^@-~]*[@-~]|[]P_^X].*?(\x07|\x1b\\)|[^][P_^X])`)

// answer returns the answers to the queries in output.
func (r *responder) answer(output []byte) (answers []byte) {
	data := append(r.rest, output...)
	r.rest = nil
	for {
		start := bytes.IndexByte(data, 0x1b)
		if start < 0 {
			return answers
		}
		data = data[start:]
		sequence := sequences.Find(data)
		if sequence == nil {
			if len(data) < maxRest {
				r.rest = bytes.Clone(data)
			}
			return answers
		}
		answers = append(answers, reply(string(sequence))...)
		data = data[len(sequence):]
	}
}

// reply returns the answer to one sequence, or "" if it is not a query.
func reply(sequence string) string {
	const st = "\x1b\\"
	switch body := sequence[1:]; body {
	case "[c", "[0c":
		return "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"
	case "[>c", "[>0c":
		return "\x1b[>41;390;0c"
	case "[=c", "[=0c":
		return "\x1bP!|00000000" + st
	case "[5n":
		return "\x1b[0n"
	case "[6n":
		return "\x1b[1;1R"
	case "[>q", "[>0q":
		return "\x1bP>|XTerm(390)" + st
	case "]10;?\x07", "]10;?" + st:
		return "\x1b]10;rgb:e5e5/e5e5/e5e5" + body[len("]10;?"):]
	case "]11;?\x07", "]11;?" + st:
		return "\x1b]11;rgb:0000/0000/0000" + body[len("]11;?"):]
	case "]12;?\x07", "]12;?" + st:
		return "\x1b]12;rgb:e5e5/e5e5/e5e5" + body[len("]12;?"):]
	}
	mode, isMode := strings.CutPrefix(sequence, "\x1b[?")
	mode, isQuery := strings.CutSuffix(mode, "$p")
	if isMode && isQuery {
		return fmt.Sprintf("\x1b[?%s;%d$y", mode, modeSetting(mode))
	}
	return ""
}

// modeSetting returns what xterm reports for a private mode: 2 if it is off, 0 if
// it is unknown, as synchronized output (2026) and grapheme widths (2027) are.
func modeSetting(mode string) int {
	switch mode {
	case "1", "9", "1000", "1002", "1003", "1004", "1005", "1006", "1015", "1049", "2004":
		return 2
	}
	return 0
}
