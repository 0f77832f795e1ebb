// Package pdf makes drafts from the output of PDF converters. A PDF says where each
// word is on the page and little else. This package infers paragraphs, headings and
// repeated page furniture from that.
//
// [Layout] reads the XML of pdftotext -bbox-layout, which has positions and
// sizes. [Pages] reads plain text with a form feed after each page, which has
// only lines.
//
// # What is inferred
//
//   - A line at the same position on most pages, ignoring numbers, is a running
//     head or foot: furniture, folded.
//   - A page with columns is read column by column.
//   - Hebrew and Arabic are put into the order in which they are read; a line has the
//     direction of most of its words.
//   - A page whose font does not say which letters it shows has a remark instead of
//     text.
//   - Lines join into a paragraph until an indented line, a gap, another size,
//     the mark of a list item, or a line that ends early with its sentence.
//   - Four lines and more that all begin with a capital, most of them short, are verse
//     and stay lines.
//   - A small word that touches the one before it is raised or lowered. A drop cap
//     belongs to the line next to it.
//   - A word hyphenated at the end of a line is joined. It keeps its hyphen if
//     it occurs with a hyphen elsewhere in the document.
//   - A paragraph that breaks off continues in the next column or on the next
//     page.
//   - Text larger than the body is a heading; the largest on the first page is
//     the title.
//
// Each inferred kind has a rule. Ligatures such as ﬁ are replaced with their letters,
// since they only affect how a PDF looks.
package pdf

import "galley/annotate/source/draft"

// The rules of this package.
var (
	ruleRunning   = draft.Rule{Name: "D1 running head", Confidence: .95}
	ruleNumber    = draft.Rule{Name: "D2 page number", Confidence: .95}
	ruleLargest   = draft.Rule{Name: "D3 largest on the first page", Confidence: .9}
	ruleUnder     = draft.Rule{Name: "D4 under the title", Confidence: .85}
	ruleLarger    = draft.Rule{Name: "D5 larger than the body", Confidence: .85}
	ruleUndecoded = draft.Rule{Name: "D7 undecodable font", Confidence: draft.MinFoldConfidence / 2}
	ruleVerse     = draft.Rule{Name: "D8 verse", Confidence: .8}
	ruleListMark  = draft.Rule{Name: "D6 list mark", Confidence: .9}
)
