// Package annotate is the domain of Galley: articles, spans, tags, annotations
// and the changes that make them. It uses no file, network, terminal, clock or
// randomness: identifiers and times are arguments.
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
//   - number: what readers see and say ("paragraph 7"), from 1. 0 means that the
//     block has no number.
//
// # Laws
//
// Blocks tile the text in order, joined by one blank line. A [Change] followed
// by its inverse is identity. A [Set] is always in text order. Nothing here
// panics on an offset that came out of the same text.
package annotate
