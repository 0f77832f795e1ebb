// Package pdf makes drafts of what programs find in PDF files. A PDF says where
// each word stands on the page and little else; paragraphs, headings and what
// repeats on every page are worked out from that.
//
// [Layout] is for the XML of pdftotext -bbox-layout, which tells places and
// sizes. [Pages] is for plain text with a form feed after each page, where lines
// are all there is.
//
// # What is worked out
//
//   - A line that stands at the same place of most pages, numbers aside, is a
//     running head or foot: furniture, folded.
//   - Where a page has columns it is read column by column.
//   - Lines join into a paragraph until an indented line, a gap, another size,
//     the mark of a list item, or a line that ends early with its sentence.
//   - A word that was parted at the end of a line is joined. Its hyphen stays
//     where the document has the word with one elsewhere.
//   - A paragraph that breaks off goes on in the next column or on the next
//     page.
//   - Larger than the body is a heading; the largest on the first page is the
//     title.
//
// Every kind that was worked out has a rule that says so. Ligatures such as ﬁ are
// written as their letters, since a PDF has them for the look alone.
package pdf

import "galley/annotate/source/draft"

// The rules of this package.
var (
	ruleRunning  = draft.Rule{Name: "D1 running head", Sureness: .95}
	ruleNumber   = draft.Rule{Name: "D2 page number", Sureness: .95}
	ruleLargest  = draft.Rule{Name: "D3 largest on the first page", Sureness: .9}
	ruleUnder    = draft.Rule{Name: "D4 under the title", Sureness: .85}
	ruleLarger   = draft.Rule{Name: "D5 larger than the body", Sureness: .85}
	ruleListMark = draft.Rule{Name: "D6 list mark", Sureness: .9}
)
