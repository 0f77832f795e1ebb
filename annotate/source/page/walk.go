package page

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// A leaf is one block of a page with what the page tells of it.
type leaf struct {
	draft.Block
	hints    hint // of the elements around it, or of the one that has nearly all of it
	size     int  // visible characters
	linkSize int  // of them, those in links
	keptSize int  // of them, those that the classifier keeps
}

// A place is what the elements around a point of the page say of the text
// there.
type place struct {
	kind     annotate.Kind // of a block that begins here
	level    uint8
	depth    uint8 // how many lists and quotations are open
	verbatim bool
	style    annotate.Style
	href     string
	hints    hint // of the elements that stand on lines of their own
	within   hint // of those within the line
	marks    int  // how many <q> are open
	noted    bool // within the mark of a note
}

// A walker collects the blocks of a page in the order of its source. It
// recurses: a parsed tree is at most 512 elements deep.
type walker struct {
	addresses  addresses
	keepHidden bool

	leaves []leaf
	owners []int32 // leaf of each text node that was numbered
	flow   leaf    // the block being collected
	within hint    // of the element within a line that the flow began in
	inside int     // visible characters of the flow that have those hints
	broken int     // line breaks owed in it
	item   bool    // the next block is the first of an item
	number string  // "3. " of that item, "" for a bullet
	afterA bool    // a link or button has just ended
	last   rune    // the last character of the flow
}

// tree collects the blocks below n.
func (w *walker) tree(n *html.Node) []leaf {
	w.children(n, place{})
	w.flush()
	return w.leaves
}

func (w *walker) children(n *html.Node, at place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c, at)
		case html.ElementNode:
			if !isUnseen(c) {
				w.element(c, at)
			}
		}
	}
}

// element collects what an element holds.
func (w *walker) element(n *html.Node, at place) {
	inline := isInline(n)
	if isHidden(n) {
		if inline || !w.keepHidden {
			return
		}
		at.hints |= hidden
	}
	if inline {
		at.within |= hintsOf(n)
	} else {
		at.hints |= hintsOf(n)
		at.within = 0
	}
	switch {
	case n.DataAtom == atom.Br:
		w.lineBreak(at)
	case n.DataAtom == atom.Wbr:
	case inline:
		w.inline(n, at)
	default:
		w.block(n, at)
	}
}

// inline collects an element within a line.
func (w *walker) inline(n *html.Node, at place) {
	apart := n.DataAtom == atom.A || n.DataAtom == atom.Button
	if w.afterA && apart && w.last != 0 && !unicode.IsSpace(w.last) {
		w.piece(" ", at)
	}
	w.afterA = false
	at.style |= styleOf(n)
	if n.DataAtom == atom.A {
		if href := w.addresses.resolve(attribute(n, "href")); href != "" {
			at.style |= annotate.Link
			at.href = href
		}
	}
	switch {
	case n.DataAtom == atom.Q:
		w.quoted(n, at)
	case !at.noted && isNoteMark(n) && !unicode.IsSpace(w.last) && w.last != 0:
		at.noted = true
		w.piece("[", at)
		w.children(n, at)
		w.piece("]", at)
	default:
		w.children(n, at)
	}
	w.afterA = apart
}

// quoted collects a <q>, with the marks that browsers show around it.
func (w *walker) quoted(n *html.Node, at place) {
	marks := [2]string{"“", "”"}
	if at.marks%2 == 1 {
		marks = [2]string{"‘", "’"}
	}
	at.marks++
	w.piece(marks[0], at)
	w.children(n, at)
	w.piece(marks[1], at)
}

// block collects an element that stands on lines of its own.
func (w *walker) block(n *html.Node, at place) {
	w.flush()
	at.style &= annotate.Link
	switch level := headingLevel(n); {
	case level > 0:
		at.kind, at.level = annotate.Heading, level
	case isVerbatim(n):
		at.kind, at.verbatim, at.level = annotate.Code, true, at.depth
	case n.DataAtom == atom.Figcaption, n.DataAtom == atom.Caption:
		at.kind, at.level = annotate.Caption, at.depth
	}
	switch n.DataAtom {
	case atom.Table:
		w.table(n, at)
	case atom.Ol, atom.Ul, atom.Menu, atom.Dir:
		w.list(n, at)
	case atom.Li:
		w.listItem(n, at)
	case atom.Dd:
		at.depth++
		at.kind, at.level = annotate.Paragraph, at.depth
		w.children(n, at)
	case atom.Blockquote:
		at.depth++
		at.kind, at.level = annotate.Quotation, at.depth
		w.children(n, at)
	default:
		w.children(n, at)
	}
	w.flush()
}

// text numbers a text node and adds it to the flow.
func (w *walker) text(n *html.Node, at place) {
	if n.Data == "" || w.flow.size == 0 && !at.verbatim && isBlank(n.Data) {
		return
	}
	if w.broken > 0 && !at.verbatim && isBlank(n.Data) {
		return
	}
	w.piece(n.Data, at)
	w.owners = append(w.owners, int32(len(w.leaves)))
	n.DataAtom = atom.Atom(len(w.owners))
}

// piece adds text to the flow, which begins here if it has none.
func (w *walker) piece(text string, at place) {
	w.begin(at)
	if at.verbatim {
		for ; w.broken > 0; w.broken-- {
			w.flow.Pieces = append(w.flow.Pieces, draft.Piece{Text: "\n"})
		}
	}
	size := visible(text)
	w.flow.size += size
	if at.within&w.within != 0 {
		w.inside += size
	}
	if at.href != "" {
		w.flow.linkSize += size
	}
	w.flow.Pieces = append(w.flow.Pieces, draft.Piece{Text: text, Style: at.style, Href: at.href, Break: w.broken > 0})
	w.broken = 0
	w.last, _ = utf8.DecodeLastRuneInString(text)
	w.afterA = false
}

// begin makes the flow a block of this place, if it has no text yet.
func (w *walker) begin(at place) {
	if len(w.flow.Pieces) > 0 {
		return
	}
	at = w.itemise(at)
	w.flow.Kind, w.flow.Level, w.flow.Verbatim = at.kind, at.level, at.verbatim
	w.flow.hints = at.hints
	w.within, w.inside = at.within, 0
}

// lineBreak ends a line. A second one in a row ends the paragraph.
func (w *walker) lineBreak(at place) {
	if w.flow.size == 0 && !at.verbatim {
		return
	}
	w.broken++
	w.afterA = false
	if w.broken > 1 && !at.verbatim {
		w.flush()
	}
}

// flush ends the block being collected.
func (w *walker) flush() {
	if w.flow.size > 0 {
		if w.inside*5 >= w.flow.size*4 {
			w.flow.hints |= w.within
		}
		w.leaves = append(w.leaves, w.flow)
	} else {
		// Blanks alone are no block: their numbers belong to none.
		for i := len(w.owners) - 1; i >= 0 && w.owners[i] == int32(len(w.leaves)); i-- {
			w.owners[i] = nobody
		}
	}
	w.flow, w.broken, w.afterA, w.last = leaf{}, 0, false, 0
}

// nobody owns the text nodes that are blank.
const nobody = -1

// visible counts the characters of text that are not blank.
func visible(text string) int {
	n := 0
	for _, r := range text {
		if r > ' ' && (r < 0x80 || !unicode.IsSpace(r)) {
			n++
		}
	}
	return n
}
