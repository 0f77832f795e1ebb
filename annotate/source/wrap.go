package source

import "bytes"

// narrowest is the smallest width that text is believed to be wrapped at.
const narrowest = 20

// A layout is what a plain text shows of how its lines were made.
type layout struct {
	width  int // it was wrapped at, in characters; 0: each line is whole
	margin int // columns before every line
}

// layoutSample is how much of a text shows its layout, in bytes.
const layoutSample = 1 << 20

// layoutOf finds the width that text was wrapped at, from its beginning.
//
// A line that was wrapped is not longer than the width, and the first word of
// the next line did not fit behind it: it speaks for each width from its own to
// one less than with that word. The width that most lines speak for is taken,
// so that a few long addresses or short lines do not matter; it must be half
// of them, and fewer than one line in twenty may be over tooLong.
func layoutOf(text []byte) layout {
	var votes [tooLong + 2]int // differences between neighbouring widths
	lines, long, pairs, margin := 0, 0, 0, tooLong
	for group := range groups(text[:min(len(text), layoutSample)]) {
		for i, l := range group {
			lines++
			margin = min(margin, l.indent)
			if l.width > tooLong {
				long++
				continue
			}
			if i+1 == len(group) || group[i+1].mark.family != 0 || group[i+1].quote != l.quote {
				continue
			}
			pairs++
			votes[l.width]++
			votes[min(l.width+1+group[i+1].first, tooLong+1)]--
		}
	}
	if long*20 >= lines {
		return layout{margin: margin}
	}
	width, count := mostVotes(votes[:])
	if count*2 < pairs {
		return layout{margin: margin}
	}
	return layout{width, margin}
}

// mostVotes returns the largest width that most lines speak for.
func mostVotes(votes []int) (width, count int) {
	sum := 0
	for w, d := range votes[:tooLong+1] {
		sum += d
		if w >= narrowest && sum > 0 && sum >= count {
			width, count = w, sum
		}
	}
	return width, count
}

// mostLines bounds a group, and with it the memory that a text without blank
// lines takes.
const mostLines = 1 << 14

// groups goes through the lines of text between blank lines. A group is valid
// until the group after the next.
func groups(text []byte) func(yield func([]line) bool) {
	return func(yield func([]line) bool) {
		var group, spare []line
		for rest := text; len(rest) > 0; {
			var raw []byte
			raw, rest, _ = bytes.Cut(rest, []byte("\n"))
			blank := len(bytes.TrimSpace(raw)) == 0
			if !blank {
				group = append(group, parseLine(raw))
			}
			if len(group) == mostLines || (blank && len(group) > 0) {
				if !yield(group) {
					return
				}
				group, spare = spare[:0], group
			}
		}
		if len(group) > 0 {
			yield(group)
		}
	}
}
