package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// formulaMarks returns what precedes each part of an element of MathML that sets its
// parts above, below or next to each other.
func formulaMarks(element string) []string {
	switch element {
	case "msup":
		return []string{"", "^"}
	case "msub", "munder":
		return []string{"", "_"}
	case "msubsup", "munderover":
		return []string{"", "_", "^"}
	case "mfrac":
		return []string{"", "/"}
	case "msqrt":
		return []string{"√"}
	case "mroot":
		return []string{"", "^1/"}
	}
	return nil
}

// formula collects an element of MathML on one line: x^2, (a + b)/c.
func (w *walker) formula(n *html.Node, sc scope) {
	marks := formulaMarks(n.Data)
	if n.Data == "msqrt" && n.FirstChild != n.LastChild { // all of its children are one part
		w.piece("√(", sc)
		w.children(n, sc)
		w.piece(")", sc)
		return
	}
	if marks == nil {
		w.children(n, sc)
		if n.Data == "mtd" || n.Data == "mtr" || n.Data == "mspace" {
			w.isParted = true
		}
		return
	}
	i := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || hasNoText(c) {
			continue
		}
		mark := ""
		if i < len(marks) {
			mark = marks[i]
		}
		text := beginningOf(c, maxSign)
		isSum := isSeveral(text)
		if mark == "^" && strings.ContainsAny(text, "′″°") {
			mark = ""
		}
		if isSum {
			mark += "("
		}
		if mark != "" {
			w.piece(mark, sc)
		}
		w.element(c, sc)
		if isSum {
			w.piece(")", sc)
		}
		i++
	}
}

// isSeveral reports whether the text of a part of a formula has an operator after its
// first character, so that it must be set off from the rest.
func isSeveral(text string) bool {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ContainsFunc(text[size:], func(r rune) bool { return unicode.IsSymbol(r) || strings.ContainsRune("-−/", r) }) &&
		!strings.HasPrefix(text, "(")
}

// holdsFormula reports whether n is the form of a formula for screen readers, next to a
// picture of it.
func holdsFormula(n *html.Node) bool {
	return n.FirstChild != nil && n.FirstChild.DataAtom == atom.Math
}
