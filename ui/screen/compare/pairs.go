package compare

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/ui/layout"

	uv "github.com/charmbracelet/ultraviolet"
)

// differences draws every pair of blocks that changed, and counts the unchanged
// ones between.
func (p *sheet) differences() {
	same := 0
	for _, pair := range p.diff.Pairs {
		if pair.Kind == diff.Equal {
			same++
			continue
		}
		p.unchanged(same)
		same = 0
		p.pair(pair)
	}
	p.unchanged(same)
}

func (p *sheet) unchanged(n int) {
	switch {
	case n == 1:
		p.add(p.canvas.Theme.Dim.Render(" ⋯ 1 block unchanged"), "")
	case n > 1:
		p.add(p.canvas.Theme.Dim.Render(fmt.Sprintf(" ⋯ %d blocks unchanged", n)), "")
	}
}

// pair draws a pair that is not equal.
func (p *sheet) pair(pair diff.Pair) {
	t := p.canvas.Theme
	switch pair.Kind {
	case diff.Edited:
		p.head("±", p.from(pair)+" edited")
		p.edited(pair)
	case diff.Added:
		p.head("+", name(p.new, pair.New)+" added")
		p.block(p.new, pair.New, 0, t.Added())
	case diff.Removed:
		p.head("−", name(p.old, pair.Old)+" removed")
		p.block(p.old, pair.Old, 0, t.Removed())
	case diff.Moved:
		p.head("↕", p.from(pair)+" moved")
		p.block(p.new, pair.New, 2, t.Dim.Cell)
	}
	p.add("")
}

func (p *sheet) head(sign, text string) {
	t := p.canvas.Theme
	p.add(p.cut(" " + t.Chosen.Render(sign) + " " + t.Number.Render(text)))
}

// from names a block by its old and its new name.
func (p *sheet) from(pair diff.Pair) string {
	was, is := name(p.old, pair.Old), name(p.new, pair.New)
	if was == is {
		return is
	}
	return was + " → " + is
}

// name returns the name of a block for the user: "¶7" or its kind.
func name(a *annotate.Article, block int) string {
	b := a.Blocks[block]
	if b.Number > 0 {
		return fmt.Sprintf("¶%d", b.Number)
	}
	return "the " + b.Kind.String()
}

// block draws a block in one style.
func (p *sheet) block(a *annotate.Article, block, most int, style uv.Style) {
	b := a.Blocks[block]
	one := &annotate.Article{Text: b.Span.In(a.Text)}
	one.Blocks = []annotate.Block{{Kind: plainKind(b.Kind), Span: annotate.Span{End: len(one.Text)}}}
	p.addIndented(indent, p.canvas.Flow(one, p.width(), most, func(layout.Cell) uv.Style { return style }))
}

// plainKind returns the kind a block is laid out as: code and tables keep their
// lines.
func plainKind(k annotate.Kind) annotate.Kind {
	if k == annotate.Code || k == annotate.Table {
		return annotate.Code
	}
	return annotate.Paragraph
}

// edited draws the words of both versions of a block in one text.
func (p *sheet) edited(pair diff.Pair) {
	m := merge(p.old, p.new, pair, p.canvas.Theme.Colorless())
	one := &annotate.Article{Text: m.text.String()}
	one.Blocks = []annotate.Block{{Kind: plainKind(p.new.Blocks[pair.New].Kind), Span: annotate.Span{End: len(one.Text)}}}
	t := p.canvas.Theme
	at := 0 // cells come in order
	rows := p.canvas.Flow(one, p.width(), 0, func(c layout.Cell) uv.Style {
		for at < len(m.parts) && c.Off >= m.parts[at].span.End {
			at++
		}
		if at == len(m.parts) || !m.parts[at].span.Contains(c.Off) {
			return t.Plain.Cell
		}
		if m.parts[at].came {
			return t.Added()
		}
		return t.Removed()
	})
	p.addIndented(indent, rows)
}

// A merged text has removed words before those that replace them.
type merged struct {
	text  strings.Builder
	parts []part
}

// A part of a merged text is in one of the versions only.
type part struct {
	span annotate.Span
	came bool
}

// merge writes the two versions of a block into one text. signed puts signs
// around differences, for themes without colors.
func merge(old, new *annotate.Article, pair diff.Pair, signed bool) *merged {
	m := &merged{}
	off := new.Blocks[pair.New].Span.Start
	for _, e := range pair.Edits {
		m.text.WriteString(new.Text[off:e.New.Start])
		m.part(e.Old.In(old.Text), false, signed)
		if !e.Old.Empty() && !e.New.Empty() {
			m.text.WriteString(" ")
		}
		m.part(e.New.In(new.Text), true, signed)
		if off = e.New.End; e.New.Empty() && runsOn(e.Old.In(old.Text), new.Text[off:]) {
			m.text.WriteString(" ")
		}
	}
	m.text.WriteString(new.Text[off:new.Blocks[pair.New].Span.End])
	return m
}

// runsOn reports whether removed words would run into what now follows them.
func runsOn(gone, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(gone)
	next, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsSpace(last) && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

func (m *merged) part(words string, came, signed bool) {
	if words == "" {
		return
	}
	start := m.text.Len()
	switch {
	case signed && came:
		words = "{+" + words + "+}"
	case signed:
		words = "[-" + words + "-]"
	}
	m.text.WriteString(words)
	m.parts = append(m.parts, part{annotate.Span{Start: start, End: m.text.Len()}, came})
}
