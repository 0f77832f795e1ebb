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

// NewOriginal returns a page with the surroundings of an annotation in the
// version that it was made on. Without that version the page closes with a
// message.
func NewOriginal(out *kit.Outbox, s Spec, a annotate.Annotation) kit.Screen {
	page := kit.PagerSpec{Keys: s.Keys, Mode: keys.Compare, Header: "The version that this " + string(a.Tag) + " was made on"}
	return newLoading(out, page, "The version that this annotation was made on is not saved.", func() (draw, error) {
		text, err := s.original(a)
		if err != nil || text == nil {
			return nil, err
		}
		return func(c kit.Canvas) []string {
			p := &sheet{comparison: comparison{keys: s.Keys, old: text}, canvas: c}
			p.add("")
			p.original(a)
			return p.rows
		}, nil
	})
}

// original returns the version that an annotation was made on. An annotation
// placed on the current version was made on the previous one.
func (s Spec) original(a annotate.Annotation) (*annotate.Article, error) {
	if a.Anchor.State.Placed() {
		return s.Library.PreviousVersion(s.Article)
	}
	return s.Library.Version(s.Article.ID, a.Anchor.TextDigest)
}

// original draws the blocks around an annotation, its words marked.
func (p *sheet) original(a annotate.Annotation) {
	span, ok := originalSpan(p.old, a)
	if !ok {
		p.say("Its words are not in this version: “"+kit.OneLine(a.Anchor.Exact)+"”", p.canvas.Theme.Plain.Cell)
		return
	}
	first, last := p.old.BlockAt(span.Start), p.old.BlockAt(span.End-1)
	for i := max(first-around, 0); i <= min(last+around, len(p.old.Blocks)-1); i++ {
		p.head(" ", name(p.old, i))
		p.marked(i, span, a.Tag)
		p.add("")
	}
}

// originalSpan returns where an annotation was on a text: its span if that is a
// span of the text, else the first occurrence of its words.
func originalSpan(text *annotate.Article, a annotate.Annotation) (annotate.Span, bool) {
	if s := a.Anchor.Span; a.Anchor.TextDigest == text.Digest && !s.Empty() && s.End <= len(text.Text) {
		return s, true
	}
	at := strings.Index(text.Text, a.Anchor.Exact)
	return annotate.Span{Start: at, End: at + len(a.Anchor.Exact)}, at >= 0 && a.Anchor.Exact != ""
}

// marked draws a block with the words of a span in the style of a tag.
func (p *sheet) marked(block int, span annotate.Span, tag annotate.Tag) {
	b, t := p.old.Blocks[block], p.canvas.Theme
	one := &annotate.Article{Text: b.Span.In(p.old.Text)}
	one.Blocks = []annotate.Block{{Kind: plainKind(b.Kind), Span: annotate.Span{End: len(one.Text)}}}
	p.addIndented(indent, p.canvas.Flow(one, p.width(), 0, func(c layout.Cell) uv.Style {
		if c.Off >= 0 && span.Contains(b.Span.Start+c.Off) {
			return t.OverMarks(t.Plain.Cell, []theme.Mark{{Tag: tag}})
		}
		return t.Plain.Cell
	}))
}
