package page

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Only the style attributes of elements are read, and a few class names that mean the
// same on all sites. Style sheets are not.

// declarations yields the properties in a style attribute and their values, both in
// lower case.
func declarations(style string) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
			name, value, _ := strings.Cut(declaration, ":")
			if !yield(strings.TrimSpace(name), strings.TrimSpace(value)) {
				return
			}
		}
	}
}

// cssValue returns the value of a property in the style attribute of n, or "".
func cssValue(n *html.Node, property string) string {
	for name, value := range declarations(attribute(n, "style")) {
		if name == property {
			value, _, _ = strings.Cut(value, "!")
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// isHidden reports whether a page shows nothing of n to those who see it.
func isHidden(n *html.Node) bool {
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return false // some pages are hidden until their script has run
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "class":
			if isForScreenReaders(a.Val) {
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

// isForScreenReaders reports whether a class attribute has one of the names by which
// sites hide text from all but screen readers.
func isForScreenReaders(class string) bool {
	for name := range strings.FieldsSeq(class) {
		switch strings.ToLower(name) {
		case "sr-only", "visually-hidden", "visuallyhidden", "visually_hidden", "u-visually-hidden", "is-visually-hidden",
			"screen-reader-text", "screen-reader-only", "screenreader-only", "screen-reader", "screenreader", "show-for-sr",
			"a11y-hidden", "a11y-only", "sr_only", "sronly", "element-invisible", "hidden-visually", "visuallyhidden--focusable",
			"usa-sr-only", "govuk-visually-hidden", "assistive-text", "cdk-visually-hidden", "u-hiddenvisually":
			return true
		}
	}
	return false
}

// hidesByStyle reports whether a style attribute hides its element, or moves it where
// only screen readers find it.
func hidesByStyle(style string) bool {
	if !strings.ContainsRune(style, ':') {
		return false
	}
	for name, value := range declarations(style) {
		switch name {
		case "display":
			if strings.HasPrefix(value, "none") {
				return true
			}
		case "visibility":
			if strings.HasPrefix(value, "hidden") {
				return true
			}
		case "clip", "clip-path":
			value = strings.ReplaceAll(value, " ", "")
			for _, nothing := range [...]string{"rect(0", "rect(1px,1px,1px,1px", "inset(50%", "inset(100%"} {
				if strings.HasPrefix(value, nothing) {
					return true
				}
			}
		case "left", "top", "text-indent", "margin-left":
			if value, ok := strings.CutPrefix(value, "-"); ok && len(value)-len(strings.TrimLeft(value, "0123456789")) > 3 {
				return true
			}
		}
	}
	return false
}

// readSpace notes whether the line breaks in the source of n are shown.
func (s *scope) readSpace(n *html.Node) {
	switch cssValue(n, "white-space") {
	case "":
	case "pre", "pre-wrap", "pre-line", "break-spaces":
		s.keepsLines = true
	default:
		s.keepsLines = false
	}
}

// A box says how a page sets an inline element off from the text around it.
type box uint8

const (
	noBox     box = iota
	partedBox     // with a gap
	lineBox       // as lines of its own
)

// boxOf returns the box of an inline element. A single letter, such as a drop cap, has
// none.
func boxOf(n *html.Node) box {
	b := noBox
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for name := range strings.FieldsSeq(a.Val) {
				b = max(b, boxOfDisplay(strings.TrimPrefix(name, "d-")))
			}
		case "style":
			for name, value := range declarations(a.Val) {
				if name == "display" {
					b = max(b, boxOfDisplay(value))
				} else if name == "float" && value != "none" {
					b = max(b, partedBox)
				}
			}
		}
	}
	if b == partedBox && textSize(n, 2) < 2 {
		return noBox
	}
	return b
}

// boxOfDisplay returns the box for a value of the property display.
func boxOfDisplay(value string) box {
	switch value {
	case "inline-block", "inline-flex", "inline-grid", "inline-table", "table-cell":
		return partedBox
	case "block", "flex", "grid", "table", "table-row", "list-item":
		return lineBox
	}
	return noBox
}

// isApart reports whether a gap precedes n, an inline element, because of the element
// right before it: their parent parts its children, or both have a class and the text
// would otherwise change from lower case or a figure to upper case within a word.
func (w *walker) isApart(n *html.Node, sc scope) bool {
	prev := n.PrevSibling
	if prev == nil || prev.Type != html.ElementNode || !isInline(prev) {
		return false
	}
	switch cssValue(n.Parent, "display") {
	case "flex", "inline-flex", "grid", "inline-grid":
		return true
	}
	if n.DataAtom != prev.DataAtom || sc.style != 0 || !hasAttribute(n, "class") || !hasAttribute(prev, "class") ||
		!unicode.IsLower(w.last) && !unicode.IsDigit(w.last) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(beginningOf(n, utf8.UTFMax))
	return (unicode.IsUpper(first) || unicode.IsDigit(first) && unicode.IsLower(w.last)) && textSize(n, 2) == 2 && textSize(prev, 2) == 2
}

// needsSpace reports whether text that a gap separates from last, the character before
// it, needs a space.
func needsSpace(last rune, text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return last != 0 && !unicode.IsSpace(last) && !unicode.IsSpace(first) &&
		!strings.ContainsRune(".,;:!?…%)]}’”»›", first) && !strings.ContainsRune("([{‘“«‹", last)
}
