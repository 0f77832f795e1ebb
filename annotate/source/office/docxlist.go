package office

import (
	"strconv"
	"strings"

	"galley/annotate/source/markup"
)

type docxLevel struct {
	start   int
	numeral numeral
	pattern string // "%1.%2." with the numbers of the levels; the character of a bullet
	style   string // the style of the paragraphs that belong to the level
	legal   bool   // all numbers in Arabic digits
}

// maxPattern is the maximum length, in bytes, of the text before an item.
const maxPattern = 64

// A docxList is an abstract list: the appearance that several lists share, and the
// counter that they share unless they restart.
type docxList struct {
	levels    [maxListDepth]docxLevel
	styleLink string // the style of the list whose appearance it uses
	counter   counter
}

// A docxNum is a list of a document.
type docxNum struct {
	list   string
	starts map[int]int // the number of the first item of each level that restarts
	begun  bool
}

// docxNumbering reads numbering.xml and counts the items of a document.
type docxNumbering struct {
	lists   map[string]*docxList
	nums    map[string]*docxNum
	byStyle map[string]*docxList
	list    *docxList // being read
	num     *docxNum  // being read
	level   int       // being read
}

func newDocxNumbering() *docxNumbering {
	return &docxNumbering{lists: map[string]*docxList{}, nums: map[string]*docxNum{}, byStyle: map[string]*docxList{}}
}

func (n *docxNumbering) onOpen(e markup.Element) {
	switch e.Name {
	case "abstractNum":
		n.list = &docxList{}
		for i := range n.list.levels {
			n.list.levels[i].start = 1
		}
		n.lists[e.Attr("abstractNumId")] = n.list
	case "num":
		n.num = &docxNum{starts: map[int]int{}}
		n.nums[e.Attr("numId")] = n.num
	case "lvl", "lvlOverride":
		n.level = min(max(atoi(e.Attr("ilvl"), 0), 0), maxListDepth-1)
	default:
		n.readProperty(e.Name, e.Attr("val"))
	}
}

func (n *docxNumbering) readProperty(name, value string) {
	switch {
	case n.num != nil && name == "abstractNumId":
		n.num.list = value
	case n.num != nil && name == "startOverride":
		n.num.starts[n.level] = atoi(value, 1)
	case n.list == nil:
	case name == "styleLink":
		n.byStyle[value] = n.list
	case name == "numStyleLink":
		n.list.styleLink = value
	case name == "start":
		n.list.levels[n.level].start = atoi(value, 1)
	case name == "numFmt":
		n.list.levels[n.level].numeral = docxNumeral(value)
	case name == "lvlText" && len(value) <= maxPattern:
		n.list.levels[n.level].pattern = value
	case name == "pStyle":
		n.list.levels[n.level].style = value
	case name == "isLgl":
		n.list.levels[n.level].legal = markup.IsOn(value)
	}
}

func (n *docxNumbering) onClose(name string) {
	switch name {
	case "abstractNum":
		n.list = nil
	case "num":
		n.num = nil
	}
}

func docxNumeral(name string) numeral {
	numerals := map[string]numeral{
		"bullet": bullet, "none": bullet, "lowerRoman": lowerRoman, "upperRoman": upperRoman,
		"lowerLetter": lowerLetter, "upperLetter": upperLetter, "decimalZero": zeroPadded, "ordinal": ordinal,
	}
	if n, ok := numerals[name]; ok {
		return n
	}
	return arabic
}

// listOf returns the list whose appearance num uses, or nil.
func (n *docxNumbering) listOf(num *docxNum) *docxList {
	list := n.lists[num.list]
	if list == nil || list.styleLink == "" {
		return list
	}
	if other := n.byStyle[list.styleLink]; other != nil {
		return other
	}
	return list
}

// An item is a paragraph of a list.
type item struct {
	level int    // from 0
	label string // "3." or "" for a bullet
	blank bool   // its bullet is invisible: the paragraph continues an item
}

// next counts a paragraph with a style and returns it as an item. ok is false if the
// paragraph is not in a list.
func (n *docxNumbering) next(ref listRef, style string) (it item, ok bool) {
	num := n.nums[ref.num]
	if num == nil || ref.num == "0" {
		return item{}, false
	}
	list := n.listOf(num)
	if list == nil {
		return item{}, true
	}
	at := list.levelFor(ref.level, style)
	if !num.begun {
		num.begun = true
		for level, start := range num.starts {
			list.counter.restart(level, start)
		}
	}
	level := list.levels[at]
	if level.numeral == bullet {
		return item{level: at, blank: strings.Trim(level.pattern, " \u00A0\uF020") == ""}, true
	}
	list.counter.next(at, level.start)
	return item{level: at, label: list.label(at)}, true
}

// levelFor returns the level of a paragraph: level, or if that is negative, the one
// that style belongs to.
func (l *docxList) levelFor(level int, style string) int {
	if level < 0 {
		for i := range l.levels {
			if style != "" && l.levels[i].style == style {
				return i
			}
		}
	}
	return min(max(level, 0), maxListDepth-1)
}

// label returns the pattern of a level, filled in with its number and those of the
// levels above.
func (l *docxList) label(at int) string {
	pattern := l.levels[at].pattern
	for i := range at + 1 {
		level := l.levels[i]
		if l.levels[at].legal {
			level.numeral = arabic
		}
		number := level.numeral.format(l.counter.number(i, level.start))
		pattern = strings.ReplaceAll(pattern, "%"+strconv.Itoa(i+1), number)
	}
	return strings.TrimSpace(pattern)
}
