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
// one less than with that word. The width that most lines speak for is taken.
// Half of the lines must speak for it, and not one in twenty may be longer,
// nor one for four that speak for it: so a few long addresses or short lines
// do not matter.
func layoutOf(text []byte) layout {
	s := survey{margin: tooLong}
	for group := range groups(text[:min(len(text), layoutSample)]) {
		for i, l := range group {
			s.add(l)
			if i+1 < len(group) {
				s.addPair(l, group[i+1])
			}
		}
	}
	return layout{s.width(), s.margin}
}

// A survey counts what the lines of a text speak for.
type survey struct {
	widths [tooLong + 2]int // lines of each width; those beyond tooLong last
	votes  [tooLong + 2]int // lines that speak for a width, as differences between neighbours
	lines  int
	pairs  int // lines that were followed by one that could have gone on with them
	margin int
}

func (s *survey) add(l line) {
	s.lines++
	s.margin = min(s.margin, l.indent)
	s.widths[min(l.width, tooLong+1)]++
}

func (s *survey) addPair(l, next line) {
	if l.width > tooLong || next.mark.family != 0 || next.quote != l.quote {
		return
	}
	s.pairs++
	s.votes[l.width]++
	s.votes[min(l.width+1+next.first, tooLong+1)]--
}

// width is the largest width that most lines speak for, 0 if they are too few.
func (s *survey) width() int {
	width, most, longer := 0, 0, 0
	votes, within := 0, 0
	for w := range tooLong + 1 {
		votes += s.votes[w]
		within += s.widths[w]
		if w >= narrowest && votes > 0 && votes >= most {
			width, most, longer = w, votes, s.lines-within
		}
	}
	if most*2 < s.pairs || longer > max(s.lines/20, most/4) {
		return 0
	}
	return width
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
