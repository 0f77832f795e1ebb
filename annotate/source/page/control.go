package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// isControl reports whether n is there to be pressed rather than read: a sign that links
// to the heading or note next to it, or in a heading a button or the links to edit it.
func isControl(n *html.Node, sc scope) bool {
	isLink := n.DataAtom == atom.A
	if isLink && (attribute(n, "role") == "doc-backlink" || strings.HasPrefix(attribute(n, "href"), "#") && isSign(beginningOf(n, maxSign), sc)) {
		return true
	}
	if sc.heading == nil || !isInline(n) {
		return false
	}
	isButton := n.DataAtom == atom.Button || attribute(n, "role") == "button"
	class := strings.ToLower(attribute(n, "class"))
	isNamed := isLink && hasAny(class, strings.Contains, []string{"anchor", "permalink", "header-link", "headerlink", "heading-link", "hash-link", "hashlink"}) ||
		hasAny(class, strings.Contains, []string{"editsection", "edit-section", "edit-link"})
	if !isButton && !isNamed {
		return false
	}
	text := beginningOf(n, maxSign)
	first, _ := utf8.DecodeRuneInString(text)
	return text != beginningOf(sc.heading, maxSign) && !unicode.IsDigit(first)
}

// maxSign is the maximum length, in bytes, of text that is compared.
const maxSign = 64

// isSign reports whether text is only signs that stand for a link to a heading or back
// to the text. Above the line, some of them are the marks of notes.
func isSign(text string, sc scope) bool {
	signs := "↩↪⏎↵↑⇑⇧⬆⤴^∞🔗⛓⚓[]()\uFE0E\uFE0F "
	if sc.script != draft.Raised {
		signs += "#¶§"
	}
	return text != "" && strings.Trim(text, signs) == ""
}

// isInlineText reports whether an image is read as its alternative text: a character, such as
// an emoji or a drop cap, or a word in the middle of a line.
func isInlineText(n *html.Node) bool {
	alt := draft.OneLine(attribute(n, "alt"))
	if alt == "" || isHidden(n) {
		return false
	}
	class := attribute(n, "class")
	if hasAny(class, strings.Contains, []string{"emoji", "smiley", "smilie", "emoticon"}) || slices.Contains(strings.Fields(class), "latex") {
		return true
	}
	before, after := isTextNode(n.PrevSibling), isTextNode(n.NextSibling)
	first, size := utf8.DecodeRuneInString(alt)
	if annotate.NextGrapheme(alt, 0) == len(alt) {
		return (before || after) && (unicode.IsLetter(first) || unicode.IsDigit(first) || size > 1 && unicode.IsSymbol(first))
	}
	const maxWord = 16 // bytes
	return before && after && len(alt) <= maxWord && strings.IndexFunc(alt, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) < 0
}

func isTextNode(n *html.Node) bool {
	return n != nil && n.Type == html.TextNode && !isBlank(n.Data)
}

// isReplaced reports whether a page shows something without text in the place of n.
func isReplaced(n *html.Node) bool {
	return slices.Contains([]atom.Atom{
		atom.Img, atom.Svg, atom.Iframe, atom.Object, atom.Embed, atom.Audio, atom.Video, atom.Canvas,
		atom.Select, atom.Textarea, atom.Input, atom.Progress, atom.Meter,
	}, n.DataAtom)
}

func isWordChar(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// drawing collects the lines of text in a drawing, and reports whether there are any.
// Those of a web page's drawings are labels, and not collected.
func (w *walker) drawing(n *html.Node, sc scope) (hasText bool) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "text" && hasVisibleText(d) {
			hasText = true
			w.flush()
			w.children(d, sc)
			w.flush()
		}
	}
	return hasText
}
