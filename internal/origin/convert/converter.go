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

// A converter is a program that converts documents of a type.
type converter struct {
	program string
	version string // option that prints its version
	form    string
	file    string   // name of its output, "" for standard output
	options []string // may contain {in}, {folder}, {url} (the folder in a file URL) and {type}
}

// A documentType is a type of document that other programs convert.
type documentType struct {
	what        string // "a PDF"
	needs       string // the programs; debian and mac are the packages that install one of them
	debian, mac string
	converters  []converter // in order of preference
}

// typeNamed returns the document type with a name. It has no converters if the
// name is unknown.
func typeNamed(name string) documentType {
	// The sandbox keeps pandoc from reading files that the document names.
	pandoc := converter{"pandoc", "--version", formHTML, "", []string{
		"--sandbox", "--from={type}", "--to=html5", "--standalone", "--mathml", "--wrap=none", "{in}",
	}}
	soffice := converter{"soffice", "--version", formDOCX, "document.docx", []string{
		"-env:UserInstallation=file://{url}/" + profile, "--headless", "--norestore", "--nolockcheck",
		"--convert-to", "docx:MS Word 2007 XML", "--outdir", "{folder}", "{in}",
	}}
	switch name {
	case "pdf":
		return documentType{"a PDF", "pdftotext", "poppler-utils", "poppler", []converter{
			{"pdftotext", "-v", formLayout, "", []string{"-bbox-layout", "-enc", "UTF-8", "{in}", "-"}},
			{"pdftotext", "-v", formPages, "", []string{"-enc", "UTF-8", "{in}", "-"}},
			{"mutool", "-v", formPages, "", []string{"draw", "-q", "-F", "txt", "{in}"}},
		}}
	case "doc":
		return documentType{"an old Word document", "LibreOffice", "libreoffice-writer", "--cask libreoffice", []converter{soffice}}
	case "rst", "org", "latex", "docbook", "fb2", "ipynb", "mediawiki", "textile", "opml":
		return documentType{"a document of type " + name, "pandoc", "pandoc", "pandoc", []converter{pandoc}}
	}
	return documentType{}
}

// arguments returns the arguments for converting a file. in is its absolute path,
// which cannot be mistaken for an option.
func (c converter) arguments(folder, in, typ string) []string {
	values := strings.NewReplacer("{in}", in, "{folder}", folder, "{url}", filepath.ToSlash(folder), "{type}", typ)
	var args []string
	for _, option := range c.options {
		args = append(args, values.Replace(option))
	}
	return args
}

// profile is the name of LibreOffice's settings folder in the temporary folder.
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

// missing returns an error that wraps ErrNone and says which programs are not
// installed and how to get one.
func (d documentType) missing(name string) error {
	var programs []string
	for _, c := range d.converters {
		programs = append(programs, c.program)
	}
	programs = slices.Compact(programs)
	found := "Neither " + strings.Join(programs, " nor ") + " was found on PATH."
	if len(programs) == 1 {
		found = programs[0] + " was not found on PATH."
	}
	return &missingError{fmt.Sprintf("%s is %s. Reading it needs %s (Debian: apt install %s; macOS: brew install %s). %s",
		bare(name), d.what, d.needs, d.debian, d.mac, found)}
}

// A missingError wraps ErrNone with a message.
type missingError struct{ message string }

// Error implements error.
func (e *missingError) Error() string { return e.message }

// Unwrap returns the cause.
func (e *missingError) Unwrap() error { return ErrNone }
