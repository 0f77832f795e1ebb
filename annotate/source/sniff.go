package source

import (
	"bytes"

	"galley/annotate/source/archive"
)

// headerBytes is how far from its beginning a PDF may say what it is.
const headerBytes = 1024

// Sniff tells by its content which type a source has: "pdf", "epub", "docx",
// "odt", "rtf", "doc", "html", or "" for what is none of these, which may be
// text. It trusts nothing: a file that is called a book may turn out to be no
// sound one.
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
		return "html"
	}
	return ""
}

// isPDF reports whether raw is a PDF. What is not at the very beginning counts
// only in what is no text.
func isPDF(raw []byte) bool {
	at := bytes.Index(raw[:min(len(raw), headerBytes)], []byte("%PDF-"))
	return at == 0 || at > 0 && looksBinary(raw)
}

// sniffZip tells what is kept in an archive, by its parts, or by the first of
// them where the archive is cut off.
func sniffZip(raw []byte) string {
	head := string(raw[min(len(raw), 30):min(len(raw), 160)])
	parts, err := archive.Open(raw)
	if err == nil {
		mimetype, _ := parts.Read("mimetype")
		head = "mimetype" + string(bytes.TrimSpace(mimetype[:min(len(mimetype), 120)]))
	}
	has := func(name string) bool { return err == nil && parts.Has(name) }
	begins := func(text string) bool { return len(head) >= len(text) && head[:len(text)] == text }
	switch {
	case begins("mimetypeapplication/epub+zip"), has("META-INF/container.xml") && !has("content.xml"):
		return "epub"
	case begins("mimetypeapplication/vnd.oasis.opendocument.text"):
		return "odt"
	case has("word/document.xml"), err != nil && bytes.Contains(raw[:min(len(raw), 64<<10)], []byte("word/")):
		return "docx"
	}
	return ""
}
