package page

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// hasNoText reports whether a browser shows no text of the element, or only text that
// does not belong to the page: scripts, form fields, fallbacks for films and images, and
// the readings of ruby.
func hasNoText(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Object,
		atom.Embed, atom.Applet, atom.Audio, atom.Video, atom.Canvas, atom.Svg, atom.Select, atom.Option, atom.Datalist,
		atom.Textarea, atom.Input, atom.Title, atom.Meta, atom.Link, atom.Base, atom.Img, atom.Map, atom.Progress,
		atom.Meter, atom.Param, atom.Track, atom.Source:
		return true
	case atom.Rt, atom.Rp, atom.Rtc:
		return n.Parent.DataAtom == atom.Ruby || n.Parent.DataAtom == atom.Rtc
	case atom.Template:
		return attribute(n, "shadowrootmode") == ""
	case atom.Dialog:
		return !hasAttribute(n, "open")
	}
	switch n.Data {
	case "annotation", "annotation-xml":
		return n.Namespace == "math"
	}
	return false
}

// hasAny reports whether has(text, word) is true of any of words.
func hasAny(text string, has func(text, word string) bool, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return has(text, word) })
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// isInline reports whether an element is part of a line of text.
func isInline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Blink, atom.Button, atom.Cite,
		atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark,
		atom.Math, atom.Nobr, atom.Output, atom.Q, atom.Rb, atom.Rp, atom.Rt, atom.Rtc, atom.Ruby, atom.S, atom.Samp,
		atom.Slot, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Var, atom.Wbr, atom.Picture:
		return true
	}
	return n.Namespace == "math" || n.Namespace == "svg" || (isUnknown(n) && isAmongText(n))
}

// isUnknown reports whether HTML does not define the element, so that its page
// may show it as a block or within a line.
func isUnknown(n *html.Node) bool { return n.DataAtom == 0 && n.Namespace == "" }

// isAmongText reports whether text or an inline element is next to n.
func isAmongText(n *html.Node) bool {
	for _, sibling := range []*html.Node{n.PrevSibling, n.NextSibling} {
		switch {
		case sibling == nil:
		case sibling.Type == html.TextNode && !isBlank(sibling.Data):
			return true
		case sibling.Type == html.ElementNode && !isUnknown(sibling) && isInline(sibling):
			return true
		}
	}
	return false
}

func styleOf(n *html.Node) annotate.Style {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		return annotate.Strong
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		return annotate.Emphasis
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		return annotate.CodeSpan
	case atom.S, atom.Strike, atom.Del:
		return annotate.Strike
	}
	return 0
}

// headingLevel returns the level of a heading, from 1 to 6, or 0.
func headingLevel(n *html.Node) uint8 {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return n.Data[1] - '0'
	}
	return 0
}

// isPreformatted reports whether spaces and line breaks count in a block.
func isPreformatted(n *html.Node) bool {
	return slices.Contains([]atom.Atom{atom.Pre, atom.Xmp, atom.Listing, atom.Plaintext}, n.DataAtom) || cssValue(n, "white-space") == "pre"
}

// isCodeOfLines reports whether n is code whose lines are blocks.
func isCodeOfLines(n *html.Node) bool {
	if n.DataAtom != atom.Code {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if isLine(c) {
			return true
		}
	}
	return false
}

// isLine reports whether n is a block, and so a line of its own in code.
func isLine(n *html.Node) bool {
	return n != nil && n.Type == html.ElementNode && n.DataAtom != atom.Br && !hasNoText(n) && !isInline(n)
}

// isBetweenLines reports whether a node is next to a block.
func isBetweenLines(n *html.Node) bool { return isLine(n.PrevSibling) || isLine(n.NextSibling) }

// scriptOf reports whether an inline element is above or below the line.
func scriptOf(n *html.Node) draft.Script {
	switch align := cssValue(n, "vertical-align"); {
	case n.DataAtom == atom.Sup, align == "super", align == "text-top":
		return draft.Raised
	case n.DataAtom == atom.Sub, align == "sub", align == "text-bottom":
		return draft.Lowered
	}
	return draft.OnLine
}

// isNoteRef reports whether an element is the superscript number or letter that
// links to a note. Without its style nothing separates it from the word before.
func isNoteRef(n *html.Node) bool {
	const maxMark = 4 // bytes
	if n.DataAtom != atom.Sup && n.DataAtom != atom.A {
		return false
	}
	mark := beginningOf(n, maxMark+1)
	if mark == "" || len(mark) > maxMark || strings.Trim(mark, "0123456789") != "" && (len(mark) > 1 || !unicode.IsLetter(rune(mark[0]))) {
		return false
	}
	link, raised := n, n.DataAtom == atom.Sup || n.Parent.DataAtom == atom.Sup
	for d := range n.Descendants() {
		switch {
		case d.Type != html.ElementNode:
		case d.DataAtom == atom.A:
			link = d
		case d.DataAtom == atom.Sup:
			raised = true
		}
	}
	if attribute(link, "epub:type") == "noteref" || attribute(link, "role") == "doc-noteref" {
		return true
	}
	return raised && link.DataAtom == atom.A && strings.Contains(attribute(link, "href"), "#")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// isBlank reports whether text is only white space, no-break spaces included.
func isBlank(text string) bool { return strings.TrimSpace(text) == "" }
