package fold

import (
	"slices"
	"sort"

	"galley/annotate"
)

// NormalArticle returns an article in Unicode normalization form C, with the digest of
// the original, and the map between the two. It returns a itself if it is in that form.
func NormalArticle(a *annotate.Article) (*annotate.Article, *Text) {
	t := Normal(a.Text)
	if t.IsSame() {
		return a, t
	}
	normal := *a
	normal.Text, normal.Blocks = t.Folded, slices.Clone(a.Blocks)
	for i, b := range a.Blocks {
		normal.Blocks[i].Span = t.FoldedFromSource(b.Span)
	}
	return &normal, t
}

// IsSame reports whether all offsets are those of the text.
func (t *Text) IsSame() bool { return len(t.steps) == 0 }

// Altered returns the parts of a folded span, in order, whose source differs from
// them.
func (t *Text) Altered(span annotate.Span) (parts []annotate.Span) {
	first := sort.Search(len(t.steps), func(i int) bool { return t.steps[i].folded.End > span.Start })
	for _, s := range t.steps[first:] {
		if s.folded.Start >= span.End {
			break
		}
		if both := s.folded.Intersect(span); !both.Empty() {
			parts = append(parts, both)
		}
	}
	return parts
}
