package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate/source/draft"
)

// A leaf is one block of a page with what the page says about it. Sizes are
// visible characters.
type leaf struct {
	draft.Block
	text     string // on one line; "" if it is longer than maxPart
	hints    hint   // hints from the elements around it, and from an inline element with nearly all of it
	size     int
	linkSize int // size of the links in it
	keptSize int // size of the part of it that the readability library keeps
	article  article
}

// text adds a text node to the open leaf and numbers it.
func (w *walker) text(n *html.Node, sc scope) {
	line, rest, isLine := n.Data, "", false
	if sc.keepsLines && !sc.verbatim && !sc.isCell {
		line, rest, isLine = strings.Cut(n.Data, "\n")
	}
	if isLine { // the rest is the next node
		n.Data = line
		n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: rest}, n.NextSibling)
	}
	blank := isBlank(line)
	switch {
	case line == "", sc.verbatim && blank && isBetweenLines(n):
	case sc.isCell && blank:
		w.cellSpace()
	case !sc.verbatim && (w.open.size == 0 || w.breaks > 0) && blank:
	default:
		w.piece(line, sc)
		w.owners = append(w.owners, int32(len(w.leaves)))
		n.DataAtom = atom.Atom(len(w.owners))
	}
	if isLine {
		w.lineBreak(sc)
	}
}

// piece adds text to the open leaf, or begins one.
func (w *walker) piece(text string, sc scope) {
	w.begin(sc)
	if w.isParted && !sc.verbatim && w.breaks == 0 && needsSpace(w.last, text) {
		w.open.Pieces = append(w.open.Pieces, draft.Piece{Text: " "})
	}
	w.isParted = false
	if sc.verbatim {
		for ; w.breaks > 0; w.breaks-- {
			w.open.Pieces = append(w.open.Pieces, draft.Piece{Text: "\n"})
		}
	}
	size := visibleLen(text)
	w.open.size += size
	if sc.inlineHints&w.openHints != 0 {
		w.hintedSize += size
	}
	if sc.isLink {
		w.open.linkSize += size
	}
	w.open.Pieces = append(w.open.Pieces, draft.Piece{Text: text, Style: sc.style, Href: sc.href, Break: w.breaks > 0, Script: sc.script})
	w.breaks = 0
	w.last, _ = utf8.DecodeLastRuneInString(text)
	w.endedInLink = false
}

// begin sets the kind of the open leaf if it has no text yet.
func (w *walker) begin(sc scope) {
	if len(w.open.Pieces) > 0 {
		return
	}
	sc = w.beginItem(sc)
	w.open.Kind, w.open.Level, w.open.Verbatim = sc.kind, sc.level, sc.verbatim
	w.open.hints, w.open.article = sc.hints, sc.article
	w.openHints, w.hintedSize = sc.inlineHints, 0
}

// lineBreak ends a line. A second one in a row ends the paragraph.
func (w *walker) lineBreak(sc scope) {
	switch {
	case sc.isCell:
		w.cellSpace()
		return
	case w.open.size == 0 && !sc.verbatim:
		return
	}
	w.breaks++
	w.endedInLink = false
	if w.breaks > 1 && !sc.verbatim {
		w.flush()
	}
}

// noLeaf owns the text nodes that are blank.
const noLeaf = -1

func (w *walker) flush() {
	if w.open.size > 0 {
		if w.hintedSize*5 >= w.open.size*4 {
			w.open.hints |= w.openHints
		}
		w.leaves = append(w.leaves, w.open)
	} else {
		for i := len(w.owners) - 1; i >= 0 && w.owners[i] == int32(len(w.leaves)); i-- {
			w.owners[i] = noLeaf
		}
	}
	w.open, w.breaks, w.endedInLink, w.isParted, w.last = leaf{}, 0, false, false, 0
}

// visibleLen returns the number of characters of text that are not white space.
func visibleLen(text string) int {
	n := 0
	for _, r := range text {
		if r > ' ' && (r < 0x80 || !unicode.IsSpace(r)) {
			n++
		}
	}
	return n
}

// endLine ends the line, if there is one, unless it is one of a heading or a cell.
func (w *walker) endLine(sc scope) {
	switch {
	case w.last == 0 || w.last == '\n' || w.breaks > 0:
	case sc.isCell || sc.heading != nil:
		w.isParted = true
	default:
		w.breaks = 1
	}
}
