package source

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// document adds the blocks of a draft, scrubbed and in canonical white space,
// and returns what the document says of itself as CleanLine leaves it.
func (b *builder) document(doc draft.Document) annotate.Meta {
	for _, block := range doc.Blocks {
		b.drafted(block)
	}
	m := doc.Meta
	for _, field := range []*string{&m.Title, &m.Deck, &m.Byline, &m.Published, &m.Language, &m.Site} {
		*field = CleanLine(*field)
	}
	return m
}

// drafted adds one block.
func (b *builder) drafted(block draft.Block) {
	var r rich
	verbatim := block.Verbatim || block.Kind == annotate.Code
	for _, p := range block.Pieces {
		if block.Kind == annotate.Code {
			p.Style = 0 // blanks at the end of a piece are within a line
		}
		if p.Break {
			r.restyle(0, "")
			r.add("\n")
		}
		style, href := p.Style, ""
		if style&annotate.Link != 0 {
			if href = safeHref(p.Href); href == "" {
				style &^= annotate.Link
			}
		}
		r.restyle(style, href)
		if verbatim {
			r.add(p.Text)
		} else {
			r.add(blankLines.Replace(p.Text))
		}
	}
	b.rich(annotate.Block{
		Kind: block.Kind, Level: block.Level, Folded: block.Folded,
		Rule: CleanLine(block.Rule.Name), Sureness: block.Rule.Sureness,
	}, r)
}

// blankLines makes blanks of the line breaks that a format does not mean.
var blankLines = strings.NewReplacer("\r", " ", "\n", " ", "\f", " ", "\v", " ", "\u2028", " ", "\u2029", " ", "\u0085", " ")
