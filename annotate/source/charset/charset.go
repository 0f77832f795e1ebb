// Package charset decodes text in any character set, and guesses the character set of
// text that does not say it.
//
// Names are those of the WHATWG, and for character sets that browsers do not know, the
// usual ones: cp437, utf-32le.
package charset

import (
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The names of character sets that callers treat in their own way.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	UTF32LE     = "utf-32le"
	UTF32BE     = "utf-32be"
	Windows1252 = "windows-1252"
)

// Names lists the character sets that a user may choose, the most common first.
func Names() []string {
	return []string{
		UTF8, Windows1252, "windows-1251", "shift_jis", "gb18030", "euc-kr", "big5", "windows-1250", "koi8-r", "euc-jp",
		"iso-8859-2", "windows-1254", "windows-1253", "windows-1256", "windows-1255", "windows-1257", "windows-874", "iso-8859-15",
		"windows-1258", "iso-8859-7", "iso-8859-5", "ibm866", "koi8-u", "iso-8859-8", "iso-8859-6", "iso-8859-13", "iso-8859-4",
		"iso-8859-3", "iso-8859-16", "macintosh", "x-mac-cyrillic", "cp850", "cp437", "cp852", "cp855", "cp862", "cp865",
		UTF16LE, UTF16BE, UTF32LE, UTF32BE, "iso-2022-jp",
	}
}

// more returns the character sets that browsers do not know.
func more() map[string]encoding.Encoding {
	return map[string]encoding.Encoding{
		"cp437": charmap.CodePage437, "cp850": charmap.CodePage850, "cp852": charmap.CodePage852, "cp855": charmap.CodePage855,
		"cp858": charmap.CodePage858, "cp860": charmap.CodePage860, "cp862": charmap.CodePage862, "cp863": charmap.CodePage863,
		"cp865": charmap.CodePage865,
		UTF32LE: utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), UTF32BE: utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	}
}

// Lookup returns the name of the character set with that label, such as "latin1", or
// "" if there is none.
func Lookup(label string) string {
	enc, err := htmlindex.Get(label)
	switch {
	case err == nil && enc != encoding.Replacement:
		name, _ := htmlindex.Name(enc)
		return name
	case err == nil:
		return ""
	}
	name := strings.ToLower(strings.TrimSpace(label))
	if number, isIBM := strings.CutPrefix(name, "ibm"); isIBM {
		name = "cp" + strings.TrimLeft(number, "-_")
	}
	if name == "utf-32" || name == "utf32" {
		name = UTF32BE // as RFC 3629 and Unicode say of text without a mark
	}
	if more()[name] == nil {
		return ""
	}
	return name
}

// IsWide reports whether the characters of a character set have several bytes, of
// which some are NULs.
func IsWide(name string) bool {
	return slices.Contains([]string{UTF16LE, UTF16BE, UTF32LE, UTF32BE}, name)
}

// Encoding returns the character set with that name, as [Lookup] returns it.
func Encoding(name string) encoding.Encoding {
	if enc := more()[name]; enc != nil {
		return enc
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return encoding.Replacement
	}
	return enc
}
