package convert

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A way is how one program converts one type.
type way struct {
	program string
	version string // option that makes it tell its version
	form    string
	file    string // that it writes; "" for standard output
	options []string
}

// waysFor lists the ways to convert a type, the best first.
func waysFor(typ string) []way {
	pandoc := way{program: "pandoc", version: "--version", form: FormHTML}
	soffice := way{program: "soffice", version: "--version", form: FormDOCX, file: "document.docx"}
	switch typ {
	case "pdf":
		return []way{
			{program: "pdftotext", version: "-v", form: FormLayout, options: []string{"-bbox-layout", "-enc", "UTF-8"}},
			{program: "pdftotext", version: "-v", form: FormPages, options: []string{"-enc", "UTF-8"}},
			{program: "mutool", version: "-v", form: FormPages, options: []string{"draw", "-q", "-F", "txt"}},
		}
	case "doc":
		return []way{soffice}
	case "rtf":
		return []way{soffice, pandoc}
	case "rst", "org", "latex", "docbook", "fb2", "ipynb", "mediawiki", "textile", "opml":
		return []way{pandoc}
	}
	return nil
}

// arguments are those of the program for the file in, which is an absolute
// path and so no option.
func (w way) arguments(folder, in, typ string) []string {
	switch w.program {
	case "pdftotext":
		return append(append([]string{}, w.options...), in, "-")
	case "mutool":
		return append(append([]string{}, w.options...), in)
	case "pandoc":
		// The sandbox keeps it from reading any file that the document names.
		return []string{"--sandbox", "--from=" + typ, "--to=html5", "--standalone", "--mathml", "--wrap=none", in}
	}
	return []string{
		"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(folder, profile)),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, in,
	}
}

// profile is the folder of LibreOffice's settings within that of a conversion.
const profile = "profile"

// cautious are settings by which LibreOffice runs no macro and fetches nothing
// that a document refers to.
const cautious = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
`

// prepare lays out what the program needs in the folder of a conversion.
func (w way) prepare(folder string) error {
	if w.program != "soffice" {
		return nil
	}
	user := filepath.Join(folder, profile, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(cautious), 0o600)
}

// A remedy is how a person gets a program that reads a type.
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

// missing says that none of the programs is installed, and what to do.
func missing(typ, name string, ways []way) error {
	r := remedyFor(typ)
	var programs []string
	for _, w := range ways {
		if n := len(programs); n == 0 || programs[n-1] != w.program {
			programs = append(programs, w.program)
		}
	}
	found := "None of " + strings.Join(programs, ", ") + " was found on PATH."
	if len(programs) == 1 {
		found = programs[0] + " was not found on PATH."
	}
	return &missingError{fmt.Sprintf("%s is %s. Reading %s needs %s (Debian: apt install %s; macOS: brew install %s). %s",
		bare(name), r.what, r.noun, r.needs, r.debian, r.mac, found)}
}

// A missingError is ErrNone with words of its own.
type missingError struct{ words string }

func (e *missingError) Error() string { return e.words }
func (e *missingError) Unwrap() error { return ErrNone }
