package office

import (
	"strconv"
	"strings"

	"galley/annotate/source/markup"
)

// A docxLevel is one level of a list.
type docxLevel struct {
	start   int
	numeral numeral
	pattern string // "%1.%2." with the numbers of the levels; of a bullet its sign
	style   string // of the paragraphs that belong to the level by their style
	legal   bool   // all numbers in Arabic digits
}

func (l docxLevel) isBullet() bool { return l.numeral == bullet }

// longestPattern bounds what is written before every item, in bytes.
const longestPattern = 64

// A docxList is an abstract list: what several lists look like and, unless they
// start anew, how far they have counted together.
type docxList struct {
	levels  [mostDeepList]docxLevel
	uses    string // name of the list that it looks like
	counter counter
}

// A docxNum is a list of a document.
type docxNum struct {
	list   string
	starts map[int]int // by level, where it starts anew
	begun  bool
}

// docxNumbering reads numbering.xml and counts the items of a document.
type docxNumbering struct {
	markup.NopVisitor
	lists map[string]*docxList
	nums  map[string]*docxNum
	links map[string]*docxList // by the name under which others refer to them
	list  *docxList            // being read
	num   *docxNum             // being read
	level int                  // being read
}

func newDocxNumbering() *docxNumbering {
	return &docxNumbering{lists: map[string]*docxList{}, nums: map[string]*docxNum{}, links: map[string]*docxList{}}
}

func (n *docxNumbering) Open(e markup.Element) {
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
		n.level = min(max(number(e.Attr("ilvl"), 0), 0), mostDeepList-1)
	default:
		n.property(e.Name, e.Attr("val"))
	}
}

// property reads one of what is being read.
func (n *docxNumbering) property(name, value string) {
	switch {
	case n.num != nil && name == "abstractNumId":
		n.num.list = value
	case n.num != nil && name == "startOverride":
		n.num.starts[n.level] = number(value, 1)
	case n.list == nil:
	case name == "styleLink":
		n.links[value] = n.list
	case name == "numStyleLink":
		n.list.uses = value
	case name == "start":
		n.list.levels[n.level].start = number(value, 1)
	case name == "numFmt":
		n.list.levels[n.level].numeral = docxNumeral(value)
	case name == "lvlText" && len(value) <= longestPattern:
		n.list.levels[n.level].pattern = value
	case name == "pStyle":
		n.list.levels[n.level].style = value
	case name == "isLgl":
		n.list.levels[n.level].legal = markup.IsOn(value)
	}
}

func (n *docxNumbering) Close(name string) {
	switch name {
	case "abstractNum":
		n.list = nil
	case "num":
		n.num = nil
	}
}

func docxNumeral(name string) numeral {
	switch name {
	case "bullet", "none":
		return bullet
	case "lowerRoman":
		return lowerRoman
	case "upperRoman":
		return upperRoman
	case "lowerLetter":
		return lowerLetter
	case "upperLetter":
		return upperLetter
	case "decimalZero":
		return arabicTwo
	case "ordinal":
		return ordinal
	}
	return arabic
}

// look is the list that the num looks like, nil if there is none.
func (n *docxNumbering) look(num *docxNum) *docxList {
	list := n.lists[num.list]
	if list == nil || list.uses == "" {
		return list
	}
	if other := n.links[list.uses]; other != nil {
		return other
	}
	return list
}

// An item is what a list says of a paragraph.
type item struct {
	level    int    // from 0
	label    string // "3." as text; "" for a bullet
	isBullet bool
	blank    bool // a bullet without a sign: the paragraph goes on with an item
}

// next counts a paragraph of that style into a list. ok is false if it is in
// none.
func (n *docxNumbering) next(ref listRef, style string) (it item, ok bool) {
	num := n.nums[ref.num]
	if num == nil || ref.num == "0" {
		return item{}, false
	}
	list := n.look(num)
	if list == nil {
		return item{isBullet: true}, true
	}
	at := list.levelFor(ref.level, style)
	if !num.begun {
		num.begun = true
		for level, start := range num.starts {
			list.restart(level, start)
		}
	}
	level := list.levels[at]
	if level.isBullet() {
		return item{level: at, isBullet: true, blank: strings.Trim(level.pattern, " \u00A0\uF020") == ""}, true
	}
	list.counter.next(at, level.start)
	return item{level: at, label: list.label(at)}, true
}

// levelFor is the level of a paragraph: the one it names, or else the one that
// its style belongs to.
func (l *docxList) levelFor(level int, style string) int {
	if level < 0 {
		for i := range l.levels {
			if style != "" && l.levels[i].style == style {
				return i
			}
		}
	}
	return min(max(level, 0), mostDeepList-1)
}

// restart has a level count from start again.
func (l *docxList) restart(level, start int) {
	l.counter.at[level], l.counter.begun[level] = start-1, true
	clear(l.counter.begun[level+1:])
}

// label writes the pattern of a level with the numbers of it and those above.
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
