// Package office reads word processor files, Office Open XML (.docx), OpenDocument Text
// (.odt) and Rich Text Format (.rtf), and returns drafts.
//
// # How content is mapped
//
//   - The kind of a block comes from the name of its style, for the built-in
//     styles of Word, LibreOffice and pandoc: title, subtitle, author, date,
//     headings, quotations, code, captions. A style inherits from its parents.
//   - A list item begins with its number as the word processor would show it; a
//     bullet is dropped.
//   - A table is one line per row, cells joined by " | ". A table with a single
//     column is a frame around its paragraphs and is dropped. A cell that spans
//     columns is followed by a separator for each.
//   - Letters in symbol fonts are the symbols that they show. A drop cap belongs to
//     the paragraph that it begins. The instruction of a field is not text.
//   - Tracked deletions are left out, tracked insertions kept. A text box follows
//     the paragraph that it is anchored in.
//   - A note reference is shown as [1]; the note follows the text, after the same
//     mark.
//   - Tables of contents, page headers and footers, and hidden text are folded
//     furniture, each with its own rule.
//
// # Robustness
//
// Nothing recurses with the nesting of a document: open elements are kept on a
// stack. If a part other than the text itself (styles, numbering, notes,
// properties) is missing or damaged, only what it would have added is lost.
package office
