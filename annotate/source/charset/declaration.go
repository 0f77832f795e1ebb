package charset

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// declaredLen is the length of the part of a page in which declarations are searched
// for, in bytes; the standard asks for 1024, but some pages put scripts first.
const declaredLen = 4096

// DeclaredByXML returns the character set in the XML declaration of raw. It returns "" if
// there is none, or an unknown one.
func DeclaredByXML(raw []byte) string {
	return declaredCharset(xmlEncoding(raw[:min(len(raw), declaredLen)]))
}

// DeclaredByPage is like DeclaredByXML, and also looks for meta elements.
func DeclaredByPage(raw []byte) string {
	if name := DeclaredByXML(raw); name != "" {
		return name
	}
	return metaCharset(raw[:min(len(raw), declaredLen)])
}

// DeclaredLanguage returns the first language in the tags of raw, or "".
func DeclaredLanguage(raw []byte) string { return valueOf(raw[:min(len(raw), declaredLen)], "lang") }

// ToUTF8 returns raw in UTF-8 without a byte order mark. Its character set is that of its
// mark; the first of those declared that its bytes do not contradict, "" being none; or
// what [Detect] returns. If raw is already UTF-8, ToUTF8 does not copy it.
func ToUTF8(raw []byte, declared ...string) []byte {
	name, size := ByteOrderMark(raw)
	for _, d := range declared {
		if name == "" && d != "" && !Contradicts(raw, d, "") {
			name = d
		}
	}
	if name == "" {
		name, _ = Detect(raw, "")
	}
	if raw = raw[size:]; name == UTF8 {
		return raw
	}
	text, err := Encoding(name).NewDecoder().Bytes(raw)
	if err != nil {
		return raw
	}
	return text
}

// metaCharset returns the character set in the first meta element that has a known
// one, or "".
func metaCharset(head []byte) string {
	for {
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
		case len(head) > 5 && strings.EqualFold(string(head[:4]), "meta") && strings.IndexByte(" \t\r\n\f/>", head[4]) >= 0:
			tag, _, _ := bytes.Cut(head, []byte(">"))
			if name := declaredCharset(valueOf(tag, "charset")); name != "" {
				return name
			}
		}
	}
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

// declaredCharset returns the name of the character set with a label in a page, or ""
// if it is unknown. A page whose label could be read is not in UTF-16.
func declaredCharset(label string) string {
	name := Lookup(label)
	if IsWide(name) {
		return UTF8
	}
	return name
}

// Contradicts reports whether raw cannot be in a character set, or hardly. Pages that were saved
// or moved often keep a declaration that is no longer true. Text in another character
// set is hardly ever valid UTF-8 by chance.
func Contradicts(raw []byte, name, language string) bool {
	if name == UTF8 {
		return !utf8.Valid(raw) && !IsMostlyUTF8(raw)
	}
	isASCII := !slices.ContainsFunc(raw, func(c byte) bool { return c >= utf8.RuneSelf })
	switch {
	case isASCII, strings.HasPrefix(name, "iso-2022"):
		return false
	case utf8.Valid(raw):
		return true
	}
	return refutes(raw, name, language)
}
