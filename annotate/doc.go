// Package annotate is the domain of Galley: articles, spans, tags, annotations
// and the changes that make them. It uses no files, network, terminal, clock or
// randomness: IDs and times are arguments.
//
// # Positions
//
// Every position is an offset into [Article.Text], the article's canonical
// text. Parameters and fields name their unit:
//
//   - off, Start, End: bytes, from 0. Spans are half-open: [Start, End).
//     They are on grapheme cluster boundaries (UAX #29).
//   - rune: Unicode code points, from 0. Commands and exports count in them, as
//     the W3C Web Annotation model does. [Mapper] converts.
//   - block: index into [Article.Blocks], from 0.
//   - number: the number of a block that readers see ("paragraph 7"), from 1; 0 if
//     the block has none.
//
// # Laws
//
// Blocks tile the text in order, joined by one blank line. A [Change] followed
// by its inverse changes nothing. A [Set] is always in text order. No function
// panics on an offset obtained from the same text.
package annotate
