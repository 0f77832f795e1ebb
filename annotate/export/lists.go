package export

import (
	"strconv"
	"strings"

	"galley/annotate"
)

// lists holds the lists that are open on a page, the innermost last.
type lists []openList

type openList struct {
	level uint8
	name  string // of the element: ol or ul
}

// goTo opens and closes lists for a block.
func (l *lists) goTo(out *htmlWriter, block annotate.Block, text string) {
	if block.Kind != annotate.ListItem {
		l.close(out)
		return
	}
	next := openList{level: max(block.Level, 1), name: "ul"}
	if _, _, ok := cutNumber(block.Span.In(text)); ok {
		next.name = "ol"
	}
	for n := len(*l); n > 0 && ((*l)[n-1].level > next.level || (*l)[n-1].level == next.level && (*l)[n-1] != next); n = len(*l) {
		l.pop(out)
	}
	if n := len(*l); n > 0 && (*l)[n-1] == next {
		out.printf("</li>\n<li>")
		return
	}
	*l = append(*l, next)
	out.printf("<%s>\n<li>", next.name)
}

func (l *lists) pop(out *htmlWriter) {
	last := len(*l) - 1
	out.printf("</li>\n</%s>\n", (*l)[last].name)
	*l = (*l)[:last]
}

// close closes all lists.
func (l *lists) close(out *htmlWriter) {
	for len(*l) > 0 {
		l.pop(out)
	}
}

// cutNumber cuts the number from the beginning of an item of a list: "2. ", or
// "2) ".
func cutNumber(item string) (number int, rest string, ok bool) {
	const maxDigits = 9
	i := strings.IndexAny(item[:min(len(item), maxDigits+1)], ".)")
	if i < 0 || !strings.HasPrefix(item[i+1:], " ") {
		return 0, item, false
	}
	number, err := strconv.Atoi(item[:i])
	return number, item[i+2:], err == nil && number >= 0 && item[0] != '+'
}
