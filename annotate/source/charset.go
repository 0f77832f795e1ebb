package source

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate/source/charset"
)

// declaredLen is the length of the part of a page in which declarations are searched
// for, in bytes; the standard asks for 1024, but some pages put scripts first.
const declaredLen = 4096

// declaredIn returns the character set that raw, of type typ, declares. It returns ""
// if raw declares none, or an unknown one.
func declaredIn(raw []byte, typ string) string {
	head := raw[:min(len(raw), declaredLen)]
	name := declaredCharset(xmlEncoding(head))
	if name == "" && typ == typeHTML {
		name = metaCharset(head)
	}
	return name
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
		case len(head) > 5 && strings.EqualFold(string(head[:4]), "meta") && endsName(head[4]):
			tag, _, _ := bytes.Cut(head, []byte(">"))
			if name := declaredCharset(valueOf(tag, "charset")); name != "" {
				return name
			}
		}
	}
}

// languageIn returns the language that a page or an XML document says it is in, or "".
func languageIn(raw []byte) string {
	head := raw[:min(len(raw), declaredLen)]
	if !looksLikeHTML(head) && xmlEncoding(head) == "" {
		return ""
	}
	return valueOf(head, "lang")
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
	name := charset.Lookup(label)
	if isWide(name) {
		return charset.UTF8
	}
	return name
}

// contradicts reports whether raw cannot be in charset, or hardly. Pages that were saved
// or moved often keep a declaration that is no longer true. Text in another character
// set is hardly ever valid UTF-8 by chance.
func contradicts(raw []byte, name, language string) bool {
	if name == charset.UTF8 {
		return !utf8.Valid(raw) && !charset.IsMostlyUTF8(raw)
	}
	isASCII := !slices.ContainsFunc(raw, func(c byte) bool { return c >= utf8.RuneSelf })
	switch {
	case isASCII, strings.HasPrefix(name, "iso-2022"):
		return false
	case utf8.Valid(raw):
		return true
	}
	return charset.Refutes(raw, name, language)
}
