// Package theme turns one palette into the styles of everything that Galley
// draws. It reads neither files nor the environment: names, JSON and the
// terminal's capabilities are arguments.
//
// Everything around the text is drawn in a [Style], which is a lipgloss style.
// The rows of the text are [uv.Cell] values painted by [Paint], which writes
// only the differences between neighboring styles: lipgloss takes six times as
// long for a screen.
//
// The body of an article takes its colors from a glamour style: one of the
// standard ones or the user's own. Only colors and attributes are taken.
// Prefixes, margins and changes of case are not, because they would change the
// text. Nor are backgrounds: a background always means that words are tagged,
// found or selected.
//
// The themes sepia and high-contrast set the background of the whole screen, so
// that they look the same on every terminal: see [Theme.WithBackground].
//
// # Overlays
//
// A cell is drawn in its body style with overlays on top, in this order: target,
// marks, hit, selection. Each overlay keeps the text color below it only where
// that can be read on the new background: every pair has a contrast of at least
// 4.5 to 1 (WCAG 2, 1.4.3), with high contrast of 7 (1.4.6).
//
// A 16-color terminal has only the colors of its palette. They are chosen by
// number, in pairs that can be read in the usual palettes. A dark ink is never
// bold there, because such terminals draw bold in the bright shade of the color;
// instead of bold, an opinion over a quote is reversed. High contrast is always on black
// there. Colors of a glamour style that it lacks, or that could not be read, are replaced.
//
// Where nothing says whether the background of the terminal is dark, the inks
// have a contrast of at least 4.5 to 1 on black and on white.
//
// # Tags
//
// A tag is a background: blue for claims, green for quotes, red for opinions, in
// shades that color-blind readers can tell apart. Where tags overlap, the
// innermost is the background and the next one a line below the words.
//
//	          second tag, styled underlines    second tag, plain   monochrome
//	claim     straight                         underline           underline
//	quote     curly                            underline, italic   reverse
//	opinion   double                           underline, bold     bold, underline
//
// In monochrome, tags add up, and a claim with an opinion is also italic, so that
// each combination looks different. To that end, marks replace the bold, italic
// and underline of the text below.
//
// An uncertain mark has no background: it is a dotted underline, or without
// styled underlines an underline and italics, in monochrome also faint. The
// gutter shows a ? next to it. A suggestion is quieter: a dashed underline in the color of
// secondary text, or a plain one, in monochrome faint; its letter in the gutter is small.
package theme
