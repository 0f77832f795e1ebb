package convert

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The forms of converted documents, as source.Conversion names them.
const (
	formLayout = "layout" // XML of pdftotext -bbox-layout
	formPages  = "pages"  // plain text with a form feed after each page
	formHTML   = "html"
	formDOCX   = "docx"
)

// A converter is a program that converts one type.
type converter struct {
	program string
	version string // option that prints its version
	form    string
	file    string // that it writes, "" for standard output
	options []string
}

// convertersFor lists the converters of a type, the best first.
func convertersFor(typ string) []converter {
	pandoc := converter{program: "pandoc", version: "--version", form: formHTML}
	soffice := converter{program: "soffice", version: "--version", form: formDOCX, file: "document.docx"}
	switch typ {
	case "pdf":
		return []converter{
			{program: "pdftotext", version: "-v", form: formLayout, options: []string{"-bbox-layout", "-enc", "UTF-8"}},
			{program: "pdftotext", version: "-v", form: formPages, options: []string{"-enc", "UTF-8"}},
			{program: "mutool", version: "-v", form: formPages, options: []string{"draw", "-q", "-F", "txt"}},
		}
	case "doc":
		return []converter{soffice}
	case "rtf":
		return []converter{soffice, pandoc}
	case "rst", "org", "latex", "docbook", "fb2", "ipynb", "mediawiki", "textile", "opml":
		return []converter{pandoc}
	}
	return nil
}

// arguments returns the arguments to convert the file in, an absolute path that
// cannot be mistaken for an option.
func (c converter) arguments(folder, in, typ string) []string {
	switch c.program {
	case "pdftotext":
		return append(slices.Clone(c.options), in, "-")
	case "mutool":
		return append(slices.Clone(c.options), in)
	case "pandoc":
		// The sandbox keeps it from reading files that the document names.
		return []string{"--sandbox", "--from=" + typ, "--to=html5", "--standalone", "--mathml", "--wrap=none", in}
	}
	return []string{
		"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(folder, profile)),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, in,
	}
}

// profile is the folder of LibreOffice's settings in the temporary folder.
const profile = "profile"

// safeSettings make LibreOffice run no macros and fetch nothing that a document
// refers to.
const safeSettings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
`

// prepare writes the files that the program needs into the temporary folder.
func (c converter) prepare(folder string) error {
	if c.program != "soffice" {
		return nil
	}
	user := filepath.Join(folder, profile, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(safeSettings), 0o600)
}

// A remedy says how to install a program that reads a type.
type remedy struct{ what, noun, needs, debian, mac string }

func remedyFor(typ string) remedy {
	switch typ {
	case "pdf":
		return remedy{"a PDF", "PDFs", "pdftotext", "poppler-utils", "poppler"}
	case "doc":
		return remedy{"an old Word document", "them", "LibreOffice", "libreoffice-writer", "--cask libreoffice"}
	case "rtf":
		return remedy{"an RTF document", "them", "LibreOffice or pandoc", "pandoc", "pandoc"}
	}
	return remedy{"a document of type " + typ, "them", "pandoc", "pandoc", "pandoc"}
}

// missing returns ErrNone, saying which programs are not installed and how to get
// one.
func missing(typ, name string, converters []converter) error {
	r := remedyFor(typ)
	var programs []string
	for _, c := range converters {
		programs = append(programs, c.program)
	}
	programs = slices.Compact(programs)
	found := "None of " + strings.Join(programs, ", ") + " was found on PATH."
	if len(programs) == 1 {
		found = programs[0] + " was not found on PATH."
	}
	return &missingError{fmt.Sprintf("%s is %s. Reading %s needs %s (Debian: apt install %s; macOS: brew install %s). %s",
		bare(name), r.what, r.noun, r.needs, r.debian, r.mac, found)}
}

// A missingError is ErrNone with a message.
type missingError struct{ message string }

// Error implements error.
func (e *missingError) Error() string { return e.message }

// Unwrap returns the cause.
func (e *missingError) Unwrap() error { return ErrNone }
