package source

import (
	"galley/annotate/source/charset"
)

// declaredIn returns the character set that raw, of type typ, declares. It returns ""
// if raw declares none, or an unknown one.
func declaredIn(raw []byte, typ string) string {
	if typ == typeHTML {
		return charset.DeclaredByPage(raw)
	}
	return charset.DeclaredByXML(raw)
}

// languageIn returns the language that a page or an XML document says it is in, or "".
func languageIn(raw []byte) string {
	if !looksLikeHTML(raw[:min(len(raw), 64<<10)]) && charset.DeclaredByXML(raw) == "" {
		return ""
	}
	return charset.DeclaredLanguage(raw)
}
