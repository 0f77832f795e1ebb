package segment

import "galley/annotate"

// Clause returns the clause that contains off, which Expand and Shrink use.
func Clause(text string, block annotate.Span, off int) annotate.Span {
	block, off = fit(text, block, off)
	return clauseAt(text, Sentence(text, block, off), off)
}
