package source

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// pageCharset returns the character set that a page declares. It returns "" if the
// page declares none, an unknown one, or one that its bytes contradict.
func pageCharset(raw []byte) string {
	const searchLen = 4096 // bytes; the standard asks for 1024, but some pages put scripts first
	head := raw[:min(len(raw), searchLen)]
	charset := declaredCharset(xmlEncoding(head))
	for charset == "" {
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
			charset = declaredCharset(valueOf(tag, "charset"))
		}
	}
	if contradicts(raw, charset) {
		return ""
	}
	return charset
}

// xmlEncoding returns the encoding in the XML declaration at the beginning of head, or
// "" if there is none.
func xmlEncoding(head []byte) string {
	head = bytes.TrimSpace(head)
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	declaration, _, _ := bytes.Cut(head, []byte("?>"))
	return valueOf(declaration, "encoding")
}

// valueOf returns the value after name and "=" in a tag, which may be in quotation
// marks or within the value of another attribute. It returns "" if there is none.
func valueOf(tag []byte, name string) string {
	rest := strings.ToLower(string(tag))
	for {
		_, after, found := strings.Cut(rest, name)
		if !found {
			return ""
		}
		rest = after
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

// declaredCharset returns the WHATWG name of a label in a page, or "" if it is
// unknown. A page whose label could be read is not in UTF-16.
func declaredCharset(label string) string {
	name, err := lookUpCharset(label)
	switch {
	case err != nil:
		return ""
	case strings.HasPrefix(name, "utf-16"):
		return charsetUTF8
	}
	return name
}

// contradicts reports whether raw cannot be in charset. Pages that were saved or
// moved often keep a declaration that is no longer true. Text in another character
// set is hardly ever valid UTF-8 by chance.
func contradicts(raw []byte, charset string) bool {
	if charset == charsetUTF8 {
		return !utf8.Valid(raw) && !isMostlyUTF8(raw)
	}
	isASCII := !slices.ContainsFunc(raw, func(c byte) bool { return c >= utf8.RuneSelf })
	return !isASCII && utf8.Valid(raw) && !strings.HasPrefix(charset, "iso-2022")
}
