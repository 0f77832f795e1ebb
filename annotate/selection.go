package annotate

// A Selection is a range that is being selected. Anchor and Head are the starts
// of two grapheme clusters, in either order; both clusters are selected.
type Selection struct {
	Anchor, Head int
}

// Span returns the span of text that the selection covers.
func (s Selection) Span(text string) Span {
	return Span{min(s.Anchor, s.Head), NextGrapheme(text, max(s.Anchor, s.Head))}
}

// Swap returns the selection with Anchor and Head exchanged.
func (s Selection) Swap() Selection { return Selection{s.Head, s.Anchor} }

// SelectSpan returns the forward selection that covers span, which must not be
// empty.
func SelectSpan(text string, span Span) Selection {
	return Selection{span.Start, PrevGrapheme(text, span.End)}
}
