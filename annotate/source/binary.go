package source

import (
	"bytes"
	"fmt"

	"galley/annotate/source/charset"
)

// A signature identifies a well-known binary format by its bytes.
type signature struct {
	offset   int
	bytes    string
	name     string // the format, with its article
	advice   string
	definite bool // no text contains these bytes: refuse the source even if it looks like text
}

// Advice for a user who opened a binary file.
const (
	openText     = "open a text or Markdown file instead"
	leaveOutType = "leave out --type" // Read detects the type and can read it
	saveAsText   = "save it as plain text first"
	unpack       = "unpack it first"
)

// signatures returns the formats that users try to open. A signature precedes its
// prefixes.
func signatures() []signature {
	return []signature{
		{0, "%PDF-", "a PDF document", leaveOutType, true},
		{30, "mimetypeapplication/epub+zip", "an EPUB book", leaveOutType, false},
		{30, "[Content_Types].xml", "a Word or other Office document", "leave out --type if it is a Word document, otherwise " + saveAsText, false},
		{30, "mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", saveAsText, false},
		{0, "PK\x03\x04", "a ZIP archive (or a document kept in one)", "unpack it, or save the document as plain text", true},
		{0, "{\\rtf", "an RTF document", leaveOutType, true},
		{0, "\xD0\xCF\x11\xE0", "an old Office document", leaveOutType, true},
		{0, "\x89PNG", "a PNG image", openText, true},
		{0, "\xFF\xD8\xFF", "a JPEG image", openText, false},
		{0, "GIF8", "a GIF image", openText, false},
		{8, "WEBP", "a WebP image", openText, false},
		{0, "II*\x00", "a TIFF image", openText, false},
		{0, "MM\x00*", "a TIFF image", openText, false},
		{4, "ftyp", "a video, audio or image file", openText, false},
		{0, "OggS", "an audio file", openText, false},
		{0, "ID3", "an audio file", openText, false},
		{0, "RIFF", "an audio or video file", openText, false},
		{0, "\x1F\x8B", "a gzip archive", unpack, false},
		{0, "BZh", "a bzip2 archive", unpack, false},
		{0, "\xFD7zXZ", "an xz archive", unpack, false},
		{0, "\x28\xB5\x2F\xFD", "a Zstandard archive", unpack, false},
		{0, "7z\xBC\xAF", "a 7z archive", unpack, false},
		{0, "SQLite format 3", "an SQLite database", openText, false},
		{0, "\x7FELF", "a program", openText, false},
		{0, "MZ", "a program", openText, false},
	}
}

// refuseBinary returns ErrBinary, with the name of the format, if raw is not text.
// The NULs of UTF-16 and UTF-32 are text.
func refuseBinary(raw []byte, name string) error {
	isBinary := !charset.IsWide(name) && looksBinary(raw)
	for _, s := range signatures() {
		if (isBinary || s.definite) && len(raw) >= s.offset && bytes.HasPrefix(raw[s.offset:], []byte(s.bytes)) {
			return fmt.Errorf("%w but %s: %s", ErrBinary, s.name, s.advice)
		}
	}
	if isBinary {
		return fmt.Errorf("%w but binary data: %s", ErrBinary, openText)
	}
	return nil
}

// looksBinary reports whether raw has a NUL or, in a sample, more than one byte in
// ten is a control character that text does not use.
func looksBinary(raw []byte) bool {
	if bytes.IndexByte(raw, 0) >= 0 {
		return true
	}
	sample := raw[:min(len(raw), 64<<10)]
	controls := 0
	for _, c := range sample {
		if c < 0x20 && !isTextControl(c) {
			controls++
		}
	}
	return controls*10 > len(sample)
}

// isTextControl reports whether terminals and old editors write c to text: BEL
// to CR, and ESC.
func isTextControl(c byte) bool { return c >= 0x07 && c <= 0x0D || c == 0x1B }
