package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// bulletLen returns the length in bytes of the bullet that text begins with and
// the space after it, or 0.
func bulletLen(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("•◦▪‣●○■□–·➢✓\uF0B7\uF0A7", r) && strings.HasPrefix(text[size:], " ") {
		return size + 1
	}
	return 0
}

// isNumbered reports whether text begins with the number or letter of a list
// item.
func isNumbered(text string) bool {
	number, rest, _ := strings.Cut(text, " ")
	digits := strings.TrimRight(strings.TrimLeft(number, "("), ".)")
	if rest == "" || digits == number || digits == "" || len(digits) > 3 {
		return false
	}
	return strings.Trim(digits, "0123456789") == "" || len(digits) == 1 && strings.HasSuffix(number, ")")
}

// isMark reports whether text is only the mark of a list item.
func isMark(text string) bool {
	return len(text) <= 6 && (bulletLen(text+" ") > 0 || isNumbered(text+" x"))
}

// attachMarks moves the marks of list items that are in a separate column to the lines
// next to them.
func attachMarks(regions []region) {
	const maxLines = 40 // number of lines above and below a mark that are searched
	byPage := map[int][]*line{}
	for _, r := range regions {
		for i := range r {
			byPage[r[i].page] = append(byPage[r[i].page], &r[i])
		}
	}
	for _, lines := range byPage {
		slices.SortStableFunc(lines, func(a, b *line) int { return int(a.top - b.top) })
		for i, mark := range lines {
			if isMark(mark.text) {
				attachMark(mark, lines[max(i-maxLines, 0):min(i+maxLines, len(lines))])
			}
		}
	}
}

// attachMark puts mark before the nearest line next to it.
func attachMark(mark *line, lines []*line) {
	const maxDistance = 5 // as a multiple of the size of the mark
	var best *line
	for _, l := range lines {
		isNear := l != mark && l.text != "" && l.isRightOf(*mark) && l.left < mark.right+maxDistance*mark.size
		if isNear && (best == nil || l.left < best.left) {
			best = l
		}
	}
	if best != nil {
		best.text = mark.text + " " + best.text
		mark.text = ""
	}
}
