package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"galley/annotate/source/draft"
	"galley/annotate/source/office"
	webpage "galley/annotate/source/page"
	"galley/annotate/source/pdf"
)

// A Conversion is what a program made of bytes that Read does not understand
// by itself. Whoever calls Read runs the program.
type Conversion struct {
	Form  string // FormLayout, FormPages, FormHTML or FormDOCX
	Bytes []byte
	By    string // name and version of the program
}

// The forms of a Conversion.
const (
	FormLayout = "layout" // XML of pdftotext -bbox-layout
	FormPages  = "pages"  // plain text with a form feed after each page
	FormHTML   = "html"
	FormDOCX   = "docx"
)

// by names the program, "" for no conversion.
func (c *Conversion) by() string {
	if c == nil || c.By == "" {
		return ""
	}
	return "(" + CleanLine(c.By) + ")"
}

// A convertible is a format that a program has to convert.
type convertible struct {
	name       string
	mediaType  string
	extensions []string
	text       bool // without a program it can be read as plain text
}

func convertibles() []convertible {
	return []convertible{
		{"pdf", "application/pdf", []string{".pdf"}, false},
		{"rtf", "application/rtf", []string{".rtf"}, false},
		{"doc", "application/msword", []string{".doc", ".dot"}, false},
		{"rst", "text/x-rst", []string{".rst"}, true},
		{"org", "text/org", []string{".org"}, true},
		{"latex", "application/x-latex", []string{".tex", ".latex"}, true},
		{"docbook", "application/docbook+xml", []string{".dbk", ".docbook"}, true},
		{"fb2", "application/x-fictionbook+xml", []string{".fb2"}, true},
		{"ipynb", "application/x-ipynb+json", []string{".ipynb"}, true},
		{"mediawiki", "text/x-wiki", []string{".wiki", ".mediawiki"}, true},
		{"textile", "text/x-textile", []string{".textile"}, true},
		{"opml", "text/x-opml", []string{".opml"}, true},
	}
}

// convertedFormats are the formats that are read from a Conversion.
func convertedFormats() []document {
	var all []document
	for _, c := range convertibles() {
		all = append(all, document{c.name, c.mediaType, func(_ []byte, opt Options) (draft.Document, error) {
			return opt.Converted.document(c.name)
		}})
	}
	return all
}

// document reads what a program made of a file of that type.
func (c *Conversion) document(name string) (draft.Document, error) {
	if c == nil {
		return draft.Document{}, fmt.Errorf("%w: a file of type %s needs a program that converts it", ErrUnsupported, name)
	}
	switch c.Form {
	case FormLayout:
		return pdf.Layout(c.Bytes)
	case FormPages:
		return pdf.Pages(c.Bytes)
	case FormDOCX:
		return office.DOCX(c.Bytes)
	}
	return webpage.Walk(c.Bytes, "")
}

// Convertible tells whether a program has to convert a source before it can be
// read: its type, "" for none, and whether it can be read as plain text where
// there is no such program.
func Convertible(raw []byte, opt Options) (name string, optional bool) {
	name = strings.ToLower(opt.Type)
	if name == "" {
		name = Sniff(raw)
	}
	named := name != ""
	if !named {
		name = typeByExtension(opt.Name)
	}
	for _, c := range convertibles() {
		if c.name == name {
			return name, c.text && !named
		}
	}
	return "", false
}

// typeByExtension is the type of text that a program converts and whose files
// are called so, "" for none. What is no text is told by its content.
func typeByExtension(name string) string {
	extension := strings.ToLower(path.Ext(name))
	for _, c := range convertibles() {
		if c.text && extension != "" && slices.Contains(c.extensions, extension) {
			return c.name
		}
	}
	return ""
}
