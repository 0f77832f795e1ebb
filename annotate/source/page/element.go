package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
)

// isUnseen reports whether a browser shows no text of the element, or none
// that is read: scripts, form fields, what stands for a film or an image.
func isUnseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Object,
		atom.Embed, atom.Applet, atom.Audio, atom.Video, atom.Canvas, atom.Svg, atom.Select, atom.Option, atom.Datalist,
		atom.Textarea, atom.Input, atom.Title, atom.Meta, atom.Link, atom.Base, atom.Img, atom.Map, atom.Progress,
		atom.Meter, atom.Param, atom.Track, atom.Source:
		return true
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

// isHidden reports whether the element says that it is not to be seen.
func isHidden(n *html.Node) bool {
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return false // pages that wait for their script
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if hidesByStyle(a.Val) {
				return true
			}
		}
	}
	return false
}

// hidesByStyle reads a style attribute.
func hidesByStyle(style string) bool {
	if !strings.ContainsRune(style, ':') {
		return false
	}
	for declaration := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if strings.EqualFold(name, "display") && hasPrefixFold(value, "none") ||
			strings.EqualFold(name, "visibility") && hasPrefixFold(value, "hidden") {
			return true
		}
	}
	return false
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// isInline reports whether the element stands within a line of text.
func isInline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Blink, atom.Button, atom.Cite,
		atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark,
		atom.Math, atom.Nobr, atom.Output, atom.Q, atom.Rb, atom.Rp, atom.Rt, atom.Rtc, atom.Ruby, atom.S, atom.Samp,
		atom.Slot, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Var, atom.Wbr, atom.Picture:
		return true
	}
	return n.Namespace == "math" || (isUnknown(n) && standsInLine(n))
}

// isUnknown reports whether HTML does not know the element: its page may show
// it as a block or within a line.
func isUnknown(n *html.Node) bool { return n.DataAtom == 0 && n.Namespace == "" }

// standsInLine reports whether words or what holds words stand beside n.
func standsInLine(n *html.Node) bool {
	for _, beside := range []*html.Node{n.PrevSibling, n.NextSibling} {
		switch {
		case beside == nil:
		case beside.Type == html.TextNode && !isBlank(beside.Data):
			return true
		case beside.Type == html.ElementNode && !isUnknown(beside) && isInline(beside):
			return true
		}
	}
	return false
}

// styleOf is the style that the element gives to its text.
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

// headingLevel is 1 to 6, 0 if the element is no heading.
func headingLevel(n *html.Node) uint8 {
	switch n.DataAtom {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

// isVerbatim reports whether blanks and line breaks count in the element.
func isVerbatim(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre, atom.Xmp, atom.Listing, atom.Plaintext:
		return true
	}
	return false
}

// isNoteMark reports whether the element is the raised number or letter that
// leads to a note. Nothing but its height parts it from the word before it.
func isNoteMark(n *html.Node) bool {
	if n.DataAtom != atom.Sup && n.DataAtom != atom.A {
		return false
	}
	mark := textOf(n)
	if mark == "" || len(mark) > longestMark || strings.Trim(mark, "0123456789") != "" && (len(mark) > 1 || !isLetter(mark[0])) {
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

// longestMark is the length of the longest mark of a note.
const longestMark = 4

// attribute is the value of an attribute, "" if the element has none.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// isBlank reports whether text has nothing visible. A no-break space alone is
// not visible.
func isBlank(text string) bool { return strings.TrimSpace(text) == "" }
