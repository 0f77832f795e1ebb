package pdf

import (
	"strings"
	"unicode"
)

// A spot is what lines of several pages have in common if they are the same
// running head.
type spot struct {
	text string // digits as one "#"
	row  int    // as line.row
}

// A sighting is on which pages a spot was seen.
type sighting struct {
	count       int // pages
	first, last int
}

// markFurniture finds the lines that belong to the page and not to the text,
// among those that stand at the edge of one.
func markFurniture(regions []region, pages int) {
	seen := map[spot]sighting{}
	eachAtEdge(regions, func(l *line, s spot) {
		for row := s.row - 1; row <= s.row+1; row++ {
			near := spot{s.text, row}
			if g, ok := seen[near]; !ok {
				seen[near] = sighting{1, l.page, l.page}
			} else if g.last != l.page {
				seen[near] = sighting{g.count + 1, g.first, l.page}
			}
		}
	})
	eachAtEdge(regions, func(l *line, s spot) {
		switch {
		case isPageNumber(s.text):
			l.furniture = ruleNumber
		case seen[s].repeats(pages):
			l.furniture = ruleRunning
		}
	})
}

// repeats reports whether a spot was seen on so many pages that it is no
// accident: on three, or all but one of fewer, and on two of five of those
// between the first and the last, since left and right pages may differ.
func (s sighting) repeats(pages int) bool {
	return s.count >= min(3, max(2, pages-1)) && s.count*5 >= (s.last-s.first+1)*2
}

// eachAtEdge calls visit for each line at the edge of its page.
func eachAtEdge(regions []region, visit func(*line, spot)) {
	for _, r := range regions {
		for i := range r.lines {
			if l := &r.lines[i]; l.atEdge && l.text != "" {
				visit(l, spot{pattern(l.text), l.row})
			}
		}
	}
}

// pattern is text with "#" for every number, in lower case.
func pattern(text string) string {
	var b strings.Builder
	digits := false
	for _, r := range strings.ToLower(text) {
		if unicode.IsDigit(r) {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// isPageNumber reports whether a pattern is that of a page number alone: "#",
// "- # -", "page # of #", "xii".
func isPageNumber(pattern string) bool {
	words := strings.FieldsFunc(pattern, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—|/[]()·.", r) })
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	numbers := 0
	for _, w := range words {
		switch {
		case w == "#":
			numbers++
		case strings.Trim(w, "ivxlc") == "" && len(words) == 1:
			numbers++
		case w != "page" && w != "p" && w != "of" && w != "seite" && w != "von" && w != "sur" && w != "de" && w != "página":
			return false
		}
	}
	return numbers > 0
}
