package source

import (
	"bytes"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// A richText is the text of one block with its styles. It is not scrubbed, since its
// reader may have decoded entities in it. LF is a line break.
type richText struct {
	text    []byte
	changes []styleChange
}

// A styleChange sets the style of the text after an offset of a richText.
type styleChange struct {
	off int
	runStyle
}

func plain(text string) richText { return richText{text: []byte(text)} }

func (r *richText) setStyle(style annotate.Style, href string) {
	r.changes = append(r.changes, styleChange{len(r.text), runStyle{style, href}})
}

func (r *richText) add(text string) { r.text = append(r.text, text...) }

// isBlank reports whether r has only white space. Even if not, scrubbing may leave
// nothing visible.
func (r *richText) isBlank() bool { return len(bytes.TrimSpace(r.text)) == 0 }

// join returns r followed by other.
func (r richText) join(other richText) richText {
	r.setStyle(0, "")
	for _, c := range other.changes {
		c.off += len(r.text)
		r.changes = append(r.changes, c)
	}
	r.text = append(r.text, other.text...)
	return r
}

// addRich adds a block with text r. It scrubs the text as a whole, so that an
// escape sequence cannot hide behind a change of style within it.
func (b *builder) addRich(block annotate.Block, r richText) {
	cuts := make([]int, len(r.changes))
	for i, c := range r.changes {
		cuts[i] = c.off
	}
	text := scrub(r.text, &b.removed, cuts)
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	write := b.prose
	if block.Kind == annotate.Code {
		write = b.verbatim
	}
	b.begin(block)
	start := 0
	for i, c := range r.changes {
		write(text[start:cuts[i]])
		b.style = c.runStyle
		start = cuts[i]
	}
	write(text[start:])
	b.end()
}

// addDraft adds the blocks of a draft and returns its metadata, cleaned by CleanLine.
func (b *builder) addDraft(doc draft.Document) annotate.Meta {
	for _, block := range doc.Blocks {
		b.addRich(annotate.Block{
			Kind: block.Kind, Level: block.Level, Folded: block.Folded,
			Rule: CleanLine(block.Rule.Name), Confidence: block.Rule.Confidence,
		}, richTextOf(block))
	}
	m := doc.Meta
	for _, field := range []*string{&m.Title, &m.Deck, &m.Byline, &m.Published, &m.Language, &m.Site} {
		*field = CleanLine(*field)
	}
	return m
}

// richTextOf returns the text of a block of a draft. It drops the style of unsafe
// links.
func richTextOf(block draft.Block) richText {
	var r richText
	var current runStyle
	change := func(to runStyle) {
		if to != current {
			r.setStyle(to.style, to.href)
		}
		current = to
	}
	isCode := block.Kind == annotate.Code
	var script draft.Script
	scriptAt := 0 // the offset where it begins
	for _, p := range append(block.Pieces, draft.Piece{}) {
		if p.Script != script || p.Break {
			next := p.Text
			if p.Break || p.Script != draft.OnLine {
				next = ""
			}
			r.setOff(scriptAt, script, next)
		}
		if p.Break {
			change(runStyle{})
			r.add("\n")
		}
		if p.Script != script || p.Break {
			script, scriptAt = p.Script, len(r.text)
		}
		to := runStyle{style: p.Style}
		if isCode {
			to.style = 0 // keeps the spaces at the end of a piece
		}
		if to.style&annotate.Link != 0 {
			if to.href = safeHref(p.Href); to.href == "" {
				to.style &^= annotate.Link
			}
		}
		change(to)
		if isCode || block.Verbatim {
			r.add(p.Text)
		} else {
			r.add(breaksToSpaces.Replace(p.Text))
		}
	}
	return r
}

// breaksToSpaces replaces line breaks, which mean nothing in a format, with spaces.
var breaksToSpaces = strings.NewReplacer("\r", " ", "\n", " ", "\f", " ", "\v", " ", "\u2028", " ", "\u2029", " ", "\u0085", " ")
