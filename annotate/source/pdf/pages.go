package pdf

import (
	"bytes"
	"errors"
	"strings"

	"galley/annotate/source/draft"
)

// mostPages is how many pages a document may have.
const mostPages = 100_000

// ErrTooLarge is returned for a document of too many pages.
var ErrTooLarge = errors.New("over 100,000 pages")

// Pages makes a draft of plain text that a program took from a PDF: lines as
// they stand, blank lines between blocks, and a form feed after each page. It
// returns ErrTooLarge for more than 100,000 pages.
func Pages(text []byte) (draft.Document, error) {
	if bytes.Count(text, []byte("\f")) > mostPages {
		return draft.Document{}, ErrTooLarge
	}
	regions, pages := plainRegions(letters(strings.ToValidUTF8(string(text), "\uFFFD")))
	markFurniture(regions, pages)
	words := vocabularyOf(regions)
	t := typesetting{body: lineHeight}
	var paragraphs []paragraph
	for _, r := range regions {
		paragraphs = append(paragraphs, t.split(r)...)
	}
	paragraphs = t.joined(paragraphs)
	t.decide(paragraphs)
	var doc draft.Document
	for _, p := range paragraphs {
		doc.Blocks = append(doc.Blocks, p.block(words))
	}
	return doc, nil
}

// Measures of plain text, in the points of a typewriter.
const (
	lineHeight = 12
	charWidth  = 6
	edgeLines  = 2 // at the top and at the bottom of a page where running heads stand
)

// plainRegions gives lines of plain text places: enough to find what repeats on
// every page, and which lines are short. It also counts the pages.
func plainRegions(text string) (regions []region, pages int) {
	for page := range strings.SplitSeq(strings.TrimSuffix(text, "\f"), "\f") {
		rows := strings.Split(strings.Trim(page, "\n"), "\n")
		var now region
		for i, row := range rows {
			if strings.TrimSpace(row) == "" {
				regions = append(regions, now)
				now = region{}
				continue
			}
			l := plainLine(row, pages, i)
			if fromEnd := len(rows) - 1 - i; fromEnd < edgeLines {
				l.atEdge, l.row = true, -2-2*fromEnd
			}
			now.lines = append(now.lines, l)
		}
		regions = append(regions, now)
		pages++
	}
	return regions, pages
}

// plainLine is a row of a page, counted from its top.
func plainLine(row string, page, number int) line {
	words := strings.TrimSpace(row)
	indent := len(row) - len(strings.TrimLeft(row, " \t"))
	first, top := strings.IndexByte(words+" ", ' '), float64(number)*lineHeight
	return line{
		left: float64(indent) * charWidth, right: float64(indent+len([]rune(words))) * charWidth,
		top: top, bottom: top + lineHeight, size: lineHeight, first: float64(first) * charWidth,
		page: page, text: words, atEdge: number < edgeLines, row: 2 * number,
	}
}
