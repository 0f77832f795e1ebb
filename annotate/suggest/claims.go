package suggest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/annotate/suggest/claim"
)

const (
	minBestScore  = .75 // of one of the best
	wordsPerClaim = 150 // of an article, for one of the best
	minClaimWords = 5
)

// mayClaim reports whether a sentence with who says so is worth a closer look.
func mayClaim(words string) bool {
	const minScore = .25
	return claim.Shipped().Score(words) >= minScore
}

// claims returns the statements that read like claims.
func (p *paragraph) claims() (all []Suggestion) {
	for _, st := range p.statements(mayClaim) {
		words := st.span.In(p.text)
		j := claim.Judge(words)
		if j.Score < claim.MinScore || segment.CountWords(words) < minClaimWords {
			continue
		}
		s := Suggestion{Tag: annotate.Claim, Span: st.span, Tier: Likely, Rule: "claim", Score: math.Round(1000*j.Score) / 1000}
		s.attributeTo(p, "claimant", st.by)
		for _, f := range slices.Backward(j.Cues) {
			s.Cue = annotate.Span{Start: st.span.Start + f.Span.Start, End: st.span.Start + f.Span.End}
			s.Reason = strings.TrimSuffix(f.Words()+" + "+s.Reason, " + ")
		}
		s.Reason = cmp.Or(s.Reason, "its words")
		all = append(all, s)
	}
	return all
}

// best returns the claims with the highest scores, in text order: one for every 150 words of the
// article.
func best(a *annotate.Article, claims []Suggestion) []Suggestion {
	count := 1 + strings.Count(a.Text, " ")/wordsPerClaim
	all := slices.DeleteFunc(slices.Clone(claims), func(s Suggestion) bool { return s.Score < minBestScore })
	slices.SortStableFunc(all, func(a, b Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	all = all[:min(len(all), count)]
	slices.SortFunc(all, bySpan)
	return all
}
