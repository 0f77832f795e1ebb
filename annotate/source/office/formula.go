package office

import (
	"path"
	"strings"

	"galley/annotate/source/markup"
)

// longestFormula bounds the text of a formula, in bytes.
const longestFormula = 4096

// formula is the text of the formula that an OpenDocument file keeps in another
// part, "" if there is none.
func (b *odtBody) formula(href string) string {
	part := path.Join(href, "content.xml")
	if href == "" || strings.HasPrefix(part, "..") || !b.parts.Has(part) {
		return ""
	}
	var f formula
	walkPart(b.parts, part, &f)
	return f.text.String()
}

// A formula collects the letters of a formula in MathML.
type formula struct {
	math   bool
	letter bool // a letter, number or sign is being read
	text   strings.Builder
}

func (f *formula) Open(e markup.Element) {
	switch e.Name {
	case "math":
		f.math = true
	case "mi", "mn", "mo", "mtext":
		f.letter = f.math
	}
}

func (f *formula) Close(name string) {
	switch name {
	case "mi", "mn", "mo", "mtext":
		f.letter = false
	}
}

func (f *formula) Text(text string) {
	if f.letter && f.text.Len()+len(text) < longestFormula {
		f.text.WriteString(strings.TrimSpace(text))
	}
}
