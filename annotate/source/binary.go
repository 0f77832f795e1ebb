package source

import (
	"bytes"
	"fmt"
)

// A magic is how the bytes of a well-known format begin.
type magic struct {
	offset int
	bytes  string
	name   string // with its article
	advice string
	surely bool // no text begins so: refused even if every byte could be text
}

// magics lists what people try to open, each format before those that begin
// alike.
var magics = [...]magic{
	{0, "%PDF-", "a PDF document", leaveOutType, true},
	{30, "mimetypeapplication/epub+zip", "an EPUB book", leaveOutType, false},
	{30, "[Content_Types].xml", "a Word or other Office document", "leave out --type if it is of Word, else save it as plain text first", false},
	{30, "mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", "save it as plain text first", false},
	{0, "PK\x03\x04", "a ZIP archive (or a document kept in one)", "unpack it, or save the document as plain text", true},
	{0, "{\\rtf", "an RTF document", leaveOutType, true},
	{0, "\xD0\xCF\x11\xE0", "an old Office document", leaveOutType, true},
	{0, "\x89PNG", "a PNG image", openText, true},
	{0, "\xFF\xD8\xFF", "a JPEG image", openText, false},
	{0, "GIF8", "a GIF image", openText, false},
	{8, "WEBP", "a WebP image", openText, false},
	{0, "II*\x00", "a TIFF image", openText, false},
	{0, "MM\x00*", "a TIFF image", openText, false},
	{4, "ftyp", "a film, sound or image file", openText, false},
	{0, "OggS", "a sound file", openText, false},
	{0, "ID3", "a sound file", openText, false},
	{0, "RIFF", "a sound or film file", openText, false},
	{0, "\x1F\x8B", "a gzip archive", "unpack it first", false},
	{0, "BZh", "a bzip2 archive", "unpack it first", false},
	{0, "\xFD7zXZ", "an xz archive", "unpack it first", false},
	{0, "\x28\xB5\x2F\xFD", "a Zstandard archive", "unpack it first", false},
	{0, "7z\xBC\xAF", "a 7z archive", "unpack it first", false},
	{0, "SQLite format 3", "an SQLite database", openText, false},
	{0, "\x7FELF", "a program", openText, false},
	{0, "MZ", "a program", openText, false},
}

const openText = "open a text or Markdown file instead"

// leaveOutType is for what Read reads unless it was told that it is text.
const leaveOutType = "leave out --type"

// refuseBinary returns an error that names what raw is if it is no text.
// Whether its NULs are those of UTF-16 is for the caller to know.
func refuseBinary(raw []byte, isUTF16 bool) error {
	binary := !isUTF16 && looksBinary(raw)
	for _, m := range magics {
		if (binary || m.surely) && m.fits(raw) {
			return fmt.Errorf("%w but %s: %s", ErrBinary, m.name, m.advice)
		}
	}
	if binary {
		return fmt.Errorf("%w but binary data: %s", ErrBinary, openText)
	}
	return nil
}

func (m magic) fits(raw []byte) bool {
	return len(raw) >= m.offset && bytes.HasPrefix(raw[m.offset:], []byte(m.bytes))
}

// sampled is how much of a source is counted to tell data from text, in bytes.
const sampled = 64 << 10

// looksBinary reports whether raw has a NUL or, in the sample, a control
// character that text does not use in more than one byte of ten.
func looksBinary(raw []byte) bool {
	if bytes.IndexByte(raw, 0) >= 0 {
		return true
	}
	sample := raw[:min(len(raw), sampled)]
	controls := 0
	for _, c := range sample {
		if c < 0x20 && !isTextControl(c) {
			controls++
		}
	}
	return controls*10 > len(sample)
}

// isTextControl reports whether terminals and old editors write c into text:
// BEL to CR, and ESC.
func isTextControl(c byte) bool { return c >= 0x07 && c <= 0x0D || c == 0x1B }
