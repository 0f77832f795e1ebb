package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate/source/draft"
)

// listMark is the length of the bullet that text begins with, 0 for none, and
// the rule to go by.
func listMark(text string, otherwise draft.Rule) (int, draft.Rule) {
	r, size := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("•◦▪‣●○■□–·➢✓\uF0B7\uF0A7", r) && strings.HasPrefix(text[size:], " ") {
		return size + 1, ruleListMark
	}
	return 0, otherwise
}

// isNumbered reports whether text begins with the number or the letter of an
// item.
func isNumbered(text string) bool {
	number, rest, _ := strings.Cut(text, " ")
	digits := strings.TrimRight(strings.TrimLeft(number, "("), ".)")
	if rest == "" || digits == number || digits == "" || len(digits) > 3 {
		return false
	}
	return strings.Trim(digits, "0123456789") == "" || len(digits) == 1 && strings.HasSuffix(number, ")")
}

// isMarkAlone reports whether text is the mark of an item and no more.
func isMarkAlone(text string) bool {
	bullet, _ := listMark(text+" ", draft.Rule{})
	return len(text) <= 6 && (bullet > 0 || isNumbered(text+" x"))
}

// farthestMark is how far a mark may stand from its item, in sizes.
const farthestMark = 5

// attachMarks puts marks of items that stand in a column of their own before
// the lines beside them.
func attachMarks(regions []region) {
	byPage := map[int][]*line{}
	for _, r := range regions {
		for i := range r.lines {
			l := &r.lines[i]
			byPage[l.page] = append(byPage[l.page], l)
		}
	}
	for _, lines := range byPage {
		slices.SortStableFunc(lines, func(a, b *line) int { return int(a.top - b.top) })
		for i, mark := range lines {
			if isMarkAlone(mark.text) {
				attach(mark, lines[max(i-nearLines, 0):min(i+nearLines, len(lines))])
			}
		}
	}
}

// nearLines is how many lines above and below are looked at for one beside a
// mark.
const nearLines = 40

// attach puts mark before the nearest line beside it among some.
func attach(mark *line, among []*line) {
	var best *line
	for _, l := range among {
		beside := l != mark && l.text != "" && l.isBeside(*mark) && l.left < mark.right+farthestMark*mark.size
		if beside && (best == nil || l.left < best.left) {
			best = l
		}
	}
	if best != nil {
		best.text = mark.text + " " + best.text
		mark.text = ""
	}
}
