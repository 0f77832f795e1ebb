package page

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
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
}

// A scope holds what the elements around a point of the page say about its text.
type scope struct {
	kind         annotate.Kind // the kind of a block that begins here
	level        uint8
	depth        uint8 // number of open lists and quotations
	verbatim     bool
	style        annotate.Style
	href         string
	hints        hint // hints from block elements
	inlineHints  hint // hints from inline elements
	quotes       int  // number of open <q> elements
	isWithinNote bool // inside the reference to a note
}

// A walker collects the blocks of a page in source order. It recurses: a parsed
// tree is at most 512 elements deep.
type walker struct {
	addresses  addresses
	keepHidden bool

	leaves []leaf
	owners []int32 // the leaf of each numbered text node, or noLeaf

	open        leaf   // the leaf being collected
	openHints   hint   // hints from the inline elements in which it began
	hintedSize  int    // number of visible characters with those hints
	breaks      int    // number of line breaks before the next piece
	isItem      bool   // the next block is the first of a list item
	number      string // the number of that item, "3. ", or "" for a bullet
	endedInLink bool   // a link or button has just ended
	last        rune   // the last character of the open leaf
}

func (w *walker) walk(n *html.Node) []leaf {
	w.children(n, scope{})
	w.flush()
	return w.leaves
}

func (w *walker) children(n *html.Node, sc scope) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c, sc)
		case html.ElementNode:
			if !hasNoText(c) {
				w.element(c, sc)
			}
		}
	}
}

func (w *walker) element(n *html.Node, sc scope) {
	inline := isInline(n)
	if isHidden(n) {
		if inline || !w.keepHidden {
			return
		}
		sc.hints |= hidden
	}
	if inline {
		sc.inlineHints |= hintsOf(n)
	} else {
		sc.hints |= hintsOf(n)
		sc.inlineHints = 0
	}
	switch {
	case n.DataAtom == atom.Br:
		w.lineBreak(sc)
	case n.DataAtom == atom.Wbr:
	case inline:
		w.inline(n, sc)
	default:
		w.block(n, sc)
	}
}

// addStyle adds the style and the link of an inline element.
func (w *walker) addStyle(n *html.Node, sc scope) scope {
	sc.style |= styleOf(n)
	if n.DataAtom == atom.A {
		if href := w.addresses.resolve(attribute(n, "href")); href != "" {
			sc.style, sc.href = sc.style|annotate.Link, href
		}
	}
	return sc
}

// inline collects an inline element. Adjacent links and buttons are separated by
// a space.
func (w *walker) inline(n *html.Node, sc scope) {
	isLink := n.DataAtom == atom.A || n.DataAtom == atom.Button
	followsText := w.last != 0 && !unicode.IsSpace(w.last)
	if w.endedInLink && isLink && followsText {
		w.piece(" ", sc)
		followsText = false
	}
	w.endedInLink = false
	sc = w.addStyle(n, sc)
	switch {
	case n.DataAtom == atom.Q:
		w.quote(n, sc)
	case !sc.isWithinNote && isNoteRef(n) && followsText:
		sc.isWithinNote = true
		w.enclose("[", n, "]", sc)
	default:
		w.children(n, sc)
	}
	w.endedInLink = isLink
}

// quote collects a <q> with the quotation marks that browsers add.
func (w *walker) quote(n *html.Node, sc scope) {
	sc.quotes++
	if sc.quotes%2 == 1 {
		w.enclose("“", n, "”", sc)
	} else {
		w.enclose("‘", n, "’", sc)
	}
}

// enclose collects an element between two strings.
func (w *walker) enclose(before string, n *html.Node, after string, sc scope) {
	w.piece(before, sc)
	w.children(n, sc)
	w.piece(after, sc)
}

func (w *walker) block(n *html.Node, sc scope) {
	w.flush()
	sc.style &= annotate.Link
	switch level := headingLevel(n); {
	case level > 0:
		sc.kind, sc.level = annotate.Heading, level
	case isPreformatted(n):
		sc.kind, sc.verbatim, sc.level = annotate.Code, true, sc.depth
	case n.DataAtom == atom.Figcaption, n.DataAtom == atom.Caption:
		sc.kind, sc.level = annotate.Caption, sc.depth
	}
	switch n.DataAtom {
	case atom.Table:
		w.table(n, sc)
	case atom.Ol, atom.Ul, atom.Menu, atom.Dir:
		w.list(n, sc)
	case atom.Li:
		w.listItem(n, sc)
	case atom.Dd:
		w.children(n, sc.nested(annotate.Paragraph))
	case atom.Blockquote:
		w.children(n, sc.nested(annotate.Quotation))
	default:
		w.children(n, sc)
	}
	w.flush()
}

// nested returns the scope one list or quotation deeper, for blocks of kind.
func (s scope) nested(kind annotate.Kind) scope {
	s.depth++
	s.kind, s.level = kind, s.depth
	return s
}

// text adds a text node to the open leaf and numbers it.
func (w *walker) text(n *html.Node, sc scope) {
	if n.Data == "" || !sc.verbatim && (w.open.size == 0 || w.breaks > 0) && isBlank(n.Data) {
		return
	}
	w.piece(n.Data, sc)
	w.owners = append(w.owners, int32(len(w.leaves)))
	n.DataAtom = atom.Atom(len(w.owners))
}

// piece adds text to the open leaf, or begins one.
func (w *walker) piece(text string, sc scope) {
	w.begin(sc)
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
	if sc.href != "" {
		w.open.linkSize += size
	}
	w.open.Pieces = append(w.open.Pieces, draft.Piece{Text: text, Style: sc.style, Href: sc.href, Break: w.breaks > 0})
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
	w.open.hints = sc.hints
	w.openHints, w.hintedSize = sc.inlineHints, 0
}

// lineBreak ends a line. A second one in a row ends the paragraph.
func (w *walker) lineBreak(sc scope) {
	if w.open.size == 0 && !sc.verbatim {
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
	w.open, w.breaks, w.endedInLink, w.last = leaf{}, 0, false, 0
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
