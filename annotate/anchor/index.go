package anchor

import (
	"cmp"
	"slices"

	"galley/annotate"
	"galley/annotate/segment"
)

// An index maps the words of a text to their positions, so that a search for
// similar words need not read all of it.
type index struct {
	text  string
	words map[string][]int32 // starts, in order
}

// newIndex indexes the parts of text that spans cover.
func newIndex(text string, spans ...annotate.Span) *index {
	x := &index{text: text, words: make(map[string][]int32)}
	for _, span := range spans {
		for w := range segment.Words(text, span) {
			word := w.In(text)
			x.words[word] = append(x.words[word], int32(w.Start))
		}
	}
	return x
}

// Bounds of a search for similar words.
const (
	maxPostings = 256 // maximum occurrences of a word; more frequent words are ignored
	maxWindows  = 6   // maximum number of windows that are compared
	minVotes    = 0.3 // minimum share of the words' bytes that a window must contain
)

// windows returns the parts of the text that contain many of words at about the same
// distances, best first.
func (x *index) windows(words string) []annotate.Span {
	slack := max(32, len(words)/4)
	votes := make(map[int]int) // matching bytes by the offset of the first word, in steps of slack
	for w := range segment.Words(words, annotate.Span{End: len(words)}) {
		starts := x.words[w.In(words)]
		if len(starts) > maxPostings {
			continue
		}
		for _, start := range starts {
			step := (int(start) - w.Start) / slack
			votes[step] += w.Len()
			votes[step+1] += w.Len()
		}
	}
	steps := make([]int, 0, len(votes))
	for step, n := range votes {
		if float64(n) >= minVotes*float64(len(words)) {
			steps = append(steps, step)
		}
	}
	slices.SortFunc(steps, func(a, b int) int { return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(a, b)) })
	var windows []annotate.Span
	for _, step := range steps[:min(len(steps), maxWindows)] {
		from := max(0, (step-1)*slack)
		windows = append(windows, annotate.Span{Start: from, End: min(len(x.text), from+len(words)+3*slack)})
	}
	return windows
}

// similar returns the parts of the text that differ from words in at most
// 1-minSimilarity of the bytes, closest first. They are disjoint, but each is then
// widened to whole words.
func (x *index) similar(words string) (spans []annotate.Span) {
	var hits []hit
	for _, w := range x.windows(words) {
		if h, ok := nearest(w.In(x.text), words, int((1-minSimilarity)*float64(len(words)))); ok {
			hits = append(hits, hit{h.start + w.Start, h.end + w.Start, h.errors})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.errors, b.errors), cmp.Compare(a.start, b.start)) })
	var disjoint []hit
	for _, h := range hits {
		if slices.ContainsFunc(disjoint, func(o hit) bool { return h.start < o.end && o.start < h.end }) {
			continue
		}
		disjoint = append(disjoint, h)
		if span, ok := wholeWords(x.text, annotate.Span{Start: h.start, End: h.end}); ok {
			spans = append(spans, span)
		}
	}
	return spans
}

// wholeWords moves the ends of a span to the nearer ends of words. ok is false if
// nothing is left that may be stored.
func wholeWords(text string, span annotate.Span) (_ annotate.Span, ok bool) {
	span = annotate.Span{Start: wordEdge(text, span.Start), End: wordEdge(text, span.End)}
	if span.Empty() {
		return span, false
	}
	span, ok = span.Trim(text)
	return span, ok && span.Fits(text)
}

// wordReach is how far, in bytes, the ends of a word are searched for.
const wordReach = 64

// wordEdge returns the nearer end of the word that contains off, or off itself, moved
// to the start of its cluster, if it is not inside a word.
func wordEdge(text string, off int) int {
	around := annotate.Span{Start: max(0, off-wordReach), End: min(len(text), off+wordReach)}
	if w, ok := segment.Word(text, around, off); ok && w.Start < off && off < w.End {
		if off-w.Start <= w.End-off {
			return w.Start
		}
		return w.End
	}
	return annotate.GraphemeAt(text, off)
}
