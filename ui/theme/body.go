package theme

import (
	"galley/annotate"

	"charm.land/glamour/v2/ansi"
)

// A body is the style of an article's text.
type body struct {
	document Style
	kinds    [annotate.Furniture + 1]Style
	headings [7]Style // by level; 0 is as 1
	inline   [5]inline
	bullet   Style
	bar      Style
}

// An inline is what an inline style lays over its block.
type inline struct {
	when  annotate.Style
	style Style
}

// newBody takes the colors and attributes of a glamour style. dim is for what
// glamour does not know.
func newBody(c ansi.StyleConfig, dim Style) body {
	document := Style{}.with(c.Document.StylePrimitive)
	b := body{document: document}
	for kind := range b.kinds {
		b.kinds[kind] = document
	}
	b.kinds[annotate.Paragraph] = document.with(c.Paragraph.StylePrimitive)
	b.kinds[annotate.Quotation] = document.with(c.BlockQuote.StylePrimitive)
	b.kinds[annotate.ListItem] = document.with(c.List.StylePrimitive)
	b.kinds[annotate.Code] = document.with(c.CodeBlock.StylePrimitive)
	b.kinds[annotate.Table] = document.with(c.Table.StylePrimitive)
	b.kinds[annotate.Deck] = document.over(Style{Italic: true})
	for _, kind := range []annotate.Kind{annotate.Byline, annotate.Date, annotate.Caption, annotate.Furniture} {
		b.kinds[kind] = document.over(dim)
	}
	heading := document.with(c.Heading.StylePrimitive).over(Style{Bold: true})
	for level, block := range []ansi.StyleBlock{c.H1, c.H1, c.H2, c.H3, c.H4, c.H5, c.H6} {
		b.headings[level] = heading.with(block.StylePrimitive)
	}
	b.kinds[annotate.Title] = b.headings[1]
	link := c.LinkText
	if link.Color == nil {
		link.Color = c.Link.Color
	}
	code := c.Code.StylePrimitive
	code.BackgroundColor = nil // but keep its ink, which stands out by itself
	b.inline = [...]inline{
		{annotate.Emphasis, Style{Italic: true}.with(c.Emph)},
		{annotate.Strong, Style{Bold: true}.with(c.Strong)},
		{annotate.CodeSpan, Style{}.with(code)},
		{annotate.Strike, Style{Strike: true}.with(c.Strikethrough)},
		{annotate.Link, Style{}.with(link)},
	}
	b.bullet = document.with(c.List.StylePrimitive).with(c.Enumeration).with(c.Item)
	b.bar = document.over(dim).with(c.BlockQuote.StylePrimitive)
	return b
}

// with is s as a glamour style changes it. Ink that was chosen for a ground of
// its own comes without it, and so is left out too.
func (s Style) with(p ansi.StylePrimitive) Style {
	if p.Color != nil && p.BackgroundColor == nil {
		s.FG = ParseColor(*p.Color)
	}
	set(&s.Bold, p.Bold)
	set(&s.Italic, p.Italic)
	set(&s.Faint, p.Faint)
	set(&s.Strike, p.CrossedOut)
	if p.Underline != nil {
		s.Underline = NoLine
		if *p.Underline {
			s.Underline = Straight
		}
	}
	return s
}

func set(attr *bool, to *bool) {
	if to != nil {
		*attr = *to
	}
}

// colorless is the body without colors. What stood back by its color is faint,
// and nothing is underlined: there a line means a claim.
func (b body) colorless() body {
	plain := func(s *Style) {
		*s = s.colorless()
		s.Underline = NoLine
	}
	for i := range b.kinds {
		plain(&b.kinds[i])
	}
	for i := range b.headings {
		plain(&b.headings[i])
	}
	for i := range b.inline {
		plain(&b.inline[i].style)
	}
	for _, s := range []*Style{&b.document, &b.bullet, &b.bar} {
		plain(s)
	}
	for _, kind := range []annotate.Kind{annotate.Byline, annotate.Date, annotate.Caption, annotate.Furniture} {
		b.kinds[kind].Faint = true
	}
	return b
}

// Text is the style of text with an inline style in a block.
func (t Theme) Text(block annotate.Block, style annotate.Style) Style {
	if t.sheet == nil {
		return Style{}
	}
	b := &t.sheet.body
	s := b.kinds[block.Kind]
	if block.Kind == annotate.Heading {
		s = b.headings[min(int(block.Level), len(b.headings)-1)]
	}
	for i := range b.inline {
		if style&b.inline[i].when != 0 {
			s = s.over(b.inline[i].style)
		}
	}
	return s
}

// Decoration is the style of the bullets, bars and filler of a block.
func (t Theme) Decoration(kind annotate.Kind) Style {
	switch {
	case t.sheet == nil:
		return Style{}
	case kind == annotate.ListItem:
		return t.sheet.body.bullet
	case kind == annotate.Quotation:
		return t.sheet.body.bar
	}
	return t.Dim
}
