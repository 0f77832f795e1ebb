package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// A scope holds what the elements around a point of the page say about its text.
type scope struct {
	kind         annotate.Kind // the kind of a block that begins here
	level        uint8
	depth        uint8 // number of open lists and quotations
	verbatim     bool
	style        annotate.Style
	href         string
	isLink       bool // inside a link to another page, whether or not its address is known
	hints        hint // hints from block elements
	inlineHints  hint // hints from inline elements
	quotes       int  // number of open <q> elements
	isWithinNote bool // inside the reference to a note
	script       draft.Script
	isCell       bool       // inside a cell of a data table, which is one line
	heading      *html.Node // the heading around it
	keepsLines   bool       // line breaks count
	article      article    // the innermost <article> around it
}

// An article identifies an <article> of the page.
type article struct {
	number int // from 1, or 0 for none
	depth  int // number of <article> elements around it, with itself
}

// isBeside reports whether two articles are different and neither is within the other.
func (a article) isBeside(b article) bool { return a.number != b.number && a.depth == b.depth }

// A walker collects the blocks of a page in source order. It recurses: a parsed
// tree is at most 512 elements deep.
type walker struct {
	addresses   addresses
	keepHidden  bool
	hasCaptions bool // the alternative text of an image is a caption

	articles int // number of <article> elements so far

	leaves []leaf
	owners []int32 // the leaf of each numbered text node, or noLeaf

	open        leaf   // the leaf being collected
	openHints   hint   // hints from the inline elements in which it began
	hintedSize  int    // number of visible characters with those hints
	breaks      int    // number of line breaks before the next piece
	isItem      bool   // the next block is the first of a list item
	number      string // the number of that item, "3. ", or "" for a bullet
	endedInLink bool   // a link or button has just ended
	isParted    bool   // the page shows a gap before the next piece
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
			switch {
			case c.DataAtom == atom.Img && isInlineText(c):
				w.piece(draft.OneLine(attribute(c, "alt")), sc)
			case c.DataAtom == atom.Img && w.hasCaptions && !sc.isCell && !sc.verbatim:
				w.flush()
				sc := sc
				sc.kind = annotate.Caption
				w.piece(draft.OneLine(attribute(c, "alt")), sc)
				w.flush()
			case c.DataAtom == atom.Svg && !w.keepHidden && w.drawing(c, sc):
			case isControl(c, sc):
			case hasNoText(c):
				w.isParted = w.isParted || isReplaced(c) && isWordChar(w.last)
			default:
				w.element(c, sc)
			}
		}
	}
}

func (w *walker) element(n *html.Node, sc scope) {
	inline := isInline(n) && !(isCodeOfLines(n) && !sc.verbatim)
	if isHidden(n) && !holdsFormula(n) {
		if inline || sc.isCell || !w.keepHidden {
			return
		}
		sc.hints |= hidden
	}
	switch hints := hintsOf(n); {
	case inline:
		sc.inlineHints |= hints
	case sc.kind == annotate.Quotation: // names in it say who is quoted
		sc.inlineHints = 0
	default:
		if hints&embedded != 0 {
			sc.hints &^= allNamed
		}
		sc.hints |= hints
		sc.inlineHints = 0
	}
	if n.DataAtom == atom.Article {
		w.articles++
		sc.article = article{w.articles, sc.article.depth + 1}
	}
	sc.readSpace(n)
	switch {
	case n.DataAtom == atom.Br:
		w.lineBreak(sc)
	case n.DataAtom == atom.Wbr:
	case inline:
		w.inline(n, sc)
	case sc.isCell:
		w.cellSpace()
		w.children(n, w.addStyle(n, sc))
		w.cellSpace()
	default:
		w.block(n, sc)
	}
}

// addStyle adds the style and the link of an element.
func (w *walker) addStyle(n *html.Node, sc scope) scope {
	sc.style |= styleOf(n)
	if n.DataAtom == atom.A {
		target := strings.TrimSpace(attribute(n, "href"))
		sc.isLink = target != "" && (target == "#" || target[0] != '#')
		if href := w.addresses.resolve(target); href != "" {
			sc.style, sc.href = sc.style|annotate.Link, href
		}
	}
	return sc
}

// inline collects an inline element.
func (w *walker) inline(n *html.Node, sc scope) {
	isLink := n.DataAtom == atom.A || n.DataAtom == atom.Button
	followsText := w.last != 0 && !unicode.IsSpace(w.last)
	box := boxOf(n)
	w.isParted = w.isParted || followsText && (w.endedInLink && isLink || box == partedBox || !sc.verbatim && w.isApart(n, sc))
	w.endedInLink = false
	if box == lineBox {
		w.endLine(sc)
	}
	sc = w.addStyle(n, sc)
	switch {
	case n.DataAtom == atom.Q:
		w.quote(n, sc)
	case n.Namespace == "math":
		w.formula(n, sc)
	case !sc.isWithinNote && followsText && !w.isParted && isNoteRef(n):
		sc.isWithinNote = true
		w.enclose("[", n, "]", sc)
	default:
		if script := scriptOf(n); script != draft.OnLine && !sc.isWithinNote {
			sc.script = script
		}
		w.children(n, sc)
	}
	w.endedInLink = isLink
	w.isParted = w.isParted || box == partedBox
	if box == lineBox {
		w.endLine(sc)
	}
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
	if sc.verbatim {
		w.endLine(sc)
		w.children(n, sc)
		w.endLine(sc)
		return
	}
	w.flush()
	sc.style &= annotate.Link
	level := headingLevel(n)
	switch {
	case level > 0:
		sc.kind, sc.level, sc.heading = annotate.Heading, level, n
	case isPreformatted(n), isCodeOfLines(n):
		sc.kind, sc.verbatim, sc.level = annotate.Code, true, sc.depth
	case n.DataAtom == atom.Figcaption, n.DataAtom == atom.Caption:
		sc.kind, sc.level = annotate.Caption, sc.depth
	}
	if !w.keepHidden && attribute(n.Parent, "id") == titleBlock {
		sc.kind, sc.level = kindInTitleBlock(attribute(n, "class")), 0
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
