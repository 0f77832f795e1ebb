package page

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// list collects the items of a list. The numbers that a browser shows are text;
// bullets are not.
func (w *walker) list(n *html.Node, sc scope) {
	sc = sc.nested(annotate.Paragraph)
	numbers := numbering{}
	if n.DataAtom == atom.Ol && !isLayoutList(n) {
		numbers = newNumbering(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.text(c, sc)
		case c.Type != html.ElementNode || hasNoText(c):
		default:
			if c.DataAtom == atom.Li {
				w.number = numbers.next(c)
			}
			w.element(c, sc)
		}
	}
}

// isLayoutList reports whether the items of a list are parts of a page rather
// than text, such as pictures with captions or previews of articles. Style sheets
// hide the numbers of such lists.
func isLayoutList(list *html.Node) bool {
	parts := []atom.Atom{atom.Figure, atom.Article, atom.Img, atom.Section, atom.Header, atom.Form, atom.Aside, atom.Nav}
	for n := range list.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(parts, n.DataAtom) {
			return true
		}
	}
	return false
}

// listItem collects an item, which may be outside a list.
func (w *walker) listItem(n *html.Node, sc scope) {
	sc.depth = max(sc.depth, 1)
	sc.kind, sc.level = annotate.Paragraph, sc.depth
	w.isItem = true
	w.children(n, sc)
	w.flush()
	w.isItem, w.number = false, ""
}

// beginItem makes the block that begins in this scope the first of an item, if an item
// is open. A number that cannot be in that block becomes a separate block.
func (w *walker) beginItem(sc scope) scope {
	if !w.isItem {
		return sc
	}
	number := draft.Piece{Text: w.number}
	w.isItem, w.number = false, ""
	switch {
	case sc.kind == annotate.Paragraph:
		sc.kind = annotate.ListItem
	case number.Text != "" && sc.kind != annotate.Heading && sc.kind != annotate.Quotation:
		number.Text = strings.TrimSpace(number.Text)
		w.leaves = append(w.leaves, leaf{Block: draft.Block{
			Kind: annotate.ListItem, Level: sc.depth, Pieces: []draft.Piece{number},
		}, hints: sc.hints, size: len(number.Text)})
		return sc
	}
	if number.Text != "" {
		w.open.Pieces = append(w.open.Pieces, number)
	}
	return sc
}

// A numbering counts the items of an <ol>.
type numbering struct {
	style  byte // '1', 'a', 'A', 'i' or 'I', or 0 for bullets
	number int  // the number of the next item
	step   int
}

func newNumbering(n *html.Node) numbering {
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

// next returns the number of an item followed by a period and a space, or "" for a
// bullet.
func (c *numbering) next(item *html.Node) string {
	if c.style == 0 {
		return ""
	}
	if value, err := strconv.Atoi(strings.TrimSpace(attribute(item, "value"))); err == nil {
		c.number = value
	}
	number := c.number
	c.number += c.step
	text := ""
	switch c.style {
	case 'a', 'A':
		if number >= 1 && number <= 26 {
			text = string(rune(c.style) + rune(number-1))
		}
	case 'i':
		text = strings.ToLower(draft.Roman(number))
	case 'I':
		text = draft.Roman(number)
	}
	if text == "" {
		text = strconv.Itoa(number)
	}
	return text + ". "
}
