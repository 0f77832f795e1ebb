package source

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/book"
	"galley/annotate/source/draft"
	"galley/annotate/source/office"
	webpage "galley/annotate/source/page"
)

// A format is a type of source. It has one of the functions text, page and document,
// or a converter, unless it is a message, whose text is in another format.
type format struct {
	name       string // the value of Options.Type
	mediaType  string
	extensions []string // of file names, in lower case
	extractor  string   // the name of the rules that find the blocks, or ""

	// text adds the blocks of scrubbed text to b and returns the metadata in it.
	// It keeps no part of text.
	text func(b *builder, text []byte) annotate.Meta
	// page makes a draft from decoded text.
	page func(text []byte, opt Options) (draft.Document, error)
	// document makes a draft from bytes.
	document func(raw []byte, part string) (draft.Document, error)

	converter converter
}

// A converter says whether a format needs a program that converts it.
type converter uint8

const (
	noConverter converter = iota
	needsConverter
	prefersConverter // read as plain text if there is no converter
)

const (
	typeText = "text"
	typeHTML = "html"
	typeEPUB = "epub"
)

// formats returns all formats. The first is the default.
func formats() []format {
	const officeXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	return []format{
		{name: typeText, mediaType: "text/plain", extensions: []string{".txt", ".text"}, text: readText},
		{name: "markdown", mediaType: "text/markdown", extensions: []string{".md", ".markdown", ".mdown", ".mkd"}, text: readMarkdown},
		{name: typeHTML, mediaType: "text/html", extensions: []string{".html", ".htm", ".xhtml", ".xht"}, extractor: webpage.Rules, page: readPage},
		{name: typeMHTML, mediaType: "multipart/related", extensions: []string{".mhtml", ".mht"}},
		{name: typeEmail, mediaType: "message/rfc822", extensions: []string{".eml"}},
		{name: typeEPUB, mediaType: "application/epub+zip", extensions: []string{".epub"}, document: readBook},
		{name: "docx", mediaType: officeXML, extensions: []string{".docx"}, document: readWhole(office.DOCX)},
		{name: "odt", mediaType: "application/vnd.oasis.opendocument.text", extensions: []string{".odt"}, document: readWhole(office.ODT)},
		{name: "pdf", mediaType: "application/pdf", extensions: []string{".pdf"}, converter: needsConverter},
		{name: "rtf", mediaType: "application/rtf", extensions: []string{".rtf"}, document: readWhole(office.RTF)},
		{name: "doc", mediaType: "application/msword", extensions: []string{".doc", ".dot"}, converter: needsConverter},
		{name: "rst", mediaType: "text/x-rst", extensions: []string{".rst"}, converter: prefersConverter},
		{name: "org", mediaType: "text/org", extensions: []string{".org"}, converter: prefersConverter},
		{name: "latex", mediaType: "application/x-latex", extensions: []string{".tex", ".latex"}, converter: prefersConverter},
		{name: "docbook", mediaType: "application/docbook+xml", extensions: []string{".dbk", ".docbook"}, converter: prefersConverter},
		{name: "fb2", mediaType: "application/x-fictionbook+xml", extensions: []string{".fb2"}, converter: prefersConverter},
		{name: "ipynb", mediaType: "application/x-ipynb+json", extensions: []string{".ipynb"}, converter: prefersConverter},
		{name: "mediawiki", mediaType: "text/x-wiki", extensions: []string{".wiki", ".mediawiki"}, converter: prefersConverter},
		{name: "textile", mediaType: "text/x-textile", extensions: []string{".textile"}, converter: prefersConverter},
		{name: "opml", mediaType: "text/x-opml", extensions: []string{".opml"}, converter: prefersConverter},
	}
}

// isDecoded reports whether the format is read from decoded text.
func (f format) isDecoded() bool { return f.text != nil || f.page != nil }

func readPage(text []byte, opt Options) (draft.Document, error) {
	return webpage.Parse(text, opt.Base)
}

// readBook reads a chapter of a book, or the whole book if part is "".
func readBook(raw []byte, part string) (draft.Document, error) {
	b, err := book.Open(raw)
	switch {
	case err != nil:
		return draft.Document{}, err
	case part != "":
		return b.Read(part)
	}
	return b.Whole()
}

// readWhole returns a reader of documents without parts.
func readWhole(read func([]byte) (draft.Document, error)) func([]byte, string) (draft.Document, error) {
	return func(raw []byte, _ string) (draft.Document, error) { return read(raw) }
}

// Types returns the values of Options.Type.
func Types() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Extensions returns the file name extensions of the formats, in lower case and
// with their dot. Some formats need a program that converts them.
func Extensions() []string {
	var extensions []string
	for _, f := range formats() {
		extensions = append(extensions, f.extensions...)
	}
	return extensions
}

// findFormat returns the first format that matches.
func findFormat(matches func(format) bool) (format, bool) {
	all := formats()
	if i := slices.IndexFunc(all, matches); i >= 0 {
		return all[i], true
	}
	return format{}, false
}

// chooseText returns the format of decoded text: the type that the user named, or
// the one of the extension, or HTML if the text begins like a page, or plain text.
// It returns ErrType for an unknown type.
func chooseText(text []byte, opt Options) (format, error) {
	name := strings.ToLower(opt.Type)
	if name == "" {
		extension := strings.ToLower(path.Ext(opt.Name))
		if f, ok := findFormat(func(f format) bool { return f.isDecoded() && slices.Contains(f.extensions, extension) }); ok && f.name != typeText {
			return f, nil
		}
		if name = typeText; looksLikeHTML(text) {
			name = typeHTML
		}
	}
	f, ok := findFormat(func(f format) bool { return f.isDecoded() && f.name == name })
	if !ok {
		names := Types()
		last := len(names) - 1
		return f, fmt.Errorf("%w %s: use %s or %s", ErrType, quote(opt.Type), strings.Join(names[:last], ", "), names[last])
	}
	return f, nil
}

// detect returns the type that the user named, or the one that Sniff detects, or "".
// DocBook may begin as a page does; it is recognized by its file name.
func detect(raw []byte, opt Options) string {
	if opt.Type != "" {
		return strings.ToLower(opt.Type)
	}
	name := Sniff(raw)
	if name == typeHTML && typeByExtension(opt.Name) == "docbook" {
		return ""
	}
	return name
}

// chooseDocument returns the format of a source that is not decoded as text: the
// type that the user named, or the one that Sniff detects, or, if a program has
// converted it, that of its extension.
func chooseDocument(raw []byte, opt Options) (format, bool) {
	name := detect(raw, opt)
	if name == "" && opt.Converted != nil {
		name = typeByExtension(opt.Name)
	}
	return findFormat(func(f format) bool { return f.name == name && !f.isDecoded() })
}

// looksLikeHTML reports whether text begins like an HTML page, after white space,
// comments and an XML declaration.
func looksLikeHTML(text []byte) bool {
	text = trimProlog(bytes.TrimPrefix(text, []byte("\uFEFF")))
	for _, start := range []string{"<!doctype html", "<html", "<head", "<body", "<article"} {
		if len(text) > len(start) && strings.EqualFold(string(text[:len(start)]), start) && endsName(text[len(start)]) {
			return true
		}
	}
	return false
}

// trimProlog returns text without leading white space, comments and XML declaration.
func trimProlog(text []byte) []byte {
	for {
		text = bytes.TrimSpace(text)
		end := ""
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(text, []byte("<?xml")):
			end = "?>"
		default:
			return text
		}
		i := bytes.Index(text, []byte(end))
		if i < 0 {
			return nil
		}
		text = text[i+len(end):]
	}
}

// endsName reports whether c ends the name of an element.
func endsName(c byte) bool { return bytes.IndexByte([]byte(" \t\r\n\f/>"), c) >= 0 }

// Sniff detects the type of a source from its content: "pdf", "epub", "docx",
// "odt", "rtf", "doc", "html", or "" for any other, which may be text. A damaged
// file still has its type.
func Sniff(raw []byte) string {
	switch {
	case archive.IsZip(raw):
		return sniffZip(raw)
	case isPDF(raw):
		return "pdf"
	case bytes.HasPrefix(raw, []byte(`{\rtf`)):
		return "rtf"
	case bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return "doc"
	case looksLikeHTML(bytes.TrimPrefix(raw[:min(len(raw), 64<<10)], []byte("\xEF\xBB\xBF"))):
		return typeHTML
	}
	return ""
}

// isPDF reports whether raw is a PDF. Its signature may follow other bytes, also a few
// lines of text, such as those that a server sent before it.
func isPDF(raw []byte) bool {
	at := bytes.Index(raw[:min(len(raw), 1024)], []byte("%PDF-"))
	return at == 0 || at > 0 && (looksBinary(raw) || raw[at-1] == '\n' && bytes.Contains(raw, []byte("\nstartxref")))
}

// isWord reports whether the parts of an Office document say that it is a text.
func isWord(parts *archive.Archive) bool {
	types, err := parts.Read("[Content_Types].xml")
	return err == nil && bytes.Contains(types, []byte("wordprocessingml.document.main+xml")) ||
		bytes.Contains(types, []byte("wordprocessingml.template.main+xml")) || bytes.Contains(types, []byte("word.document.macroEnabled.main+xml"))
}

// isLocked reports whether raw is a Word document that a password protects: a new one in
// an old container, or an old one whose header says so.
func isLocked(raw []byte) bool {
	const header, flags, encrypted = 512, 11, 1 // the second byte of the flags
	if Sniff(raw) != "doc" {
		return false
	}
	isOld := len(raw) > header+flags && bytes.HasPrefix(raw[header:], []byte("\xEC\xA5"))
	return isOld && raw[header+flags]&encrypted != 0 || bytes.Contains(raw, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"))
}

// sniffZip detects the type of a document in an archive from its parts, or from the
// first of them if the archive is truncated.
func sniffZip(raw []byte) string {
	head := string(raw[min(len(raw), 30):min(len(raw), 160)])
	parts, err := archive.Open(raw)
	if err == nil {
		mimetype, _ := parts.Read("mimetype")
		head = "mimetype" + string(bytes.TrimSpace(mimetype[:min(len(mimetype), 120)]))
	}
	has := func(name string) bool { return err == nil && parts.Has(name) }
	switch {
	case strings.HasPrefix(head, "mimetypeapplication/epub+zip"), has("META-INF/container.xml") && !has("content.xml"):
		return typeEPUB
	case strings.HasPrefix(head, "mimetypeapplication/vnd.oasis.opendocument.text"):
		return "odt"
	case has("word/document.xml"), err == nil && isWord(parts), err != nil && bytes.Contains(raw[:min(len(raw), 64<<10)], []byte("word/")):
		return "docx"
	}
	return ""
}
