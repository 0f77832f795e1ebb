package office

import (
	"slices"
	"strings"

	"galley/annotate/source/markup"
)

// maxFields is the maximum number of fields that may be open at once.
const maxFields = 64

// A field is an open field: an instruction to the word processor, followed by the
// text that it produced.
type field struct {
	instruction string
	inResult    bool
	link        string
	box         string // "☐" or "☒" if it is a check box
}

// openLink opens an element that makes its text a link. It reports whether e is such
// an element.
func (b *docxBody) openLink(e markup.Element) bool {
	switch e.Name {
	case "hyperlink":
		if rel := b.rels.byID[e.Attr("id")]; rel.external {
			b.link = rel.target
		}
	case "fldSimple":
		b.link = linkIn(e.Attr("instr"))
	case "fldChar":
		b.readFieldMark(e.Attr("fldCharType"))
	case "checkBox", "checked", "default":
		b.readCheckBox(e)
	default:
		return false
	}
	return true
}

// readFieldMark reads a mark that begins a field, begins its result, or ends it.
func (b *docxBody) readFieldMark(kind string) {
	n := len(b.fields) - 1
	switch {
	case kind == "begin" && len(b.fields) < maxFields:
		b.fields = append(b.fields, field{})
	case n < 0:
	case kind == "separate":
		b.fields[n].inResult, b.fields[n].link = true, linkIn(b.fields[n].instruction)
	case kind == "end":
		box := b.fields[n].box
		b.fields = b.fields[:n]
		b.add(box)
	}
}

// readCheckBox reads the state of the check box that the open field is.
func (b *docxBody) readCheckBox(e markup.Element) {
	if n := len(b.fields) - 1; n >= 0 && (e.Name == "checkBox" || b.fields[n].box != "") {
		b.fields[n].box = "☐"
		if e.Name != "checkBox" && markup.IsOn(e.Attr("val")) {
			b.fields[n].box = "☒"
		}
	}
}

// inInstruction reports whether the text being read is part of an instruction: a field
// in it computes an operand. In a document with fields that never end, nothing is.
func (b *docxBody) inInstruction() bool {
	return !b.doc.hasOpenFields && slices.ContainsFunc(b.fields, func(f field) bool { return !f.inResult })
}

// addInstruction adds text to the instruction of the innermost field.
func (b *docxBody) addInstruction(text string) {
	const maxLength = 4096
	if n := len(b.fields) - 1; n >= 0 && !b.fields[n].inResult && len(b.fields[n].instruction)+len(text) <= maxLength {
		b.fields[n].instruction += text
	}
}

// linkIn returns the address in an instruction such as HYPERLINK "https://…", or
// "".
func linkIn(instruction string) string {
	name, rest, _ := strings.Cut(strings.TrimSpace(instruction), " ")
	if !strings.EqualFold(name, "HYPERLINK") {
		return ""
	}
	address, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(rest), `"`), `"`)
	if strings.HasPrefix(address, `\`) {
		return "" // a bookmark in the document
	}
	return address
}

// href returns the target of the text being read, or "".
func (b *docxBody) href() string {
	for i := len(b.fields) - 1; i >= 0; i-- {
		if b.fields[i].link != "" {
			return b.fields[i].link
		}
	}
	return b.link
}

// openMath opens an element of a formula. It reports whether e is such an element.
func (b *docxBody) openMath(e markup.Element) bool {
	if e.Name == "oMath" {
		b.math++
		return true
	}
	if b.math == 0 || !strings.HasSuffix(e.Space, "/math") {
		return false
	}
	switch e.Name {
	case "d":
		b.brackets = append(b.brackets, [2]string{"(", ")"})
		b.isBracketDue = true
	case "begChr", "endChr":
		if n := len(b.brackets) - 1; n >= 0 {
			b.brackets[n][map[string]int{"begChr": 0, "endChr": 1}[e.Name]] = e.Attr("val")
		}
	case "e":
		if b.isBracketDue {
			b.isBracketDue = false
			b.add(b.brackets[len(b.brackets)-1][0])
		}
	case "den":
		b.add("/")
	case "sup":
		b.add("^")
	case "sub":
		b.add("_")
	}
	return true
}
