package compare

import (
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
)

// around is how many blocks are shown before and after those of an annotation.
const around = 2

// Made is the page of the text that an annotation was made on, around it.
func Made(table keys.Table, text *annotate.Article, a annotate.Annotation) kit.Pager {
	s := Spec{Keys: table, Old: text}
	return kit.NewPager(kit.PagerSpec{
		Keys: table, Mode: keys.Compare, Header: "The text that this " + string(a.Tag) + " was made on",
		Draw: func(c kit.Canvas) []string {
			p := &sheet{Spec: s, canvas: c}
			p.add("")
			p.made(a)
			return p.rows
		},
	})
}

// made draws the blocks around an annotation, its words marked.
func (p *sheet) made(a annotate.Annotation) {
	span, ok := madeAt(p.Old, a)
	if !ok {
		p.say("Its words are not in this text: “"+kit.OneLine(a.Anchor.Exact)+"”", p.canvas.Theme.Plain.Cell)
		return
	}
	first, last := p.Old.BlockAt(span.Start), p.Old.BlockAt(span.End-1)
	for i := max(first-around, 0); i <= min(last+around, len(p.Old.Blocks)-1); i++ {
		p.head(" ", name(p.Old, i))
		p.marked(i, span, a.Tag)
		p.add("")
	}
}

// madeAt is where an annotation stood on a text: its span if that speaks of the
// text, else the first place of its words.
func madeAt(text *annotate.Article, a annotate.Annotation) (annotate.Span, bool) {
	if s := a.Anchor.Span; a.Anchor.TextDigest == text.Digest && !s.Empty() && s.End <= len(text.Text) {
		return s, true
	}
	at := strings.Index(text.Text, a.Anchor.Exact)
	return annotate.Span{Start: at, End: at + len(a.Anchor.Exact)}, at >= 0 && a.Anchor.Exact != ""
}

// marked draws a block with the words of a span in the style of a tag.
func (p *sheet) marked(block int, span annotate.Span, tag annotate.Tag) {
	b, t := p.Old.Blocks[block], p.canvas.Theme
	one := &annotate.Article{Text: b.Span.In(p.Old.Text)}
	one.Blocks = []annotate.Block{{Kind: plainKind(b.Kind), Span: annotate.Span{End: len(one.Text)}}}
	for _, row := range p.flowed(one, 0, func(c layout.Cell) uv.Style {
		if c.Off >= 0 && span.Contains(b.Span.Start+c.Off) {
			return t.OverMarks(t.Plain.Cell, []theme.Mark{{Tag: tag}})
		}
		return t.Plain.Cell
	}) {
		p.add(indent + row)
	}
}
