package source

import "bytes"

// A layout describes how a plain text is divided into lines.
type layout struct {
	width  int // the width in characters at which it was wrapped, or 0 if it was not
	margin int // the number of columns before every line
}

// layoutOf estimates the layout of a text from its beginning.
//
// A wrapped line is not longer than the width, and the first word of the next line
// did not fit. So the line votes for each width from that of the line to one less than
// that of the line with the word. The width with the most votes wins. At least half of
// the lines must vote for it, and at most one in twenty may be longer, or one for every
// four that vote for it. A few long addresses or short lines do not matter. Short lines are
// more likely verse, or who said what, unless nearly all of them vote for a width.
func layoutOf(text []byte) layout {
	const sampleLen = 1 << 20 // bytes
	s := survey{margin: longLine}
	for group := range groups(text[:min(len(text), sampleLen)]) {
		for i, l := range group {
			s.add(l)
			if i+1 < len(group) {
				s.vote(l, group[i+1])
			}
		}
	}
	return layout{s.width(), s.margin}
}

// A survey counts the votes of the lines of a text.
type survey struct {
	widths [longLine + 2]int // number of lines of each width; the last for those beyond longLine
	votes  [longLine + 2]int // votes for each width, as differences between neighbors
	lines  int
	pairs  int // number of lines followed by one that could continue them
	spaced int // number of those pairs that a word of several characters divides
	margin int
}

func (s *survey) add(l line) {
	s.lines++
	s.margin = min(s.margin, l.indent)
	s.widths[min(l.width, longLine+1)]++
}

func (s *survey) vote(l, next line) {
	if l.width > longLine || next.mark.family != 0 || next.quote != l.quote {
		return
	}
	s.pairs++
	if next.first > 1 {
		s.spaced++
	}
	s.votes[l.width]++
	s.votes[min(l.width+1+next.first, longLine+1)]--
}

// width returns the largest width with the most votes, or 0 if they are too few.
func (s *survey) width() int {
	const minWidth = 20
	width, maxVotes, longer := 0, 0, 0
	votes, fitting := 0, 0
	for w := range longLine + 1 {
		votes += s.votes[w]
		fitting += s.widths[w]
		if w >= minWidth && votes > 0 && votes >= maxVotes {
			width, maxVotes, longer = w, votes, s.lines-fitting
		}
	}
	const narrow, minPairs = 40, 5
	isVerse := width < narrow && s.spaced*2 >= s.pairs && (s.pairs < minPairs || maxVotes*10 < s.pairs*9)
	if isVerse || maxVotes*2 < s.pairs || longer > max(s.lines/20, maxVotes/4) {
		return 0
	}
	return width
}

// maxLines is the maximum number of lines of a group. It bounds the memory for a text
// without blank lines.
const maxLines = 1 << 14

// groups yields the lines of text between blank lines. A group is valid until the
// one after the next is yielded.
func groups(text []byte) func(yield func([]line) bool) {
	return func(yield func([]line) bool) {
		var group, spare []line
		for raw := range bytes.Lines(text) {
			raw = bytes.TrimSuffix(raw, []byte("\n"))
			isBlank := len(bytes.TrimSpace(raw)) == 0
			if !isBlank {
				group = append(group, parseLine(raw))
			}
			if len(group) == maxLines || (isBlank && len(group) > 0) {
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
