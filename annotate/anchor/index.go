package anchor

import (
	"cmp"
	"slices"

	"galley/annotate"
	"galley/annotate/segment"
)

// An index tells where the words of a text stand, so that a search for similar
// words need not read all of it.
type index struct {
	text  string
	bytes int
	words map[string][]int32 // starts, in order
}

// indexOf indexes the parts of text that spans cover.
func indexOf(text string, spans ...annotate.Span) *index {
	x := &index{text: text, words: make(map[string][]int32)}
	for _, span := range spans {
		x.bytes += span.Len()
		for w := range segment.Words(text, span) {
			word := w.In(text)
			x.words[word] = append(x.words[word], int32(w.Start))
		}
	}
	return x
}

const (
	mostPostings = 256 // words that stand in more places tell nothing
	mostWindows  = 6   // that are looked at closely
	leastVotes   = 0.3 // of the letters of the words must stand in a window
)

// windows returns the parts of the text in which most of the longer words of
// words stand at about their distances, the best first.
func (x *index) windows(words string) []annotate.Span {
	slack := max(32, len(words)/4)
	votes := make(map[int]int) // by offset of the first word, in steps of slack
	for w := range segment.Words(words, annotate.Span{End: len(words)}) {
		starts := x.words[w.In(words)]
		if len(starts) > mostPostings {
			continue
		}
		for _, start := range starts {
			step := (int(start) - w.Start) / slack
			votes[step] += w.Len()
			votes[step+1] += w.Len()
		}
	}
	steps := make([]int, 0, len(votes))
	for step, letters := range votes {
		if float64(letters) >= leastVotes*float64(len(words)) {
			steps = append(steps, step)
		}
	}
	slices.SortFunc(steps, func(a, b int) int { return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(a, b)) })
	var windows []annotate.Span
	for _, step := range steps[:min(len(steps), mostWindows)] {
		from := max(0, (step-1)*slack)
		windows = append(windows, annotate.Span{Start: from, End: min(len(x.text), from+len(words)+3*slack)})
	}
	return windows
}

// similar returns the places at which the text is like words, with at most max
// errors, the closest first. They do not overlap.
func (x *index) similar(words string, max int) []hit {
	var hits []hit
	for _, w := range x.windows(words) {
		h, ok := nearest(w.In(x.text), words, max)
		if !ok {
			continue
		}
		h.start, h.end = h.start+w.Start, h.end+w.Start
		hits = append(hits, h)
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.errors, b.errors), cmp.Compare(a.start, b.start)) })
	var apart []hit
	for _, h := range hits {
		if !slices.ContainsFunc(apart, func(o hit) bool { return h.start < o.end && o.start < h.end }) {
			apart = append(apart, h)
		}
	}
	return apart
}

// whole widens or narrows a place to whole words and characters. ok is false
// if nothing is left that may be stored.
func whole(text string, h hit) (annotate.Span, bool) {
	span := annotate.Span{Start: edge(text, h.start), End: edge(text, h.end)}
	if span.Empty() {
		return span, false
	}
	span, ok := span.Trim(text)
	return span, ok && span.Fits(text)
}

// edge moves an offset out of a word, to its nearer end.
func edge(text string, off int) int {
	around := annotate.Span{Start: max(0, off-wordReach), End: min(len(text), off+wordReach)}
	if w, ok := segment.Word(text, around, off); ok && w.Start < off && off < w.End {
		if off-w.Start <= w.End-off {
			return w.Start
		}
		return w.End
	}
	return annotate.GraphemeAt(text, off)
}

// wordReach bounds how far the ends of a word are looked for, in bytes.
const wordReach = 64
