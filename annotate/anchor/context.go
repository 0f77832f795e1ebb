package anchor

import "galley/annotate"

// nearContext is how many code points next to the words are also compared by
// themselves: what is near tells more, and is what edits further off leave.
const nearContext = 24

// nearWeight is what agreement of the near context alone is worth.
const nearWeight = 0.9

// surroundings is how well the text around span agrees with the prefix and the
// suffix that are remembered, from 0 to 1. known is false if none are. Either
// side alone goes far: an edit, or a paragraph put in, often leaves only one.
func surroundings(text string, span annotate.Span, a annotate.Anchor) (score float64, known bool) {
	var sides []float64
	if a.Prefix != "" {
		was, is := fold(a.Prefix), fold(text[back(text, span.Start, 2*Context):span.Start])
		sides = append(sides, side(reversed(was), reversed(is), len(Tail(was, nearContext))))
	}
	if a.Suffix != "" {
		was, is := fold(a.Suffix), fold(text[span.End:forward(text, span.End, 2*Context)])
		sides = append(sides, side(was, is, len(Head(was, nearContext))))
	}
	switch len(sides) {
	case 0:
		return 0, false
	case 1:
		return sides[0], true
	}
	mean, best := (sides[0]+sides[1])/2, max(sides[0], sides[1])
	return (mean + best) / 2, true
}

// side compares two texts that begin where the words end; near is how many
// bytes of the remembered one are near. The other may be longer.
func side(was, is string, near int) float64 {
	return max(beginning(was, is, len(was)), nearWeight*beginning(was, is, near))
}

func beginning(was, is string, n int) float64 {
	return max(0, 1-float64(compile(was[:n]).distance(is[:min(n, len(is))]))/float64(n))
}
