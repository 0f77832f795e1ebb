package agree

import "galley/annotate"

// A Score says how well a person found what a key has: the share of their annotations
// that overlap one of the key with the same tag, the share of the key's that they
// found, and the harmonic mean of both, F1. Each is NaN for 0/0.
type Score struct{ Precision, Recall, F1 float64 }

// Scores returns the scores by row. In the items, A is the key.
func Scores(items []Item) map[annotate.Tag]Score {
	var counts [4]spanCounts
	for _, item := range items {
		item.count(&counts)
	}
	scores := map[annotate.Tag]Score{}
	for i, row := range Rows() {
		c := counts[i]
		both := float64(c.overlap)
		scores[row] = Score{Precision: both / float64(c.b), Recall: both / float64(c.a), F1: f1(c.overlap, c.a+c.b)}
	}
	return scores
}

// Confusion counts items by the tags that the first and the second person chose; a tag
// is "" where a person annotated nothing.
func Confusion(items []Item) map[[2]annotate.Tag]int {
	counts := map[[2]annotate.Tag]int{}
	for _, item := range items {
		var tags [2]annotate.Tag
		if item.A != nil {
			tags[0] = item.A.Tag
		}
		if item.B != nil {
			tags[1] = item.B.Tag
		}
		counts[tags]++
	}
	return counts
}
