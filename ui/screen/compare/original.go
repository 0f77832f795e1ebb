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

// contextBlocks is how many blocks are shown before and after those of an
// annotation.
const contextBlocks = 2

// NewOriginal returns a page with the surroundings of an annotation in the
// version that it was made on. Without that version the page closes with a
// message.
func NewOriginal(out *kit.Outbox, s Spec, a annotate.Annotation) kit.Screen {
	return kit.NewPager(out, kit.PagerSpec{
		Keys: s.Keys, Mode: keys.Compare, Header: "The version that this " + string(a.Tag) + " was made on",
		Missing: "The version that this annotation was made on is not saved.",
		Load: func() (kit.Drawing, error) {
			text, err := s.original(a)
			if err != nil || text == nil {
				return nil, err
			}
			return func(c kit.Canvas) []string {
				p := &sheet{comparison: comparison{keys: s.Keys, old: text}, canvas: c, rows: []string{""}}
				p.original(a)
				return p.rows
			}, nil
		},
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

// original draws the blocks around an annotation, with its words highlighted.
func (p *sheet) original(a annotate.Annotation) {
	span, ok := originalSpan(p.old, a)
	if !ok {
		p.say("Its words are not in this version: “"+kit.OneLine(a.Anchor.Exact)+"”", p.canvas.Theme.Plain.Cell)
		return
	}
	t := p.canvas.Theme
	first, last := p.old.BlockAt(span.Start), p.old.BlockAt(span.End-1)
	for _, b := range p.old.Blocks[max(first-contextBlocks, 0):min(last+contextBlocks+1, len(p.old.Blocks))] {
		p.head(" ", p.old.Place(b.Span))
		p.addText(b.Span.In(p.old.Text), b.Kind, 0, func(c layout.Cell) uv.Style {
			if c.Off >= 0 && span.Contains(b.Span.Start+c.Off) {
				return t.PaintMarks(t.Plain.Cell, []theme.Mark{{Tag: a.Tag}})
			}
			return t.Plain.Cell
		})
		p.add("")
	}
}

// originalSpan returns the span that an annotation had on a text: its own if it is on
// that text, otherwise the first occurrence of its words.
func originalSpan(text *annotate.Article, a annotate.Annotation) (annotate.Span, bool) {
	if s := a.Anchor.Span; a.Anchor.TextDigest == text.Digest && !s.Empty() && s.End <= len(text.Text) {
		return s, true
	}
	start := strings.Index(text.Text, a.Anchor.Exact)
	return annotate.Span{Start: start, End: start + len(a.Anchor.Exact)}, start >= 0 && a.Anchor.Exact != ""
}
