package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// prescanned is how many bytes of a page are searched for what it says of its
// character set. Standards ask for 1024; pages that put scripts first say it
// later.
const prescanned = 4096

// charsetOfPage is the character set that a page declares, "" if it declares
// none that is known, or one that its bytes cannot be in.
func charsetOfPage(raw []byte) string {
	head := raw[:min(len(raw), prescanned)]
	charset := knownCharset(xmlCharset(head))
	for len(charset) == 0 {
		_, after, found := bytes.Cut(head, []byte("<"))
		if !found {
			return ""
		}
		head = after
		switch {
		case bytes.HasPrefix(head, []byte("!--")):
			end := bytes.Index(head, []byte("-->"))
			if end < 0 {
				return ""
			}
			head = head[end:]
		case len(head) > 5 && strings.EqualFold(string(head[:4]), "meta") && endsName(head[4]):
			tag, _, _ := bytes.Cut(head, []byte(">"))
			charset = knownCharset(valueOf(tag, "charset"))
		}
	}
	if belies(raw, charset) {
		return ""
	}
	return charset
}

// xmlCharset is the encoding of the XML declaration that head begins with.
func xmlCharset(head []byte) string {
	head = bytes.TrimSpace(head)
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	declaration, _, _ := bytes.Cut(head, []byte("?>"))
	return valueOf(declaration, "encoding")
}

// valueOf is what stands behind name and "=" in a tag, in quotation marks or
// not, also within the value of another attribute.
func valueOf(tag []byte, name string) string {
	lower := strings.ToLower(string(tag))
	for {
		_, after, found := strings.Cut(lower, name)
		if !found {
			return ""
		}
		lower = after
		value, found := strings.CutPrefix(strings.TrimSpace(after), "=")
		if !found {
			continue
		}
		value = strings.TrimLeft(value, " \t\r\n\f\"'")
		if end := strings.IndexAny(value, " \t\r\n\f\"';>/"); end >= 0 {
			value = value[:end]
		}
		return value
	}
}

// knownCharset is the WHATWG name of a label, "" for one that is not known. A
// page that could be read so far is not in UTF-16, whatever it says.
func knownCharset(label string) string {
	if label == "" {
		return ""
	}
	enc, err := htmlindex.Get(label)
	if err != nil || enc == encoding.Replacement {
		return ""
	}
	name, err := htmlindex.Name(enc)
	switch {
	case err != nil:
		return ""
	case strings.HasPrefix(name, "utf-16"):
		return charsetUTF8
	}
	return name
}

// belies reports whether raw is surely not in charset: pages that are saved or
// moved often keep a declaration that is no longer true. No text in another
// character set is UTF-8 by chance.
func belies(raw []byte, charset string) bool {
	if charset == charsetUTF8 {
		return !utf8.Valid(raw) && !mostlyUTF8(raw)
	}
	return isBeyondASCII(raw) && utf8.Valid(raw) && !strings.HasPrefix(charset, "iso-2022")
}

func isBeyondASCII(raw []byte) bool {
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
