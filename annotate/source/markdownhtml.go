package source

import (
	"github.com/yuin/goldmark/ast"

	"galley/annotate"
	webpage "galley/annotate/source/page"
)

// html adds the text of a block of HTML, and of those right after it: a blank line
// within a table divides its source.
func (m *markdownReader) html(n *ast.HTMLBlock) {
	if _, isContinued := n.PreviousSibling().(*ast.HTMLBlock); isContinued {
		return
	}
	var source []byte
	for part, ok := n, true; ok; part, ok = part.NextSibling().(*ast.HTMLBlock) {
		source = append(source, part.Lines().Value(m.source)...)
		if part.HasClosure() {
			source = append(source, part.ClosureLine.Value(m.source)...)
		}
	}
	blocks, err := webpage.Fragment(source)
	if err != nil {
		m.add(annotate.Paragraph, richText{text: source})
	}
	for _, block := range blocks {
		switch r := richTextOf(block); block.Kind {
		case annotate.Heading:
			m.addHeading(r, block.Level)
		default:
			m.flushNumber()
			m.b.addRich(annotate.Block{Kind: block.Kind, Level: m.depth() + block.Level}, r)
		}
	}
}
