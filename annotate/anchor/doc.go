// Package anchor ties annotations to words: it describes a span so that it can
// be found again, and finds it in another version of the text.
//
//   - [Describe] makes the anchor of a span that is marked now.
//   - [Place] finds where annotations of one version stand on another; [Reanchor]
//     does so for all annotations of an article, whichever version each stands
//     on.
//   - [Finder] looks for an anchor in a text of which nothing else is known: the
//     annotations of another program, whose positions may mean nothing here.
//
// The selectors are those of the W3C Web Annotation Data Model (section 4.2):
// TextPositionSelector and TextQuoteSelector.
//
// # Rules
//
// What is returned was checked against the text. Anchored and Moved stand on
// the very words that were marked, byte for byte. Changed stands on what is
// there now; Exact still holds the words marked. Ambiguous lists the places to
// choose from. Orphan has none. A place is given only on evidence: the words
// alone are not enough where they are short or occur elsewhere.
//
// Spans that are returned may be stored: they begin and end on grapheme cluster
// boundaries and on no white space.
//
// docs/anchoring.md tells the method, its weights and what was measured.
package anchor
