package annotate

// A Selection is what a person is selecting. Anchor and Head are the offsets
// at which two grapheme clusters begin; both clusters are selected, and the
// selection may point either way.
type Selection struct {
	Anchor, Head int
}

// Span is the range that the selection covers in text.
func (s Selection) Span(text string) Span {
	return Span{min(s.Anchor, s.Head), NextGrapheme(text, max(s.Anchor, s.Head))}
}

// Swap exchanges the ends.
func (s Selection) Swap() Selection { return Selection{s.Head, s.Anchor} }

// SelectSpan is the forward selection that covers span, which must not be empty.
func SelectSpan(text string, span Span) Selection {
	return Selection{span.Start, PrevGrapheme(text, span.End)}
}
