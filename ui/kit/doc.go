// Package kit holds what the screens of Galley share: the contract between a
// screen and the root, and the parts that screens are made of.
//
// # The contract
//
// A [Screen] is a Bubble Tea model. The root turns keys into messages for it
// ([KeyReader], [Keyboard]), and the screen posts what it asks of the root to its
// [Outbox].
//
// # The parts
//
//   - [Canvas]: size, theme and method to measure. It draws the header, the
//     footer and messages, and cuts text to a width.
//   - [StatusLine]: the footer of a screen, or a message.
//   - [List]: the selection in a list. [Pager]: a screen of lines that scrolls.
//   - [Field]: a line of text being typed.
//   - [Canvas.Flow], [Markdown], [OneLine]: text outside of the reader.
//
// Nothing that is drawn is wider than it was asked to be, and nothing but styles
// and links reaches the terminal beside text.
package kit
