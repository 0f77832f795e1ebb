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

// A rule says why a block is what it is, and how sure that is.
type rule struct {
	name     string
	sureness float32
}

// The rules of this package.
var (
	ruleRunning  = rule{"D1 running head", .95}
	ruleNumber   = rule{"D2 page number", .95}
	ruleLargest  = rule{"D3 largest on the first page", .9}
	ruleUnder    = rule{"D4 under the title", .85}
	ruleLarger   = rule{"D5 larger than the body", .85}
	ruleListMark = rule{"D6 list mark", .9}
)
