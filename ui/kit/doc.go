// Package kit holds what the screens of Galley share: the contract between a
// screen and the root, and the parts that screens are made of.
//
// # The contract
//
// A [Screen] is a Bubble Tea model. The root turns keys into messages for it
// ([KeyReader], [Keyboard]), and the screen posts its requests to its [Outbox].
//
// # The parts
//
//   - [Canvas]: size, theme and measuring method. It draws the header, the
//     footer and messages, and truncates text to a width.
//   - [Base]: the state of every screen. [ListBase]: that of one with a list.
//   - [List]: a list with a selection. [Pager]: a scrolling page.
//   - [Field]: a single-line text input. [Filter]: one that filters a list.
//   - [Canvas.Flow], [Markdown], [OneLine]: text outside of the reader.
//
// Output is never wider than requested, and contains only text, styles and
// links.
package kit
