package pdf

import (
	"strings"
	"unicode"
)

// An edgeLine describes what the occurrences of a running head on several pages have
// in common.
type edgeLine struct {
	text string // with "#" for each number
	row  int    // as line.row
}

// A pageCount counts the pages on which an edgeLine occurs.
type pageCount struct {
	count       int
	first, last int // pages, from 0
}

// markFurniture marks the lines at the edge of a page that belong to the page and not
// to the text.
func markFurniture(regions []region, pages int) {
	seen := map[edgeLine]pageCount{}
	eachAtEdge(regions, func(l *line, e edgeLine) {
		for row := e.row - 1; row <= e.row+1; row++ {
			neighbor := edgeLine{e.text, row}
			if c, ok := seen[neighbor]; !ok {
				seen[neighbor] = pageCount{1, l.page, l.page}
			} else if c.last != l.page {
				seen[neighbor] = pageCount{c.count + 1, c.first, l.page}
			}
		}
	})
	eachAtEdge(regions, func(l *line, e edgeLine) {
		switch {
		case l.isFurniture():
		case isPageNumber(e.text):
			l.furniture = ruleNumber
		case seen[e].isRunningHead(pages):
			l.furniture = ruleRunning
		}
	})
}

// isRunningHead reports whether a line occurs on enough pages to be a running head: on
// at least three, or two in a document of up to three pages, and on at least two in five
// of the pages from its first to its last, since left and right pages may differ.
func (c pageCount) isRunningHead(pages int) bool {
	return c.count >= min(3, max(2, pages-1)) && c.count*5 >= (c.last-c.first+1)*2
}

// eachAtEdge calls visit for each line at the edge of its page.
func eachAtEdge(regions []region, visit func(*line, edgeLine)) {
	for _, r := range regions {
		for i := range r {
			if l := &r[i]; l.atEdge && l.text != "" {
				visit(l, edgeLine{pattern(l.text), l.row})
			}
		}
	}
}

// pattern returns text in lower case with "#" for each number.
func pattern(text string) string {
	var b strings.Builder
	inNumber := false
	for _, r := range strings.ToLower(text) {
		isDigit := unicode.IsDigit(r)
		switch {
		case !isDigit:
			b.WriteRune(r)
		case !inNumber:
			b.WriteByte('#')
		}
		inNumber = isDigit
	}
	return strings.TrimSpace(b.String())
}

// isPageNumber reports whether a pattern is only a page number: "#", "- # -",
// "page # of #", "xii".
func isPageNumber(pattern string) bool {
	words := strings.FieldsFunc(pattern, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—|/[]()·.", r) })
	if len(words) > 4 {
		return false
	}
	numbers := 0
	for _, w := range words {
		switch w {
		case "#":
			numbers++
		case "page", "p", "of", "seite", "von", "sur", "de", "página":
		default:
			if len(words) > 1 || strings.Trim(w, "ivxlc") != "" {
				return false
			}
			numbers++
		}
	}
	return numbers > 0
}
