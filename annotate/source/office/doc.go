// Package office reads the files of word processors: Office Open XML (.docx)
// and OpenDocument Text (.odt). Bytes in, a draft out.
//
// # What becomes of what
//
//   - Kinds of block come from the names of styles, as far as those are the
//     built-in ones of Word, LibreOffice and pandoc: title, subtitle, author,
//     date, headings, quotations, code, captions. A style says what its parents
//     say unless it says otherwise.
//   - A list item begins with its number as the program would show it; a bullet
//     is decoration.
//   - A table is one line per row, cells joined by " | ". One of a single column
//     is a frame around its paragraphs and leaves no trace.
//   - Text that was deleted with changes being tracked is left out, inserted
//     text stays. Text boxes follow the paragraph that they are anchored in.
//   - A note is marked [1] where it is referred to and stands at the end, after
//     the same mark.
//   - Tables of contents, page headers and footers, and hidden text are folded
//     furniture, each with a rule that says so.
//
// # Rules
//
// Nothing recurses on how deep a document nests: what is open is a stack. Parts
// that are missing or damaged beside the text itself (styles, numbering, notes,
// properties) cost what they would have said, not the text.
package office
