// Package theme turns one palette into the styles of everything that Galley
// draws. It reads no file and no environment: names, JSON and what the terminal
// can do are arguments.
//
// The body of an article takes its colours from a glamour style: one of the
// standard ones or a person's own. Only colours and attributes are taken.
// Prefixes, margins and changes of case are not, for they would change the
// text, and backgrounds are not either: a background says that words are
// tagged, found or selected, and nothing else.
//
// The themes sepia and high-contrast bring the ground of the whole screen with
// them, so that they look the same whatever the terminal is: see OnPaper.
//
// # Overlays
//
// A cell is drawn in its body style with overlays on top, in this order:
// target, marks, hit, selection. Each overlay keeps the ink that is below it
// only where it can be read on the new ground: every pair has a contrast of 4.5
// to 1 at the least (WCAG 2, 1.4.3), with high contrast of 7 (1.4.6).
//
// A terminal of 16 colors knows only those of its palette. They are asked for by
// name, in pairs that can be read in the usual palettes.
//
// # Tags
//
// A tag is a ground: blue for claims, green for quotes, red for opinions, in
// shades that people tell apart who do not see all colours. Where tags overlap
// the innermost is the ground and the next one a line below the words.
//
//	          second tag, styled underlines    second tag, plain   monochrome
//	claim     straight                         underline           underline
//	quote     curly                            underline, italic   reverse
//	opinion   double                           underline, bold     bold, underline
//
// In monochrome tags add up, and a claim with an opinion is italic too, so that
// each combination looks different. To keep it so, marks there replace what was
// bold, italic or underlined below.
//
// A mark of which it is not certain that it belongs where it is shown has no
// ground: it is a dotted line, without styled underlines a line and italics, in
// monochrome those and faint. The gutter shows a ? beside it.
package theme
