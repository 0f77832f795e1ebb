package office

import (
	"strings"

	"galley/annotate/source/markup"
)

// mostFields is how deep fields may nest.
const mostFields = 64

// A field is one that is open: an instruction to the program, and then the text
// that it gave.
type field struct {
	instruction string
	result      bool // the text is being read
	link        string
}

// openLink reads an element that makes a link of the text in it.
func (b *docxBody) openLink(e markup.Element) bool {
	switch e.Name {
	case "hyperlink":
		if rel := b.rels.byID[e.Attr("id")]; rel.external {
			b.link = rel.target
		}
	case "fldSimple":
		b.link = linkIn(e.Attr("instr"))
	case "fldChar":
		b.fieldMark(e.Attr("fldCharType"))
	default:
		return false
	}
	return true
}

// fieldMark begins a field, its text, or ends it.
func (b *docxBody) fieldMark(kind string) {
	n := len(b.fields) - 1
	switch {
	case kind == "begin" && len(b.fields) < mostFields:
		b.fields = append(b.fields, field{})
	case n < 0:
	case kind == "separate":
		b.fields[n].result, b.fields[n].link = true, linkIn(b.fields[n].instruction)
	case kind == "end":
		b.fields = b.fields[:n]
	}
}

// instruction reads text outside the text of the document.
func (b *docxBody) instruction(text string) {
	const longest = 4096
	if n := len(b.fields) - 1; n >= 0 && !b.fields[n].result && len(b.fields[n].instruction)+len(text) <= longest {
		b.fields[n].instruction += text
	}
}

// linkIn is the address in an instruction such as HYPERLINK "https://…", ""
// for others.
func linkIn(instruction string) string {
	name, rest, _ := strings.Cut(strings.TrimSpace(instruction), " ")
	if !strings.EqualFold(name, "HYPERLINK") {
		return ""
	}
	address, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(rest), `"`), `"`)
	if strings.HasPrefix(address, `\`) {
		return "" // a place in the document itself
	}
	return address
}

// href is where the text being read leads.
func (b *docxBody) href() string {
	for i := len(b.fields) - 1; i >= 0; i-- {
		if b.fields[i].link != "" {
			return b.fields[i].link
		}
	}
	return b.link
}

// openMath reads an element of a formula.
func (b *docxBody) openMath(e markup.Element) bool {
	if e.Name == "oMath" {
		b.math++
		return true
	}
	if b.math == 0 || !strings.HasSuffix(e.Space, "/math") {
		return false
	}
	switch e.Name {
	case "den":
		b.add("/")
	case "sup":
		b.add("^")
	case "sub":
		b.add("_")
	}
	return true
}
