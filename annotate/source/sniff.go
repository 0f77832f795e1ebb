package source

import (
	"bytes"
	"strings"

	"galley/annotate/source/archive"
)

// Sniff returns the type of a source by its content: "pdf", "epub", "docx",
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
	case looksHTML(bytes.TrimPrefix(raw[:min(len(raw), 64<<10)], []byte("\xEF\xBB\xBF"))):
		return typeHTML
	}
	return ""
}

// isPDF reports whether raw is a PDF. Its mark may follow other bytes, but not
// text.
func isPDF(raw []byte) bool {
	at := bytes.Index(raw[:min(len(raw), 1024)], []byte("%PDF-"))
	return at == 0 || at > 0 && looksBinary(raw)
}

// sniffZip returns the type of a document in an archive, by its parts, or by the
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
	case has("word/document.xml"), err != nil && bytes.Contains(raw[:min(len(raw), 64<<10)], []byte("word/")):
		return "docx"
	}
	return ""
}
