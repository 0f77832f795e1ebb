package office

import (
	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// openList begins a list or an item of one. A list within another continues
// its style on the next level; one that stands alone counts anew unless it
// says that it goes on.
func (b *odtBody) openList(e markup.Element) {
	l := &b.list
	switch e.Name {
	case "list":
		name, count := e.Attr("style-name"), &counter{}
		switch n := len(l.names); {
		case n > 0:
			count = l.counters[n-1]
			if name == "" {
				name = l.names[n-1]
			}
		case b.counters[name] != nil && (e.Attr("continue-numbering") == "true" || e.Attr("continue-list") != ""):
			count = b.counters[name]
		}
		b.counters[name] = count
		l.names, l.counters = append(l.names, name), append(l.counters, count)
		l.item = false
	case "list-item":
		l.item, l.start = true, number(e.Attr("start-value"), 0)
	default:
		l.item = false
	}
}

func (b *odtBody) closeList(name string) {
	if n := len(b.list.names); name == "list" && n > 0 {
		b.list.names, b.list.counters = b.list.names[:n-1], b.list.counters[:n-1]
	}
	b.list.item = false
}

// depth is how many lists are open, as far as levels go.
func (l *odtPlace) depth() int { return min(len(l.names), mostDeepList) }

// itemLabel counts an item of the innermost list.
func (b *odtBody) itemLabel() string {
	level := b.list.depth() - 1
	if level < 0 {
		return ""
	}
	list, count := b.styles.lists[b.list.names[len(b.list.names)-1]], b.list.counters[len(b.list.counters)-1]
	if list == nil {
		return ""
	}
	if b.list.start > 0 {
		count.at[level], count.begun[level] = b.list.start-1, true
	}
	count.next(level, list[level].start)
	return list.label(count, level)
}

// openParagraph begins a paragraph or a heading. One within another has a frame
// of its own.
func (b *odtBody) openParagraph(e markup.Element) {
	style := e.Attr("style-name")
	block := draft.Block{Kind: annotate.Paragraph, Level: uint8(b.list.depth())}
	label, r := "", b.styles.role(style)
	if e.Name == "h" && r.kind != annotate.Title && r.kind != annotate.Deck {
		level := min(max(number(e.Attr("outline-level"), 1), 1), mostDeepList)
		r = headed(level)
		if len(b.list.names) == 0 && e.Attr("is-list-header") != "true" {
			b.headings.next(level-1, max(b.styles.outline[level-1].start, 1))
			label = b.styles.outline.label(&b.headings, level-1)
		}
	}
	if b.list.item {
		block.Kind, label = annotate.ListItem, b.itemLabel()
		b.list.item = false
	}
	if r.known && (block.Kind == annotate.Paragraph || r.kind == annotate.Heading) {
		block.Kind, block.Level = r.kind, r.level
	}
	block.Verbatim = block.Kind == annotate.Code
	b.flow.begin(b.folded(block, style, r))
	if label != "" {
		b.flow.add(label+" ", 0, "")
	}
}

// folded makes furniture of a paragraph that is none of the text.
func (b *odtBody) folded(block draft.Block, style string, r role) draft.Block {
	switch {
	case b.masthead != "":
		return folded(block, b.masthead)
	case b.contents > 0 || r.toc:
		return folded(block, ruleContents)
	case b.hidden > 0 || b.styles.hides(style):
		return folded(block, ruleHidden)
	}
	return block
}

func (b *odtBody) closeParagraph() {
	if hidden := (draft.Block{Pieces: b.aside}); hasWords(hidden.Text()) {
		b.flow.later(folded(hidden, ruleHidden))
	}
	b.aside = nil
	b.flow.end()
}
