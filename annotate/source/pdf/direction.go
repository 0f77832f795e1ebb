package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// logicalOrder returns the text of a line whose characters are ordered from left to
// right in the order in which they are read, and reports whether that is from right to
// left. The direction of a line is that of most of its words. Arabic letters that are
// coded by their shape become letters.
//
// The reversal is that of the Unicode Bidirectional Algorithm (rule L2), which is its
// own inverse. Levels are estimated from what is visible.
func logicalOrder(text string) (logical string, isRTL bool) {
	right, left := 0, 0
	for word := range strings.FieldsSeq(text) {
		switch i := strings.IndexFunc(word, func(r rune) bool { return isRight(r) || isLeft(r) }); {
		case i < 0:
		case strings.ContainsFunc(word, isRight):
			right++
		default:
			left++
		}
	}
	if right == 0 {
		return text, false
	}
	isRTL = right >= left
	clusters := splitClusters(text)
	levels := levelsOf(clusters, isRTL)
	for level := 1; level <= 2; level++ {
		for i := 0; i < len(levels); {
			n := i
			for n < len(levels) && levels[n] >= level {
				n++
			}
			slices.Reverse(clusters[i:n])
			slices.Reverse(levels[i:n])
			i = max(n, i+1)
		}
	}
	logical = strings.Join(clusters, "")
	if opening, closing := strings.IndexByte(logical, '('), strings.IndexByte(logical, ')'); isRTL && closing >= 0 && (closing < opening || opening < 0) {
		logical = strings.NewReplacer("(", ")", ")", "(").Replace(logical)
	}
	if strings.ContainsFunc(logical, isShape) {
		logical = norm.NFKC.String(logical)
	}
	return logical, isRTL
}

// splitClusters splits text into characters with the marks that follow them.
func splitClusters(text string) []string {
	var clusters []string
	for _, r := range text {
		if n := len(clusters); n > 0 && unicode.Is(unicode.Mn, r) {
			clusters[n-1] += string(r)
		} else {
			clusters = append(clusters, string(r))
		}
	}
	return clusters
}

// levelsOf returns the embedding level of each character: 1 from right to left, 2 for
// numbers and words from left to right within such text, 0 otherwise.
func levelsOf(clusters []string, isRTL bool) []int {
	const unknown = -1
	base, inner := 0, 0
	if isRTL {
		base, inner = 1, 2
	}
	levels := make([]int, len(clusters))
	afterLeft := !isRTL
	for i, c := range clusters {
		r, _ := utf8.DecodeRuneInString(c)
		levels[i] = unknown
		switch {
		case isRight(r):
			levels[i], afterLeft = 1, false
		case isLeft(r):
			levels[i], afterLeft = inner, true
		case unicode.IsDigit(r) && afterLeft:
			levels[i] = inner
		case unicode.IsDigit(r):
			levels[i] = 2
		}
	}
	for i, c := range clusters { // the signs next to a number
		if levels[i] == unknown && strings.Contains("%‰°$€£₪+", c) &&
			(i > 0 && unicode.IsDigit(lastRune(clusters[i-1])) || i+1 < len(clusters) && unicode.IsDigit(lastRune(clusters[i+1]))) {
			levels[i] = 2
		}
	}
	for i := 0; i < len(levels); {
		n := i
		for n < len(levels) && levels[n] == unknown {
			n++
		}
		level := base
		if i > 0 && n < len(levels) && levels[i-1] == levels[n] {
			between := strings.Join(clusters[i:n], "")
			isNumber := unicode.IsDigit(lastRune(clusters[i-1])) && levels[n] == 2
			if level = levels[n]; isNumber && !strings.Contains(".,:/-–", between) {
				level = base
			}
		}
		for ; i < n; i++ {
			levels[i] = level
		}
		i = max(n, i+1)
	}
	return levels
}

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

func isRight(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return r >= 0x590 && (p.Class() == bidi.R || p.Class() == bidi.AL)
}

func isLeft(r rune) bool { return unicode.IsLetter(r) && !isRight(r) }

// isShape reports whether r is a shape of an Arabic letter.
func isShape(r rune) bool { return r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC }

// mirror mirrors the pages that are read from right to left, so that the rules for
// columns, indentation and ends of lines hold for them. Most lines of such a page are
// from right to left.
func (l *layout) mirror() {
	count := make([]int, len(l.pages))
	l.eachLine(func(line *line) {
		if line.isRTL {
			count[line.page]++
		} else {
			count[line.page]--
		}
	})
	l.eachLine(func(line *line) {
		if count[line.page] > 0 {
			width := l.pages[line.page].right
			line.left, line.right = width-line.right, width-line.left
		}
	})
}
