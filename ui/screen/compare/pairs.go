package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/ui/layout"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// differences draws every pair of blocks that changed, and counts the unchanged
// blocks between them.
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

// unchanged counts n unchanged blocks, if there are any.
func (p *sheet) unchanged(n int) {
	if n > 0 {
		p.add(p.canvas.Theme.Dim.Render(" ⋯ "+annotate.Plural(n, "block")+" unchanged"), "")
	}
}

// pair draws a pair that is not equal.
func (p *sheet) pair(pair diff.Pair) {
	t := p.canvas.Theme
	switch pair.Kind {
	case diff.Edited:
		p.head("±", p.names(pair)+" edited")
		p.edited(pair)
	case diff.Added:
		p.head("+", name(p.new, pair.New)+" added")
		p.block(p.new, pair.New, 0, t.Added())
	case diff.Removed:
		p.head("−", name(p.old, pair.Old)+" removed")
		p.block(p.old, pair.Old, 0, t.Removed())
	case diff.Moved:
		p.head("↕", p.names(pair)+" moved")
		p.block(p.new, pair.New, 2, t.Dim.Cell)
	}
	p.add("")
}

func (p *sheet) head(symbol, text string) {
	t := p.canvas.Theme
	p.add(p.cut(lipgloss.JoinHorizontal(lipgloss.Top, " ", t.Chosen.Render(symbol), " ", t.Number.Render(text))))
}

// names returns the old and the new name of a block.
func (p *sheet) names(pair diff.Pair) string {
	oldName, newName := name(p.old, pair.Old), name(p.new, pair.New)
	if oldName == newName {
		return newName
	}
	return oldName + " → " + newName
}

// name returns what the user calls a block: "¶7" or its kind.
func name(a *annotate.Article, block int) string { return a.Place(a.Blocks[block].Span) }

// block draws a block in one style.
func (p *sheet) block(a *annotate.Article, block, maxRows int, style uv.Style) {
	b := a.Blocks[block]
	p.addText(b.Span.In(a.Text), b.Kind, maxRows, func(layout.Cell) uv.Style { return style })
}

// edited draws the words of both versions of a block in one text.
func (p *sheet) edited(pair diff.Pair) {
	t, delimiters := p.canvas.Theme, [4]string{}
	if t.Colorless() {
		delimiters = [4]string{"[-", "-]", "{+", "+}"}
	}
	m := merge(p.old, p.new, pair, delimiters)
	i := 0 // cells come in order
	p.addText(m.text.String(), p.new.Blocks[pair.New].Kind, 0, func(c layout.Cell) uv.Style {
		for i < len(m.parts) && c.Off >= m.parts[i].span.End {
			i++
		}
		switch {
		case i == len(m.parts) || !m.parts[i].span.Contains(c.Off):
			return t.Plain.Cell
		case m.parts[i].added:
			return t.Added()
		}
		return t.Removed()
	})
}

// A merged text has removed words before those that replace them.
type merged struct {
	text  strings.Builder
	parts []part
}

// A part is a part of a merged text that is in only one of the versions.
type part struct {
	span  annotate.Span
	added bool
}

// merge merges the two versions of a block, with delimiters around what differs:
// before and after removed words, and before and after added ones.
func merge(old, new *annotate.Article, pair diff.Pair, delimiters [4]string) *merged {
	m := &merged{}
	off := new.Blocks[pair.New].Span.Start
	for _, e := range pair.Edits {
		m.text.WriteString(new.Text[off:e.New.Start])
		if !e.Old.Empty() {
			span := m.write(delimiters[0] + e.Old.In(old.Text) + delimiters[1])
			m.parts = append(m.parts, part{span: span})
		}
		if !e.Old.Empty() && !e.New.Empty() {
			m.text.WriteString(" ")
		}
		if !e.New.Empty() {
			span := m.write(delimiters[2] + e.New.In(new.Text) + delimiters[3])
			m.parts = append(m.parts, part{span: span, added: true})
		}
		if off = e.New.End; e.New.Empty() && runsOn(e.Old.In(old.Text), new.Text[off:]) {
			m.text.WriteString(" ")
		}
	}
	m.text.WriteString(new.Text[off:new.Blocks[pair.New].Span.End])
	return m
}

// write adds words and returns where they are.
func (m *merged) write(words string) annotate.Span {
	start := m.text.Len()
	m.text.WriteString(words)
	return annotate.Span{Start: start, End: m.text.Len()}
}

// runsOn reports whether removed words would run into the text that now follows
// them.
func runsOn(removed, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(removed)
	next, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsSpace(last) && (unicode.IsLetter(next) || unicode.IsDigit(next))
}
