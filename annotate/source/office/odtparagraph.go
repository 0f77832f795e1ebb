package office

import (
	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// odtLists is the position in nested lists.
type odtLists struct {
	names    []string   // the styles of the open lists
	counters []*counter // the counters of the open lists
	item     bool       // the next paragraph is the first of an item
	start    int        // the number that the item asks for, or 0
}

// depth returns the number of open lists, but at most maxListDepth.
func (l *odtLists) depth() int { return min(len(l.names), maxListDepth) }

// openList opens a list or an item. A nested list continues the style of the
// outer one at the next level. Any other list starts counting again unless it
// asks to continue.
func (b *odtBody) openList(e markup.Element) {
	l := &b.lists
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
		l.item, l.start = true, atoi(e.Attr("start-value"), 0)
	default:
		l.item = false
	}
}

func (b *odtBody) closeList(name string) {
	l := &b.lists
	if n := len(l.names); name == "list" && n > 0 {
		l.names, l.counters = l.names[:n-1], l.counters[:n-1]
	}
	l.item = false
}

// itemLabel counts an item of the innermost list and returns its label.
func (b *odtBody) itemLabel() string {
	level := b.lists.depth() - 1
	if level < 0 {
		return ""
	}
	n := len(b.lists.names) - 1
	list, count := b.styles.lists[b.lists.names[n]], b.lists.counters[n]
	if list == nil {
		return ""
	}
	if b.lists.start > 0 {
		count.restart(level, b.lists.start)
	}
	count.next(level, list[level].start)
	return list.label(count, level)
}

func (b *odtBody) openParagraph(e markup.Element) {
	style := e.Attr("style-name")
	block := draft.Block{Kind: annotate.Paragraph, Level: uint8(b.lists.depth())}
	label, r := "", b.styles.role(style)
	if e.Name == "h" && r.kind != annotate.Title && r.kind != annotate.Deck {
		level := min(max(atoi(e.Attr("outline-level"), 1), 1), maxListDepth)
		r = headingRole(level)
		if len(b.lists.names) == 0 && e.Attr("is-list-header") != "true" {
			b.headings.next(level-1, max(b.styles.outline[level-1].start, 1))
			label = b.styles.outline.label(&b.headings, level-1)
		}
	}
	if b.lists.item {
		block.Kind, label = annotate.ListItem, b.itemLabel()
		b.lists.item = false
	}
	if r.known && (block.Kind == annotate.Paragraph || r.kind == annotate.Heading) {
		block.Kind, block.Level = r.kind, r.level
	}
	block.Verbatim = block.Kind == annotate.Code
	switch {
	case b.pageRule != "":
		block = asFurniture(block, b.pageRule)
	case b.indexes > 0 || r.toc:
		block = asFurniture(block, ruleContents)
	case b.hidden > 0 || b.styles.hides(style):
		block = asFurniture(block, ruleHidden)
	}
	b.flow.begin(block)
	if label != "" {
		b.flow.addText(label + " ")
	}
}

func (b *odtBody) closeParagraph() {
	b.flow.endWithHidden(b.hiddenText)
	b.hiddenText = nil
}
