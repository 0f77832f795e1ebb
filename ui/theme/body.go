package theme

import (
	"galley/annotate"

	"charm.land/glamour/v2/ansi"
	uv "github.com/charmbracelet/ultraviolet"
)

// A body holds the styles of an article's text.
type body struct {
	document uv.Style
	kinds    [annotate.Furniture + 1]uv.Style
	headings [7]uv.Style // by level; 0 is the same as 1
	inline   [5]inlineStyle
	bullet   uv.Style
	bar      uv.Style
}

// An inlineStyle says how an inline style changes the style of its block.
type inlineStyle struct {
	when  annotate.Style
	style uv.Style
}

// asides returns the kinds of block that are dimmed.
func asides() []annotate.Kind {
	return []annotate.Kind{annotate.Byline, annotate.Date, annotate.Caption, annotate.Furniture}
}

// newBody returns a body with the colors and attributes of a glamour style. dim
// is the style of asides, for which glamour has none.
func newBody(c ansi.StyleConfig, dim uv.Style) body {
	document := withPrimitive(uv.Style{}, c.Document.StylePrimitive)
	b := body{document: document}
	for kind := range b.kinds {
		b.kinds[kind] = document
	}
	b.kinds[annotate.Paragraph] = withPrimitive(document, c.Paragraph.StylePrimitive)
	b.kinds[annotate.Quotation] = withPrimitive(document, c.BlockQuote.StylePrimitive)
	b.kinds[annotate.ListItem] = withPrimitive(document, c.List.StylePrimitive)
	b.kinds[annotate.Code] = withPrimitive(document, c.CodeBlock.StylePrimitive)
	b.kinds[annotate.Table] = withPrimitive(document, c.Table.StylePrimitive)
	b.kinds[annotate.Deck] = overlay(document, uv.Style{Attrs: uv.AttrItalic})
	for _, kind := range asides() {
		b.kinds[kind] = overlay(document, dim)
	}
	bold := uv.Style{Attrs: uv.AttrBold}
	heading := overlay(withPrimitive(document, c.Heading.StylePrimitive), bold)
	for level, block := range []ansi.StyleBlock{c.H1, c.H1, c.H2, c.H3, c.H4, c.H5, c.H6} {
		b.headings[level] = withPrimitive(heading, block.StylePrimitive)
	}
	b.kinds[annotate.Title] = b.headings[1]
	link := c.LinkText
	if link.Color == nil {
		link.Color = c.Link.Color
	}
	code := c.Code.StylePrimitive
	code.BackgroundColor = nil // the text is legible without it
	b.inline = [...]inlineStyle{
		{annotate.Emphasis, withPrimitive(uv.Style{Attrs: uv.AttrItalic}, c.Emph)},
		{annotate.Strong, withPrimitive(bold, c.Strong)},
		{annotate.CodeSpan, withPrimitive(uv.Style{}, code)},
		{annotate.Strike, withPrimitive(uv.Style{Attrs: uv.AttrStrikethrough}, c.Strikethrough)},
		{annotate.Link, withPrimitive(uv.Style{}, link)},
	}
	b.bullet = withPrimitive(withPrimitive(withPrimitive(document, c.List.StylePrimitive), c.Enumeration), c.Item)
	b.bar = withPrimitive(overlay(document, dim), c.BlockQuote.StylePrimitive)
	return b
}

// colorless returns the body without colors. Asides are faint instead, and
// nothing is underlined, because an underline marks a claim.
func (b body) colorless() body {
	list := []*uv.Style{&b.document, &b.bullet, &b.bar}
	for i := range b.kinds {
		list = append(list, &b.kinds[i])
	}
	for i := range b.headings {
		list = append(list, &b.headings[i])
	}
	for i := range b.inline {
		list = append(list, &b.inline[i].style)
	}
	for _, s := range list {
		*s = uv.Style{Attrs: s.Attrs}
	}
	for _, kind := range asides() {
		b.kinds[kind].Attrs |= uv.AttrFaint
	}
	return b
}

// Text returns the style of text with an inline style in a block.
func (t *Theme) Text(block annotate.Block, style annotate.Style) uv.Style {
	s := t.body.kinds[block.Kind]
	if block.Kind == annotate.Heading {
		s = t.body.headings[min(int(block.Level), len(t.body.headings)-1)]
	}
	for i := range t.body.inline {
		if style&t.body.inline[i].when != 0 {
			s = overlay(s, t.body.inline[i].style)
		}
	}
	return t.options.withoutDarkBold(s)
}

// Decoration returns the style of the bullets, bars and filler of a block.
func (t *Theme) Decoration(kind annotate.Kind) uv.Style {
	switch kind {
	case annotate.ListItem:
		return t.body.bullet
	case annotate.Quotation:
		return t.body.bar
	}
	return t.Dim.Cell
}
