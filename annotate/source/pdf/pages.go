package pdf

import (
	"bytes"
	"errors"
	"strings"

	"galley/annotate/source/draft"
)

// maxPages is the maximum number of pages in a document.
const maxPages = 100_000

// ErrTooLarge is returned for a document with too many pages.
var ErrTooLarge = errors.New("over 100,000 pages")

// Pages makes a draft from the plain text of a PDF, with blank lines between blocks
// and a form feed after each page. It returns ErrTooLarge for more than 100,000
// pages.
func Pages(text []byte) (draft.Document, error) {
	if bytes.Count(text, []byte("\f")) > maxPages {
		return draft.Document{}, ErrTooLarge
	}
	regions, pages := plainRegions(expandLigatures(strings.ToValidUTF8(string(text), "\uFFFD")))
	markFurniture(regions, pages)
	return draft.Document{Blocks: typesetting{body: lineHeight}.blocks(regions)}, nil
}

// The grid on which plain text is placed.
const (
	lineHeight = 12 // points
	charWidth  = 6  // points
	edgeLines  = 2  // lines at the top and bottom of a page, where running heads are
)

// plainRegions returns the lines of plain text with positions, so that repeated and
// short lines can be found. It also returns the number of pages.
func plainRegions(text string) (regions []region, pages int) {
	for page := range strings.SplitSeq(strings.TrimSuffix(text, "\f"), "\f") {
		rows := strings.Split(strings.Trim(page, "\n"), "\n")
		var open region
		for i, row := range rows {
			if strings.TrimSpace(row) == "" {
				regions = append(regions, open)
				open = nil
				continue
			}
			l := plainLine(row, pages, i)
			if fromEnd := len(rows) - 1 - i; fromEnd < edgeLines {
				l.atEdge, l.row = true, -2-2*fromEnd
			}
			open = append(open, l)
		}
		regions = append(regions, open)
		pages++
	}
	return regions, pages
}

// plainLine returns the line of a row, numbered from the top of its page.
func plainLine(row string, page, number int) line {
	words := strings.TrimSpace(row)
	indent := len(row) - len(strings.TrimLeft(row, " \t"))
	first, top := strings.IndexByte(words+" ", ' '), float64(number)*lineHeight
	return line{
		box:  box{float64(indent) * charWidth, top, float64(indent+len([]rune(words))) * charWidth, top + lineHeight},
		size: lineHeight, first: float64(first) * charWidth,
		page: page, text: words, atEdge: number < edgeLines, row: 2 * number,
	}
}
