package source

import (
	"fmt"

	"galley/annotate/source/draft"
	"galley/annotate/source/office"
	webpage "galley/annotate/source/page"
	"galley/annotate/source/pdf"
)

// A Conversion is the output of a program for a source that Read cannot read. The
// caller of Read runs the program.
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

// program returns the name of the program in parentheses, or "".
func (c *Conversion) program() string {
	if c == nil || c.By == "" {
		return ""
	}
	return "(" + CleanLine(c.By) + ")"
}

// document makes a draft of a converted source of that type. It returns
// ErrUnsupported if c is nil.
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
