package anchor

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
)

// The evidence that words are accepted on. docs/anchoring.md says where the
// figures come from.
const (
	longWords     = 16   // words of so many bytes that occur once are accepted in any context
	fairContext   = 0.6  // a context that is recognized
	goodContext   = 0.8  // a context that is the same
	clearLead     = 0.15 // by which the best candidate must beat the next
	minSimilarity = 0.7  // edited words that resemble the original
	maxCandidates = 16   // that are offered to the user
)

// A candidate is a span where the words of an anchor may be.
type candidate struct {
	span       annotate.Span
	similarity float64 // of its words to those of the anchor, 0 to 1
	context    float64 // agreement of its context with that of the anchor, 0 to 1
	distance   int     // from the anchor's span in bytes, for a Finder

	// for a placer
	atHome    bool    // it is between the old neighbours
	offCenter float64 // how far it is from where the words should be, 0 to 1
	alone     bool    // nothing else was inserted there
	block     bool    // it is a block by itself
}

func (c candidate) score() float64 { return c.similarity + c.context }

// byScore sorts candidates, the best first.
func byScore(candidates []candidate) {
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), cmp.Compare(a.distance, b.distance))
	})
}

// clearBest reports whether the first of sorted candidates clearly beats the next.
func clearBest(sorted []candidate) bool {
	return len(sorted) == 1 || sorted[0].score()-sorted[1].score() >= clearLead
}

// spansOf returns the spans of the first maxCandidates candidates.
func spansOf(candidates []candidate) (spans []annotate.Span) {
	for _, c := range candidates[:min(len(candidates), maxCandidates)] {
		spans = append(spans, c.span)
	}
	return spans
}

// isPassage reports whether words are so many that they occur by no chance.
func isPassage(words string) bool { return len(words) >= longWords && countWords(words) >= 3 }

// isTelling reports whether words say something by themselves: several, or one
// that is not short.
func isTelling(words string) bool {
	return countWords(words) > 1 || utf8.RuneCountInString(words) > 3
}

func countWords(s string) (n int) {
	for range segment.Words(s, annotate.Span{End: len(s)}) {
		n++
	}
	return n
}

// round keeps three decimals, so that scores are easy to read and survive export.
func round(score float64) float64 { return math.Round(score*1000) / 1000 }
