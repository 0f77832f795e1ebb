package anchor

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
)

// Thresholds of the evidence on which words are accepted. docs/anchoring.md says
// how they were chosen.
const (
	longWords     = 16   // minimum length in bytes of words that are accepted in any context if they occur once
	fairContext   = 0.6  // minimum agreement of a context that is recognized
	goodContext   = 0.8  // minimum agreement of a context that counts as the same
	clearLead     = 0.15 // minimum lead of the best candidate over the second best
	minSimilarity = 0.7  // minimum similarity of edited words to the original ones
	maxCandidates = 16   // maximum number of candidates offered to the user
)

// A candidate is a span where the words of an anchor may be.
type candidate struct {
	span       annotate.Span
	similarity float64 // of its words to those of the anchor, 0 to 1
	context    float64 // agreement of its context with that of the anchor, 0 to 1
	distance   int     // in bytes from the anchor's span; only a Finder uses it

	// Only a placer uses these.
	isInPlace bool    // it is between the old neighbors
	offCenter float64 // distance from where the words are expected, 0 to 1
	isAlone   bool    // nothing else was inserted there
	isBlock   bool    // it is a block by itself
}

func (c candidate) score() float64 { return c.similarity + c.context }

// sortByScore sorts candidates, best first; of equal ones, the nearest comes first.
func sortByScore(candidates []candidate) {
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), cmp.Compare(a.distance, b.distance))
	})
}

// hasClearLead reports whether the first of the sorted candidates clearly beats the
// second.
func hasClearLead(sorted []candidate) bool {
	return len(sorted) == 1 || sorted[0].score()-sorted[1].score() >= clearLead
}

// spansOf returns the spans of the first maxCandidates candidates.
func spansOf(candidates []candidate) (spans []annotate.Span) {
	for _, c := range candidates[:min(len(candidates), maxCandidates)] {
		spans = append(spans, c.span)
	}
	return spans
}

// isPassage reports whether words are too long to occur by chance.
func isPassage(words string) bool { return len(words) >= longWords && countWords(words) >= 3 }

// isDistinctive reports whether words are distinctive by themselves: several words,
// or one that is not short.
func isDistinctive(words string) bool {
	return countWords(words) > 1 || utf8.RuneCountInString(words) > 3
}

func countWords(s string) (n int) {
	for range segment.Words(s, annotate.Span{End: len(s)}) {
		n++
	}
	return n
}

// round rounds score to three decimals, so that scores are easy to read and
// survive an export.
func round(score float64) float64 { return math.Round(score*1000) / 1000 }
