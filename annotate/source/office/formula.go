package office

import (
	"path"
	"strings"

	"galley/annotate/source/markup"
)

// longestFormula bounds the text of a formula, in bytes.
const longestFormula = 4096

// formula returns the text of a formula, which OpenDocument keeps in a part of
// its own, or "".
func (b *odtBody) formula(href string) string {
	part := path.Join(href, "content.xml")
	if href == "" || strings.HasPrefix(part, "..") || !b.parts.Has(part) {
		return ""
	}
	var f formula
	walkPart(b.parts, part, markup.Visitor{Open: f.onOpen, Close: f.onClose, Text: f.onText})
	return f.text.String()
}

// A formula collects the letters, numbers and signs of a MathML formula.
type formula struct {
	inMath  bool
	inToken bool
	text    strings.Builder
}

func (f *formula) onOpen(e markup.Element) {
	if e.Name == "math" {
		f.inMath = true
	} else if isMathToken(e.Name) {
		f.inToken = f.inMath
	}
}

func (f *formula) onClose(name string) {
	if isMathToken(name) {
		f.inToken = false
	}
}

func (f *formula) onText(text string) {
	if f.inToken && f.text.Len()+len(text) < longestFormula {
		f.text.WriteString(strings.TrimSpace(text))
	}
}

func isMathToken(name string) bool {
	return name == "mi" || name == "mn" || name == "mo" || name == "mtext"
}
