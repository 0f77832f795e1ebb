// Package page reads web pages: it finds the blocks of a page in the order of
// its source, what the page says of itself, and which blocks are the article.
//
// [Parse] is for a page as a website serves it: what is not the article is
// furniture, folded, with the name of the rule that says so. [Walk] is for HTML
// that is all text, such as a chapter of a book or what a converter wrote.
//
// # Rules
//
//   - Nothing that a reader of the page sees is left out or doubled. Scripts,
//     style sheets, form fields and the texts that stand for images are no text.
//     Blocks that the page itself hides are kept by Parse, folded.
//   - The readability library says which text nodes it would keep; it never
//     makes text. Nodes are told apart by a number that survives its copying.
//   - Work is bounded by counting. A page that the library could not read in
//     reasonable time, or that nests too deep to be parsed, is read by plain
//     rules.
package page
