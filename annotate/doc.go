// Package annotate is the domain of Galley: articles, spans, tags,
// annotations and the changes that make them. It is pure: no file, no network,
// no terminal, no clock and no source of randomness. Identifiers and times are
// arguments.
//
// # Positions
//
// Every position is an offset into [Article.Text], the article's canonical
// text. Parameters and fields name their unit:
//
//   - off, Start, End: bytes, from 0. Spans are half-open: [Start, End).
//     They lie on grapheme cluster boundaries (UAX #29).
//   - rune: Unicode code points, from 0. Galley speaks them to the outside
//     (commands, exports) as the W3C Web Annotation model asks. [Mapper]
//     converts.
//   - block: index into [Article.Blocks], from 0.
//   - number: what a person says aloud ("paragraph 7"), from 1. 0 means that
//     the block has no number.
//
// # Laws
//
// Blocks tile the text in order, joined by one blank line. A [Change] followed
// by its inverse is identity. A [Set] is always in text order. Nothing here
// panics on an offset that came out of the same text.
package annotate
