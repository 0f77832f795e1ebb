package docx

// A listID is the id of a list in numbering.xml. Items with bullets share one.
type listID int

const bullets listID = 1

// A numberedList is a sequence of items with consecutive numbers at one level.
type numberedList struct {
	level, start int
	end          string // of each number: "." or ")"
	last         int    // number of the last item
}

// A numbering holds the numbered lists of a document, and the list of each item.
type numbering struct {
	lists []numberedList
	open  map[int]listID // by level, those that the next item can continue
}

// listOf returns the list of an item, which begins one if it does not continue another.
func (n *numbering) listOf(p Paragraph) listID {
	level := p.itemLevel()
	for l := range n.open {
		if l > level || p.Number == 0 && l == level {
			delete(n.open, l)
		}
	}
	if p.Number == 0 {
		return bullets
	}
	if id, ok := n.open[level]; ok {
		if l := &n.lists[id-bullets-1]; l.end == p.NumberEnd && l.last+1 == p.Number {
			l.last++
			return id
		}
	}
	n.lists = append(n.lists, numberedList{level, p.Number, p.NumberEnd, p.Number})
	id := bullets + listID(len(n.lists))
	n.open[level] = id
	return id
}

// endLists says that a paragraph which is not an item follows.
func (n *numbering) endLists() { clear(n.open) }

// itemLevel returns the level of an item, from 0 to 8.
func (p Paragraph) itemLevel() int { return min(max(p.Level, 1), maxLevels) - 1 }

const maxLevels = 9

// write writes numbering.xml.
func (n *numbering) write(m *xmlWriter) {
	m.raw(`<w:numbering ` + namespaces + `>`)
	for id, format := range []struct{ name, end string }{{"bullet", ""}, {"decimal", "."}, {"decimal", ")"}} {
		m.printf(`<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="hybridMultilevel"/>`, id)
		for level := range maxLevels {
			text := "•"
			if format.end != "" {
				text = "%" + string(rune('1'+level)) + format.end
			}
			m.printf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/>`+
				`<w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`, level, format.name, text, 720*(level+1))
		}
		m.raw(`</w:abstractNum>`)
	}
	m.printf(`<w:num w:numId="%d"><w:abstractNumId w:val="0"/></w:num>`, int(bullets))
	for i, l := range n.lists {
		abstract := 1
		if l.end == ")" {
			abstract = 2
		}
		m.printf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`,
			int(bullets)+1+i, abstract, l.level, l.start)
	}
	m.raw(`</w:numbering>`)
}
