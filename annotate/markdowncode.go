package annotate

import (
	"regexp"
	"strings"
)

// markdownCode returns the parts of Markdown that are code however it is read, in order:
// the lines in a fence, and code spans. It recognizes only what cannot be anything else,
// in a note by itself and in an item of a list: fences that begin and end without an
// indent, and code spans that end on their line.
func markdownCode(text string) []Span {
	if strings.ContainsAny(text, "\r\v\f\x00") { // some programs end lines there
		return nil
	}
	blocks := fencedLines(text)
	var prose []Span
	off := 0
	for _, b := range append(blocks, Span{Start: len(text), End: len(text)}) {
		prose = append(prose, Span{Start: off, End: b.Start})
		off = b.End
	}
	var code []Span
	for i, p := range prose {
		spans, ok := codeSpans(text, p)
		if !ok {
			return blocks
		}
		if code = append(code, spans...); i < len(blocks) {
			code = append(code, blocks[i])
		}
	}
	return code
}

// fencedLines returns the lines from a fence to the one that closes it. It stops at a
// fence that some program may take for another, such as an indented one.
func fencedLines(text string) (blocks []Span) {
	fence, start, off := "", 0, 0
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		run := bare[:len(bare)-len(strings.TrimLeft(bare, bareStart(bare)))]
		switch isFence := len(run) >= 3; {
		case !isFence:
		case fence == "" && strings.Contains(bare[len(run):], "`") && run[0] == '`': // a code span
		case fence == "" && !strings.HasPrefix(line, run):
			return blocks
		case fence == "":
			fence, start = run, off
		case bare != run || run[0] != fence[0] || len(run) < len(fence):
		case strings.TrimRight(line, " \n") != run:
			return blocks
		default:
			blocks = append(blocks, Span{Start: start, End: off + len(line)})
			fence = ""
		}
		off += len(line)
	}
	return blocks
}

// bareStart returns the character of the fence with which a line begins, or "".
func bareStart(line string) string {
	if line != "" && strings.Contains("`~", line[:1]) {
		return line[:1]
	}
	return ""
}

// codeSpans returns the code spans in a part of text. ok is false if a backtick there may
// belong to something else: it is escaped or alone on its line, it may be in an address,
// or there are links, whose titles may hold it, or tables and formulas.
func codeSpans(text string, part Span) (spans []Span, ok bool) {
	off := part.Start
	for line := range strings.Lines(part.In(text)) {
		if strings.Contains(line, "|") {
			return nil, false
		}
		for rest := line; ; {
			i := strings.IndexByte(rest, '`')
			if i < 0 {
				i = len(rest)
			}
			if mayHoldCode.MatchString(rest[:i]) {
				return nil, false
			}
			if i == len(rest) {
				break
			}
			if before := rest[:i]; strings.ContainsAny(before[strings.LastIndexAny(before, " \t")+1:], `:./@\`) {
				return nil, false
			}
			rest = rest[i:]
			run := rest[:len(rest)-len(strings.TrimLeft(rest, "`"))]
			length := closingRun(rest[len(run):], run)
			if length < 0 {
				return nil, false
			}
			start := off + len(line) - len(rest)
			rest = rest[len(run)+length:]
			spans = append(spans, Span{Start: start, End: off + len(line) - len(rest)})
		}
		off += len(line)
	}
	return spans, true
}

// mayHoldCode finds what may take a later backtick from a code span.
var mayHoldCode = regexp.MustCompile(`\$|\]\(|\]:|\[\[`)

// closingRun returns the offset after the first run of backticks in text that is exactly
// run, or -1.
func closingRun(text, run string) int {
	for off := 0; off < len(text); {
		n := len(text[off:]) - len(strings.TrimLeft(text[off:], "`"))
		if n == len(run) {
			return off + n
		}
		off += max(n, 1)
	}
	return -1
}
