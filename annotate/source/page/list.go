package page

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// list collects the items of a list. The numbers that a browser shows are
// text, as those of Markdown are; bullets are not.
func (w *walker) list(n *html.Node, at place) {
	at.depth++
	at.kind, at.level = annotate.Paragraph, at.depth
	numbers := numbering{}
	if n.DataAtom == atom.Ol && !laysOut(n) {
		numbers = numberingOf(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.text(c, at)
		case c.Type != html.ElementNode || isUnseen(c):
		case c.DataAtom == atom.Li:
			w.number = numbers.next(c)
			w.element(c, at)
		default:
			w.element(c, at)
		}
	}
}

// laysOut reports whether the items of a list are no text but parts of a page,
// such as pictures with their captions or previews of articles. Browsers are
// told to show no numbers there.
func laysOut(list *html.Node) bool {
	for n := range list.Descendants() {
		switch n.DataAtom {
		case atom.Figure, atom.Article, atom.Img, atom.Section, atom.Header, atom.Form, atom.Aside, atom.Nav:
			if n.Type == html.ElementNode {
				return true
			}
		}
	}
	return false
}

// listItem collects one item, also one outside a list.
func (w *walker) listItem(n *html.Node, at place) {
	if at.depth == 0 {
		at.depth = 1
	}
	at.kind, at.level = annotate.Paragraph, at.depth
	w.item = true
	w.children(n, at)
	w.flush()
	w.item, w.number = false, ""
}

// itemise makes the block that begins at this place the first of an item, if
// one is due. A number that cannot stand in that block becomes one of its own.
func (w *walker) itemise(at place) place {
	if !w.item {
		return at
	}
	number := w.number
	w.item, w.number = false, ""
	switch at.kind {
	case annotate.Paragraph:
		at.kind = annotate.ListItem
	case annotate.Heading, annotate.Quotation:
	default:
		if number != "" {
			number := draft.Piece{Text: strings.TrimSpace(number)}
			w.leaves = append(w.leaves, leaf{Block: draft.Block{
				Kind: annotate.ListItem, Level: at.depth, Pieces: []draft.Piece{number},
			}, hints: at.hints, size: len(number.Text)})
		}
		return at
	}
	if number != "" {
		w.flow.Pieces = append(w.flow.Pieces, draft.Piece{Text: number})
	}
	return at
}

// A numbering counts the items of an <ol>.
type numbering struct {
	style  byte // 1 a A i I, 0 for bullets
	number int  // of the next item
	step   int
}

func numberingOf(n *html.Node) numbering {
	c := numbering{style: '1', number: 1, step: 1}
	if kind := attribute(n, "type"); len(kind) == 1 && strings.Contains("1aAiI", kind) {
		c.style = kind[0]
	}
	if hasAttribute(n, "reversed") {
		c.step, c.number = -1, 0
		for item := n.FirstChild; item != nil; item = item.NextSibling {
			if item.DataAtom == atom.Li {
				c.number++
			}
		}
	}
	if start, err := strconv.Atoi(strings.TrimSpace(attribute(n, "start"))); err == nil {
		c.number = start
	}
	return c
}

// next is the number of an item with its stop and a blank, "" for a bullet.
func (c *numbering) next(item *html.Node) string {
	if c.style == 0 {
		return ""
	}
	if value, err := strconv.Atoi(strings.TrimSpace(attribute(item, "value"))); err == nil {
		c.number = value
	}
	number := c.number
	c.number += c.step
	switch c.style {
	case 'a', 'A':
		if number >= 1 && number <= 26 {
			return string(rune(c.style)+rune(number-1)) + ". "
		}
	case 'i':
		if roman := draft.Roman(number); roman != "" {
			return strings.ToLower(roman) + ". "
		}
	case 'I':
		if roman := draft.Roman(number); roman != "" {
			return roman + ". "
		}
	}
	return strconv.Itoa(number) + ". "
}
