// Package anchor ties annotations to words: it describes a span so that it can
// be found again, and finds it in another version of the text.
//
//   - [Describe] returns the anchor of a span.
//   - [Place] places annotations made on one version of a text on another;
//     [Reanchor] does so for all annotations of an article, whichever version
//     each was made on.
//   - A [Transfer] follows positions to a text with other white space.
//   - A [Finder] finds an anchor in a text when nothing but the anchor is known:
//     for annotations from another program, whose positions may be wrong.
//
// The selectors are those of the W3C Web Annotation Data Model (section 4.2):
// TextPositionSelector and TextQuoteSelector.
//
// # Rules
//
// Results are checked against the text. Anchored and Moved cover the exact words
// that were marked, byte for byte. Changed covers what the words became; Exact
// keeps the original words. Ambiguous lists candidates, and Orphan has none. A
// span is returned only on evidence: words that are short or occur elsewhere are not
// enough by themselves.
//
// Returned spans may be stored (see [annotate.Span.Fits]).
//
// docs/anchoring.md describes the method, its weights and the measurements.
package anchor
